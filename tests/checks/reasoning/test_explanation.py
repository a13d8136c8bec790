"""How a finding is known: one line a source, the fewest witnesses that clear the most, nothing that nobody knows."""

from checker.checks.reasoning.explanation import explain
from checker.checks.reasoning.witness import Place, Protocol, Traffic, TrafficOutcome, Witness
from checker.model.finding import Finding

GATEWAY = Traffic(protocol=Protocol.UDP, end=Place.GATEWAY, subject="vpn", host="vpn.example", port=1194)
DESK = Traffic(protocol=Protocol.TCP, end=Place.DESK, subject="desk")
ECHO = Traffic(protocol=Protocol.ICMP, end=Place.BEYOND)
SILENT = Finding(code="vpn.silent", level=Finding.warning("a.b").level, subject="vpn", evidence=("probe",))


def witness(
    outcome: TrafficOutcome, traffic: Traffic, reached: Place | None, source: str, key: str = "", remark: str = ""
) -> Witness:
    return Witness(
        outcome=outcome, traffic=traffic, reached=reached, source=source, evidence=(key or source,), remark=remark
    )


SILENCE = witness(TrafficOutcome.LOST, GATEWAY, None, "probe")
ROUTER = witness(TrafficOutcome.PASSED, Traffic(protocol=Protocol.ICMP, end=Place.ROUTER), Place.ROUTER, "router-echo")
PROVIDER = witness(TrafficOutcome.PASSED, ECHO, Place.PROVIDER, "hops")
REACHED = witness(TrafficOutcome.PASSED, DESK, Place.DESK, "desk")


def test_one_witness_clears_all_places_that_its_traffic_came_through() -> None:
    explanation = explain(SILENT, [SILENCE, ROUTER, PROVIDER, REACHED])
    assert explanation is not None
    assert explanation.supporting == (SILENCE,)
    (cleared,) = explanation.acquittals
    assert cleared.witness is REACHED and cleared.carried
    assert cleared.places == (Place.PC, Place.HOME, Place.ROUTER, Place.PROVIDER, Place.BEYOND)


def test_the_order_of_the_witnesses_makes_no_difference() -> None:
    witnesses = [SILENCE, ROUTER, PROVIDER, REACHED]
    forwards, backwards = explain(SILENT, witnesses), explain(SILENT, witnesses[::-1])
    assert forwards is not None and backwards is not None
    assert forwards.acquittals == backwards.acquittals


def test_two_readings_of_one_exchange_are_one_line() -> None:
    again = witness(TrafficOutcome.LOST, GATEWAY, Place.PROVIDER, "probe", "probe")
    explanation = explain(SILENT, [SILENCE, again])
    assert explanation is not None
    assert explanation.supporting == (again,), "the one that is located"


def test_what_is_left_besides_is_named_only_where_the_finding_states_a_place() -> None:
    refused = witness(TrafficOutcome.LOST, Traffic(protocol=Protocol.ICMP, end=Place.ROUTER), None, "echo")
    silent_router = Finding.blocker("network.gateway-silent")
    finding = Finding(code=silent_router.code, level=silent_router.level, evidence=("echo",))
    explanation = explain(finding, [refused])
    assert explanation is not None
    assert explanation.alternatives == (Place.HOME,)
    assert set(explanation.two_places) == {Place.HOME, Place.ROUTER}
    nameless = Finding(code="network.something-new", level=silent_router.level, evidence=("echo",))
    unplaced = explain(nameless, [refused])
    assert unplaced is not None
    assert unplaced.alternatives == unplaced.two_places == ()


def test_what_contradicts_the_finding_itself_is_not_held_back() -> None:
    here = witness(TrafficOutcome.REFUSED, GATEWAY, Place.ROUTER, "probe", remark="")
    through = witness(TrafficOutcome.PASSED, GATEWAY, Place.GATEWAY, "again")
    finding = Finding(code="vpn.refused-by-router", level=SILENT.level, subject="vpn", evidence=("probe",))
    explanation = explain(finding, [here, through])
    assert explanation is not None
    assert explanation.opposing == (through,)


def test_without_a_witness_of_failure_nothing_is_explained() -> None:
    assert explain(Finding.warning("network.wifi-weak"), [ROUTER, REACHED]) is None
