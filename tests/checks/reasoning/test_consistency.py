"""Every sentence of a report is true beside every other (kinds of faults: a consolation that is not true)."""

import itertools
import re
from pathlib import Path

import pytest

import checker.checks
from checker.checks.reasoning.consistency import ACCUSATIONS, CONSOLATIONS, FACTS, accusations_of, consistent
from checker.checks.reasoning.diagnosis import diagnose_measurements
from checker.checks.reasoning.witness import Place, Protocol, Traffic, TrafficOutcome, Witness
from checker.checks.registry import needs
from checker.knowledge.causes import causes, finding_sentence
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level, Sureness
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.profile import FirmContact, Profile
from checker.model.text import LANGUAGES

CONSOLING = re.compile(r"in Ordnung|liegt (das|es) nicht|arbeitet gut|obwohl der Anschluss|reicht für|Leitung steht")
PROFILE = Profile(
    code="MUSTER-01", customer="Muster GmbH", firm=FirmContact(name="Beispiel IT", desk_url="https://desk.example")
)
TIMED_OUT = Failure(operation=Operation.CONNECT, kind=FailureKind.TIMEOUT)
REFUSED = Failure(operation=Operation.CONNECT, kind=FailureKind.REFUSED)


def accusers(code: str) -> list[str]:
    """Findings beside which the sentence of this code is not true, by the tables."""
    consolation = CONSOLATIONS[code]
    return [
        accuser
        for accuser in causes()
        if any(
            place in consolation.places and mechanism in consolation.mechanisms
            for place, mechanism in accusations_of(Finding.blocker(accuser))
        )
    ]


PAIRS = [(code, accuser) for code in CONSOLATIONS for accuser in accusers(code)]


@pytest.mark.parametrize(("code", "accuser"), PAIRS)
@pytest.mark.parametrize("level", [Level.WARNING, Level.BLOCKER])
def test_a_consolation_does_not_stand_beside_what_it_denies(code: str, accuser: str, level: Level) -> None:
    consoling = Finding(code=code, level=Level.OK, values={"down_de": "50"})
    trouble = Finding(code=accuser, level=level)
    for order in itertools.permutations((consoling, trouble, Finding.ok("vpn.answers", subject="portal"))):
        codes = {finding.code for finding in consistent(order, ())}
        assert code not in codes
        assert codes == {accuser, "vpn.answers", CONSOLATIONS[code].replacement or accuser}


def test_each_consolation_has_something_that_denies_it() -> None:
    assert {code for code, _ in PAIRS} == set(CONSOLATIONS)


@pytest.mark.parametrize("code", [code for code in CONSOLATIONS if not CONSOLATIONS[code].needs_verdict])
def test_what_is_broken_elsewhere_or_in_another_way_takes_no_consolation_away(code: str) -> None:
    harmless = ("vpn.port-blocked-by-provider", "vpn.refused", "network.ipv6-broken", "camera.none")
    findings = (Finding.ok(code), *(Finding.blocker(other) for other in harmless))
    assert consistent(findings, ()) == findings


@pytest.mark.parametrize("level", [Level.NOTE, Level.UNKNOWN, Level.OK])
def test_a_note_accuses_nobody(level: Level) -> None:
    findings = (Finding.ok("network.home-fine"), Finding(code="network.wifi-disturbed", level=level))
    assert consistent(findings, ()) == findings


def test_a_refusal_of_this_pc_is_not_a_computer_in_order() -> None:
    refusal = Witness(
        outcome=TrafficOutcome.REFUSED,
        traffic=Traffic(protocol=Protocol.UDP, end=Place.GATEWAY),
        reached=Place.PC,
        source="probe",
        evidence=("probe",),
    )
    assert consistent([Finding.ok("computer.fine")], [refusal]) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_instead_has_all_its_values(language: str) -> None:
    names = ("down_de", "down_en", "up_de", "up_en", "roles_de", "roles_en", "loaded_de", "loaded_en")
    fine = Finding(code="line.fine", level=Level.OK, values=dict.fromkeys(names, "x"))
    fast, _ = consistent([fine, Finding.warning("network.provider-loss")], ())
    assert "{" not in finding_sentence(fast, language)  # type: ignore[arg-type]


def test_every_code_of_the_tables_exists() -> None:
    named = {*CONSOLATIONS, *FACTS, *ACCUSATIONS, *(row.replacement for row in CONSOLATIONS.values())} - {""}
    assert named <= set(causes())


def test_every_finding_that_is_well_says_what_it_clears() -> None:
    """A new one is declared: a consolation with its places, or a fact that clears nobody."""
    sources = "\n".join(
        page.read_text("utf-8")
        for folder in checker.checks.__path__
        for page in sorted(Path(folder).rglob("*.py"))
        if "reasoning" not in page.parts
    )
    direct = re.findall(r"Finding\.ok\(\s*\"([a-z.-]+)\"", sources)
    by_level = re.findall(r"\"([a-z]+\.[a-z-]+)\",\s*Level\.OK", sources)
    assert direct and by_level
    replacements = {row.replacement for row in CONSOLATIONS.values() if row.level is Level.OK}
    assert {*direct, *by_level} <= {*CONSOLATIONS, *FACTS, *replacements}


def test_a_sentence_that_consoles_is_declared() -> None:
    """Of a trouble it cannot be dropped: there the sentence itself must stay with what it knows."""
    consoling = {
        code
        for code, cause in causes().items()
        if code.startswith(("computer.", "network.", "router.", "line.", "vpn.")) and CONSOLING.search(cause.title.de)
    }
    replacements = {row.replacement for row in CONSOLATIONS.values()}
    assert consoling <= {*CONSOLATIONS, *replacements}


def measured(*observations: tuple[str, str, object]) -> Measurement:
    return Measurement(
        check="network",
        outcome=Outcome.DONE,
        observations=tuple(
            Observation(name=name, subject=subject, failure=value)
            if isinstance(value, Failure)
            else Observation(name=name, subject=subject, value=value)  # type: ignore[arg-type]
            for name, subject, value in observations
        ),
    )


HOME = (
    ("adapters.up", "", 1),
    ("gateway.known", "", True),
    ("address.v4", "", "private"),
    ("link.medium", "", "cable"),
    ("gateway.sent", "", 50),
    ("gateway.lost", "", 0),
    ("gateway.p95", "", 2.0),
    ("desk.local", "", False),
    ("dns.system", "desk", 12.0),
    ("dns.system", "reach.example:443", 12.0),
    ("reach.v4", "reach.example:443", 14.0),
)
HOPS = (("hop3.kind", "", "public"), ("provider.sent", "", 50), ("provider.lost", "", 0))
DESK_CLOSED = (("reach.v4", "desk", REFUSED), ("desk.status", "", REFUSED))


def codes_of(*observations: tuple[str, str, object]) -> dict[str, Level]:
    findings = diagnose_measurements(needs(PROFILE), [measured(*observations)])
    return {finding.code: finding.level for finding in findings}


def test_a_desk_that_is_down_clears_the_line() -> None:
    assert codes_of(*HOME, *HOPS, *DESK_CLOSED)["network.desk-down"] is Level.NOTE


def test_where_nothing_is_seen_to_have_left_the_router_the_line_is_not_cleared() -> None:
    """Somebody accepted a connection: that may be a portal in the router."""
    codes = codes_of(*HOME, *DESK_CLOSED)
    assert "network.desk-down" not in codes
    assert codes["network.desk-silent"] is Level.UNKNOWN


def test_a_desk_that_says_something_else_under_its_own_certificate_is_the_desk() -> None:
    wrong = (("reach.v4", "desk", 14.0), ("desk.secure", "", True), ("desk.status", "", 500))
    assert codes_of(*HOME, *wrong)["network.desk-down"] is Level.NOTE


def test_where_the_line_loses_packets_nobody_is_told_that_it_is_not_the_line() -> None:
    loses = (
        ("provider.sent", "", 50),
        ("provider.lost", "", 15),
        ("provider.connects", "", 40),
        ("provider.connects-lost", "", 15),
    )
    codes = codes_of(*HOME, *DESK_CLOSED, *loses)
    assert "network.provider-loss" in codes
    assert "network.desk-down" not in codes
    assert codes["network.desk-silent"] is Level.UNKNOWN


def test_where_a_vpn_takes_everything_and_nothing_else_answers_the_desk_is_not_blamed() -> None:
    """The one host that answers was reached by the other IP version."""
    tunnel = (
        ("vpn.active", "", True),
        ("vpn.carries-all", "", True),
        ("reach.v6", "reach.example:443", 14.0),
        ("reach.v4", "desk", TIMED_OUT),
        ("desk.status", "", TIMED_OUT),
    )
    home = [entry for entry in HOME if entry[0] != "reach.v4"]
    codes = codes_of(*home, ("reach.v4", "reach.example:443", TIMED_OUT), *tunnel)
    assert "network.desk-down" not in codes
    assert "network.desk-silent" in codes


def test_what_icmpv6_prohibits_is_not_certain_to_be_this_pcs_own_word() -> None:
    """Linux gives both the same error number."""
    denied = Failure(operation=Operation.CONNECT, kind=FailureKind.DENIED)
    silent = [entry for entry in HOME if entry[0] != "reach.v4"]
    attempts = [
        (f"reach.v{version}", target, denied if version == 6 else TIMED_OUT)
        for version in (4, 6)
        for target in ("desk", "reach.example:443")
    ]
    codes = codes_of(
        *silent,
        *attempts,
        ("desk.status", "", TIMED_OUT),
        ("sends.v6", "", "yes"),
        ("nat.symmetric", "", False),
        ("path.v4", "", "target"),
    )
    assert "network.blocked-here" not in codes
    assert codes["network.web-blocked"] is Level.BLOCKER


@pytest.mark.parametrize(
    "origin, other, is_certain",
    [("resolver", True, True), ("resolver", False, True), ("here", True, False), ("intercepted", None, False)],
)
def test_a_lie_of_the_server_that_is_set_is_certain(origin: str, other: bool | None, is_certain: bool) -> None:
    """Asked itself it gives the address of the router, where no desk can be, and others give a public one."""
    lie = [
        *HOME,
        ("dns.kind", "desk", "router"),
        ("dns.kind-outside", "desk", "public"),
        ("dns.wrong-at", "desk", origin),
        ("reach.v4", "desk", REFUSED),
        ("desk.status", "", REFUSED),
    ]
    if other is not None:
        lie.append(("dns.other-answers", "desk", other))
    findings = diagnose_measurements(needs(PROFILE), [measured(*lie)])
    (finding,) = [finding for finding in findings if finding.code == "network.dns-lies"]
    assert (finding.sure is Sureness.CERTAIN) == is_certain
