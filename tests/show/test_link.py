import pytest
from hypothesis import given, settings

from checker.knowledge.causes import Actor
from checker.model.finding import Finding, Level, Sureness
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.report import Report
from checker.model.text import Language
from checker.show.broken import how_sure, proof, sureness, trial, where_it_breaks, why_it_breaks
from checker.show.findings import Root, sort
from checker.show.link import broken_link, states
from checker.show.places import Place, place_of
from tests.show.hostile import LANGUAGES as ANY_LANGUAGE
from tests.show.hostile import REPORTS
from tests.show.samples import LOSS, TROUBLE, WELL, report

WIFI = Finding.warning("network.wifi-disturbed")
REFUSED = Finding.blocker("vpn.refused", subject="Zentrale", gateway="Zentrale")


def follows(code: str, level: Level, by: str) -> Finding:
    return Finding(code=code, level=level, caused_by=by)


@pytest.mark.parametrize(
    "findings, place, level",
    [
        ([REFUSED], Place.GATEWAY, Level.BLOCKER),
        ([WIFI], Place.HOME, Level.WARNING),
        ([WIFI, REFUSED], Place.GATEWAY, Level.BLOCKER),
        ([Finding.blocker("vpn.udp-blocked"), REFUSED], Place.ROUTER, Level.BLOCKER),
        ([Finding.blocker("computer.clock-wrong"), REFUSED], Place.PC, Level.BLOCKER),
        ([Finding.blocker("computer.memory-small"), REFUSED], Place.GATEWAY, Level.BLOCKER),
        ([Finding.blocker("camera.none"), WIFI], Place.HOME, Level.WARNING),
        ([Finding.warning("line.slow"), WIFI], Place.HOME, Level.WARNING),
        ([Finding.warning("vpn.service-silent", subject="files")], Place.COMPANY, Level.WARNING),
        ([WIFI, follows("vpn.silent", Level.BLOCKER, WIFI.key)], Place.HOME, Level.BLOCKER),
        ([Finding.note("network.nat64"), follows("vpn.unreachable", Level.BLOCKER, "network.nat64")],
         Place.PROVIDER, Level.BLOCKER),
        ([WIFI, follows("camera.slow", Level.BLOCKER, WIFI.key)], Place.HOME, Level.WARNING),
    ],
)  # fmt: skip
def test_names_the_first_link_that_breaks(findings: list[Finding], place: Place, level: Level) -> None:
    link = broken_link(findings)
    assert link is not None and (link.place, link.level) == (place, level)


@pytest.mark.parametrize(
    "findings",
    [
        [],
        [Finding.ok("vpn.answers")],
        [Finding.blocker("camera.none"), Finding.warning("computer.busy")],
        [Finding.unknown("vpn.cannot-tell"), Finding.note("network.cgnat")],
        [Finding.unknown("run.timed-out", subject="vpn")],
    ],
)
def test_a_way_that_holds_or_was_not_looked_at_is_broken_nowhere(findings: list[Finding]) -> None:
    assert broken_link(findings) is None
    assert where_it_breaks(report(*findings), "de") == why_it_breaks(report(*findings), "de") == ""


def test_the_link_tells_cause_owner_sureness_and_proof() -> None:
    link = broken_link(TROUBLE.findings)
    assert link is not None
    assert link.root.finding.code == "vpn.refused"
    assert (link.actor, link.sure) == (Actor.COMPANY, Sureness.LIKELY)
    assert link.proof is not None and "hotspot" in link.proof.en


def test_what_asks_nobody_has_the_owner_of_what_follows_from_it() -> None:
    fine = Finding.note("network.fine")
    refused = Finding(code="vpn.refused", level=Level.BLOCKER, caused_by=fine.key)
    link = broken_link([fine, refused])
    assert link is not None and link.actor is Actor.COMPANY
    assert [actor for actor, _ in sort([fine, refused]).acting] == [Actor.COMPANY]


@pytest.mark.parametrize(
    "finding, german, english",
    [
        (REFUSED, "bricht am Zugang der Firma ab.", "breaks off at the company's gateway."),
        (Finding.blocker("network.dead"), "bricht an Ihrem Router ab.", "breaks off at your router."),
        (Finding.warning("line.slow"), "ist bei Ihrem Internetanbieter gestört.", "is disturbed at your internet"),
        (WIFI, "ist in Ihrem WLAN gestört.", "is disturbed in your Wi-Fi."),
        (Finding.blocker("vpn.blocked-here"), "bricht an Ihrem Computer ab.", "breaks off at your computer."),
        (Finding.blocker("network.same-as-company"), "bricht in der Firma ab.", "breaks off in the company."),
    ],
)
def test_says_where(finding: Finding, german: str, english: str) -> None:
    seen = Measurement(
        check="network", outcome=Outcome.DONE, observations=(Observation(name="link.medium", value="wifi"),)
    )
    found = report(finding, measurements=(seen,))
    assert german in where_it_breaks(found, "de")
    assert english in where_it_breaks(found, "en")


def test_says_why_in_the_same_breath() -> None:
    assert why_it_breaks(TROUBLE, "de") == (
        "Der Weg zur Firma bricht am Zugang der Firma ab: Der Firmenzugang „Zentrale“ weist Verbindungen ab."
    )


@pytest.mark.parametrize(
    "sure, german, english",
    [
        (Sureness.CERTAIN, "sicher", "certain"),
        (Sureness.LIKELY, "wahrscheinlich", "likely"),
        (Sureness.POSSIBLE, "möglich", "possible"),
    ],
)
def test_says_how_sure(sure: Sureness, german: str, english: str) -> None:
    root = Root(finding=Finding.blocker("vpn.refused", sure=sure))
    assert how_sure(root, "de") == german
    assert sureness(root, "en") == f"That this is the cause is {english}."


@pytest.mark.parametrize(
    "finding", [Finding.ok("vpn.answers"), Finding.note("network.cgnat"), Finding.unknown("vpn.cannot-tell"),
                Finding.blocker("camera.none"), Finding.warning("computer.memory-small")]
)  # fmt: skip
def test_of_what_is_well_unknown_or_off_the_way_no_sureness_is_said(finding: Finding) -> None:
    assert sureness(Root(finding=finding), "de") == ""


def test_the_trial_is_told_of_trouble_only() -> None:
    assert trial(Root(finding=REFUSED), "de").startswith("Gegenprobe: Klappt es")
    assert proof(Root(finding=Finding.ok("vpn.refused")), "de") == ""
    assert trial(Root(finding=LOSS), "de") == ""


def test_the_company_is_reached_only_where_a_service_behind_the_vpn_answered() -> None:
    answers = [Finding.ok("vpn.answers"), Finding.ok("vpn.service-answers", subject="files")]
    assert states(report(*answers[:1]))[Place.COMPANY] is Level.UNKNOWN
    assert states(report(*answers))[Place.COMPANY] is Level.OK
    silent = Finding.warning("vpn.service-silent", subject="erp")
    assert states(report(*answers, silent))[Place.COMPANY] is Level.WARNING
    same = Finding.blocker("network.same-as-company", subject="10.0.0.0/8")
    assert states(report(*answers[:1], same))[Place.COMPANY] is Level.BLOCKER


def test_a_service_that_answers_proves_the_gateway_that_could_not_be_judged() -> None:
    found = states(report(Finding.unknown("vpn.key-missing"), Finding.ok("vpn.service-answers", subject="files")))
    assert found[Place.GATEWAY] is Level.OK


@pytest.mark.parametrize(
    "code, place",
    [
        ("network.proxy-password", Place.PC),
        ("network.proxy-script-broken", Place.PC),
        ("network.proxy-needed", Place.ROUTER),
        ("network.wifi-weak", Place.HOME),
        ("network.wifi-band", Place.HOME),
        ("network.router-restarted", Place.ROUTER),
        ("network.double-nat", Place.ROUTER),
        ("network.symmetric-nat", Place.ROUTER),
        ("network.dns-slow", Place.ROUTER),
        ("network.dns-lies", Place.ROUTER),
        ("network.cgnat", Place.PROVIDER),
        ("network.ds-lite", Place.PROVIDER),
        ("network.nat64", Place.PROVIDER),
        ("network.provider-loss", Place.PROVIDER),
        ("network.large-packets-lost", Place.PROVIDER),
        ("vpn.blocked-here", Place.PC),
        ("vpn.udp-blocked", Place.ROUTER),
        ("vpn.name-hidden", Place.ROUTER),
        ("vpn.refused-by-router", Place.ROUTER),
        ("vpn.port-blocked-at-home", Place.ROUTER),
        ("vpn.port-blocked-by-provider", Place.PROVIDER),
        ("vpn.refused-on-the-way", Place.PROVIDER),
        ("vpn.path-narrow", Place.PROVIDER),
        ("vpn.fragments-dropped", Place.PROVIDER),
        ("vpn.overloaded", Place.GATEWAY),
        ("vpn.pptp-unsafe", Place.GATEWAY),
        ("vpn.key-missing", Place.GATEWAY),
        ("vpn.silent-or-key", Place.GATEWAY),
        ("vpn.refused", Place.GATEWAY),
        ("vpn.service-silent", Place.COMPANY),
        ("vpn.service-answers", Place.COMPANY),
    ],
)
def test_each_code_lies_at_its_place(code: str, place: Place) -> None:
    assert place_of(code) is place


@settings(max_examples=60, deadline=None)
@given(report=REPORTS, language=ANY_LANGUAGE)
def test_any_report_can_be_asked(report: Report, language: Language) -> None:
    link = broken_link(report.findings)
    assert bool(where_it_breaks(report, language)) is (link is not None)
    if link is not None:
        assert states(report)[link.place] is link.level or link.level is Level.WARNING


def test_nothing_is_said_where_all_is_well() -> None:
    assert why_it_breaks(WELL, "de") == ""
