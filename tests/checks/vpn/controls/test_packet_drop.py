"""Where packets to a port end, by which machines on the way answered for them."""

import time

import pytest

from checker.checks.vpn.controls import packet_drop
from checker.checks.vpn.controls.packet_drop import PacketDrop, TraceRound, locate_drop
from checker.checks.vpn.gateway_context import GatewayContext, UdpTrace
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
def test_which_hop_drops(gateway: dict[int, str], control: dict[int, str], at: str) -> None:
    assert TraceRound(gateway, control).drop_location() == at


def fake_traceroute(
    monkeypatch: pytest.MonkeyPatch, *rounds: tuple[dict[int, HopReply], dict[int, HopReply]]
) -> list[HopProbe]:
    """Each round's replies: for the gateway's port, and for the high one."""
    remaining_rounds, sent = iter(rounds), []

    def send_probes(packets, wait_s, raise_if_cancelled, copies=1) -> dict[HopProbe, HopReply]:
        packets = list(packets)
        sent.extend(packets)
        gateway, control = next(remaining_rounds)
        return {
            packet: replies[packet.ttl]
            for packet in packets
            if packet.ttl in (replies := gateway if packet.port == 1194 else control)
        }

    monkeypatch.setattr(traceroute, "send_probes", send_probes)
    monkeypatch.setattr(traceroute, "IS_SUPPORTED", True)
    return sent


def located(*addresses: str) -> PacketDrop:
    return locate_drop(
        GatewayContext(addresses or (TARGET,), time.monotonic() + 5, udp_trace=UdpTrace({1194: b"hello"})), 1194
    )


def replies_of(*senders: str) -> dict[int, HopReply]:
    return {hop: HopReply(is_from_target=False, sender=sender) for hop, sender in enumerate(senders, 2)}


def test_only_what_was_measured_twice_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = (replies_of(), replies_of(ACCESS, CORE))
    fake_traceroute(monkeypatch, blocked, blocked)
    assert located() == PacketDrop("home", True)
    fake_traceroute(monkeypatch, blocked, (replies_of(ACCESS, CORE), replies_of(ACCESS, CORE)))
    assert located() == PacketDrop("", True)
    fake_traceroute(monkeypatch, blocked, (replies_of(), replies_of()))
    assert located() == PacketDrop("", True)


def test_what_passes_all_machines_ends_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_traceroute(monkeypatch, (replies_of(ACCESS, CORE), replies_of(ACCESS, CORE)))
    assert located() == PacketDrop("beyond", True)


def test_the_target_itself_is_no_hop(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_traceroute(monkeypatch, ({}, {2: HopReply(is_from_target=True, sender=TARGET)}))
    assert located() == PacketDrop()


def test_the_gateways_packet_goes_first_and_is_the_kinds_own(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = fake_traceroute(monkeypatch, ({}, {}))
    located()
    assert [packet.port == 1194 for packet in sent] == [True, False] * len(packet_drop.HOPS)
    assert {packet.data for packet in sent if packet.port == 1194} == {b"hello"}


def test_of_two_addresses_the_one_that_gets_furthest_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = (replies_of(), replies_of(ACCESS))
    fake_traceroute(monkeypatch, blocked, blocked, (replies_of(ACCESS), replies_of(ACCESS)))
    assert located(TARGET, "2001:db8::7") == PacketDrop("beyond", True)


def test_nothing_is_concluded_without_packets_or_where_the_system_reports_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert locate_drop(GatewayContext((TARGET,), time.monotonic() + 5), 1194) == PacketDrop()
    monkeypatch.setattr(traceroute, "IS_SUPPORTED", False)
    assert located() == PacketDrop()
