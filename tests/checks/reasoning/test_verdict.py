"""The verdict over witnesses: what stays possible, and how sure that makes it."""

import msgspec
import pytest

from checker.checks.reasoning.verdict import weigh
from checker.checks.reasoning.witness import Place, Protocol, Traffic, TrafficOutcome, Witness
from checker.model.finding import Sureness

GATEWAY = Traffic(protocol=Protocol.UDP, end=Place.GATEWAY, subject="vpn", host="vpn.example", port=1194)
PORTAL = Traffic(protocol=Protocol.TLS, end=Place.GATEWAY, subject="portal", host="vpn.example", port=443)


def witness(
    outcome: TrafficOutcome,
    traffic: Traffic = GATEWAY,
    reached: Place | None = None,
    source: str = "probe",
    remark: str = "",
) -> Witness:
    return Witness(outcome=outcome, traffic=traffic, reached=reached, source=source, evidence=(source,), remark=remark)


def test_silence_alone_leaves_every_place_between_and_is_never_certain() -> None:
    silence = witness(TrafficOutcome.LOST)
    verdict = weigh([silence], [silence])
    assert {Place.PC, Place.ROUTER, Place.PROVIDER, Place.GATEWAY} <= set(verdict.places)
    assert all(verdict.sureness(place) is not Sureness.CERTAIN for place in Place)


def test_what_passed_the_router_takes_the_blame_off_the_whole_router_but_not_off_one_kind() -> None:
    silence = witness(TrafficOutcome.LOST)
    control = witness(
        TrafficOutcome.PASSED, Traffic(protocol=Protocol.TCP, end=Place.DESK, subject="desk"), Place.DESK, "desk"
    )
    names = {hypothesis.name for hypothesis in weigh([silence], [silence, control]).remaining}
    assert "router-fails" not in names
    assert "router-fails-for-one-kind" in names


@pytest.mark.parametrize("author", [Place.PC, Place.ROUTER, Place.PROVIDER])
def test_a_refusal_by_a_machine_whose_name_was_seen_is_nobody_elses(author: Place) -> None:
    refusal = witness(TrafficOutcome.REFUSED, reached=author)
    confirmed = witness(TrafficOutcome.PASSED, PORTAL, Place.GATEWAY, "portal")
    verdict = weigh([refusal], [refusal, confirmed])
    assert verdict.places == (author,)


def test_a_gateway_that_refuses_is_certain_only_where_its_address_is_confirmed() -> None:
    refusal = witness(TrafficOutcome.REFUSED, reached=Place.GATEWAY)
    unconfirmed = weigh([refusal], [refusal])
    confirmed = weigh([refusal], [refusal, witness(TrafficOutcome.PASSED, PORTAL, Place.GATEWAY, "portal")])
    assert unconfirmed.sureness(Place.GATEWAY) is not Sureness.CERTAIN
    assert confirmed.sureness(Place.GATEWAY) is Sureness.CERTAIN


NO_WAY = witness(TrafficOutcome.REFUSED, remark="unreachable")


def test_no_way_that_nobody_locates_is_most_likely_the_end_unless_its_host_answers_otherwise() -> None:
    desk = witness(TrafficOutcome.PASSED, Traffic(protocol=Protocol.TLS, end=Place.DESK), Place.DESK, "desk")
    portal = witness(TrafficOutcome.PASSED, PORTAL, Place.GATEWAY, "portal")
    unlocated, refuted = weigh([NO_WAY], [NO_WAY, desk]), weigh([NO_WAY], [NO_WAY, desk, portal])
    assert unlocated.places[0] is Place.GATEWAY
    assert refuted.share(Place.GATEWAY) < refuted.share(Place.ROUTER) + refuted.share(Place.PC)


def test_a_single_host_that_is_silent_is_thought_of_where_another_answers() -> None:
    host = Traffic(protocol=Protocol.TCP, end=Place.BEYOND, subject="host:443", host="host", ip_version=4, port=443)
    silence = witness(TrafficOutcome.LOST, host)
    desk = witness(TrafficOutcome.PASSED, Traffic(protocol=Protocol.TLS, end=Place.DESK), Place.DESK, "desk")
    names = [{item.name for item in weigh([silence], recorded).remaining} for recorded in ([silence], [silence, desk])]
    assert ["host-does-not-answer" in remaining for remaining in names] == [False, True]


def test_silence_far_away_is_never_certain_whatever_else_is_contradicted() -> None:
    """A table of connections that is full: the first exchange passes, the second port and the second look do not."""
    first = witness(TrafficOutcome.PASSED, reached=Place.GATEWAY)
    portal = witness(TrafficOutcome.PASSED, PORTAL, Place.GATEWAY, "portal")
    desk = witness(TrafficOutcome.PASSED, Traffic(protocol=Protocol.TLS, end=Place.DESK), Place.DESK, "desk")
    again = witness(TrafficOutcome.LOST, source="again", remark="again")
    second_port = msgspec.structs.replace(GATEWAY, port=4500)
    other = witness(TrafficOutcome.LOST, second_port, source="nat-port")
    stun = witness(TrafficOutcome.LOST, Traffic(protocol=Protocol.UDP, end=Place.BEYOND), source="stun", remark="stun")
    verdict = weigh([again, other], [first, portal, desk, again, other])
    assert verdict.places == (Place.GATEWAY,)
    assert verdict.sureness(Place.GATEWAY) is Sureness.LIKELY
    with_stun = weigh([again, other], [first, portal, desk, again, other, stun])
    assert Place.ROUTER in with_stun.places
    assert with_stun.sureness(Place.GATEWAY) is Sureness.POSSIBLE


def test_two_readings_of_one_exchange_are_one_witness() -> None:
    refusal = witness(TrafficOutcome.REFUSED, reached=Place.PC)
    again = witness(TrafficOutcome.REFUSED, reached=Place.PC)
    assert weigh([refusal, again], [refusal, again]).sureness(Place.PC) is not Sureness.CERTAIN


def test_a_loss_that_a_control_locates_is_there_or_at_the_next_entrance() -> None:
    located = witness(TrafficOutcome.LOST, reached=Place.ROUTER, remark="control-passed")
    verdict = weigh([located], [located])
    assert verdict.places == (Place.ROUTER, Place.PROVIDER)
    assert verdict.sureness(Place.ROUTER) is Sureness.LIKELY


def test_silence_at_the_second_look_does_not_make_it_certain() -> None:
    located = witness(TrafficOutcome.LOST, reached=Place.ROUTER, remark="control-passed")
    again = witness(TrafficOutcome.LOST, source="again", remark="again")
    verdict = weigh([located, again], [located, again])
    assert verdict.places == (Place.ROUTER, Place.PROVIDER)
    assert verdict.sureness(Place.ROUTER) is Sureness.LIKELY


def test_the_more_is_known_the_fewer_places_are_left() -> None:
    silence = witness(TrafficOutcome.LOST)
    witnesses = [silence]
    before = len(weigh([silence], witnesses).remaining)
    for number, reached in enumerate((Place.ROUTER, Place.PROVIDER, Place.BEYOND)):
        witnesses.append(witness(TrafficOutcome.LOST, reached=reached, source=f"hop{number}"))
        after = len(weigh([silence], witnesses).remaining)
        assert after < before
        before = after


def test_silence_of_other_ends_speaks_for_what_explains_it_too() -> None:
    silence = witness(TrafficOutcome.LOST)
    host = witness(TrafficOutcome.PASSED, PORTAL, Place.GATEWAY, "portal", remark="host")
    stun, names = (
        witness(TrafficOutcome.LOST, Traffic(protocol=protocol, end=Place.BEYOND), source=protocol.value)
        for protocol in (Protocol.UDP, Protocol.DNS)
    )
    shares = [
        weigh([silence], [silence, host, *silent_ends]).share(Place.GATEWAY)
        for silent_ends in ((), (stun,), (stun, names), (stun, names, names))
    ]
    assert shares[0] > shares[1] > shares[2] == shares[3]


def test_silence_to_another_protocol_speaks_for_nothing() -> None:
    silence = witness(TrafficOutcome.LOST)
    web = witness(TrafficOutcome.LOST, Traffic(protocol=Protocol.TCP, end=Place.DESK), source="desk")
    part = witness(TrafficOutcome.LOST, Traffic(protocol=Protocol.UDP, end=Place.DESK), source="x", remark="part")
    assert weigh([silence], [silence, web, part]).share(Place.GATEWAY) == weigh([silence], [silence]).share(
        Place.GATEWAY
    )


def test_udp_that_leaves_the_home_and_is_answered_by_nobody_is_the_providers() -> None:
    silence = witness(TrafficOutcome.LOST)
    everywhere = Traffic(protocol=Protocol.UDP, end=Place.BEYOND)
    nobody = witness(TrafficOutcome.LOST, everywhere, source="udp")
    leaves = witness(TrafficOutcome.PASSED, everywhere, Place.PROVIDER, "leaves", remark="udp.leaves-home")
    assert weigh([silence], [silence, nobody]).places[0] is Place.ROUTER
    assert weigh([silence], [silence, nobody, leaves]).places[0] is Place.PROVIDER


def test_where_others_of_its_protocol_come_and_go_one_that_is_silent_is_not_likely_down() -> None:
    silence = witness(TrafficOutcome.LOST)
    other = Traffic(protocol=Protocol.UDP, end=Place.GATEWAY, subject="other", host="vpn.example", port=51820)
    again = witness(TrafficOutcome.PASSED, other, Place.GATEWAY, "again", remark="again")
    assert weigh([silence], [silence, again]).sureness(Place.GATEWAY) is Sureness.POSSIBLE
    by_tcp = witness(TrafficOutcome.PASSED, PORTAL, Place.GATEWAY, "again", remark="again")
    names = {hypothesis.name for hypothesis in weigh([silence], [silence, by_tcp]).remaining}
    assert "router-lets-some-through" not in names


def test_an_entry_of_this_pc_that_leads_elsewhere_is_likely_guilty_unless_the_host_answers() -> None:
    silence = witness(TrafficOutcome.LOST)
    table = Traffic(protocol=Protocol.SYSTEM, end=Place.PC, subject="vpn")
    entry = witness(TrafficOutcome.PASSED, table, Place.PC, "table", remark="own-route")
    host = Traffic(protocol=Protocol.TCP, end=Place.GATEWAY, subject="vpn", host="vpn.example")
    answered = witness(TrafficOutcome.PASSED, host, Place.GATEWAY, "host", remark="host")
    desk = witness(TrafficOutcome.PASSED, Traffic(protocol=Protocol.TLS, end=Place.DESK), Place.DESK, "desk")
    assert weigh([silence], [silence, desk, entry]).sureness(Place.PC) is Sureness.LIKELY
    assert weigh([silence], [silence, desk, entry, answered]).places[0] is Place.GATEWAY


def test_a_name_that_a_server_here_does_not_answer_for_is_not_certainly_held_back() -> None:
    name = Traffic(protocol=Protocol.DNS, end=Place.NAMES, subject="vpn", host="vpn.example")
    outside = witness(TrafficOutcome.PASSED, msgspec.structs.replace(name, end=Place.BEYOND), Place.BEYOND, "outside")
    sureness = [
        weigh([symptom], [symptom, outside]).sureness(Place.NAMES)
        for outcome in (TrafficOutcome.LOST, TrafficOutcome.REDIRECTED)
        for symptom in (witness(outcome, name, remark="hidden"),)
    ]
    assert sureness == [Sureness.LIKELY, Sureness.CERTAIN]
