"""Writes the sample files. Made after the published descriptions, not exports; see README.md."""

import csv
import io
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

HERE = Path(__file__).parent
NAMES = [
    "Anna Ask",
    "Bertil Björk",
    "Cecilia Cedergren",
    "David Dahl",
    "Eva Ek",
    "Fredrik Fors",
    "Greta Gran",
    "Hans Hägg",
]
WORDS = ["tillit, tid", "fika", "Tid", "öppenhet; mod", "tid", "lyssna", "öppenhet", "fika, tid"]
TEXTS = [f"Vi behöver prata mer med varandra, tanke {number}." for number in range(8)]
CHOICES = ["Ja", "Ja", "Nej", "Ja", "Delvis", "Ja", "Nej", "Delvis"]
SEVERAL = [
    "Möten;Mejl;",
    "Möten;",
    "Telefon;Möten;",
    "Mejl;",
    "Möten;Telefon;",
    "Mejl;Möten;",
    "Telefon;",
    "Möten;Mejl;",
]
RANKED = ["Tid;Pengar;Mod;", "Mod;Tid;Pengar;", "Tid;Mod;Pengar;", "Pengar;Tid;Mod;"] * 2
LEADERS, PEERS, BEST = [3, 4, 2, 5, 3, 4, 1, 3], [5, 4, 5, 5, 4, 3, 5, 4], [8, 9, 10, 7, 0, 6, 8, 9]
ROLES = ["Medarbetare"] * 5 + ["Chef"] * 3
MOMENT = datetime(2026, 5, 4, 9, 30)


def email(name: str) -> str:
    return f"{name.split()[0].lower()}@region.example"


def book(name: str, sheets: dict[str, list[list]]) -> None:
    with xlsxwriter.Workbook(HERE / name, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as made:
        made.set_properties({"created": MOMENT, "comments": "Made after the published description, not an export."})
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)


def mentimeter() -> None:
    heads = ["Session", "Voter", "Date", "Vad ska vi göra för att stärka tilliten?"]
    heads += ["Hur mycket litar du på: ledningen", "Hur mycket litar du på: kollegorna", "Vågar du säga vad du tycker?"]
    rows = [
        [1, number + 1, MOMENT, WORDS[number], LEADERS[number], PEERS[number], CHOICES[number]] for number in range(8)
    ]
    totals = [["Vad ska vi göra för att stärka tilliten?"], ["tid", 4], ["fika", 2], ["öppenhet", 2]]
    book("mentimeter.xlsx", {"Results": totals, "Voters": [["Tillit i vår region"], [], heads, *rows]})


def slido() -> None:
    heads = ["User ID", "User name", "User email", "User company", "Vad betyder tillit?", "Hur ofta ses ni?"]
    often = ["Varje vecka", "Varje vecka", "Sällan", "Varje månad", "Varje vecka", "Sällan", "Varje månad", "Sällan"]
    rows = [
        [f"8f3c{number}ab1", name, email(name), "Regionen", TEXTS[number], often[number]]
        for number, name in enumerate(NAMES)
    ]
    book("slido-per-user.xlsx", {"Poll results per user": [heads, *rows]})
    votes = [["Participant", "Poll", "Answer", "Time"]]
    for number, name in enumerate(NAMES):
        votes += [[name, heads[4], TEXTS[number], str(MOMENT)], [name, heads[5], often[number], str(MOMENT)]]
    write("slido-votes.csv", as_csv(votes, ","), "utf-8-sig")


def forms() -> None:
    heads = ["Id", "Starttid", "Slutförandetid", "E-post", "Namn", "Jag svarar som", "Hur vill du få veta mer?"]
    heads += ["Vad är viktigast?", "Hur troligt är det att du rekommenderar oss?", "Vad ska vi sluta göra?"]
    rows = [
        [number + 1, MOMENT, MOMENT, email(name), name, ROLES[number], SEVERAL[number], RANKED[number], BEST[number]]
        + [TEXTS[number] if number else f"Ring mig på {email(name)}!"]
        for number, name in enumerate(NAMES)
    ]
    book("forms.xlsx", {"Sheet1": [heads, *rows]})
    write("forms-cp1252.csv", as_csv([heads, *rows], ";"), "cp1252")


def as_csv(rows: list[list], separator: str) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue()


def write(name: str, text: str, encoding: str = "utf-8") -> None:
    (HERE / name).write_bytes(text.encode(encoding))


# Code, type, Swedish, English, answers, subquestions.
SURVEY = [
    (
        "Q1",
        "L",
        "Hur ofta ses ni?",
        "How often do you meet?",
        [("A1", "Ofta", "Often"), ("A2", "Sällan", "Seldom")],
        [],
    ),
    ("Q2", "M", "Vad hjälper?", "What helps?", [], [("SQ1", "Tid", "Time"), ("SQ2", "Mod", "Courage")]),
    (
        "Q3",
        "F",
        "Var är vi nu?",
        "Where are we?",
        [("1", "Inte alls", "Not at all"), ("2", "Delvis", "Partly"), ("3", "Helt", "Fully")],
        [("SQ1", "Tillit", "Trust"), ("SQ2", "Öppenhet", "Openness")],
    ),
    ("Q4", "5", "Hur bra var mötet?", "How good was the meeting?", [], []),
    ("Q5", "R", "Vad är viktigast?", "What matters most?", [("A1", "Tid", "Time"), ("A2", "Mod", "Courage")], []),
    (
        "Q6",
        "K",
        "Dela ut hundra poäng",
        "Share out a hundred points",
        [],
        [("SQ1", "Skola", "School"), ("SQ2", "Vård", "Care")],
    ),
    ("Q7", "T", "Vad mer?", "What else?", [], []),
    ("Q8", "Y", "Kommer du igen?", "Will you come again?", [], []),
    (
        "Q9",
        "C",
        "Håller du med?",
        "Do you agree?",
        [],
        [("SQ1", "Vi lyssnar", "We listen"), ("SQ2", "Vi vågar", "We dare")],
    ),
    ("Q10", "D", "När föddes du?", "When were you born?", [], []),
    ("Q11", "|", "Ladda upp en bild", "Upload a picture", [], []),
    ("Q12", "N", "Hur många är ni?", "How many are you?", [], []),
]


def rows_of(table: str, rows: list[dict]) -> str:
    cells = "".join(
        "<row>" + "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in row.items()) + "</row>"
        for row in rows
    )
    return f"<{table}><rows>{cells}</rows></{table}>"


def document(languages: list[str], *tables: str) -> str:
    spoken = "".join(f"<language>{escape(language)}</language>" for language in languages)
    note = "<!-- Made after the published description, not an export. -->"
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n{note}\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
    return f"{head}<DBVersion>600</DBVersion><languages>{spoken}</languages>{''.join(tables)}</document>\n"


def limesurvey() -> None:
    questions, texts, answers, answer_texts = [], [], [], []
    for order, (code, kind, swedish, english, own, parts) in enumerate(SURVEY, 1):
        relevance = 'Q1 == "A1"' if code == "Q7" else "1"
        row = {"qid": order, "parent_qid": 0, "gid": 1, "type": kind, "title": code, "question_order": order}
        questions.append(row | {"relevance": relevance, "other": "Y" if code == "Q1" else "N", "scale_id": 0})
        texts += spoken("qid", order, "question", f"<p>{swedish}</p>", english)
        for place, (part, in_swedish, in_english) in enumerate(parts, 1):
            number = order * 100 + place
            row = {"qid": number, "parent_qid": order, "gid": 1, "type": "T", "title": part, "question_order": place}
            questions.append(row | {"relevance": "1", "other": "N", "scale_id": 0})
            texts += spoken("qid", number, "question", in_swedish, in_english)
        for place, (answer, in_swedish, in_english) in enumerate(own, 1):
            number = order * 100 + place
            answers.append({"aid": number, "qid": order, "code": answer, "sortorder": place, "scale_id": 0})
            answer_texts += spoken("aid", number, "answer", in_swedish, in_english)
    titles = [
        {"surveyls_language": "sv", "surveyls_title": "Tillit"},
        {"surveyls_language": "en", "surveyls_title": "Trust"},
    ]
    xml = document(
        ["sv", "en"],
        rows_of("surveys", [{"sid": 1, "language": "sv"}]),
        rows_of("surveys_languagesettings", titles),
        rows_of("groups", [{"gid": 1, "group_order": 1, "grelevance": "1"}]),
        rows_of("questions", questions),
        rows_of("question_l10ns", texts),
        rows_of("answers", answers),
        rows_of("answer_l10ns", answer_texts),
        rows_of("question_attributes", [{"qid": 6, "attribute": "equals_num_value", "value": "100"}]),
        rows_of("quota", [{"id": 1, "name": "Högst hundra"}]),
    )
    write("limesurvey.lss", xml)
    write("limesurvey-responses.csv", as_csv(responses(), ","), "utf-8-sig")


def spoken(key: str, number: int, column: str, swedish: str, english: str) -> list[dict]:
    return [{key: number, column: swedish, "language": "sv"}, {key: number, column: english, "language": "en"}]


def responses() -> list[list]:
    heads = [
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "seed",
        "Q1",
        "Q1[other]",
        "Q2[SQ1]",
        "Q2[SQ2]",
        "Q3[SQ1]",
        "Q3[SQ2]",
    ]
    heads += ["Q4", "Q5[1]", "Q5[2]", "Q6[SQ1]", "Q6[SQ2]", "Q7", "Q8", "Q9[SQ1]", "Q9[SQ2]", "Q10", "Q11", "Q12"]
    rows = []
    for number in range(7):
        sent = "" if number == 6 else "2026-05-04 09:30:00"
        row = [
            number + 1,
            sent,
            1,
            "sv",
            f"88{number}",
            "A1" if number % 2 else "A2",
            "",
            "Y",
            "" if number % 2 else "Y",
        ]
        row += [1 + number % 3, 2, 1 + number % 5, "A1", "A2", 60, 40 if number else 30, TEXTS[number], "Y", "Y", "U"]
        rows.append([*row, "1980-01-01", "", 12])
    return [heads, *rows]


def older() -> None:
    questions, answers = [], []
    for language, text, often, seldom in (
        ("sv", "Hur ofta ses ni?", "Ofta", "Sällan"),
        ("en", "How often?", "Often", "Seldom"),
    ):
        row = {"qid": 1, "parent_qid": 0, "gid": 1, "type": "L", "title": "Q1", "question": text, "question_order": 1}
        questions.append(row | {"language": language, "other": "N", "relevance": "1"})
        for place, (code, answer) in enumerate((("A1", often), ("A2", seldom)), 1):
            answers.append(
                {"qid": 1, "code": code, "answer": answer, "sortorder": place, "language": language, "scale_id": 0}
            )
    titles = [
        {"surveyls_language": "sv", "surveyls_title": "Möten"},
        {"surveyls_language": "en", "surveyls_title": "Meetings"},
    ]
    tables = rows_of("questions", questions), rows_of("answers", answers), rows_of("surveys_languagesettings", titles)
    conditions = rows_of("conditions", [{"qid": 1, "cqid": 2}])
    write(
        "limesurvey-old.lss",
        document(["sv", "en"], rows_of("surveys", [{"sid": 1, "language": "sv"}]), *tables, conditions),
    )


if __name__ == "__main__":
    for make in (mentimeter, slido, forms, limesurvey, older):
        make()
