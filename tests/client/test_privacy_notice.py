"""What people are told before they agree, against what the program does and the constants it does it by."""

import re
from pathlib import Path

import msgspec
import pytest

import checker
from checker.client.contacted_hosts import contacted_hosts, hosts_on_this_side
from checker.client.delivery.outbox import RETENTION_DAYS
from checker.client.environment.data_directory import DataDirectory
from checker.client.privacy_notice import privacy_notice, start_sentence
from checker.client.session import Session
from checker.model import privacy
from checker.model.privacy import (
    CASE_CODE_DAYS,
    CLOSED_REPORT_DAYS,
    HISTORY_DAYS,
    HISTORY_RUNS,
    OWN_WORDS_DAYS,
    REFUSED_UPLOAD_DAYS,
    REPORT_DAYS,
    DataGroup,
)
from checker.model.profile import BUILT_IN, FirmContact, Profile
from checker.model.text import Language
from checker.net.net import Net
from checker.show.privacy_preview.preview_rows import delivery_section

PROFILE = Profile(
    code="ACME-7F3K",
    customer="ACME GmbH",
    enrolment="v1:token",
    firm=FirmContact(name="Muster IT", phone="0123", desk_url="https://desk.example:8443"),
    needs={
        "network": {"reach": ["portal.example:443", "[2001:db8::1]:53"], "dns_servers": ["192.0.2.53"]},
        "line": {"endpoint": "https://measure.example/speed/", "stun": "stun.example:3478"},
        "vpn": {"gateways": [{"id": "a", "name": "Büro", "kind": "wireguard", "host": "vpn.example"}]},
    },
)
HOSTS = {
    "desk.example",
    "portal.example",
    "2001:db8::1",
    "192.0.2.53",
    "measure.example",
    "stun.example",
    "vpn.example",
}


def test_every_host_of_the_profile_is_named_the_desk_first() -> None:
    assert contacted_hosts(PROFILE)[0] == "desk.example"
    assert set(contacted_hosts(PROFILE)) == HOSTS
    assert contacted_hosts(BUILT_IN) == ()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_notice_names_hosts_and_durations(language: Language) -> None:
    text = "\n".join(privacy_notice(PROFILE, language))
    assert all(host in text for host in HOSTS)
    for days in (
        REPORT_DAYS,
        CLOSED_REPORT_DAYS,
        OWN_WORDS_DAYS,
        REFUSED_UPLOAD_DAYS,
        RETENTION_DAYS,
        CASE_CODE_DAYS,
        HISTORY_DAYS,
        HISTORY_RUNS,
    ):
        assert str(days) in text
    for word in ("Firewall", "VPN", "Proxy", "wpad"):
        assert word.casefold() in text.casefold()


@pytest.mark.parametrize("language", ["de", "en"])
def test_before_consent_the_desk_is_named_and_the_code_that_it_gets(language: Language) -> None:
    sentence = start_sentence(PROFILE).render(language)
    assert "desk.example" in sentence and PROFILE.code in sentence and "Proxy".casefold() in sentence.casefold()
    assert {"de": "holt es auch dieses Skript", "en": "it also fetches this script"}[language] in sentence
    assert "desk" not in start_sentence(BUILT_IN).render(language)


@pytest.mark.parametrize(
    ("language", "entries"),
    [
        (
            "de",
            (
                "Profil",
                "Schlüssel der IT-Firma",
                "Programmliste",
                "Protokoll",
                "Bericht",
                "Nummer",
                "Prüfungen",
                "Abbrüche",
            ),
        ),
        ("en", ("Profile", "firm's key", "list of programs", "log", "report", "number", "checks", "outages")),
    ],
)
def test_whatever_stays_in_the_programs_folder_is_named(language: Language, entries: tuple[str, ...]) -> None:
    text = "\n".join(privacy_notice(PROFILE, language))
    assert not [entry for entry in entries if entry not in text]
    # profiles, trust, updates, log, outbox, cases, history, watches; what is damaged was one of them
    assert len(DataDirectory(Path("home")).entries) == len(entries) + 1, "one that no sentence names"


def test_what_goes_in_the_head_of_the_sending_is_among_the_values() -> None:
    session = Session(PROFILE, Net())
    session.allow((DataGroup.NETWORK,))
    section = delivery_section(session.report, PROFILE.enrolment, "de")
    assert [row.value for row in section.rows][:2] == ["v1:token", session.report.id]


def test_nothing_waits_to_be_sent_before_something_is_allowed() -> None:
    begun: list[bool] = []
    session = Session(PROFILE, Net())
    session.on_allowed = lambda: begun.append(True)
    session.allow(())
    assert begun == []
    session.allow((DataGroup.PC,))
    assert begun == [True]


def test_the_durations_are_those_of_the_desk() -> None:
    """Read from its source: the desk's modules want Django's settings."""
    source = (Path(checker.__file__).parent / "desk" / "reports" / "retention.py").read_text("utf-8")
    durations = dict(re.findall(r"^(\w+) = datetime\.timedelta\(days=(\w+)\)", source, re.M))
    constants = vars(privacy)
    days = {name: constants.get(text) or int(text) for name, text in durations.items()}
    assert (days["REPORT_RETENTION"], days["CLOSED_RETENTION"]) == (REPORT_DAYS, CLOSED_REPORT_DAYS)
    assert days["REFUSED_RETENTION"] == REFUSED_UPLOAD_DAYS


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST.", "x.localhost", "[::1]", "[fe80::1]", "169.254.1.1", "0.0.0.0",
     "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f.1", "224.0.0.1"],
)  # fmt: skip
def test_a_profile_has_nothing_to_ask_of_this_very_computer(host: str) -> None:
    needs = {"network": {"reach": [f"{host}:631", "portal.example:443"]}}
    assert len(hosts_on_this_side(msgspec.structs.replace(PROFILE, needs=needs))) == 1


def test_what_a_company_has_may_be_asked_and_a_trial_on_this_computer_too() -> None:
    needs = {"network": {"reach": ["10.1.2.3:443", "192.168.7.1:443", "portal.example:443"]}}
    assert hosts_on_this_side(msgspec.structs.replace(PROFILE, needs=needs)) == ()
    trial = FirmContact(name="Muster IT", desk_url="http://127.0.0.1:8000")
    needs = {"network": {"reach": ["127.0.0.1:443"]}}
    assert hosts_on_this_side(msgspec.structs.replace(PROFILE, firm=trial, needs=needs)) == ()


@pytest.mark.parametrize(
    "host", ["vpn.münchen.example", "a@b.example", "a,b.example", "a%2Eb", "*.example", "a\x1b[1m.b"]
)
def test_no_host_is_too_odd_to_be_named(host: str) -> None:
    needs = {"vpn": {"gateways": [{"id": "a", "name": "A", "kind": "tcp", "host": host, "port": 443}]}}
    named = contacted_hosts(msgspec.structs.replace(PROFILE, needs=needs))
    assert len(named) == 2
    assert not any(ord(letter) < 32 for letter in "".join(named))
