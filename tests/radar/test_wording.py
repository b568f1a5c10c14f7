from hamn.radar.wording import axis_hashes, comparable, hash_of, wording_of

AXES = [("mod", "Mod", "Vi vågar."), ("roll", "Politikens roll", "")]


def worded(axes=AXES, question="Hur nära är vi?", steps=5, low="", high="", words=()):
    return wording_of(question, steps, low, high, words, axes)


def test_spaces_and_how_letters_are_composed_are_no_difference():
    composed = worded([("mod", "Våga", "Å ena sidan")])
    decomposed = worded([("mod", " Va\u030aga ", "A\u030a  ena\nsidan")])
    assert hash_of(composed) == hash_of(decomposed)


def test_order_changes_the_whole_but_no_axis():
    turned = worded(AXES[::-1])
    assert hash_of(turned) != hash_of(worded())
    assert axis_hashes(turned) == axis_hashes(worded())
    assert comparable(worded(), turned) == ["mod", "roll"]


def test_every_word_that_a_step_depends_on_makes_a_difference():
    base = axis_hashes(worded())["mod"]
    others = [
        worded(question="Hur långt är det kvar?"),
        worded(steps=7),
        worded(low="inte alls"),
        worded(high="helt"),
        worded(words=["a", "b", "c", "d", "e"]),
        worded([("mod", "Mods", "Vi vågar.")]),
        worded([("mod", "Mod", "Vi vågar mer.")]),
    ]
    assert base not in [axis_hashes(each)["mod"] for each in others]


def test_an_axis_that_was_taken_away_is_not_compared():
    assert comparable(worded(), worded(AXES[1:])) == ["roll"]


def test_the_hash_can_be_recomputed_by_anybody():
    """printf '{"a":null,"b":[1,"å"]}' | sha256sum"""
    assert hash_of({"b": [1, "å"], "a": None}) == "f580811b2d02132f036adbe1e65772061cd6264b03370d21428434bcc7097913"
