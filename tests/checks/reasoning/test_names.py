"""Names: what is certain of a gateway whose name leads elsewhere, is unknown, or is sick."""

import pytest

from checker.checks.reasoning.diagnosis_context import DiagnosisContext
from checker.checks.reasoning.root_cause import root_causes
from checker.checks.vpn.diagnose import diagnose
from checker.checks.vpn.need import VpnNeed
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations, Value
from tests.checks.vpn.gateway_probes import gateway_table, make_need

Facts = dict[str, Value | Failure]
GONE = Failure(operation=Operation.RESOLVE, kind=FailureKind.TIMEOUT)
NAMED: Facts = {"gateway.name": 4.0, "gateway.name-kind": "public"}


def findings_of(*facts_of_each: Facts, host: str = "vpn.example", kind: str = "ssh") -> list[Finding]:
    """Of one gateway for each of these."""
    tables = [gateway_table(kind, 22) | {"id": f"gw-{n}", "host": host} for n in range(len(facts_of_each))]
    need: VpnNeed = make_need(tables)
    observations = Observations(
        Observation(name=name, subject=f"gw-{n}", failure=value)
        if isinstance(value, Failure)
        else Observation(name=name, subject=f"gw-{n}", value=value)
        for n, facts in enumerate(facts_of_each)
        for name, value in facts.items()
    )
    findings = list(diagnose(observations, need))
    return list(root_causes(findings, DiagnosisContext.of(findings, {"vpn": need}, {"vpn": observations})))


def verdict_on(facts: Facts, host: str = "vpn.example") -> tuple[str, Sureness]:
    (finding,) = findings_of(facts, host=host)
    return finding.code.removeprefix("vpn."), finding.sure


REFUSED: Facts = {"gateway.verdict": "refused", **NAMED, "gateway.refused-by": "gateway"}
SILENT: Facts = {"gateway.verdict": "silent", **NAMED}


@pytest.mark.parametrize("origin, code", [("pc", "name-wrong-here"), ("resolver", "name-wrong-at-home")])
def test_what_answers_at_the_other_address_makes_it_certain(origin: str, code: str) -> None:
    led = {"gateway.name-wrong-at": origin, "gateway.other-address": "answers", "gateway.name-state": "resolved"}
    for first_look in (REFUSED, SILENT):
        assert verdict_on({**first_look, **led}) == (code, Sureness.CERTAIN)


def test_who_leads_it_elsewhere_stays_open_where_nobody_could_be_told_apart() -> None:
    led = {"gateway.name-wrong-at": "here", "gateway.other-address": "answers"}
    code, sure = verdict_on({**SILENT, **led})
    assert code == "name-wrong-at-home"
    assert sure is not Sureness.CERTAIN


@pytest.mark.parametrize("origin", ["pc", "vpn", "resolver", "here"])
@pytest.mark.parametrize("first_look", [REFUSED, SILENT])
def test_nothing_is_certain_at_an_address_that_nobody_confirmed(origin: str, first_look: Facts) -> None:
    led = {"gateway.name-wrong-at": origin, "gateway.other-address": "silent"}
    assert verdict_on({**first_look, **led})[1] is Sureness.POSSIBLE


def test_a_refusal_is_certain_at_a_confirmed_address_alone() -> None:
    """The whole world may give an address at which the gateway was once: somebody must have shown himself there."""
    confirmed: Facts = {**REFUSED, "gateway.name-wrong-at": "nowhere"}
    assert verdict_on(confirmed) == ("refused", Sureness.LIKELY)
    refused, *_ = findings_of(confirmed, {"gateway.verdict": "answers", **NAMED}, kind="ikev2")
    assert (refused.code, refused.sure) == ("vpn.refused", Sureness.CERTAIN)


def test_who_refuses_where_a_stranger_has_his_certificate_may_be_that_stranger() -> None:
    stranger: Facts = {"gateway.verdict": "certificate-bad", **NAMED, "certificate.trust": "wrong-name"}
    refused, _ = findings_of({**REFUSED, "gateway.name-wrong-at": "nowhere"}, stranger, kind="https")
    assert (refused.code, refused.sure) == ("vpn.refused", Sureness.POSSIBLE)
    assert refused.values["places"] == "names gateway"


def test_silence_of_servers_that_have_nothing_to_do_with_the_company_speaks_for_the_way_out() -> None:
    """Guest networks and full tables of connections are silent towards everybody."""
    silent: Facts = {**SILENT, "gateway.name-state": "silent", "gateway.name-sick": 0}
    (finding,) = findings_of(silent)
    assert finding.sure is Sureness.POSSIBLE
    assert verdict_on(REFUSED)[1] is not Sureness.CERTAIN
    assert verdict_on(REFUSED, host="192.0.2.7") == ("refused", Sureness.CERTAIN)


def test_an_unknown_name_is_no_gateway_that_refuses() -> None:
    assert verdict_on({**REFUSED, "gateway.name-state": "unknown"})[0] == "name-unknown"


DENIED = Failure(operation=Operation.RESOLVE, kind=FailureKind.NOT_FOUND)


@pytest.mark.parametrize(
    "first_look",
    [
        REFUSED,
        SILENT,
        {**REFUSED, "gateway.name-kind": "private"},
        {**SILENT, "gateway.verdict": "unreachable", "gateway.name-kind": "router", "gateway.refused-by": "router"},
        {"gateway.verdict": "blocked-here", "gateway.name-kind": "loopback", "gateway.refused-by": "pc"},
        {"gateway.verdict": "name-unknown", "gateway.name": DENIED},
        {**SILENT, "gateway.verdict": "something-else", "gateway.other": "tls"},
        {**SILENT, "gateway.again": "silent"},
    ],
)
def test_where_somebody_answers_for_every_name_server_the_company_is_not_accused(first_look: Facts) -> None:
    (finding,) = findings_of({**first_look, "gateway.name-wrong-at": "intercepted"})
    assert finding.code == "vpn.name-unconfirmed"
    assert finding.sure is not Sureness.CERTAIN
    assert "names" in str(finding.values.get("places", "names")).split()


@pytest.mark.parametrize("verdict", ["answers", "wrong-key", "path-narrow"])
def test_who_answers_as_itself_needs_no_name_server_that_says_so(verdict: str) -> None:
    findings = findings_of({**SILENT, "gateway.verdict": verdict, "gateway.name-wrong-at": "intercepted"})
    assert "vpn.name-unconfirmed" not in [finding.code for finding in findings]


def test_a_router_that_turns_away_what_goes_to_a_public_address_is_named() -> None:
    refused: Facts = {**REFUSED, "gateway.refused-by": "router", "gateway.name-wrong-at": "intercepted"}
    assert verdict_on(refused)[0] == "refused-by-router"


def test_a_sick_zone_is_certain_where_a_server_says_so_and_not_where_it_is_silent() -> None:
    unanswered: Facts = {"gateway.verdict": "name-unanswered", "gateway.name": GONE, "gateway.name-sick": 1}
    assert verdict_on({**unanswered, "gateway.name-state": "broken"}) == ("name-broken", Sureness.CERTAIN)
    code, sure = verdict_on({**unanswered, "gateway.name-state": "silent"})
    assert code == "name-broken"
    assert sure is not Sureness.CERTAIN


def test_a_name_that_the_homes_server_denies_is_certain_also_where_the_gateway_was_reached_around_it() -> None:
    hidden: Facts = {
        "gateway.verdict": "name-hidden",
        "gateway.name": Failure(operation=Operation.RESOLVE, kind=FailureKind.NOT_FOUND),
        "gateway.name-outside": True,
        "gateway.name-state": "resolved",
        "gateway.name-wrong-at": "resolver",
        "ike.nat-port": "answers",
    }
    assert verdict_on(hidden) == ("name-hidden", Sureness.CERTAIN)
