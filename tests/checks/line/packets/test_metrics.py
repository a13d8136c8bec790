"""Loss, variation and order from packets: against hand-made trains, published intervals, and chance itself."""

import random

import pytest

from checker.checks.line.packets.metrics import (
    PacketPath,
    ProbePacket,
    estimate_share,
    packet_jitter,
    packet_latency,
    packet_loss,
    packet_reordering,
)


def train(
    n: int, lost_upstream: float = 0.0, lost_downstream: float = 0.0, jitter_s: float = 0.0, seed: int = 1
) -> list[ProbePacket]:
    """`lost_upstream`, `lost_downstream`: the chance to be lost; the far clock is an hour ahead."""
    chance = random.Random(seed)
    packets, count = [], 0
    for at in range(n):
        sent = at * 0.02
        if chance.random() < lost_upstream:
            packets.append(ProbePacket(sent_at=sent))
            continue
        arrived = sent + 0.010 + chance.random() * jitter_s
        number, count = count, count + 1
        if chance.random() < lost_downstream:
            packets.append(ProbePacket(sent_at=sent))
            continue
        packets.append(
            ProbePacket(
                sent_at=sent,
                reflector_received_at=3600 + arrived,
                reflector_sent_at=3600 + arrived + 0.001,
                received_at=arrived + 0.016,
                reflector_sequence=number,
            )
        )
    return packets


def test_a_perfect_line() -> None:
    loss = packet_loss(train(100))
    assert loss is not None
    assert loss.upstream is not None
    assert loss.downstream is not None
    assert (loss.upstream.percent, loss.downstream.percent) == (0.0, 0.0)
    assert loss.upstream.uncertainty == pytest.approx(3.62, abs=0.01), "0 of 100: up to 3.62 % (Clopper-Pearson)"
    estimate = packet_latency(train(100))
    assert estimate is not None
    assert estimate.ms == pytest.approx(25.0), "what the far end held it is left out"


@pytest.mark.parametrize(("hits", "of", "off"), [(1, 10, 34.50), (5, 100, 6.28), (10, 10, 30.85), (50, 100, 10.17)])
def test_the_interval_is_the_exact_one(hits: int, of: int, off: float) -> None:
    estimate = estimate_share(hits, of)
    assert estimate is not None
    assert estimate.uncertainty == pytest.approx(off, abs=0.01)


def test_each_loss_is_held_against_its_direction() -> None:
    packets = train(2000, lost_upstream=0.1)
    loss = packet_loss(packets)
    assert loss is not None
    assert loss.upstream is not None
    assert loss.downstream is not None
    assert loss.upstream.percent == pytest.approx(10, abs=2)
    assert loss.downstream.percent == 0
    mirrored = packet_loss(train(2000, lost_downstream=0.1))
    assert mirrored is not None
    assert mirrored.upstream is not None
    assert mirrored.downstream is not None
    assert mirrored.upstream.percent == 0
    assert mirrored.downstream.percent == pytest.approx(10, abs=2)


@pytest.mark.parametrize("percent", [0.5, 2.0, 5.0])
def test_the_true_loss_lies_in_the_interval_in_95_of_100(percent: float) -> None:
    hits_in_interval = [0, 0]
    for seed in range(200):
        loss = packet_loss(train(100, lost_upstream=percent / 100, lost_downstream=percent / 100, seed=seed))
        assert loss is not None
        for at, share in enumerate((loss.upstream, loss.downstream)):
            assert share is not None
            hits_in_interval[at] += abs(share.percent - percent) <= share.uncertainty
    assert min(hits_in_interval) >= 186


@pytest.mark.parametrize("jitter_ms", [5.0, 20.0])
def test_the_true_jitter_lies_in_the_interval_in_95_of_100(jitter_ms: float) -> None:
    hits_in_interval = 0
    for seed in range(200):
        estimate = packet_jitter(train(80, jitter_s=jitter_ms / 1000, seed=seed), PacketPath.UPSTREAM)
        assert estimate is not None
        hits_in_interval += abs(estimate.ms - jitter_ms / 3) <= estimate.uncertainty
    assert hits_in_interval >= 184, "of 200: the mean step of two uniform delays is a third of their width"


def test_jitter_is_told_by_direction() -> None:
    packets = train(200, jitter_s=0.01)
    downstream = packet_jitter(packets, PacketPath.DOWNSTREAM)
    assert downstream is not None
    assert downstream.ms == pytest.approx(0, abs=1e-6)
    both = packet_jitter(packets, PacketPath.ROUND_TRIP)
    assert both is not None
    assert both.ms == pytest.approx(10 / 3, rel=0.2)


def test_what_is_still_on_its_way_is_not_lost() -> None:
    packets = train(50) + [ProbePacket(sent_at=1.0 + n * 0.02) for n in range(20)]
    loss = packet_loss(packets)
    assert loss is not None
    assert loss.round_trip is not None
    assert (loss.round_trip.percent, loss.round_trip.packets) == (0, 50)


def test_an_end_that_does_not_count_tells_no_direction() -> None:
    packets = [ProbePacket(sent_at=n * 0.02, received_at=None if n % 10 == 3 else n * 0.02 + 0.03) for n in range(100)]
    loss = packet_loss(packets)
    assert loss is not None
    assert (loss.upstream, loss.downstream) == (None, None)
    assert loss.round_trip is not None
    assert loss.round_trip.percent == 10
    assert packet_jitter(packets, PacketPath.UPSTREAM) is None
    assert packet_jitter(packets, PacketPath.ROUND_TRIP) is not None


def test_overtaken_packets() -> None:
    packets = train(20)
    packets[5] = ProbePacket(sent_at=packets[5].sent_at, received_at=(packets[7].received_at or 0) + 0.001)
    estimate = packet_reordering(packets)
    assert estimate is not None
    assert estimate.percent == 5
    straight = packet_reordering(train(20))
    assert straight is not None
    assert straight.percent == 0


@pytest.mark.parametrize("packets", [[], train(5), [ProbePacket(sent_at=float(n)) for n in range(100)]])
def test_too_little_says_nothing(packets: list[ProbePacket]) -> None:
    assert packet_loss(packets) is None
    assert packet_reordering(packets) is None
    assert packet_jitter(packets, PacketPath.ROUND_TRIP) is None
