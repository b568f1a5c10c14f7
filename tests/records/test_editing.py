"""Two people edit at once: the second is shown the difference and loses nothing."""

import pytest
from django.test import Client

from hamn.findings.models import Insight
from hamn.records.models import EditedMeanwhile, Visibility
from tests.records.builders import insight

pytestmark = pytest.mark.urls("tests.records.edit_urls")


@pytest.fixture
def noun(bo, astrid):
    return insight("The first text", by=bo, visibility=Visibility.PARTNERSHIP)


@pytest.fixture
def client_of(db):
    def signed_in(person):
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def page(noun):
    return f"/edit-insight/{noun.pk}/"


def form_of(client, noun, **changes):
    """What the form would send, with some fields changed."""
    form = client.get(page(noun)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in (values | changes).items()}


def test_saving_changes_the_noun_and_its_history(noun, bo, client_of):
    bos = client_of(bo)
    answer = bos.post(page(noun), form_of(bos, noun, text="The second text"))
    noun.refresh_from_db()
    assert answer.status_code == 302
    assert (noun.text, noun.revision) == ("The second text", 1)
    assert noun.history.first().history_user == bo


def test_the_second_editor_is_shown_both_texts_and_nothing_is_saved(noun, bo, astrid, client_of):
    bos, astrids = client_of(bo), client_of(astrid)
    mine = form_of(astrids, noun, text="Astrid's text")
    bos.post(page(noun), form_of(bos, noun, text="Bo's text"))
    answer = astrids.post(page(noun), mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Bo&#x27;s text" in shown
    assert answer.context["form"]["text"].value() == "Astrid's text"
    assert Insight.objects.get(pk=noun.pk).text == "Bo's text"


def test_only_the_fields_that_differ_are_asked_about(noun, bo, astrid, client_of):
    bos, astrids = client_of(bo), client_of(astrid)
    mine = form_of(astrids, noun, confidence="several")
    bos.post(page(noun), form_of(bos, noun, confidence="well_founded"))
    conflict = astrids.post(page(noun), mine).context["form"].conflict
    assert [difference.name for difference in conflict] == ["confidence"]
    assert conflict[0].theirs == str(Insight.Confidence.WELL_FOUNDED.label)


def reconcile(client, noun, mine, **choices):
    met = client.post(page(noun), mine).context["form"]
    return client.post(page(noun), mine | {"revision": met["revision"].value()} | choices)


def test_the_second_editor_may_save_on_purpose(noun, bo, astrid, client_of):
    bos, astrids = client_of(bo), client_of(astrid)
    mine = form_of(astrids, noun, text="Astrid's text")
    bos.post(page(noun), form_of(bos, noun, text="Bo's text"))
    reconcile(astrids, noun, mine, keep_text="mine")
    assert Insight.objects.get(pk=noun.pk).text == "Astrid's text"
    assert [version.text for version in noun.history.all()][:2] == ["Astrid's text", "Bo's text"]


def test_the_second_editor_may_let_the_others_words_stand_field_by_field(noun, bo, astrid, client_of):
    bos, astrids = client_of(bo), client_of(astrid)
    mine = form_of(astrids, noun, text="The first text", confidence="several")
    bos.post(page(noun), form_of(bos, noun, text="Bo's text"))
    reconcile(astrids, noun, mine, keep_text="theirs", keep_confidence="mine")
    saved = Insight.objects.get(pk=noun.pk)
    assert (saved.text, saved.confidence) == ("Bo's text", "several")


def test_a_third_save_in_between_is_met_again(noun, bo, astrid, client_of):
    bos, astrids = client_of(bo), client_of(astrid)
    mine = form_of(astrids, noun, text="Astrid's text")
    bos.post(page(noun), form_of(bos, noun, text="Bo's text"))
    met = astrids.post(page(noun), mine).context["form"]
    bos.post(page(noun), form_of(bos, noun, text="Bo's third text"))
    answer = astrids.post(page(noun), mine | {"revision": met["revision"].value(), "keep_text": "mine"})
    assert answer.status_code == 409
    assert Insight.objects.get(pk=noun.pk).text == "Bo's third text"


def test_a_preview_shows_the_new_text_and_saves_nothing(noun, bo, client_of):
    bos = client_of(bo)
    answer = bos.post(page(noun), form_of(bos, noun, text="How it might read", preview="1"))
    assert str(answer.context["previewed"]) == "How it might read"
    assert Insight.objects.get(pk=noun.pk).text == "The first text"


def test_a_text_that_is_too_long_is_said_plainly_and_kept(noun, bo, client_of):
    bos = client_of(bo)
    answer = bos.post(page(noun), form_of(bos, noun, text="a" * 10_000))
    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == "a" * 10_000


def test_whoever_may_not_edit_finds_no_edit_page(noun, cilla, frida, client_of, client):
    for stranger in (client_of(cilla), client_of(frida), client):
        assert stranger.get(page(noun)).status_code == 404


def test_saving_an_old_revision_directly_is_refused(noun, bo):
    stale = Insight.objects.get(pk=noun.pk)
    noun.edit(by=bo, expected_revision=0)
    with pytest.raises(EditedMeanwhile):
        stale.edit(by=bo, expected_revision=0)


def test_the_edit_page_asks_few_questions(noun, bo, client_of, django_assert_max_num_queries):
    bos = client_of(bo)
    with django_assert_max_num_queries(12):
        bos.get(page(noun))
