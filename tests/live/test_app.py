"""The edge, by sockets: what a phone, a wall, a leader and a stranger meet."""

import time
from urllib.parse import urlencode

from tests.live.house import CODE, LEADER
from tests.live.rooms import new_id


def test_joining_gives_a_ticket_a_snapshot_and_two_narrow_cookies(house):
    status, headers, body = house.call("POST", "join", {"language": "sv"})
    assert status == 201
    assert body["room"]["code"] == CODE and body["room"]["own"] == {}
    cookies = headers.get_all("set-cookie")
    assert [cookie.split("; ")[1] for cookie in cookies] == [f"Path=/d/{CODE}", f"Path=/live/v1/rooms/{CODE}"]
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    again, _headers, second = house.call("POST", "join", {}, ticket=body["ticket"])
    assert again == 201 and second["ticket"] == body["ticket"]
    assert len(house.disk.people) == 1


def test_an_answer_is_on_disk_when_it_is_confirmed_and_a_repeat_is_200(house):
    ticket = house.join()
    message = {"id": new_id(), "rev": 1, "question": 1, "value": ["mod"]}
    status, _headers, body = house.call("POST", "answers", message, ticket=ticket)
    assert status == 201 and body["id"] == message["id"] and body["rev"] == 1
    [row] = house.disk.rows.values()
    assert row.value == ["mod"]
    again, _headers, repeated = house.call("POST", "answers", message, ticket=ticket)
    assert again == 200 and repeated["id"] == message["id"]
    assert len(house.disk.rows) == 1


def test_the_ticket_may_come_as_a_cookie(house):
    ticket = house.join()
    message = {"id": new_id(), "rev": 1, "question": 1, "value": ["mod"]}
    status, _headers, _body = house.call("POST", "answers", message, {"cookie": f"other=1; ticket={ticket}"})
    assert status == 201
    status, _headers, snapshot = house.call("GET", "", headers={"cookie": f"ticket={ticket}"})
    assert snapshot["own"] == {"1": {"": ["mod"]}}


def test_refusals_are_sentences_in_the_phones_language(house):
    ticket = house.join(language="fi")
    status, body = house.say(ticket, ["x" * 99])
    assert (status, body["error"], body["fields"]) == (422, "invalid", {"value": "[fi] word_too_long"})
    status, _headers, body = house.call("POST", "answers", b"{", headers={"accept-language": "ar, en"})
    assert (status, body["message"]) == (422, "[ar] invalid")


def test_every_way_of_being_wrong_has_its_status(house):
    ticket = house.join()
    message = {"id": new_id(), "rev": 1, "question": 1, "value": ["mod"]}
    assert house.call("POST", "answers", message)[0] == 401
    assert house.call("POST", "answers", message, ticket="forged")[0] == 401
    assert house.call("POST", "answers", {**message, "extra": 1}, ticket=ticket)[0] == 422
    assert house.call("POST", "answers", {**message, "rev": 0}, ticket=ticket)[0] == 422
    assert house.call("POST", "answers", {**message, "rev": True}, ticket=ticket)[0] == 422
    assert house.call("POST", "answers", {**message, "question": 99}, ticket=ticket)[0] == 422
    assert house.call("POST", "answers", b"x" * 20_000, ticket=ticket)[0] == 413
    assert house.call("POST", "/live/v1/rooms/XXXXXX/answers", message, ticket=ticket)[0] == 404
    assert house.call("POST", "/live/v1/rooms/WAIT99/answers", message, ticket=ticket)[0] == 409
    assert house.call("GET", "/live/v1/rooms/WAIT99")[2]["state"] == "waiting"
    assert house.call("GET", "answers")[0] == 404
    assert house.call("GET", "/live/nothing/here")[0] == 404
    house.lead(command="close", question=1)
    assert house.call("POST", "answers", message, ticket=ticket)[0] == 409
    assert not house.disk.rows


def test_an_id_that_stands_for_somebody_elses_answer_is_refused_and_the_batch_goes_on(house):
    first, second = house.join(), house.join()
    id = new_id()
    assert house.call("POST", "answers", {"id": id, "rev": 1, "question": 1, "value": ["mod"]}, ticket=first)[0] == 201
    status, _headers, body = house.call(
        "POST", "answers", {"id": id, "rev": 1, "question": 1, "value": ["fika"]}, ticket=second
    )
    assert status == 422 and "id" in body["fields"]
    assert house.say(second, ["fika"])[0] == 201


def test_unknown_codes_share_one_budget_and_those_inside_go_on(house):
    ticket = house.join()
    house.misses_left = 2
    statuses = [house.call("GET", f"/live/v1/rooms/ZZZZ{number:02d}")[0] for number in range(4)]
    assert statuses == [404, 404, 429, 429]
    assert house.call("GET", "/live/v1/rooms/ZZZZZZ")[1]["retry-after"] == "42"
    assert house.say(ticket, ["mod"])[0] == 201


# Streams


def test_a_stream_begins_with_the_snapshot_and_goes_on_with_absolute_results(house):
    with house.listening(ticket=house.join()) as stream:
        assert stream.headers["content-type"] == "text/event-stream"
        name, number, snapshot = stream.event()
        assert name == "snapshot" and number == f"{snapshot['epoch']}.{snapshot['seq']}" and snapshot["own"] == {}
        house.lead(command="show", question=1)
        assert stream.event("step")[2]["questions"][0]["shown"]
        house.fill(5, ["mod", "fika"])
        _name, number, data = stream.event("results")
        while not data["results"].get("1"):
            _name, number, data = stream.event("results")
        assert data["answered"] == 5
        assert {word["text"]: word["count"] for word in data["results"]["1"]["words"]} == {"mod": 5, "fika": 5}


def test_coming_back_with_the_last_id_gives_what_was_missed_and_an_old_one_the_snapshot(house):
    with house.listening() as stream:
        house.lead(command="show", question=1)
        _name, seen, _data = stream.event("step")
        house.fill(5, ["mod"])
        while not (told := stream.event("results"))[2]["results"].get("1"):
            seen = told[1]
    with house.listening(last_id=seen) as stream:
        assert stream.event()[0] == "results"
    epoch = seen.split(".")[0]
    for last_id in ("other.1", f"{epoch}.999", f"{epoch}.{'9' * 5000}", "nonsense"):
        with house.listening(last_id=last_id) as stream:
            assert stream.event()[0] == "snapshot"


def test_whoever_missed_nothing_is_told_nothing(house):
    house.lead(command="show", question=1)
    with house.listening() as stream:
        _name, seen, _snapshot = stream.event()
    with house.listening(last_id=seen) as stream:
        house.fill(5, ["mod"])
        assert stream.event()[0] == "results"


def test_whoever_missed_a_step_gets_the_snapshot_which_tells_what_is_left_of_the_time_now(house):
    with house.listening() as stream:
        _name, seen, _snapshot = stream.event()
    house.lead(command="timer", seconds=60)
    time.sleep(0.4)
    with house.listening(last_id=seen) as stream:
        name, _number, told = stream.event()
    assert name == "snapshot" and told["timer"]["seconds"] == 60 and told["timer"]["left"] <= 59.7


def test_waiting_without_a_stream_answers_when_something_newer_comes(house):
    _status, _headers, snapshot = house.call("GET", "")
    number = f"{snapshot['epoch']}.{snapshot['seq']}"
    began = time.monotonic()
    status, _headers, _body = house.call("GET", f"/live/v1/rooms/{CODE}?after={number}&wait=0.3")
    assert status == 204 and time.monotonic() - began >= 0.25
    house.lead(command="show", question=1)
    status, _headers, body = house.call("GET", f"/live/v1/rooms/{CODE}?after={number}&wait=5")
    assert status == 200 and body["questions"][0]["shown"]


def test_the_wall_gets_figures_of_what_is_shown_and_nothing_of_what_is_not(house):
    where = f"/present/{CODE}/events?question=1&language=sv"
    with house.listening(where=where) as wall:
        assert wall.event("step")[2]["code"] == CODE
        assert wall.event("figure")[2] == {"question": 1, "html": None, "answered": None}
        house.fill(5, ["mod"])
        assert wall.event("figure")[2]["html"] is None
        house.lead(command="show", question=1)
        while (html := wall.event("figure")[2]["html"]) is None:
            pass
        assert html == "<figure lang='sv'>1: 5</figure>"


def test_a_frozen_wall_stands_still(house):
    house.lead(command="show", question=1)
    house.fill(5, ["mod"])
    with house.listening(where=f"/present/{CODE}/events?question=1") as wall:
        while wall.event("figure")[2]["html"] is None:
            pass
        house.lead(command="freeze", on=True)
        assert wall.event("step")[2]["frozen"]
        house.fill(5, ["fika"])
        assert wall.event("counters", "figure")[0] == "counters"
        house.lead(command="freeze", on=False)
        while (event := wall.event("figure"))[2]["html"] is None or ": 5" in event[2]["html"]:
            pass
        assert ": 10" in event[2]["html"]


def test_the_end_is_told_and_the_code_then_tells_where_the_outcome_is(house):
    ticket = house.join()
    with house.listening(ticket=ticket) as stream:
        stream.event("snapshot")
        status, _headers, _body = house.lead(command="end")
        assert status == 200
        assert stream.event("end")[2] == {"outcome": f"/d/{CODE}"}
        assert stream.event() is None
    assert house.say(ticket, ["sent"])[0] == 409
    assert house.call("GET", "")[2] == {"code": CODE, "state": "closed", "questions": [], "outcome": f"/d/{CODE}"}


def test_a_confirmation_that_was_lost_before_closing_is_repeated_afterwards(house):
    ticket = house.join()
    message = {"id": new_id(), "rev": 1, "question": 1, "value": ["mod"]}
    house.call("POST", "answers", message, ticket=ticket)
    house.lead(command="end")
    status, _headers, body = house.call("POST", "answers", message, ticket=ticket)
    assert (status, body["id"]) == (200, message["id"])
    assert house.call("POST", "answers", {**message, "id": new_id()}, ticket=ticket)[0] == 409


def test_those_who_wait_hear_that_it_opens(house):
    with house.listening(where="/live/v1/rooms/WAIT99/events") as stream:
        assert stream.event("snapshot")[2]["state"] == "waiting"
        house.waiting = False
        house.in_loop(house.engine.asked_anew("WAIT99"))
        assert stream.event("notice")[2] == {"notice": "opened"}
        assert stream.event() is None
    with house.listening(where="/live/v1/rooms/WAIT99/events") as stream:
        assert stream.event("snapshot")[2]["state"] == "open"


# Leading


def test_strangers_do_not_lead_and_neither_do_other_sites(house):
    command = {"command": "show", "question": 1}
    assert house.call("POST", "commands", command)[0] == 403
    assert house.call("POST", "commands", command, ticket=house.join())[0] == 403
    assert house.call("GET", "desk")[0] == 403
    foreign = {"origin": "https://elsewhere.example"}
    assert house.call("POST", "commands", command, foreign, ticket=LEADER)[0] == 403
    plain = {"content-type": "text/plain"}
    assert house.call("POST", "commands", command, plain, ticket=LEADER)[0] == 403
    own = {"origin": f"http://127.0.0.1:{house.port}"}
    assert house.call("POST", "commands", command, own, ticket=LEADER)[0] == 200


def test_the_desk_sees_what_is_hidden_from_phones(house):
    house.fill(5, ["mod"])
    time.sleep(0.2)
    status, _headers, desk = house.call("GET", "desk", ticket=LEADER)
    assert status == 200 and desk["results"]["1"]["answered"] == 5
    assert house.call("GET", "")[2]["results"] == {}


def test_a_paper_answer_is_one_more_person_and_the_same_one_twice_is_one(house):
    command = {"command": "on_behalf", "question": 1, "value": ["mod"], "id": new_id()}
    for _again in range(2):
        assert house.lead(**command)[0] == 200
    assert len(house.disk.rows) == 1
    [person] = house.disk.people.values()
    assert person.on_behalf


def test_what_the_leader_set_is_there_after_a_restart(house):
    house.lead(command="show", question=1)
    house.lead(command="timer", seconds=600)
    house.fill(6, ["mod"])
    time.sleep(0.2)
    before = house.call("GET", "")[2]
    house.engine.hosts.clear()
    after = house.call("GET", "")[2]
    assert after["epoch"] != before["epoch"]
    assert after["results"] == before["results"] and after["questions"] == before["questions"]
    assert after["timer"]["seconds"] == 600


# Without scripts


def test_the_plain_form_goes_through_the_same_journal(house):
    form = {"id": "1" * 32, "rev": "1", "q1-0": "mod, tillit", "q2": "4"}
    kind = {"content-type": "application/x-www-form-urlencoded"}
    status, headers, _body = house.call("POST", f"/d/{CODE}", urlencode(form).encode(), kind)
    assert (status, headers["location"]) == (303, f"/d/{CODE}")
    assert {row.question_id: row.value for row in house.disk.rows.values()} == {1: ["mod", "tillit"], 2: 4}
    ticket = headers.get_all("set-cookie")[0].split(";")[0]
    again, _headers, _body = house.call("POST", f"/d/{CODE}", urlencode(form).encode(), {**kind, "cookie": ticket})
    assert again == 303 and len(house.disk.rows) == 2


def test_a_form_that_needs_another_look_goes_to_the_pages_whole_and_nothing_of_it_is_stored(house):
    kind = {"content-type": "application/x-www-form-urlencoded"}
    for form in (
        {"id": "1" * 32, "rev": "1", "q1-0": "mod", "q2": "99"},
        {"id": "1" * 32, "rev": "1"},
        {"id": "damaged", "rev": "1", "q1-0": "mod"},
    ):
        body = urlencode(form).encode()
        assert house.call("POST", f"/d/{CODE}", body, kind)[0] == 422
        assert house.pages_seen[-1] == body
    assert not house.disk.rows
    body = urlencode({"id": "1" * 32, "rev": "1", "q1-0": "mod"}).encode()
    assert house.call("POST", "/d/WAIT99", body, kind)[0] == 422 and house.pages_seen[-1] == body


def test_another_sites_form_goes_to_the_pages_and_stores_nothing(house):
    body = urlencode({"id": "1" * 32, "rev": "1", "q1-0": "mod"}).encode()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    for origin in ("https://elsewhere.example", "null"):
        assert house.call("POST", f"/d/{CODE}", body, {**kind, "origin": origin})[0] == 422
        assert house.pages_seen[-1] == body and not house.disk.rows
    assert house.call("POST", f"/d/{CODE}", body, {**kind, "origin": f"http://127.0.0.1:{house.port}"})[0] == 303


def test_a_form_with_group_and_phrase_joins_as_that(house):
    form = {"id": "1" * 32, "rev": "1", "q1-0": "mod", "group": "staff", "phrase": "tre blå båtar"}
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert house.call("POST", f"/d/{CODE}", urlencode(form).encode(), kind)[0] == 303
    [person] = house.disk.people.values()
    assert person.group == "staff" and person.phrase
