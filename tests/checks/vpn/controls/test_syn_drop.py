"""Who resets or swallows the first packet of TCP, by what came back for small times to live."""

import time

import pytest

from checker.checks.vpn.controls import syn_drop
from checker.checks.vpn.controls.hop_evidence import PacketDrop
from checker.checks.vpn.controls.syn_drop import ResettingPlace, locate_reset, locate_syn_drop, resetting_place
from checker.checks.vpn.gateway_context import GatewayContext
from checker.net.tcp import hop_trace
from checker.net.tcp.hop_trace import SynProbe, SynReply, SynReplyKind

TARGET = "198.51.100.7"
Hops = dict[int, SynReplyKind]
ROUTER, ACCESS, CORE = "192.168.1.1", "193.0.0.1", "193.0.0.9"
EXPIRED, OPENED, RESET, ARRIVED = (
    SynReplyKind.EXPIRED,
    SynReplyKind.OPENED,
    SynReplyKind.RESET,
    SynReplyKind.ARRIVED,
)
PATH = {1: EXPIRED, 2: EXPIRED, 3: EXPIRED}

ON_PATH, OWN = ResettingPlace(3), ResettingPlace(4, 443)
PLACES = [
    # the port that is reset, a control, where
    ({1: EXPIRED, 2: EXPIRED, 3: RESET}, {**PATH, 4: OPENED}, ON_PATH),
    ({1: EXPIRED, 2: RESET}, {**PATH, 4: RESET}, ResettingPlace(2)),
    ({**PATH, 4: RESET}, {**PATH, 4: OPENED}, OWN),
    ({**PATH, 4: RESET}, {**PATH, 4: RESET}, OWN),
    # a company's own firewall lets other ports through to hosts behind it, in the gateway's name
    ({**PATH, 4: RESET}, {**PATH, 4: ARRIVED, 5: OPENED}, OWN),
    # nobody else answers: the host may be farther away
    ({**PATH, 4: RESET}, PATH, None),
    ({4: RESET}, {4: OPENED}, OWN),
    # so far away it may be the company's barrier
    ({5: RESET}, {4: EXPIRED, 5: EXPIRED, 6: EXPIRED}, None),
    ({}, PATH, None),
]


def replies(port: int, kinds: Hops) -> dict[SynProbe, SynReply]:
    return {SynProbe(address=TARGET, port=port, ttl=ttl): SynReply(kind=kind) for ttl, kind in kinds.items()}


@pytest.mark.parametrize("own, control, place", PLACES)
def test_who_resets(own: Hops, control: Hops, place: ResettingPlace | None) -> None:
    assert resetting_place({**replies(1194, own), **replies(443, control)}, 1194) == place


def fake_trace(monkeypatch: pytest.MonkeyPatch, *rounds: tuple[Hops, Hops]) -> None:
    remaining = iter(rounds)
    senders = {1: ROUTER, 2: ACCESS, 3: CORE}

    def send_syns(probes, wait_s, raise_if_cancelled) -> dict[SynProbe, SynReply]:
        own, control = next(remaining, ({}, {}))
        return {
            probe: SynReply(kind=kind, sender=senders.get(probe.ttl, ""))
            for probe in probes
            if (kind := (own if probe.port == 1194 else control).get(probe.ttl))
        }

    monkeypatch.setattr(hop_trace, "send_syns", send_syns)
    monkeypatch.setattr(hop_trace, "IS_SUPPORTED", True)


def context() -> GatewayContext:
    return GatewayContext((TARGET,), time.monotonic() + 5)


def test_only_what_came_out_alike_twice_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    forged, own = ({1: EXPIRED, 2: EXPIRED, 3: RESET}, {**PATH, 4: OPENED}), ({**PATH, 4: RESET}, {**PATH, 4: OPENED})
    fake_trace(monkeypatch, forged, forged)
    assert locate_reset(context(), TARGET, 1194) == "way"
    fake_trace(monkeypatch, forged, own)
    assert locate_reset(context(), TARGET, 1194) == ""


@pytest.mark.parametrize("is_same, place", [(True, "gateway"), (False, ""), (None, "")])
def test_the_gateways_own_reset_has_travelled_as_far_as_its_other_answers(
    monkeypatch: pytest.MonkeyPatch, is_same: bool | None, place: str
) -> None:
    own = ({**PATH, 4: RESET}, {**PATH, 4: OPENED})
    fake_trace(monkeypatch, own, own)
    monkeypatch.setattr(syn_drop, "comes_from_same_distance", lambda address, port, control, hops, check: is_same)
    assert locate_reset(context(), TARGET, 1194) == place


def test_where_the_first_packet_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = ({1: EXPIRED, 2: EXPIRED}, {**PATH, 4: OPENED})
    fake_trace(monkeypatch, blocked, blocked)
    assert locate_syn_drop(context(), 1194) == PacketDrop("provider", True, "provider", "port")


def test_nothing_is_sent_where_the_system_reports_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hop_trace, "IS_SUPPORTED", False)
    monkeypatch.setattr(syn_drop, "locate_in_rounds", lambda measure: pytest.fail("sent"))
    assert locate_syn_drop(context(), 1194) == PacketDrop()
    assert locate_reset(context(), TARGET, 1194) == ""
