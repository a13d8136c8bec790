"""The lines that others are tested on: they stand, lose and delay as told, and leave nothing behind."""

import math
import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.lab.crowd import crowd
from tests.lab.line import SERVER, Line, Shape, shaped, why_not
from tests.lab.line_course import History, steps, varying, wave, wifi
from tests.lab.line_loss import Loss
from tests.lab.line_spaces import run

pytestmark = [pytest.mark.netns]
built = pytest.mark.skipif(bool(why_not()), reason=f"a shaped line {why_not()}")
SHAPE = Shape(down_mbit=16, up_mbit=2.4, rtt_ms=30, queue_down_ms=150, queue_up_ms=300)
FAST = Shape(down_mbit=250, up_mbit=50, rtt_ms=20, queue_down_ms=60, queue_up_ms=150)


def pings(line: Line, count: int = 10, every_s: float = 0.02) -> list[float]:
    """Round trips, ms, of those that came back."""
    command = line.inside("client", "ping", "-c", str(count), "-i", str(every_s), "-W", "1", SERVER)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [float(value) for value in re.findall(r"time=([\d.]+)", done.stdout)]


def namespaces() -> set[str]:
    listed = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=True)
    return {line.split()[0] for line in listed.stdout.splitlines()}


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    with shaped(SHAPE) as made:
        yield made


@built
@pytest.mark.parametrize("shape", [SHAPE, FAST], ids=["cut", "uncut"])
def test_no_packet_comes_before_its_delay(shape: Shape) -> None:
    with shaped(shape) as line:
        times = pings(line)
    assert len(times) == 10
    assert min(times) >= shape.rtt_ms


@built
def test_nothing_is_left_after_an_exception() -> None:
    with pytest.raises(ZeroDivisionError), shaped(SHAPE) as line:
        names = set(line.names.values())
        left = subprocess.Popen(line.inside("server", "sleep", "60"))
        assert names <= namespaces()
        raise ZeroDivisionError
    assert not names & namespaces()
    assert left.wait(5) < 0, "killed with its namespace"


@built
def test_loses_what_it_is_told_to(line: Line) -> None:
    line.lose(Loss(down=100))
    assert pings(line, 2) == []
    line.lose(Loss(up=100, only_udp=True))
    assert len(pings(line, 2)) == 2, "ICMP is no UDP"
    line.lose(Loss(no_udp=True))
    assert len(pings(line, 2)) == 2
    line.lose(Loss(up=30))
    assert 0 < len(pings(line, 60)) < 60
    line.lose(Loss())
    assert len(pings(line, 5)) == 5


@built
@pytest.mark.parametrize("may_overtake", [True, False])
def test_jitter_delays_each_packet_anew(may_overtake: bool) -> None:
    shape = Shape(16, 2.4, 10, 150, 300, jitter_down_ms=20, jitter_up_ms=20, may_overtake=may_overtake)
    with shaped(shape) as line:
        command = line.inside("client", "ping", "-c", "60", "-i", "0.002", "-W", "1", SERVER)
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    order = [int(number) for number in re.findall(r"icmp_seq=(\d+)", done.stdout)]
    trips = [float(value) for value in re.findall(r"time=([\d.]+)", done.stdout)]
    assert len(trips) == 60
    assert max(trips) - min(trips) > 10
    assert (order != sorted(order)) is may_overtake


@built
def test_rate_changes_while_it_runs_and_is_steady_after(line: Line) -> None:
    with varying(line, steps(low=0.5, every_s=0.3)) as history:
        pings(line, 30, 0.05)
        assert "htb" in run(line.inside("router", "tc", "class", "show", "dev", "r0"))
    times = history.times
    assert len(times) >= 4
    assert 8 < history.mean(0, times[0], times[-1]) < 16
    assert "rate 16Mbit" in run(line.inside("router", "tc", "qdisc", "show", "dev", "r0"))


def test_mean_of_a_history() -> None:
    history = History()
    for at, down in ((10.0, 50.0), (11.0, 25.0), (12.0, 50.0)):
        history.note(at, down, down / 5)
    assert history.mean(0, 10.0, 11.0) == 50
    assert history.mean(0, 10.5, 11.5) == 37.5
    assert history.mean(1, 11.25, 11.75) == 5
    assert history.mean(0, 10.0, 14.0) == pytest.approx(43.75)
    with pytest.raises(ValueError, match="no rate"):
        history.mean(0, 9.0, 11.0)


@pytest.mark.parametrize("rate_course", [steps(), wave(), wifi(1)])
def test_a_course_stays_between_nothing_and_the_full_rate(rate_course) -> None:  # type: ignore[no-untyped-def]
    shares = [rate_course(at / 10) for at in range(200)]
    assert all(0.25 <= share <= 1 for share in shares)
    assert len(set(shares)) > 1
    assert not any(math.isnan(share) for share in shares)


@built
def test_a_crowd_reaches_the_desk_and_leaves_nothing() -> None:
    with crowd([SHAPE] * 3) as homes:
        names = {homes.spaces[end] for end in (*homes.clients, "server", "home-2", "desk", "hub")}
        assert names <= namespaces()
        for client in homes.clients:
            command = homes.inside(client, "ping", "-c", "1", "-W", "2", homes.address)
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            assert float(re.findall(r"time=([\d.]+)", done.stdout)[0]) >= SHAPE.rtt_ms
    assert not names & namespaces()
