"""Instruments and rounds for tests."""

from datetime import date

from hamn.dialogues.models import Dialogue
from hamn.radar.models import Instrument, Round
from hamn.radar.planning import GroupPlan, make_round
from hamn.records.models import Visibility
from tests import cast

AREAS = ("Courage", "Politics", "Actors")
GROUPS = (GroupPlan("Politicians", 7), GroupPlan("Managers", 9), GroupPlan("Staff", 25))


def instrument(by=None, areas=AREAS, described=True, visibility=Visibility.PARTNERSHIP, **fields):
    made = Instrument.objects.create(
        programme=cast.programme(),
        title="Where are we?",
        question="How close have we come?",
        low_label="not at all",
        high_label="very close",
        author=by,
        team=cast.crew(),
        visibility=visibility,
        **fields,
    )
    for area in areas:
        made.add_axis(area, by, desired_state=f"{area} is there." if described else "")
    return made


def look_out(
    instrument, by=None, groups=GROUPS, on=date(2021, 9, 15), guesses=Round.Guesses.EACH, pace="live", **settings
):
    settings = {"visibility": Visibility.PARTNERSHIP, "team": cast.crew(), **settings}
    dialogue = Dialogue(who_asks="Crew one", why="To see where we differ.", pace=pace, **settings)
    return make_round(instrument, dialogue, groups, on, guesses, by)
