import pytest
from hypothesis import given, settings

from checker.knowledge.causes import Actor
from checker.model.finding import Finding, Level, Sureness
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.report import Report
from checker.model.text import Language
from checker.show.company_path.broken_link import find_broken_link, segment_levels
from checker.show.company_path.segments import PathSegment, segment_of
from checker.show.company_path.sentences import (
    broken_link_cause,
    proof_sentence,
    proof_text,
    sureness_sentence,
    sureness_word,
)
from checker.show.findings import RootFinding, describe_finding, group_findings
from tests.show.hostile import LANGUAGES as ANY_LANGUAGE
from tests.show.hostile import REPORTS
from tests.show.samples import LOSS, TROUBLE, WELL, report

WIFI = Finding.warning("network.wifi-disturbed")
REFUSED = Finding.blocker("vpn.refused", subject="Zentrale", gateway="Zentrale")


def follows(code: str, level: Level, by: str) -> Finding:
    return Finding(code=code, level=level, caused_by=by)


@pytest.mark.parametrize(
    "findings, segment, level",
    [
        ([REFUSED], PathSegment.GATEWAY, Level.BLOCKER),
        ([WIFI], PathSegment.HOME, Level.WARNING),
        ([WIFI, REFUSED], PathSegment.GATEWAY, Level.BLOCKER),
        ([Finding.blocker("vpn.udp-blocked"), REFUSED], PathSegment.ROUTER, Level.BLOCKER),
        ([Finding.blocker("computer.clock-wrong"), REFUSED], PathSegment.PC, Level.BLOCKER),
        ([Finding.blocker("computer.memory-small"), REFUSED], PathSegment.GATEWAY, Level.BLOCKER),
        ([Finding.blocker("camera.none"), WIFI], PathSegment.HOME, Level.WARNING),
        ([Finding.warning("line.slow"), WIFI], PathSegment.HOME, Level.WARNING),
        ([Finding.warning("vpn.service-silent", subject="files")], PathSegment.COMPANY, Level.WARNING),
        ([WIFI, follows("vpn.silent", Level.BLOCKER, WIFI.key)], PathSegment.HOME, Level.BLOCKER),
        ([Finding.note("network.nat64"), follows("vpn.unreachable", Level.BLOCKER, "network.nat64")],
         PathSegment.PROVIDER, Level.BLOCKER),
        ([WIFI, follows("camera.slow", Level.BLOCKER, WIFI.key)], PathSegment.HOME, Level.WARNING),
    ],
)  # fmt: skip
def test_names_the_first_link_that_breaks(findings: list[Finding], segment: PathSegment, level: Level) -> None:
    link = find_broken_link(findings)
    assert link is not None and (link.segment, link.level) == (segment, level)


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
    assert find_broken_link(findings) is None
    assert broken_link_cause(report(*findings), "de") == broken_link_cause(report(*findings), "en") == ""


def test_the_link_tells_cause_owner_sureness_and_proof() -> None:
    link = find_broken_link(TROUBLE.findings)
    assert link is not None
    assert link.root.finding.code == "vpn.refused"
    assert (link.actor, link.sure) == (Actor.COMPANY, Sureness.LIKELY)
    assert link.proof is not None and "hotspot" in link.proof.en


def test_what_asks_nobody_has_the_owner_of_what_follows_from_it() -> None:
    fine = Finding.note("network.fine")
    refused = Finding(code="vpn.refused", level=Level.BLOCKER, caused_by=fine.key)
    link = find_broken_link([fine, refused])
    assert link is not None and link.actor is Actor.COMPANY
    assert [actor for actor, _ in group_findings([fine, refused]).by_actor] == [Actor.COMPANY]


@pytest.mark.parametrize(
    "finding, german, english",
    [
        (REFUSED, "Verbindung zur Firma kommt nicht zustande: ", "connection to the company is not made: "),
        (Finding.blocker("network.dead"), "bricht an Ihrem Router ab: ", "breaks off at your router: "),
        (Finding.warning("line.slow"), "ist bei Ihrem Internetanbieter gestört: ", "is disturbed at your internet"),
        (WIFI, "ist in Ihrem WLAN gestört: ", "is disturbed in your Wi-Fi: "),
        (
            Finding.warning("vpn.refused"),
            "Verbindung zur Firma ist gestört: ",
            "connection to the company is disturbed",
        ),
        (Finding.blocker("vpn.blocked-here"), "bricht an Ihrem Computer ab: ", "breaks off at your computer: "),
        (Finding.blocker("network.same-as-company"), "bricht in der Firma ab: ", "breaks off in the company: "),
    ],
)
def test_says_where(finding: Finding, german: str, english: str) -> None:
    network = Measurement(
        check="network", outcome=Outcome.DONE, observations=(Observation(name="link.medium", value="wifi"),)
    )
    shown_report = report(finding, measurements=(network,))
    assert german in broken_link_cause(shown_report, "de")
    assert english in broken_link_cause(shown_report, "en")


def test_says_why_in_the_same_breath() -> None:
    assert broken_link_cause(TROUBLE, "de") == (
        "Die Verbindung zur Firma kommt nicht zustande: Der Firmenzugang „Zentrale“ weist Verbindungen ab."
    )


def test_a_sentence_that_names_its_place_is_not_said_twice(real_house: None) -> None:
    wifi = Finding.warning("network.wifi-disturbed", loss=6, p95=240)
    network = Measurement(
        check="network", outcome=Outcome.DONE, observations=(Observation(name="link.medium", value="wifi"),)
    )
    sentence = broken_link_cause(report(wifi, measurements=(network,)), "de")
    assert sentence == describe_finding(wifi, "de")
    assert sentence.count("gestört") == 1


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_certain_has_no_counter_trial_beside_it(language: Language) -> None:
    certain = RootFinding(finding=Finding.blocker("vpn.refused", sure=Sureness.CERTAIN))
    likely = RootFinding(finding=Finding.blocker("vpn.refused", sure=Sureness.LIKELY))
    assert proof_sentence(certain, language) == ""
    assert proof_sentence(likely, language)


@pytest.mark.parametrize(
    "sure, german, english",
    [
        (Sureness.CERTAIN, "sicher", "certain"),
        (Sureness.LIKELY, "wahrscheinlich", "likely"),
        (Sureness.POSSIBLE, "möglich", "possible"),
    ],
)
def test_says_how_sure(sure: Sureness, german: str, english: str) -> None:
    root = RootFinding(finding=Finding.blocker("vpn.refused", sure=sure))
    assert sureness_word(root, "de") == german
    assert sureness_sentence(root, "en") == f"That this is the cause is {english}."


@pytest.mark.parametrize(
    "finding", [Finding.ok("vpn.answers"), Finding.note("network.cgnat"), Finding.unknown("vpn.cannot-tell"),
                Finding.blocker("camera.none"), Finding.warning("computer.memory-small")]
)  # fmt: skip
def test_of_what_is_well_unknown_or_off_the_way_no_sureness_is_said(finding: Finding) -> None:
    assert sureness_sentence(RootFinding(finding=finding), "de") == ""


def test_the_trial_is_told_of_trouble_only() -> None:
    assert proof_sentence(RootFinding(finding=REFUSED), "de").startswith("Gegenprobe: Klappt es")
    assert proof_text(RootFinding(finding=Finding.ok("vpn.refused")), "de") == ""
    assert proof_sentence(RootFinding(finding=LOSS), "de") == ""


def test_the_company_is_reached_only_where_a_service_behind_the_vpn_answered() -> None:
    answers = [Finding.ok("vpn.answers"), Finding.ok("vpn.service-answers", subject="files")]
    assert segment_levels(report(*answers[:1]))[PathSegment.COMPANY] is Level.UNKNOWN
    assert segment_levels(report(*answers))[PathSegment.COMPANY] is Level.OK
    silent = Finding.warning("vpn.service-silent", subject="erp")
    assert segment_levels(report(*answers, silent))[PathSegment.COMPANY] is Level.WARNING
    same = Finding.blocker("network.same-as-company", subject="10.0.0.0/8")
    assert segment_levels(report(*answers[:1], same))[PathSegment.COMPANY] is Level.BLOCKER


def test_a_service_that_answers_proves_the_gateway_that_could_not_be_judged() -> None:
    levels = segment_levels(
        report(Finding.unknown("vpn.key-missing"), Finding.ok("vpn.service-answers", subject="files"))
    )
    assert levels[PathSegment.GATEWAY] is Level.OK


@pytest.mark.parametrize(
    "code, segment",
    [
        ("network.proxy-password", PathSegment.PC),
        ("network.proxy-script-broken", PathSegment.PC),
        ("network.proxy-needed", PathSegment.ROUTER),
        ("network.wifi-weak", PathSegment.HOME),
        ("network.wifi-band", PathSegment.HOME),
        ("network.router-restarted", PathSegment.ROUTER),
        ("network.double-nat", PathSegment.ROUTER),
        ("network.symmetric-nat", PathSegment.ROUTER),
        ("network.dns-slow", PathSegment.ROUTER),
        ("network.dns-lies", PathSegment.ROUTER),
        ("network.cgnat", PathSegment.PROVIDER),
        ("network.ds-lite", PathSegment.PROVIDER),
        ("network.nat64", PathSegment.PROVIDER),
        ("network.provider-loss", PathSegment.PROVIDER),
        ("network.large-packets-lost", PathSegment.PROVIDER),
        ("vpn.blocked-here", PathSegment.PC),
        ("vpn.udp-blocked", PathSegment.ROUTER),
        ("vpn.name-hidden", PathSegment.ROUTER),
        ("vpn.refused-by-router", PathSegment.ROUTER),
        ("vpn.port-blocked-at-home", PathSegment.ROUTER),
        ("vpn.port-blocked-by-provider", PathSegment.PROVIDER),
        ("vpn.refused-on-the-way", PathSegment.PROVIDER),
        ("vpn.path-narrow", PathSegment.PROVIDER),
        ("vpn.fragments-dropped", PathSegment.PROVIDER),
        ("vpn.overloaded", PathSegment.GATEWAY),
        ("vpn.pptp-unsafe", PathSegment.GATEWAY),
        ("vpn.key-missing", PathSegment.GATEWAY),
        ("vpn.silent-or-key", PathSegment.GATEWAY),
        ("vpn.refused", PathSegment.GATEWAY),
        ("vpn.service-silent", PathSegment.COMPANY),
        ("vpn.service-answers", PathSegment.COMPANY),
    ],
)
def test_each_code_lies_at_its_place(code: str, segment: PathSegment) -> None:
    assert segment_of(code) is segment


@settings(max_examples=60, deadline=None)
@given(report=REPORTS, language=ANY_LANGUAGE)
def test_any_report_can_be_asked(report: Report, language: Language) -> None:
    link = find_broken_link(report.findings)
    assert bool(broken_link_cause(report, language)) is (link is not None)
    if link is not None:
        assert segment_levels(report)[link.segment] is link.level or link.level is Level.WARNING


def test_nothing_is_said_where_all_is_well() -> None:
    assert broken_link_cause(WELL, "de") == ""
