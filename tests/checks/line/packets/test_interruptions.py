"""What breaks a voice: long gaps, the latest packets, losses in a row; against trains whose truth is known."""

import random

import pytest

from checker.checks.line.packets.interruptions import delay_variation, loss_runs, packet_gaps, shortest_delay
from checker.checks.line.packets.metrics import PacketPath, ProbePacket

UP, DOWN, BOTH = PacketPath.UPSTREAM, PacketPath.DOWNSTREAM, PacketPath.ROUND_TRIP


def train(
    count: int,
    *,
    late_up_s: dict[int, float] | None = None,
    late_down_s: dict[int, float] | None = None,
    up_losses: frozenset[int] = frozenset(),
    down_losses: frozenset[int] = frozenset(),
    stalls_s: dict[int, float] | None = None,
) -> list[ProbePacket]:
    """10 ms each way and an hour between the clocks; by number, how late a packet is, and how late it was sent."""
    packets, sequence, at = [], 0, 0.0
    for number in range(count):
        at += 0.02 + (stalls_s or {}).get(number, 0.0)
        if number in up_losses:
            packets.append(ProbePacket(sent_at=at))
            continue
        arrived = at + 0.010 + (late_up_s or {}).get(number, 0.0)
        own, sequence = sequence, sequence + 1
        if number in down_losses:
            packets.append(ProbePacket(sent_at=at))
            continue
        packets.append(
            ProbePacket(
                sent_at=at,
                reflector_received_at=3600 + arrived,
                reflector_sent_at=3600 + arrived,
                received_at=arrived + 0.010 + (late_down_s or {}).get(number, 0.0),
                reflector_sequence=own,
            )
        )
    return packets


def test_a_wifi_that_saves_power_delivers_five_packets_at_once() -> None:
    """Each 100 ms: four of them wait for the fifth."""
    packets = train(100, late_down_s={number: 0.02 * (4 - number % 5) for number in range(100)})
    gaps = packet_gaps(packets, DOWN)
    assert gaps is not None
    assert gaps.longest_ms == pytest.approx(100, abs=0.1)
    upstream = packet_gaps(packets, UP)
    assert upstream is not None
    assert upstream.longest_ms == pytest.approx(20, abs=0.1)
    assert upstream.long_count == 0
    assert delay_variation(packets, DOWN, shortest_delay(packets, DOWN)) == pytest.approx((80, 80), abs=0.1)


def test_a_wifi_that_roams_once_is_one_gap_of_both_directions() -> None:
    gone = frozenset(range(40, 60))
    packets = train(100, up_losses=gone)
    for path in (UP, DOWN, BOTH):
        gaps = packet_gaps(packets, path)
        assert gaps is not None
        assert (gaps.longest_ms, gaps.long_count) == (pytest.approx(420, abs=0.1), 1)


def test_a_program_that_was_held_up_makes_no_gap() -> None:
    gaps = packet_gaps(train(100, stalls_s={50: 0.4}), DOWN)
    assert gaps is not None
    assert gaps.longest_ms == pytest.approx(20, abs=0.1)


def test_percentiles_are_of_the_delay_above_the_best() -> None:
    late = {number: 0.001 * number for number in range(200)}
    packets = train(200, late_up_s=late)
    assert delay_variation(packets, UP, shortest_delay(packets, UP)) == pytest.approx((189, 197), abs=0.5)
    assert delay_variation(packets[100:], UP, shortest_delay(packets, UP))[0] == pytest.approx(194, abs=0.5)
    assert delay_variation(packets[:50], UP, shortest_delay(packets, UP))[1] is None, "too few for a hundredth"
    assert delay_variation(packets[:19], UP, shortest_delay(packets, UP)) == (None, None)


def test_losses_are_counted_in_runs_of_their_direction() -> None:
    packets = train(100, up_losses=frozenset({10, 11, 12, 50}), down_losses=frozenset({70, 71}))
    up, down, both = (loss_runs(packets, path) for path in (UP, DOWN, BOTH))
    assert up is not None
    assert down is not None
    assert both is not None
    assert (up.longest, down.longest, both.longest) == (3, 2, 3)
    assert up.burst_ratio == pytest.approx(2 * 0.96)
    assert loss_runs(train(100), UP) is None


@pytest.mark.parametrize(("falls", "recovers"), [(0.02, 0.98), (0.01, 0.25)], ids=["by chance", "in bursts"])
def test_a_gilbert_channel_shows_its_burst_ratio(falls: float, recovers: float) -> None:
    """1 / (p + q): Gilbert 1960, as G.107 takes it."""
    chance = random.Random(3)
    gone, is_bad = set(), False
    for number in range(20_000):
        is_bad = chance.random() >= recovers if is_bad else chance.random() < falls
        if is_bad:
            gone.add(number)
    runs = loss_runs(train(20_000, up_losses=frozenset(gone)), UP)
    assert runs is not None
    assert runs.burst_ratio == pytest.approx(1 / (falls + recovers), rel=0.1)


def test_too_little_says_nothing() -> None:
    assert packet_gaps(train(5), DOWN) is None
    assert packet_gaps([], UP) is None
    assert loss_runs([], BOTH) is None
    assert shortest_delay([], UP) is None
