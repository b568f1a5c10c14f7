import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hamn.expeditions.models import CrewLink, Expedition, LogEntry, Mandate, Trial
from hamn.expeditions.photos import LARGEST_BYTES
from hamn.expeditions.views.expeditions import AT_ONCE
from hamn.people.models import Body, Membership
from hamn.records.models import Visibility
from tests import cast
from tests.expeditions import builders
from tests.expeditions.builders import HOSTILE, jpeg, upload

LEVELS = ["draft", "harbour", "docking", "partnership", "public"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def fog(db, astrid):
    return cast.expedition(by=astrid, visibility=Visibility.PARTNERSHIP)


@pytest.fixture
def series(fog, lena):
    return cast.docking_series(team=fog.team, docks_with=cast.body())


def url(name, *args):
    return reverse(name, args=args)


def text_of(response):
    return response.content.decode()


# What each meets


def canaries(expedition, author):
    return {level: builders.log_entry(expedition, author, f"canary-{level}", level) for level in LEVELS}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("bo", {"draft", "harbour", "docking", "partnership", "public"}),
        ("frida", {"harbour", "docking", "partnership", "public"}),
        ("lena", {"docking", "partnership", "public"}),
        ("cilla", {"partnership", "public"}),
        ("astrid", {"partnership", "public"}),
        ("visitor", {"public"}),
    ],
)
def test_nobody_meets_an_entry_that_is_not_for_them(request, as_, fog, series, bo, who, seen):
    Expedition.objects.update(visibility="public")
    entries = canaries(fog, bo)
    person = None if who == "visitor" else request.getfixturevalue(who)
    logbook = text_of(as_(person).get(url("logbook", fog.slug)))
    shown = {level for level in LEVELS if f"canary-{level}" in logbook}
    opened = {level for level in LEVELS if as_(person).get(url("log_entry", entries[level].pk)).status_code == 200}
    assert shown == opened == seen


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("bo", {"harbour", "docking", "partnership", "public"}),
        ("lena", {"docking", "partnership", "public"}),
        ("cilla", {"partnership", "public"}),
        ("visitor", {"public"}),
    ],
)
def test_nobody_meets_an_expedition_trial_or_harbour_that_is_not_for_them(request, as_, series, bo, who, seen):
    levels = LEVELS[1:]
    for level in levels:
        found = cast.expedition(name=f"canary-{level}", visibility=level)
        cast.body()
        found.harbour = builders.harbour(
            f"harbour-canary-{level}", visibility=level if level[0] == "p" else "partnership"
        )
        found.save()
    person = None if who == "visitor" else request.getfixturevalue(who)
    index = text_of(as_(person).get(url("expeditions")))
    assert {level for level in levels if f">canary-{level}<" in index} == seen
    answers = {level: as_(person).get(url("expedition", f"canary-{level}")) for level in levels}
    assert {level for level, answer in answers.items() if answer.status_code == 200} == seen


def test_a_trial_and_a_mandate_are_seen_by_those_they_are_for(as_, fog, bo, cilla):
    builders.trial(fog, bo, "canary-trial")
    builders.mandate(fog, by=bo, action_space="canary-mandate")
    Mandate.objects.update(visibility="harbour")
    assert "canary-trial" in text_of(as_(bo).get(fog.get_absolute_url()))
    page = text_of(as_(cilla).get(fog.get_absolute_url()))
    assert "canary" not in page


def test_an_entry_shared_further_than_its_expedition_does_not_name_it(as_, bo):
    hidden = cast.expedition(name="Hidden canary", visibility="harbour")
    entry = builders.log_entry(hidden, bo, "Open words", "public")
    page = as_(None).get(entry.get_absolute_url())
    assert page.status_code == 200
    assert "canary" not in text_of(page).lower()


def test_the_last_day_in_the_log_is_that_of_what_the_reader_may_see(as_, fog, bo, cilla):
    builders.log_entry(fog, bo, visibility="partnership", on=date(2021, 3, 1))
    builders.log_entry(fog, bo, visibility="harbour", on=date(2021, 4, 2))
    assert "2021-04-02" in text_of(as_(bo).get(url("expeditions")))
    page = text_of(as_(cilla).get(url("expeditions")))
    assert "2021-03-01" in page and "2021-04-02" not in page


def test_a_visitor_meets_no_names(as_, fog, bo):
    Expedition.objects.update(visibility="public")
    Membership.objects.filter(person=bo).update(motive="The sea")
    page = text_of(as_(None).get(fog.get_absolute_url()))
    assert ">Bo<" not in page and "The sea" not in page
    assert "1 person is part of this expedition" in page


def test_the_researcher_is_named_for_everybody_in_the_partnership(as_, fog, bo, frida, cilla):
    assert "Frida follows this expedition as a researcher" in text_of(as_(cilla).get(fog.get_absolute_url()))


def test_the_researcher_reads_but_does_not_write(as_, fog, frida):
    page = as_(frida).get(url("logbook", fog.slug))
    assert "<textarea" not in text_of(page)
    assert as_(frida).post(url("logbook", fog.slug), {"text": "x", "kind": "need"}).status_code == 404
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("name", ["expeditions", "expedition", "logbook", "harbour", "log_entry"])
def test_no_page_asks_the_database_more_than_twelve_times(
    as_, fog, series, bo, frida, name, django_assert_max_num_queries
):
    fog.harbour = builders.harbour()
    fog.area = cast.challenge()
    fog.save()
    for number in range(4):
        builders.log_entry(fog, bo, f"Entry {number}", "harbour", kind="need")
        builders.trial(fog, bo)
        builders.mandate(fog, by=bo, action_space=f"Version {number}", reason="grew")
        cast.expedition(name=f"Other {number}", visibility="partnership")
    fog.anchor(bo)
    entry = LogEntry.objects.first()
    address = {
        "expeditions": url("expeditions"),
        "expedition": fog.get_absolute_url(),
        "logbook": url("logbook", fog.slug),
        "harbour": fog.harbour.get_absolute_url(),
        "log_entry": entry.get_absolute_url(),
    }[name]
    client = as_(bo)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


# The expedition


def test_several_crews_stand_side_by_side_with_their_state_in_words(as_, astrid, fog):
    cast.expedition(name="Second", visibility="partnership")
    page = text_of(as_(astrid).get(url("expeditions")))
    assert page.count("expedition-card") == 2
    assert "Proposed" in page
    assert "%" not in re.sub(r'"[^"]*"', "", re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (14, "2 weeks left of the time box."),
        (3, "3 days left of the time box."),
        (0, "Today is the last day"),
        (-1, "The time box has ended. Extend it at a docking, or finish the expedition."),
    ],
)
def test_the_time_box_is_told_in_a_gentle_sentence(as_, astrid, fog, days, sentence):
    fog.starts_on, fog.ends_on = timezone.localdate() - timedelta(days=60), timezone.localdate() + timedelta(days=days)
    fog.save()
    assert sentence in text_of(as_(astrid).get(fog.get_absolute_url()))
    assert sentence in text_of(as_(astrid).get(url("expeditions")))


def new_expedition(**more):
    fields = {
        "name": "Åtta vindar",
        "question": "What carries?",
        "team": cast.crew().pk,
        "programme": cast.programme().pk,
    }
    return {**fields, "starts_on": "2021-03-01", "ends_on": "2021-06-01", **more}


def test_a_facilitator_proposes_an_expedition_and_finds_it(as_, astrid):
    cast.programme()
    answer = as_(astrid).post(url("expedition_new"), new_expedition(), follow=True)
    assert answer.status_code == 200
    made = Expedition.objects.get()
    assert (made.slug, made.author, made.state) == ("åtta-vindar", astrid, "proposed")


def test_two_expeditions_of_one_name_get_addresses_of_their_own(as_, astrid):
    cast.programme()
    for _time in range(2):
        as_(astrid).post(url("expedition_new"), new_expedition(name="New"))
    assert sorted(Expedition.objects.values_list("slug", flat=True)) == ["new-2", "new-3"]


def test_a_box_that_ends_before_it_begins_is_refused_and_the_text_kept(as_, astrid):
    cast.programme()
    answer = as_(astrid).post(url("expedition_new"), new_expedition(ends_on="2021-01-01"))
    assert answer.status_code == 422
    assert "ends before it begins" in text_of(answer) and "What carries?" in text_of(answer)


def test_those_who_write_nowhere_propose_nothing(as_, frida):
    assert as_(frida).get(url("expedition_new")).status_code == 404
    assert as_(None).get(url("expedition_new")).status_code == 404


def test_an_outsider_changes_nothing(as_, fog, cilla):
    for address in (
        url("expedition_edit", fog.slug),
        url("passage", fog.slug, "stopped"),
        url("time_box", fog.slug),
        url("mandate_new", fog.slug),
        url("trial_new", fog.slug),
        url("log_lines", fog.slug),
    ):
        assert as_(cilla).get(address).status_code == 404
    assert as_(cilla).post(url("ask_crew", fog.slug), {"docking_on": "2099-01-01"}).status_code == 404
    assert as_(cilla).post(url("motive", fog.slug), {"motive": "x"}).status_code == 404


def test_a_new_mandate_copies_the_last_and_asks_why(as_, fog, astrid, series):
    builders.mandate(fog, by=astrid, action_space="Choose whom to meet.", limits="No new staff.")
    page = text_of(as_(astrid).get(url("mandate_new", fog.slug)))
    assert "Choose whom to meet." in page and "No new staff." in page
    fields = {
        "giver": cast.body().pk,
        "given_on": "2021-05-01",
        "action_space": "Meet anyone.",
        "limits": "No new staff.",
    }
    assert as_(astrid).post(url("mandate_new", fog.slug), fields).status_code == 422
    as_(astrid).post(url("mandate_new", fog.slug), {**fields, "reason": "The question grew."})
    page = text_of(as_(astrid).get(fog.get_absolute_url()))
    assert "The question grew." in page and "1 earlier version" in page and "Choose whom to meet." in page


def test_it_ends_with_a_lesson_or_not_at_all(as_, fog, astrid):
    builders.mandate(fog, by=astrid)
    client = as_(astrid)
    client.post(url("passage", fog.slug, "anchored"), {"note": ""})
    client.post(url("passage", fog.slug, "under_way"), {"note": ""})
    refused = client.post(
        url("passage", fog.slug, "landed"), {"outcome": "learned", "lesson": " ", "note": "Thanks all"}
    )
    assert refused.status_code == 422
    assert "is also a lesson" in text_of(refused) and "Thanks all" in text_of(refused)
    fog.refresh_from_db()
    assert fog.state == "under_way"
    told = {"outcome": "nothing_new", "lesson": "the wind was known"}
    for _time in range(2):
        client.post(url("passage", fog.slug, "landed"), told)
    assert fog.passages.count() == 3
    page = text_of(client.get(fog.get_absolute_url()))
    assert "Nothing new, because:" in page and "the wind was known" in page


def test_a_step_out_of_order_is_answered_with_a_sentence(as_, fog, astrid):
    answer = as_(astrid).post(url("passage", fog.slug, "under_way"), {"note": "now"})
    assert answer.status_code == 422
    assert "not possible now" in text_of(answer)
    assert "Write the mandate first" in text_of(as_(astrid).post(url("passage", fog.slug, "anchored"), {"note": ""}))


def test_each_member_tells_their_own_driving_force(as_, fog, bo, frida):
    as_(bo).post(url("motive", fog.slug), {"motive": "My grandmother's harbour"})
    assert bo.memberships.get().motive == "My grandmother's harbour"
    assert frida.memberships.get().motive == ""
    assert "My grandmother&#x27;s harbour" in text_of(as_(frida).get(fog.get_absolute_url()))


def test_a_trial_belongs_to_the_team_until_it_is_shared(as_, fog, bo, cilla):
    fields = {"assumption": "They want to be asked", "small_scale": "Three doors", "verdict": "", "revision": 0}
    as_(bo).post(url("trial_new", fog.slug), fields)
    trial = Trial.objects.get()
    assert trial.visibility == "harbour"
    as_(bo).post(
        trial.edit_url, {**fields, "what_happened": "All opened", "verdict": "keep", "revision": trial.revision}
    )
    trial.refresh_from_db()
    assert (trial.verdict, trial.what_happened) == ("keep", "All opened")
    assert as_(cilla).get(trial.edit_url).status_code == 404


# The logbook


def test_from_the_expedition_to_a_saved_entry_is_four_taps(as_, fog, bo):
    """Open the logbook (1), touch the text (2), choose a kind if it is not an observation (3), save (4)."""
    page = text_of(as_(bo).get(fog.get_absolute_url()))
    assert page.count(f'href="{url("logbook", fog.slug)}"') == 1
    form = re.search(r"<form[^>]*log-form.*?</form>", text_of(as_(bo).get(url("logbook", fog.slug))), re.DOTALL)[0]
    required = re.findall(r"<(?:textarea|input|select)[^>]*\brequired\b[^>]*>", form)
    names = {re.search(r'name="(\w+)"', each)[1] for each in required}
    assert names == {"text", "kind"}
    assert len(re.findall(r"<button", form)) == 1
    assert re.search(r'value="observation"[^>]*checked', form)
    assert form.count('type="radio"') == 6
    as_(bo).post(url("logbook", fog.slug), {"text": "Colder here", "kind": "observation"})
    entry = LogEntry.objects.get()
    assert (entry.author, entry.visibility, entry.team) == (bo, "draft", fog.team)


def test_pressing_save_twice_saves_once(as_, fog, bo):
    form = text_of(as_(bo).get(url("logbook", fog.slug)))
    sent_as = re.search(r'name="sent_as" value="(\w+)"', form)[1]
    for _time in range(2):
        as_(bo).post(url("logbook", fog.slug), {"text": "Colder", "kind": "need", "sent_as": sent_as})
    assert LogEntry.objects.count() == 1


def test_hostile_text_is_shown_as_text(as_, fog, bo):
    as_(bo).post(url("logbook", fog.slug), {"text": HOSTILE, "kind": "surprise"})
    page = text_of(as_(bo).get(url("logbook", fog.slug)))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page and 'href="javascript' not in page
    assert "\u202e" not in page and "\u200b" not in page


@pytest.mark.parametrize("text", ["", "x" * 10001])
def test_an_empty_or_endless_text_gets_a_sentence_and_stays(as_, fog, bo, text):
    answer = as_(bo).post(url("logbook", fog.slug), {"text": text, "kind": "need"})
    assert answer.status_code == 422
    assert text in text_of(answer)
    assert not LogEntry.objects.exists()


def test_forty_pasted_lines_are_seen_first_and_then_saved(as_, fog, bo):
    pasted = "\r\n\r\n".join([f"Line {number}" for number in range(39)] + [HOSTILE])
    fields = {"lines": pasted, "kind": "conversation", "sent_as": "abc"}
    preview = as_(bo).post(url("log_lines", fog.slug), {**fields, "preview": "1"})
    assert "40 entries, not saved yet" in text_of(preview)
    assert "<script>alert" not in text_of(preview)
    assert not LogEntry.objects.exists()
    for _time in range(2):
        as_(bo).post(url("log_lines", fog.slug), {**fields, "save": "1"})
    assert LogEntry.objects.drafts_of(bo).count() == 40


def test_too_many_lines_are_refused_and_kept(as_, fog, bo):
    answer = as_(bo).post(url("log_lines", fog.slug), {"lines": "word\n" * 201, "kind": "need", "save": "1"})
    assert answer.status_code == 422
    assert "201" in text_of(answer) and "word" in text_of(answer)
    assert not LogEntry.objects.exists()


def test_only_drafts_are_offered_for_erasing_and_only_to_their_author(as_, fog, bo, frida):
    draft = builders.log_entry(fog, bo, "Half a thought")
    shared = builders.log_entry(fog, bo, "Told to all", "harbour")
    address = url("expedition_drafts", fog.slug)
    assert "Half a thought" not in text_of(as_(frida).get(address))
    as_(frida).post(address, {"erase": [draft.pk]})
    page = text_of(as_(bo).get(address))
    assert "Half a thought" in page and "Told to all" not in page
    as_(bo).post(address, {"erase": [draft.pk, shared.pk, "x"]})
    assert list(LogEntry.objects.all()) == [shared]


def test_at_the_end_the_crew_is_offered_to_tidy_up(as_, fog, bo):
    builders.mandate(fog, by=bo)
    fog.anchor(bo)
    fog.cast_off(bo)
    builders.log_entry(fog, bo, "Half a thought")
    answer = as_(bo).post(url("passage", fog.slug, "landed"), {"outcome": "learned", "lesson": "Ask earlier"})
    assert answer.url == url("expedition_drafts", fog.slug)
    assert url("expedition_drafts", fog.slug) in text_of(as_(bo).get(fog.get_absolute_url()))


# Photos


def send_photo(client, fog, content, **more):
    fields = {"text": "At the quay", "kind": "observation", "photo": upload(content), **more}
    return client.post(url("logbook", fog.slug), fields)


def test_a_photo_is_kept_without_its_place_and_served_to_those_who_see_the_entry(as_, fog, bo, cilla):
    send_photo(as_(bo), fog, jpeg(orientation=6))
    entry = LogEntry.objects.get()
    with Image.open(entry.photo.path) as kept:
        assert not kept.getexif() and kept.size == (200, 400)
    answer = as_(bo).get(url("log_photo", entry.pk))
    assert answer["Content-Type"] == "image/jpeg" and "private" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    for other in (cilla, None):
        assert as_(other).get(url("log_photo", entry.pk)).status_code == 404
        assert as_(other).get(f"/media/{entry.photo.name}").status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\xff\xd8" + b"0" * (20 * 1024 * 1024), "larger than 15 MB"), (b"%PDF-1.7 quay", "not a photo")],
)
def test_a_photo_that_cannot_be_taken_costs_no_text(as_, fog, bo, content, sentence):
    assert len(content) < 30 or len(content) > LARGEST_BYTES
    answer = send_photo(as_(bo), fog, content)
    assert answer.status_code == 422
    assert sentence in text_of(answer) and "At the quay" in text_of(answer)
    assert not LogEntry.objects.exists()


def test_a_photo_is_shared_only_with_words_for_those_who_cannot_see_it(as_, fog, bo):
    send_photo(as_(bo), fog, jpeg())
    entry = LogEntry.objects.get()
    address = reverse("share", args=[entry.label, entry.pk])

    def share():
        seen = re.search(r'name="seen" value="([^"]*)"', text_of(as_(bo).get(address)))
        return as_(bo).post(address, {"level": "harbour", "seen": seen[1] if seen else ""})

    assert "photo shows" in text_of(share())
    entry.refresh_from_db()
    assert entry.is_draft
    fields = {
        "text": entry.text,
        "kind": entry.kind,
        "on": entry.on,
        "photo_alt": "A red quay",
        "revision": entry.revision,
    }
    as_(bo).post(entry.edit_url, fields)
    share()
    entry.refresh_from_db()
    assert (entry.visibility, entry.photo_alt) == ("harbour", "A red quay")
    assert entry.photo


def test_erasing_a_draft_erases_its_photo(as_, fog, bo, media, django_capture_on_commit_callbacks):
    send_photo(as_(bo), fog, jpeg())
    assert list(media.rglob("*.jpg"))
    with django_capture_on_commit_callbacks(execute=True):
        as_(bo).post(url("expedition_drafts", fog.slug), {"erase": [LogEntry.objects.get().pk]})
    assert not list(media.rglob("*.jpg"))


# Before a docking


@pytest.fixture
def token(fog, bo):
    return CrewLink.issue(fog, bo, timezone.localdate() + timedelta(days=1), timezone.now() + timedelta(days=1))


def test_the_crew_is_asked_by_letter_and_answers_without_signing_in(
    as_, fog, bo, astrid, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_(astrid).post(url("ask_crew", fog.slug), {"docking_on": timezone.localdate() + timedelta(days=2)})
    address = re.search(r"https?://\S+(/surprises/\S+)", mail.outbox[0].body)[1]
    page = as_(None).get(address)
    assert page.status_code == 200
    assert len(re.findall(r"<textarea", text_of(page))) == 1
    as_(None).post(address, {"text": "They cheered", "for": "team"})
    assert LogEntry.objects.get().visibility == "harbour"


def test_the_page_names_everybody_who_would_read(as_, fog, frida, token):
    page = text_of(as_(None).get(url("surprise", token)))
    assert "Frida and you" in page and "You write as Bo" in page


def test_what_is_saved_only_for_me_is_a_draft(as_, fog, token, bo, frida):
    answer = as_(None).post(url("surprise", token), {"text": "canary", "for": "me"})
    assert "Only you see it" in text_of(answer)
    assert LogEntry.objects.get().is_draft
    assert "canary" not in text_of(as_(frida).get(url("logbook", fog.slug)))


def test_the_link_opens_nothing_but_its_field(as_, fog, bo, token):
    builders.log_entry(fog, bo, "canary", "harbour")
    client = as_(None)
    assert "canary" not in text_of(client.get(url("surprise", token)))
    assert client.get(url("logbook", fog.slug)).status_code == 404


@pytest.mark.parametrize("written", ["", "They cheered"])
def test_an_unknown_or_expired_link_gets_a_plain_sentence_and_the_text_back(as_, fog, bo, token, written):
    CrewLink.objects.update(expires_at=timezone.now())
    for address in (url("surprise", token), url("surprise", "nonsense")):
        answer = as_(None).post(address, {"text": written}) if written else as_(None).get(address)
        assert answer.status_code == 410
        assert "does not work any more" in text_of(answer) and written in text_of(answer)
    assert not LogEntry.objects.exists()


# The harbour


def test_the_harbour_shows_who_is_open_when_and_what_comes_in(as_, fog, bo, cilla, astrid):
    harbour = builders.harbour(by=astrid)
    harbour.hosts.add(astrid)
    fog.harbour = harbour
    fog.save()
    builders.log_entry(fog, bo, "canary-need", "partnership", kind="need")
    builders.log_entry(fog, bo, "canary-own", "harbour", kind="obstacle")
    builders.log_entry(fog, bo, "canary-seen", "partnership", kind="observation")
    page = text_of(as_(cilla).get(harbour.get_absolute_url()))
    assert "Thursdays 13–15" in page and "Astrid" in page and "Into the fog" in page
    assert "canary-need" in page
    assert "canary-own" not in page and "canary-seen" not in page
    assert "Crew one" in page and "Region" in page
    assert "canary-own" in text_of(as_(bo).get(harbour.get_absolute_url()))


def test_a_facilitator_opens_a_harbour(as_, astrid, cilla):
    team = Body.objects.get(name="Process leaders")
    fields = {"name": "The quay house", "team": team.pk, "hosts": [astrid.pk], "opening_hours": "Thursdays"}
    assert as_(astrid).post(url("harbour_new"), fields, follow=True).status_code == 200
    assert as_(cilla).get(url("harbour_new")).status_code == 404


def test_the_start_page_opens_the_crews_own_logbook_and_nobody_elses(as_, bo, cilla):
    expedition = cast.expedition(by=bo)
    door = reverse("logbook", args=[expedition.slug])
    assert door in as_(bo).get("/").content.decode()
    assert door not in as_(cilla).get("/").content.decode()


def test_the_open_ones_come_first_and_every_one_is_reached(as_, astrid, django_assert_max_num_queries):
    for number in range(AT_ONCE + 2):
        cast.expedition(f"Voyage {number}.", by=astrid, visibility=Visibility.PUBLIC)
    Expedition.objects.filter(name="Voyage 0.").update(state=Expedition.State.LANDED, starts_on=date(2030, 1, 1))
    client = as_(astrid)
    client.get("/about/")
    with django_assert_max_num_queries(12):
        first = text_of(client.get(url("expeditions")))
    second = text_of(client.get(url("expeditions") + "?page=2"))
    assert first.count("expedition-card") == AT_ONCE and second.count("expedition-card") == 2
    assert "Voyage 0." not in first and 'href="?page=2"' in first
    assert "Ended, with what they taught us" in second and second.index("Voyage 13.") < second.index("Voyage 0.")


def test_when_all_have_ended_the_page_says_that_none_is_under_way(as_, astrid):
    cast.expedition(by=astrid, visibility=Visibility.PUBLIC)
    Expedition.objects.update(state=Expedition.State.LANDED)
    page = text_of(as_(astrid).get(url("expeditions")))
    assert "No expedition is under way." in page and "Ended, with what they taught us" in page
