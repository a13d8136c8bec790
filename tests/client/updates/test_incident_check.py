"""What the firm announced as broken: believed only when it signed it, for this customer, just now."""

import datetime
import threading
from collections.abc import Iterator

import pytest

from checker.client.profiles.loaded_profile import LoadedProfile, ProfileOrigin
from checker.client.updates.incident_check import IncidentCheck, incident_sentence, verify_announcements
from checker.model.employee.announcement import Announcement
from checker.model.profile import FirmContact, Profile
from checker.model.signature import fingerprint, new_key, public_key, sign_announcements, sign_manifest
from checker.model.text import Text
from checker.net.net import Net
from tests.client.loopback_desk import PORTAL, Desk, answering, desk_open, hang_up, silent

KEY = new_key()
MARK = fingerprint(public_key(KEY))
CODE = "ACME-7F3K"
NOW = datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def toml(code: str = CODE, made: datetime.datetime = NOW, words: str = "") -> bytes:
    began = made - datetime.timedelta(minutes=20)
    return (
        f'code = "{code}"\nmade = {made.isoformat()}\n[[incidents]]\nbegan = {began.isoformat()}\n'
        f'words = "{words}"\nin_work = true\nlater = 1\n'
        '[incidents.what]\nde = "Verbindung zur Firma"\nen = "Connection"\n'
    ).encode()


def signed(**changes: object) -> bytes:
    return sign_announcements(toml(**changes), KEY)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with desk_open() as opened:
        yield opened


def watched(url: str, key: str = MARK) -> tuple[str, ...]:
    """What is told in German after one look."""
    profile = Profile(code=CODE, customer="ACME", firm=FirmContact(name="Muster IT", desk_url=url))
    check = IncidentCheck(Net())
    before = set(threading.enumerate())
    check.start(LoadedProfile(profile=profile, origin=ProfileOrigin.DESK, trusted_key=key), lambda _: None)
    for thread in set(threading.enumerate()) - before:
        if thread.name == "incidents":
            thread.join(20)
    return tuple(message.de for message in check.notice.messages) if check.notice else ()


def test_what_the_firm_announced_is_told(desk: Desk) -> None:
    desk.days = [answering(200, signed(words="Bitte das Handy nutzen."), "application/toml")]
    [sentence] = watched(desk.url)
    assert sentence.startswith("Bekannte Störung seit ")
    assert sentence.endswith("Uhr: Verbindung zur Firma. Bitte das Handy nutzen. Ihre IT-Firma arbeitet daran.")
    assert desk.gets == [f"/api/v1/incidents/{CODE}"]


@pytest.mark.parametrize(
    "day", [hang_up, answering(404, PORTAL), answering(200, PORTAL), answering(200, b"x" * 60_000)]
)
def test_a_desk_with_a_bad_day_or_an_older_one_says_nothing(desk: Desk, day) -> None:
    desk.days = [day]
    assert watched(desk.url) == ()


def test_nobody_is_asked_without_a_believed_firm(desk: Desk) -> None:
    assert watched(desk.url, key="") == watched("http://192.0.2.1") == ()
    assert desk.gets == []


def test_a_silent_desk_holds_nothing_up(desk: Desk) -> None:
    desk.days = [silent(threading.Event())]
    profile = Profile(code=CODE, customer="ACME", firm=FirmContact(name="Muster IT", desk_url=desk.url))
    check = IncidentCheck(Net())
    check.start(LoadedProfile(profile=profile, origin=ProfileOrigin.DESK, trusted_key=MARK), lambda _: None)
    assert check.notice is None


@pytest.mark.parametrize(
    "raw",
    [
        sign_announcements(toml(), new_key()),
        sign_manifest(toml(), KEY),
        toml(),
        signed().replace(b"Connection", b"Connected!"),
        signed(code="ANDERE-AAAA"),
        signed(made=NOW - datetime.timedelta(hours=2)),
        signed(made=NOW + datetime.timedelta(hours=2)),
        sign_announcements(b'code = "ACME-7F3K"\nmade = 1\n', KEY),
    ],
)
def test_what_is_not_the_firms_word_of_now_is_ignored(raw: bytes) -> None:
    assert verify_announcements(signed(), CODE, MARK, NOW) is not None
    assert verify_announcements(raw, CODE, MARK, NOW) is None


def test_the_sentence_in_both_languages() -> None:
    began = datetime.datetime(2026, 3, 9, 8, 10).astimezone()
    incident = Announcement(began=began, what=Text(de="Verbindung zur Firma (Zentrale)", en="Connection (Zentrale)"))
    same_day, next_day = began.date(), began.date() + datetime.timedelta(days=1)
    sentence = incident_sentence(incident, same_day)
    expected = "Bekannte Störung seit 08:10 Uhr: Verbindung zur Firma (Zentrale). Mehrere haben sie gemeldet."
    assert sentence.de == expected
    assert "since 08:10: Connection" in sentence.en and "Several people" in sentence.en
    assert "seit 09.03., 08:10 Uhr" in incident_sentence(incident, next_day).de
    hostile = Announcement(began=began, words="\x1b[31mrot\u202e", in_work=True)
    assert (
        "\x1b" not in incident_sentence(hostile, same_day).de
        and "\u202e" not in incident_sentence(hostile, same_day).de
    )
