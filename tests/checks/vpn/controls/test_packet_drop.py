"""Where packets to a port end, by which machines on the way answered for them."""

import time

import pytest

from checker.checks.vpn.controls import packet_drop
from checker.checks.vpn.controls.packet_drop import PacketDrop, TraceRound, locate_drop
from checker.checks.vpn.gateway_context import GatewayContext
from checker.net.icmp import traceroute
from checker.net.icmp.traceroute import HopProbe, HopReply

HOME, ACCESS, CORE, FAR = "192.168.1.1", "100.64.0.1", "203.0.113.1", "203.0.113.9"
TARGET = "198.51.100.7"

ROUNDS = [
    ({}, {2: ACCESS, 3: CORE}, "home"),
    ({2: ACCESS}, {2: ACCESS, 3: CORE}, "provider"),
    ({2: HOME}, {2: HOME, 3: ACCESS}, "home"),
    ({2: HOME}, {2: HOME, 4: CORE}, "provider"),
    ({2: ACCESS, 3: CORE}, {2: ACCESS, 3: CORE}, ""),
    ({3: CORE}, {2: ACCESS, 3: CORE}, ""),
    ({}, {3: CORE, 4: FAR}, ""),
    ({}, {}, ""),
    ({2: ACCESS}, {}, ""),
    ({2: ""}, {2: "", 3: ""}, "provider"),
]


@pytest.mark.parametrize("gateway, control, at", ROUNDS)
def test_who_swallows(gateway: dict[int, str], control: dict[int, str], at: str) -> None:
    assert TraceRound(gateway, control).drop_location() == at


def walk(monkeypatch: pytest.MonkeyPatch, *rounds: tuple[dict[int, HopReply], dict[int, HopReply]]) -> list[HopProbe]:
    """Each round's answers: for the gateway's port, and for the high one."""
    told, sent = iter(rounds), []

    def send(packets, wait_s, go_on, copies=1) -> dict[HopProbe, HopReply]:
        packets = list(packets)
        sent.extend(packets)
        gateway, control = next(told)
        return {
            one: answers[one.hops]
            for one in packets
            if one.hops in (answers := gateway if one.port == 1194 else control)
        }

    monkeypatch.setattr(traceroute, "send_probes", send)
    monkeypatch.setattr(traceroute, "IS_SUPPORTED", True)
    return sent


def asked(*addresses: str) -> PacketDrop:
    return locate_drop(
        GatewayContext(addresses or (TARGET,), time.monotonic() + 5, last_packets={1194: b"hello"}), 1194
    )


def on_the_way(*senders: str) -> dict[int, HopReply]:
    return {hop: HopReply(is_from_target=False, sender=sender) for hop, sender in enumerate(senders, 2)}


def test_only_what_was_seen_twice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = (on_the_way(), on_the_way(ACCESS, CORE))
    walk(monkeypatch, blocked, blocked)
    assert asked() == PacketDrop("home", True)
    walk(monkeypatch, blocked, (on_the_way(ACCESS, CORE), on_the_way(ACCESS, CORE)))
    assert asked() == PacketDrop("", True)
    walk(monkeypatch, blocked, (on_the_way(), on_the_way()))
    assert asked() == PacketDrop("", True)


def test_what_passes_all_machines_ends_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    walk(monkeypatch, (on_the_way(ACCESS, CORE), on_the_way(ACCESS, CORE)))
    assert asked() == PacketDrop("beyond", True)


def test_the_target_itself_is_no_machine_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    walk(monkeypatch, ({}, {2: HopReply(is_from_target=True, sender=TARGET)}))
    assert asked() == PacketDrop()


def test_the_gateways_packet_goes_first_and_is_the_kinds_own(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = walk(monkeypatch, ({}, {}))
    asked()
    assert [one.port == 1194 for one in sent] == [True, False] * len(packet_drop.HOPS)
    assert {one.data for one in sent if one.port == 1194} == {b"hello"}


def test_of_two_addresses_the_one_that_gets_furthest_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = (on_the_way(), on_the_way(ACCESS))
    walk(monkeypatch, blocked, blocked, (on_the_way(ACCESS), on_the_way(ACCESS)))
    assert asked(TARGET, "2001:db8::7") == PacketDrop("beyond", True)


def test_nothing_is_told_of_what_was_not_asked_or_where_the_system_tells_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert locate_drop(GatewayContext((TARGET,), time.monotonic() + 5), 1194) == PacketDrop()
    monkeypatch.setattr(traceroute, "IS_SUPPORTED", False)
    assert asked() == PacketDrop()
