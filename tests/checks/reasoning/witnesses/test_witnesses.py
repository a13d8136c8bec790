"""What observations are a witness of, and which of them come from one and the same exchange."""

import pytest

from checker.checks.reasoning.witness import Place, TrafficOutcome, Witness, independent_sources
from checker.checks.reasoning.witnesses.network import network_witnesses
from checker.checks.reasoning.witnesses.vpn import vpn_witnesses
from checker.checks.vpn.gateways.tunnel import IkeV2Gateway
from checker.checks.vpn.gateways.web import HttpsGateway
from checker.checks.vpn.need import VpnNeed
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation, Observations, Value

TIMEOUT = Failure(operation=Operation.CONNECT, kind=FailureKind.TIMEOUT)
NEED = VpnNeed(
    gateways=[
        HttpsGateway(id="web", name="Portal", host="vpn.example"),
        IkeV2Gateway(id="ipsec", name="IPsec", host="vpn.example"),
    ]
)
DESK: dict[str, Value | Failure] = {
    "desk.local": False,
    "desk.secure": True,
    "desk.status": 204,
    "desk.empty": True,
    "dns.system@desk": 9.0,
}


def observed(facts: dict[str, Value | Failure]) -> Observations:
    observations = []
    for key, value in facts.items():
        name, _, subject = key.partition("@")
        is_failure = isinstance(value, Failure)
        observations.append(
            Observation(name=name, subject=subject, failure=value)
            if is_failure
            else Observation(name=name, subject=subject, value=value)  # type: ignore[arg-type]
        )
    return Observations(observations)


def of_remark(witnesses: list[Witness], remark: str) -> list[Witness]:
    return [witness for witness in witnesses if witness.remark == remark]


@pytest.mark.parametrize(
    ("v4", "v6", "version"), [(9.0, 9.0, 0), (TIMEOUT, 9.0, 6), (9.0, TIMEOUT, 4), (TIMEOUT, TIMEOUT, 0)]
)
def test_the_desk_answered_by_the_version_that_connected(
    v4: Value | Failure, v6: Value | Failure, version: int
) -> None:
    witnesses = network_witnesses(observed({**DESK, "reach.v4@desk": v4, "reach.v6@desk": v6}))
    (desk,) = [witness for witness in witnesses if witness.source == "desk"]
    assert (desk.outcome, desk.traffic.ip_version) == (TrafficOutcome.PASSED, version)


def test_an_answer_in_another_adapters_network_says_nothing_of_how_far_packets_come() -> None:
    for server, remark, reached in (("other-adapter", "other-adapter", None), ("router", "fresh-name", Place.BEYOND)):
        witnesses = list(network_witnesses(observed({"dns.fresh": 9.0, "dns.server": server})))
        assert [witness.reached for witness in of_remark(witnesses, remark)] == [reached]


def test_what_one_exchange_shows_is_one_source() -> None:
    facts: dict[str, Value | Failure] = {
        "gateway.verdict@web": "certificate-bad",
        "gateway.tcp@web": 9.0,
        "certificate.trust@web": "wrong-name",
    }
    witnesses = list(vpn_witnesses(observed(facts), NEED))
    assert len(witnesses) > 1
    assert independent_sources(witnesses) == 1
    again = list(vpn_witnesses(observed({**facts, "gateway.again@web": "silent"}), NEED))
    assert independent_sources(again) == 2


def test_who_refuses_at_the_second_look_had_spent_his_messages_at_the_first() -> None:
    facts = {"gateway.verdict@web": "silent", "gateway.stops-at@web": "home", "gateway.stops-behind@web": "pc"}
    located = next(witness for witness in vpn_witnesses(observed(facts), NEED) if witness.is_failure)
    refused = [
        witness
        for witness in vpn_witnesses(observed({**facts, "gateway.again@web": "unreachable"}), NEED)
        if witness.is_failure
    ]
    assert (located.reached, located.remark) == (Place.PC, "control-passed")
    assert [(witness.reached, witness.remark) for witness in refused] == [(None, ""), (None, "unreachable")]


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [(FailureKind.TIMEOUT, TrafficOutcome.LOST), (FailureKind.NOT_FOUND, TrafficOutcome.REDIRECTED)],
)
def test_a_name_that_nobody_here_answers_is_silence_and_not_held_back(
    kind: FailureKind, outcome: TrafficOutcome
) -> None:
    facts: dict[str, Value | Failure] = {
        "gateway.verdict@web": "name-hidden",
        "gateway.name@web": Failure(operation=Operation.RESOLVE, kind=kind),
        "gateway.name-outside@web": True,
    }
    assert [item.outcome for item in vpn_witnesses(observed(facts), NEED) if item.remark == "hidden"] == [outcome]


def test_a_second_port_that_this_pc_forbids_is_this_pcs_refusal() -> None:
    facts: dict[str, Value | Failure] = {"gateway.verdict@ipsec": "answers", "ike.nat-port@ipsec": "blocked-here"}
    refused = [item for item in vpn_witnesses(observed(facts), NEED) if item.outcome is TrafficOutcome.REFUSED]
    assert [(item.reached, item.traffic.port) for item in refused] == [(Place.PC, 4500)]


@pytest.mark.parametrize(("elsewhere", "is_located"), [("answers", True), ("certificate-bad", False)])
def test_a_strangers_certificate_at_the_other_address_proves_nothing(elsewhere: str, is_located: bool) -> None:
    facts: dict[str, Value | Failure] = {
        "gateway.verdict@web": "certificate-bad",
        "gateway.name@web": 9.0,
        "gateway.name-wrong-at@web": "resolver",
        "gateway.other-address@web": elsewhere,
    }
    redirected = [item for item in vpn_witnesses(observed(facts), NEED) if item.outcome is TrafficOutcome.REDIRECTED]
    assert [item.reached for item in redirected] == [Place.NAMES if is_located else None]
