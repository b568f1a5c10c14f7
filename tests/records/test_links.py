"""Links, and the trail they make past nothing hidden."""

import pytest

from hamn.findings.models import Insight
from hamn.records import links
from hamn.records.models import Link, Visibility
from tests import cast
from tests.records.builders import insight, lesson


@pytest.fixture
def chain(astrid):
    """Four insights, each led to the next."""
    nouns = [insight(f"Step {number}", by=astrid) for number in range(4)]
    for earlier, later in zip(nouns, nouns[1:], strict=False):
        links.link(earlier, later, by=astrid)
    return nouns


def nouns_of(steps):
    return [step.noun for step in steps]


def test_linking_twice_leaves_one_link(chain, astrid):
    assert links.link(chain[0], chain[1], by=astrid) == links.link(chain[0], chain[1])
    assert Link.objects.count() == 3


def test_a_noun_is_not_linked_to_itself(chain):
    with pytest.raises(ValueError, match="itself"):
        links.link(chain[0], chain[0])


def test_a_link_changes_the_state_of_neither_end(chain):
    before = [(noun.revision, noun.visibility) for noun in Insight.objects.order_by("pk")]
    links.link(chain[3], lesson())
    assert [(noun.revision, noun.visibility) for noun in Insight.objects.order_by("pk")] == before


def test_the_trail_is_read_from_both_ends_nearest_first(chain, cilla):
    middle = links.trail(chain[1], cilla)
    assert nouns_of(middle.built_on) == [chain[0]]
    assert nouns_of(middle.led_to) == [chain[2], chain[3]]
    assert [step.distance for step in middle.led_to] == [1, 2]
    assert middle.led_to[1].after == chain[2]


def test_the_trail_goes_no_further_than_asked(chain, cilla):
    assert nouns_of(links.trail(chain[0], cilla, depth=1).led_to) == [chain[1]]


def test_a_hidden_noun_ends_the_path_as_if_nothing_lay_beyond(chain, bo, cilla):
    Insight.objects.filter(pk=chain[1].pk).update(visibility=Visibility.HARBOUR, team=cast.crew())
    assert not links.trail(chain[0], cilla).led_to
    assert nouns_of(links.trail(chain[3], cilla).built_on) == [chain[2]]
    assert nouns_of(links.trail(chain[0], bo).led_to) == chain[1:]


def test_a_ring_of_links_is_walked_once(chain, cilla):
    links.link(chain[3], chain[0])
    assert nouns_of(links.trail(chain[0], cilla).led_to) == chain[1:]


def test_a_noun_that_stands_inside_another_needs_no_link(chain, astrid, cilla, monkeypatch):
    monkeypatch.setattr(links, "_relations", [])
    links.belongs(Insight, "receiver", type(cast.body()))
    # Bodies have no reader's rule of their own, so the trail does not show them.
    chain[0].receiver = cast.body()
    chain[0].save()
    assert links.trail(chain[0], cilla).built_on == []


def test_relations_and_links_make_one_trail(astrid, cilla, quay, monkeypatch):
    from hamn.challenges.models import ChallengeArea, Gap

    monkeypatch.setattr(links, "_relations", [])
    links.belongs(Gap, "area", ChallengeArea)
    gap = Gap.objects.create(area=quay, text="Nobody owns it", visibility=Visibility.PARTNERSHIP)
    found = insight(by=astrid)
    links.link(gap, found)
    assert nouns_of(links.trail(found, cilla).built_on) == [gap, quay]
    assert nouns_of(links.trail(quay, cilla).led_to) == [gap, found]


def test_a_trail_takes_two_questions_however_deep_and_of_however_many_kinds(
    astrid, cilla, quay, django_assert_num_queries
):
    from hamn.challenges.models import Gap, Platform

    start = insight(by=astrid)
    along = [
        lesson("Ask first", by=astrid),
        quay,
        Gap.objects.create(area=quay, text="Nobody owns it", visibility=Visibility.PARTNERSHIP),
        Platform.objects.create(name="The pier", text="A place", visibility=Visibility.PARTNERSHIP),
        insight("And so on", by=astrid),
        cast.programme(),
    ]
    for earlier, later in zip([start, *along], along, strict=False):
        links.link(earlier, later)
    for number in range(20):
        links.link(start, insight(f"Sibling {number}", by=astrid))
    links.kinds_of_noun()
    cilla.reach  # noqa: B018
    with django_assert_num_queries(2):
        found = links.trail(start, cilla)
        assert [step.noun for step in found.led_to if step.noun in along] == along
        assert all(step.noun.get_absolute_url() and str(step.noun) for step in found.led_to)
    assert len(found.led_to) == 26


def test_a_trail_without_anything_takes_one_question(astrid, django_assert_num_queries):
    alone = insight(by=astrid)
    links.kinds_of_noun()
    with django_assert_num_queries(1):
        assert not links.trail(alone, astrid)


def test_links_alone_make_a_trail(chain, cilla, monkeypatch):
    monkeypatch.setattr(links, "_relations", [])
    assert nouns_of(links.trail(chain[0], cilla).led_to) == chain[1:]


def test_only_the_nearest_are_shown_of_what_everything_hangs_on(chain, cilla, monkeypatch):
    monkeypatch.setattr(links, "MOST", 2)
    assert nouns_of(links.trail(chain[0], cilla).led_to) == chain[1:3]


def test_erasing_a_draft_takes_its_links_with_it(bo):
    draft = insight(by=bo, visibility=Visibility.DRAFT)
    links.link(insight(by=bo), draft)
    draft.erase()
    assert not Link.objects.exists()
