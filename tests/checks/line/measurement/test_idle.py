"""The line at rest: what a train of packets tells, and what small requests tell where there is none."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from checker.checks.line.measurement import idle
from checker.checks.line.packets.packet_probe import PAYLOAD_BYTES, PacketProbe, StampCodec
from checker.checks.line.packets.probe_session import open_stun_probe
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observations
from checker.net import stamp
from tests.checks.line.measuring import a_run
from tests.net.test_stun import server, success

KEY, SESSION = b"k" * 32, 7


@pytest.fixture(autouse=True)
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "IDLE_S", 0.6)
    monkeypatch.setattr(idle, "DOUBT_S", 0.6)
    monkeypatch.setattr(idle, "FULL_S", 1.4)


class Reflector(threading.Thread):
    """Counts what reaches it. `loses(n)`: packet n is lost on the way there; `keeps(n)`: its answer is lost."""

    def __init__(self, loses: Callable[[int], bool], keeps: Callable[[int], bool]) -> None:
        super().__init__(daemon=True)
        self._loses, self._keeps = loses, keeps
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind(("127.0.0.1", 0))

    def run(self) -> None:
        count = 0
        while (got := self.sock.recvfrom(2048))[0] != b"end":
            sent, now = stamp.parse_sender_packet(got[0], KEY), time.time()
            if sent is None or self._loses(sent.sequence):
                continue
            count += 1
            if not self._keeps(sent.sequence):
                self.sock.sendto(stamp.pack_reflector_packet(KEY, got[0], count - 1, now, time.time()), got[1])

    def end(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
            ending.sendto(b"end", self.sock.getsockname())
        self.join()
        self.sock.close()


def never(_: int) -> bool:
    return False


def fifth(n: int) -> bool:
    return n % 5 == 2


@pytest.fixture
def at_rest() -> Iterator[Callable[..., Observations]]:
    ends: list[Callable[[], None]] = []

    def measured(loses: Callable[[int], bool] = never, keeps: Callable[[int], bool] = never, *, full: bool = False):
        reflector = Reflector(loses, keeps)
        reflector.start()
        voice = PacketProbe("127.0.0.1", reflector.sock.getsockname()[1], StampCodec(SESSION, KEY))
        ends.extend((voice.close, reflector.end))
        return Observations(idle.observe_packets(a_run(), voice, full=full))

    yield measured
    for end in ends:
        end()


def test_a_good_line(at_rest: Callable[..., Observations]) -> None:
    seen = at_rest()
    assert [one.name for one in seen if one.failure] == []
    assert (seen.number("idle.loss.down"), seen.number("idle.loss.up")) == (0, 0)
    assert not seen.has("idle.loss"), "each direction has its own"
    assert (seen.number("call.idle.mos") or 0) > 4.3
    packets = seen.number("idle.packets") or 0
    assert packets >= 15
    assert (seen["idle.loss.down"].uncertainty or 0) > 100 / packets, "so few packets do not prove a line without loss"
    assert PAYLOAD_BYTES == 172


@pytest.mark.parametrize(("way", "other"), [("up", "down"), ("down", "up")])
def test_loss_is_that_of_its_direction(at_rest: Callable[..., Observations], way: str, other: str) -> None:
    seen = at_rest(fifth, never) if way == "up" else at_rest(never, fifth)
    assert seen.number(f"idle.loss.{way}") == pytest.approx(20, abs=4)
    assert seen.number(f"idle.loss.{other}") == 0
    assert (seen.number("call.idle.mos") or 5) < 3.6


def test_a_loss_is_looked_at_longer(at_rest: Callable[..., Observations]) -> None:
    calm, doubtful = at_rest(), at_rest(lambda n: n == 4)
    assert (doubtful.number("idle.packets") or 0) > 1.5 * (calm.number("idle.packets") or 0)


def test_everything_takes_longer(at_rest: Callable[..., Observations]) -> None:
    assert (at_rest(full=True).number("idle.packets") or 0) > 1.5 * (at_rest().number("idle.packets") or 0)


def test_an_end_that_dies_is_no_loss(at_rest: Callable[..., Observations]) -> None:
    """What came after the last answer may still be on its way."""
    seen = at_rest(lambda n: n >= 18)
    assert (seen.number("idle.loss.down"), seen.number("idle.loss.up")) == (0, 0)
    assert seen.has("idle.latency")


def test_an_end_that_dies_at_once_is_a_failure(at_rest: Callable[..., Observations]) -> None:
    seen = at_rest(lambda n: n >= 2)
    assert seen["idle.latency"].failure == Failure(
        operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT, detail="too few answers"
    )
    assert not seen.has("idle.loss.down")
    assert not seen.has("call.idle.mos")


def test_a_stun_server_tells_loss_without_direction() -> None:
    heard: list[int] = []

    def answering(data: bytes, sender: tuple[str, int]) -> list[bytes]:
        heard.append(1)
        return [] if fifth(len(heard)) else [success(data[8:20], sender)]

    with server(answering) as port:
        voice = open_stun_probe(f"127.0.0.1:{port}")
        try:
            seen = Observations(idle.observe_packets(a_run(), voice, full=False))
        finally:
            voice.close()
    assert seen.number("idle.loss") == pytest.approx(20, abs=5)
    assert [seen.has(f"idle.{name}.{way}") for name in ("loss", "jitter") for way in ("up", "down")] == [False] * 4
    assert (seen.number("call.idle.mos") or 5) < 3.6


def test_requests_tell_latency_alone() -> None:
    seen = Observations(idle.observe_requests(a_run(), lambda: 0.031))
    assert [one.name for one in seen] == ["idle.latency", "idle.jitter"]
    assert seen.number("idle.latency") == 31
    assert seen.number("idle.jitter") == 0


def test_requests_that_fail_say_why() -> None:
    def ask() -> float:
        raise OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)

    seen = Observations(idle.observe_requests(a_run(), ask))
    closed = Failure(operation=Operation.RECEIVE, kind=FailureKind.CLOSED)
    assert (seen["idle.latency"].failure, seen["idle.jitter"].failure) == (closed, closed)
