"""Where packets of UDP end: which are sent, in which order, and how often."""

import time

import pytest

from checker.checks.vpn.controls import packet_drop
from checker.checks.vpn.controls.hop_evidence import HOPS, PacketDrop
from checker.checks.vpn.controls.packet_drop import locate_drop
from checker.checks.vpn.gateway_context import GatewayContext, UdpTrace
from checker.net.icmp import traceroute
from checker.net.icmp.traceroute import HopProbe, HopReply

ROUTER, ACCESS, CORE = "192.168.1.1", "193.0.0.1", "193.0.0.9"
TARGET, OTHER_HOST = "198.51.100.7", "198.51.100.53"
PATH = {1: ROUTER, 2: ACCESS, 3: CORE}


def fake_traceroute(
    monkeypatch: pytest.MonkeyPatch, *rounds: tuple[dict[int, str], dict[int, str]], other: dict[int, str] | None = None
) -> list[HopProbe]:
    """Each round's replies: for the gateway's port, and for the high one."""
    remaining_rounds, sent = iter(rounds), []

    def send_probes(packets, wait_s, raise_if_cancelled, copies=1) -> dict[HopProbe, HopReply]:
        packets = list(packets)
        sent.extend(packets)
        gateway, control = next(remaining_rounds, ({}, {}))

        def senders(packet: HopProbe) -> dict[int, str]:
            if packet.address == OTHER_HOST:
                return other or {}
            return gateway if packet.port == 1194 and any(packet.data) else control

        return {
            packet: HopReply(is_from_target=sender == TARGET, sender=sender)
            for packet in packets
            if (sender := senders(packet).get(packet.ttl))
        }

    monkeypatch.setattr(traceroute, "send_probes", send_probes)
    monkeypatch.setattr(traceroute, "IS_SUPPORTED", True)
    return sent


def located(*addresses: str) -> PacketDrop:
    context = GatewayContext(
        addresses or (TARGET,),
        time.monotonic() + 5,
        dns_servers=(OTHER_HOST,),
        udp_trace=UdpTrace({1194: b"hello"}),
    )
    return locate_drop(context, 1194)


def test_what_is_dropped_for_its_content_is_told_from_what_is_dropped_for_its_port(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blocked = ({1: ROUTER}, PATH)
    fake_traceroute(monkeypatch, blocked, blocked)
    assert located() == PacketDrop("home", True, "router", "content")


def test_only_what_was_measured_twice_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = ({1: ROUTER}, PATH)
    fake_traceroute(monkeypatch, blocked, (PATH, PATH))
    assert located().location != "home"
    fake_traceroute(monkeypatch, blocked, ({}, {}))
    assert located().location == ""


def test_what_passes_all_machines_ends_beyond_and_needs_no_second_round(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = fake_traceroute(monkeypatch, (PATH, {**PATH, 4: TARGET}))
    assert located() == PacketDrop("beyond", True)
    assert len(sent) == 2 * len(HOPS)


def test_a_silent_host_is_held_against_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = ({1: ROUTER}, {1: ROUTER})
    fake_traceroute(monkeypatch, nothing, nothing, nothing, other={1: ROUTER, 2: ACCESS})
    assert located() == PacketDrop("home", True, "router", "host")
    fake_traceroute(monkeypatch, nothing, nothing, nothing, other={1: ROUTER})
    assert located() == PacketDrop()


def test_the_gateways_packet_goes_first_and_is_the_kinds_own(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = fake_traceroute(monkeypatch, (PATH, {**PATH, 4: TARGET}))
    located()
    assert [packet.port == 1194 for packet in sent] == [True, False] * len(HOPS)
    assert {packet.data for packet in sent if packet.port == 1194} == {b"hello"}


def test_of_two_addresses_the_one_that_gets_furthest_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    blocked, free = ({1: ROUTER}, PATH), (PATH, PATH)
    fake_traceroute(monkeypatch, blocked, blocked, free)
    assert located(TARGET, "2001:db8::7").location == "beyond"


def test_nothing_is_concluded_without_packets_or_where_the_system_reports_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert locate_drop(GatewayContext((TARGET,), time.monotonic() + 5), 1194) == PacketDrop()
    monkeypatch.setattr(traceroute, "IS_SUPPORTED", False)
    assert located() == PacketDrop()


def test_the_control_host_has_the_same_ip_version() -> None:
    context = GatewayContext((), 0.0, dns_servers=("2001:db8::53", OTHER_HOST))
    assert packet_drop.control_host(context, TARGET) == OTHER_HOST
    assert packet_drop.control_host(context, "2001:db8::7") == "2001:db8::53"
    assert packet_drop.control_host(context, OTHER_HOST) == ""
