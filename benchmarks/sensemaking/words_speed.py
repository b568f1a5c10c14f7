"""How fast the lexical pipeline is: `python benchmarks/sensemaking/words_speed.py`; writes words_speed.md beside it.

10,000 made-up Swedish answers through language, tokens, lemmas, phrases, near-duplicates, cloud, keyness and themes. The
naive way is measured in the same run: lemmas without a cache, and every pair of answers compared. Loading stands apart.
"""

import json
import random
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from hamn.sensemaking.words import duplicates, keyness, themes  # noqa: E402
from hamn.sensemaking.words.cloud import cloud  # noqa: E402
from hamn.sensemaking.words.language import language_of  # noqa: E402
from hamn.sensemaking.words.lemmas import lemma, lemmas  # noqa: E402
from hamn.sensemaking.words.phrases import phrases  # noqa: E402
from hamn.sensemaking.words.stop_words import stop_words  # noqa: E402
from hamn.sensemaking.words.tokens import tokens  # noqa: E402

MANY, LIVE, NAIVE_PAIRS = 10_000, 300, 400
GOAL_S, GOAL_LIVE_MS = 2.0, 50.0
SET = json.loads((HERE.parents[1] / "tests/data/text/answers-sv.json").read_text(encoding="utf-8"))
SAID = [answer for theme in SET["themes"].values() for answer in theme["answers_sv"]]
BOOK = [themes.Theme(key, theme["description_sv"]) for key, theme in SET["themes"].items()]


def made_up(many: int) -> list[str]:
    """Answers put together from halves of ours, the same each time; about a third differ."""
    rng = random.Random(1)
    words = [answer.split() for answer in SAID]
    halves = [(each[: len(each) // 2 + 1], each[len(each) // 2 :]) for each in words]
    return [" ".join(rng.choice(halves)[0] + rng.choice(halves)[1]) for _ in range(many)]


DIFFERENT = len(set(made_up(MANY)))


def timed(verb):
    begun = time.process_time()
    return verb(), time.process_time() - begun


def cold() -> None:
    """Forget what was computed, not what was loaded."""
    for cached in (lemma, tokens, duplicates.meaning, duplicates._word_alike, themes._words, themes._matters_of):
        cached.cache_clear()
    from hamn.sensemaking.words import cloud as clouds
    from hamn.sensemaking.words import language

    clouds._shown.cache_clear()
    language._language_of.cache_clear()


def measure() -> list[tuple[str, float]]:
    answers = made_up(MANY)
    rows = []
    _, loading = timed(lambda: (language_of("xyz", ("sv", "en")), lemma("hus"), duplicates.same("en bil", "en båt")))
    themes.suggest(BOOK, ["x"], ("sv", "en"))
    cold()
    steps = {
        "language": lambda: [language_of(answer, ("sv", "en")) for answer in answers],
        "tokens": lambda: [tokens(answer) for answer in answers],
        "lemmas": lambda: [lemmas(answer) for answer in answers],
        "phrases": lambda: phrases([lemmas(answer) for answer in answers], stop_words("sv")),
        "near-duplicates": lambda: duplicates.duplicates(answers, ("sv", "en")),
        "cloud": lambda: cloud([(str(at), answer) for at, answer in enumerate(answers)], ("sv", "en")),
        "keyness": lambda: keyness.keyness(
            {g: {str(at): lemmas(answers[at]) for at in range(k, MANY, 2)} for k, g in enumerate("ab")}
        ),
    }
    rows = [(name, timed(step)[1]) for name, step in steps.items()]
    rows.append(("**whole lexical pipeline**", sum(s for _, s in rows)))
    rows.append(("themes (twelve)", timed(lambda: themes.suggest(BOOK, answers, ("sv", "en")))[1]))
    rows.append(("loading the libraries, once", loading))
    return rows


def naive() -> list[tuple[str, float]]:
    """The same work done without care: per answer, so that the figures can be set beside the others."""
    import simplemma

    answers = made_up(MANY)
    fresh = simplemma.Lemmatizer(
        cache_max_size=0, lemmatization_strategy=simplemma.lemmatizer.DefaultStrategy(greedy=True)
    )
    _, slow_lemmas = timed(lambda: [fresh.lemmatize(word, "sv") for answer in answers for word in tokens(answer)])
    few = answers[:NAIVE_PAIRS]
    _, pairs = timed(lambda: [duplicates.same(one, other, ("sv",)) for one in few for other in few])
    return [("lemmas without a cache", slow_lemmas), ("every pair compared", pairs * (MANY / NAIVE_PAIRS) ** 2)]


def live() -> float:
    """Milliseconds of the slowest of 300 updates, one more answer each time."""
    said = [(str(at), answer) for at, answer in enumerate(made_up(LIVE))]
    cold()
    before: list[str] = []
    slowest = 0.0
    for many in range(1, LIVE + 1):
        words, seconds = timed(lambda many=many, before=before: cloud(said[:many], ("sv", "en"), before))
        before = [word.lemma for word in words]
        slowest = max(slowest, seconds * 1000)
    return slowest


def written(rows, slow, update) -> str:
    whole = dict(rows)["**whole lexical pipeline**"]
    lines = [
        "# The words of 10,000 answers",
        "",
        "By `benchmarks/sensemaking/words_speed.py`. Seconds of the processor; nothing computed beforehand.",
        f"{DIFFERENT} of the answers differ. Goal: {GOAL_S} s for the whole; it took {whole:.2f} s.",
        f"A live cloud of {LIVE} answers: the slowest update {update:.1f} ms (goal {GOAL_LIVE_MS:.0f} ms).",
        "Ratio: to the naive way, measured in the same run (every pair: from a sample, as the square of the number).",
        "",
        "| step | s | naive, s | ratio |",
        "|---|---:|---:|---:|",
    ]
    beside = {"lemmas": slow[0][1], "near-duplicates": slow[1][1]}
    for name, seconds in rows:
        cells = (f"{beside[name]:.2f}", f"{beside[name] / seconds:.1f}") if name in beside else ("", "")
        lines.append(f"| {name} | {seconds:.3f} | {cells[0]} | {cells[1]} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    rows, update = measure(), live()
    text = written(rows, naive(), update)
    print(text)
    (HERE / "words_speed.md").write_text(text, encoding="utf-8")
