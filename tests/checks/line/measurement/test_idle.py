"""The line at rest: what a train of packets tells, and what small requests tell where there is none."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from checker.checks.line.measurement import idle
from checker.checks.line.packets.codec import PAYLOAD_BYTES, StampCodec
from checker.checks.line.packets.packet_probe import PacketProbe
from checker.checks.line.packets.probe_session import open_stun_probe
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observations
from checker.net import stamp
from tests.checks.line.measuring import probe_context
from tests.net.stun.test_binding import server, success

KEY, SESSION = b"k" * 32, 7


@pytest.fixture(autouse=True)
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "IDLE_S", 0.6)
    monkeypatch.setattr(idle, "DOUBT_S", 0.6)
    monkeypatch.setattr(idle, "FULL_S", 1.4)


class Reflector(threading.Thread):
    """Counts what reaches it. Of packet n it misses the request, or its reply is lost, where the function says so."""

    def __init__(self, loses_request: Callable[[int], bool], loses_reply: Callable[[int], bool]) -> None:
        super().__init__(daemon=True)
        self._loses_request, self._loses_reply = loses_request, loses_reply
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind(("127.0.0.1", 0))

    def run(self) -> None:
        count = 0
        while (datagram := self.sock.recvfrom(2048))[0] != b"end":
            sent, now = stamp.parse_sender_packet(datagram[0], KEY), time.time()
            if sent is None or self._loses_request(sent.sequence):
                continue
            count += 1
            if not self._loses_reply(sent.sequence):
                self.sock.sendto(
                    stamp.pack_reflector_packet(KEY, datagram[0], count - 1, now, time.time()), datagram[1]
                )

    def end(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end_sock:
            end_sock.sendto(b"end", self.sock.getsockname())
        self.join()
        self.sock.close()


def never(_: int) -> bool:
    return False


def fifth(n: int) -> bool:
    return n % 5 == 2


@pytest.fixture
def measure_idle() -> Iterator[Callable[..., Observations]]:
    ends: list[Callable[[], None]] = []

    def measure(
        loses_request: Callable[[int], bool] = never, loses_reply: Callable[[int], bool] = never, *, full: bool = False
    ):
        reflector = Reflector(loses_request, loses_reply)
        reflector.start()
        packet_probe = PacketProbe("127.0.0.1", reflector.sock.getsockname()[1], StampCodec(SESSION, KEY))
        ends.extend((packet_probe.close, reflector.end))
        return Observations(idle.observe_packets(probe_context(), packet_probe, full=full))

    yield measure
    for end in ends:
        end()


def test_a_good_line(measure_idle: Callable[..., Observations]) -> None:
    observations = measure_idle()
    assert [observation.name for observation in observations if observation.failure] == []
    assert (observations.number("idle.loss.down"), observations.number("idle.loss.up")) == (0, 0)
    assert not observations.has("idle.loss"), "each direction has its own"
    assert (observations.number("call.idle.mos") or 0) > 4.3
    packets = observations.number("idle.packets") or 0
    assert packets >= 15
    assert (observations["idle.loss.down"].uncertainty or 0) > 100 / packets, (
        "so few packets do not prove a line without loss"
    )
    assert PAYLOAD_BYTES == 172


@pytest.mark.parametrize(("direction", "other"), [("up", "down"), ("down", "up")])
def test_loss_is_that_of_its_direction(measure_idle: Callable[..., Observations], direction: str, other: str) -> None:
    observations = measure_idle(fifth, never) if direction == "up" else measure_idle(never, fifth)
    assert observations.number(f"idle.loss.{direction}") == pytest.approx(20, abs=4)
    assert observations.number(f"idle.loss.{other}") == 0
    assert (observations.number("call.idle.mos") or 5) < 3.6


def test_a_loss_is_looked_at_longer(measure_idle: Callable[..., Observations]) -> None:
    calm, doubtful = measure_idle(), measure_idle(lambda n: n == 4)
    assert (doubtful.number("idle.packets") or 0) > 1.5 * (calm.number("idle.packets") or 0)


def test_everything_takes_longer(measure_idle: Callable[..., Observations]) -> None:
    assert (measure_idle(full=True).number("idle.packets") or 0) > 1.5 * (measure_idle().number("idle.packets") or 0)


def test_an_end_that_dies_is_no_loss(measure_idle: Callable[..., Observations]) -> None:
    """What came after the last answer may still be on its way."""
    observations = measure_idle(lambda n: n >= 18)
    assert (observations.number("idle.loss.down"), observations.number("idle.loss.up")) == (0, 0)
    assert observations.has("idle.latency")


def test_an_end_that_dies_at_once_is_a_failure(measure_idle: Callable[..., Observations]) -> None:
    observations = measure_idle(lambda n: n >= 2)
    assert observations["idle.latency"].failure == Failure(
        operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT, detail="too few answers"
    )
    assert not observations.has("idle.loss.down")
    assert not observations.has("call.idle.mos")


def test_a_stun_server_tells_loss_without_direction() -> None:
    requests: list[int] = []

    def answer(data: bytes, sender: tuple[str, int]) -> list[bytes]:
        requests.append(1)
        return [] if fifth(len(requests)) else [success(data[8:20], sender)]

    with server(answer) as port:
        packet_probe = open_stun_probe(f"127.0.0.1:{port}")
        try:
            observations = Observations(idle.observe_packets(probe_context(), packet_probe, full=False))
        finally:
            packet_probe.close()
    assert observations.number("idle.loss") == pytest.approx(20, abs=5)
    assert [
        observations.has(f"idle.{name}.{direction}") for name in ("loss", "jitter") for direction in ("up", "down")
    ] == [False] * 4
    assert (observations.number("call.idle.mos") or 5) < 3.6


def test_requests_tell_latency_alone() -> None:
    observations = Observations(idle.observe_requests(probe_context(), lambda: 0.031))
    assert [observation.name for observation in observations] == ["idle.latency", "idle.jitter"]
    assert observations.number("idle.latency") == 31
    assert observations.number("idle.jitter") == 0


def test_requests_that_fail_say_why() -> None:
    def send_request() -> float:
        raise OperationFailed(Operation.RECEIVE, FailureKind.CLOSED)

    observations = Observations(idle.observe_requests(probe_context(), send_request))
    closed = Failure(operation=Operation.RECEIVE, kind=FailureKind.CLOSED)
    assert (observations["idle.latency"].failure, observations["idle.jitter"].failure) == (closed, closed)
