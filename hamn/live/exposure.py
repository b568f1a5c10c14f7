"""What a phone has shown somebody besides what they answered, kept with their answers: passed is an answer, not seen is none.

A phone tells of it with an answer, never by itself, so looking costs no write; who answers nothing is not known to have looked.
"""

from typing import TYPE_CHECKING

from hamn.live.entries import Sent
from hamn.live.form import id_of
from hamn.live.kinds.kind import SEEN
from hamn.live.messages import Answer

if TYPE_CHECKING:
    from hamn.live.room import Room

# Below every answer's, so that a mark never takes the place of an answer, however late that comes.
LOWEST_REV = 0


def beside(room: "Room", sent: Sent, answer: Answer) -> list[Sent]:
    """Marks of what was shown and is not answered, to be stored in the batch of the answer that told of it.

    An answer replaces the mark at its place. What has been hidden since the phone showed it is nothing any more.
    """
    if not answer.seen:
        return []
    question, person = room.questions[sent.question_id], room.people[sent.participant]
    standing = {*question.option_ids, *room.released[question.id]}
    new = [
        shown
        for shown in dict.fromkeys(answer.seen)
        if shown in standing and shown != sent.item and (question.id, shown) not in person.answers
    ]
    # The same answer sent again makes the same marks.
    return [
        sent._replace(id=id_of(answer.id, question.id, shown), rev=LOWEST_REV, value=SEEN, item=shown) for shown in new
    ]
