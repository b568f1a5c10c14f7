import pytest
from django.db import connections

from hamn.operations import doctor

SOUND = {
    "DEMO": False,
    "DEBUG": False,
    "SECRET_KEY": "k" * 48,
    "ALLOWED_HOSTS": ["hamn.example"],
    "PUBLIC_ADDRESS": "https://hamn.example",
    "BEHIND_HTTPS": True,
    "TRUSTED_PROXIES": ["127.0.0.1"],
    "LAN_ADDRESS": "",
}


@pytest.fixture
def sound(settings, tmp_path):
    for name, value in {**SOUND, "DATA": tmp_path}.items():
        setattr(settings, name, value)
    return settings


CHECKS = [
    doctor.secret_key,
    doctor.debug,
    doctor.demonstration,
    doctor.hosts,
    doctor.address,
    doctor.proxies,
    doctor.data_folder,
    doctor.disk,
]


def test_a_sound_installation_has_nothing_to_mend(sound):
    assert [fault for check in CHECKS for fault in check()] == []


@pytest.mark.parametrize(
    ("name", "value", "check", "word"),
    [
        ("SECRET_KEY", "short", doctor.secret_key, "HAMN_SECRET_KEY"),
        ("DEBUG", True, doctor.debug, "HAMN_DEBUG"),
        ("DEMO", True, doctor.demonstration, "Demo mode"),
        ("ALLOWED_HOSTS", ["*"], doctor.hosts, "HAMN_HOSTS holds *"),
        ("ALLOWED_HOSTS", ["other.example"], doctor.hosts, "does not hold hamn.example"),
        ("PUBLIC_ADDRESS", "", doctor.address, "HAMN_ADDRESS is not set"),
        ("BEHIND_HTTPS", False, doctor.address, "https://"),
        ("TRUSTED_PROXIES", ["*"], doctor.proxies, "HAMN_PROXIES"),
        ("EMAIL_HOST", "", doctor.letters, "HAMN_EMAIL_HOST"),
    ],
)
def test_each_fault_is_told_in_a_sentence(sound, name, value, check, word):
    setattr(sound, name, value)
    (fault,) = check()
    assert word in fault


def test_a_demonstration_on_this_machine_and_its_network_is_in_order(sound):
    sound.DEMO, sound.PUBLIC_ADDRESS = True, ""
    sound.ALLOWED_HOSTS, sound.LAN_ADDRESS = ["localhost", "[::1]", "192.168.1.5"], "http://192.168.1.5:8000/"
    assert [fault for check in CHECKS for fault in check()] == []


def test_files_that_others_may_read_are_named(sound, tmp_path):
    (tmp_path / "secret-key").write_text("x")
    (tmp_path / "secret-key").chmod(0o644)
    (tmp_path / "keys").mkdir(mode=0o755)
    assert "chmod 600" in next(doctor.secret_key())
    assert "chmod 700" in next(doctor.data_folder())


def test_a_mail_server_that_does_not_answer_is_named(sound):
    sound.EMAIL_HOST, sound.EMAIL_PORT = "127.0.0.1", 9
    assert "127.0.0.1:9 does not answer" in next(doctor.letters())


@pytest.mark.django_db
def test_a_background_loop_that_never_ran_is_missed(sound):
    assert "never run" in next(doctor.background())


@pytest.mark.django_db
@pytest.mark.skipif(connections["default"].vendor != "sqlite", reason="pragmas are SQLite's")
def test_a_database_that_does_not_wait_for_the_disk_is_told(monkeypatch):
    monkeypatch.setitem(doctor.PRAGMAS, "synchronous", 99)
    assert any("synchronous" in fault for fault in doctor.pragmas())


@pytest.mark.whole
def test_the_command_says_what_is_wrong_and_exits_so(installation):
    said = installation.hamn("doctor", code=1)
    assert "HAMN_ADDRESS is not set" in said
    assert "to mend" in said


@pytest.mark.whole
def test_the_command_is_content_with_a_sound_demonstration(installation):
    installation.environment["HAMN_DEMO"] = "yes"
    assert "Everything is in order." in installation.hamn("doctor")


@pytest.mark.whole
def test_a_database_that_was_never_migrated_is_told(installation):
    for path in installation.data.glob("*.sqlite3*"):
        path.unlink()
    assert "run hamn migrate" in installation.hamn("doctor", code=1)
