"""Exports as they come: whole, odd or torn. Nothing is lost, and what cannot be used is told."""

import csv
import io

import pytest

from hamn.sensemaking.opinions.polis_export import read_export, write_export

HEADER = "timestamp,datetime,comment-id,voter-id,vote"
VOTES = f"{HEADER}\n1,x,0,0,1\n2,x,0,1,-1\n3,x,1,0,0\n"
COMMENTS = """timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body
1,0,7,1,1,1,"Fler bryggor, åt alla"
2,2,7,0,0,-1,x
"""


def said(export):
    votes = export.votes
    return {
        (votes.people[person], votes.statements[statement]): int(value)
        for person, statement, value in zip(votes.person, votes.statement, votes.value, strict=True)
    }


def read(votes=VOTES, comments=COMMENTS):
    return read_export({"votes.csv": votes.encode(), "comments.csv": comments.encode()})


EXPECTED = {("0", "0"): 1, ("1", "0"): -1, ("0", "1"): 0}


def test_a_delivered_conversation_comes_back_byte_for_byte(conversation):
    files = {path.name: path.read_bytes() for path in conversation.folder.iterdir()}
    assert write_export(conversation.export) == files
    again = read_export(write_export(conversation.export))
    assert again.votes.digest() == conversation.export.votes.digest()
    assert conversation.export.remarks == ()


def test_texts_moderation_and_published_groups_are_read(biodiversity):
    export = biodiversity.export
    assert export.summary["topic"] == "Protecting and Restoring NZ’s Biodiversity"
    assert (
        "Biodiversity needs to be defined in a way that suits Aotearoa"
        in {s.id: s.text for s in export.statements}["296"]
    )
    assert sorted(export.published.values()).count("1") == 371
    voted = {export.votes.statements[place] for place in export.votes.statement}
    assert len(export.moderation.out & voted) == biodiversity.expected["counts"]["moderated_out"]


@pytest.mark.parametrize(
    "votes",
    [
        "\ufeff" + VOTES,
        VOTES.replace("\n", "\r\n"),
        "\n".join([HEADER, *reversed(VOTES.strip().split("\n")[1:])]),
        VOTES + VOTES.split("\n", 1)[1],
        VOTES.replace("comment-id,voter-id", "Comment_ID,Voter ID"),
        "colour," + VOTES.replace("\n", "\nblå,").removesuffix("blå,"),
        VOTES.replace(",1\n", ",1.0\n"),
        VOTES + "\n\n",
        "timestamp,comment-id,voter-id,vote\n9,0,0,1\n1,0,0,-1\n2,0,1,-1\n3,1,0,0\n",
    ],
    ids=["mark", "crlf", "reversed", "twice", "names", "unknown", "decimals", "empty", "changed"],
)
def test_odd_files_say_the_same(votes):
    assert said(read(votes)) == EXPECTED


def test_sixteen_bit_letters_are_read():
    export = read_export({"votes.csv": VOTES.encode("utf-16"), "comments.csv": COMMENTS.encode()})
    assert said(export) == EXPECTED


def test_rows_that_are_no_votes_are_told_one_by_one_and_the_rest_count():
    export = read(VOTES + "4,x,1,1,maybe\n5,x,,1,1\n6,x,1,1,7\n")
    assert said(export) == EXPECTED
    told = [str(remark) for remark in export.remarks]
    assert sum("is no vote" in line for line in told) == 3
    assert "votes.csv: row 5 is no vote: 4, x, 1, 1, maybe." in told


def test_a_thousand_bad_rows_are_not_a_thousand_sentences():
    export = read(VOTES + "4,x,1,1,maybe\n" * 1000)
    assert len(export.remarks) < 30
    assert str(export.remarks[-1]) == "votes.csv: has 980 more such places; the first 20 are told."


def test_a_statement_that_nobody_voted_on_and_one_without_text_are_both_there():
    export = read()
    assert export.votes.statements == ("0", "1", "2")
    assert export.moderation.out == {"2"}
    assert [str(remark) for remark in export.remarks] == [
        "comments.csv: says nothing of 1 statements that were voted on (1)."
    ]


def test_unknown_columns_of_statements_are_kept():
    comments = "comment-id,comment-body,mood\n0,Fler bryggor,glad\n"
    assert read(comments=comments).statements[0].more == {"mood": "glad"}


def test_without_a_votes_file_the_matrix_is_read(conversation):
    files = {name: content for name, content in conversation.export.files.items() if name != "votes.csv"}
    votes = read_export(files).votes
    assert len(votes) == conversation.expected["counts"]["votes"]
    assert votes.digest() == conversation.export.votes.digest()


def test_a_turned_sign_is_noticed(brexit):
    rows = list(csv.reader(io.StringIO(brexit.export.files["votes.csv"].decode())))
    turned = "\n".join(",".join([*row[:4], str(-int(row[4]))]) if row[4] != "vote" else ",".join(row) for row in rows)
    export = read_export({**brexit.export.files, "votes.csv": turned.encode()})
    assert any("sign turned" in str(remark) for remark in export.remarks)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "no votes to read"),
        ({"votes.csv": b"voter-id,vote\n1,1\n"}, "needs a column comment-id"),
        ({"votes.csv": b"comment-id,voter-id\n1,1\n"}, "needs a column vote"),
        ({"votes.csv": b""}, "needs a column"),
        ({"votes.csv": b"\x00\x01\xff\xfe" * 50}, "needs a column"),
    ],
)
def test_what_holds_no_votes_is_refused_in_a_sentence(files, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_export(files)


def test_a_header_alone_is_an_empty_conversation():
    assert len(read(HEADER + "\n").votes) == 0
