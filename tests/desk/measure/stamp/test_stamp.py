"""The STAMP reflector: whom it answers, and that it holds out."""

import json
import socket
import struct
import time

import psutil
import pytest

from checker.desk.measure.client_address import subscriber
from checker.desk.measure.stamp.reflector import MAX_SESSIONS, SESSION_PACKETS, SESSION_S, StampReflector
from checker.desk.measure.stamp.session_keys import EPOCH_S, derive_key, epoch_of
from checker.net.stamp import BASE_BYTES, parse_reflector_packet
from checker.net.stamp import pack_sender_packet as packet
from tests.desk.measure.talk import request
from tests.desk.measure.test_process import started

SECRET = b"s" * 32
NOW = 1_800_000_000.0
PEER = ("203.0.113.9", 40_000)


def key(session: int, now: float = NOW) -> bytes:
    return derive_key(SECRET, session, epoch_of(now))


def sent(
    reflector: StampReflector, session: int = 7, n: int = 0, peer: tuple[str, int] = PEER, now: float = NOW
) -> bool:
    return reflector.reflect(packet(key(session), session, n, now, 172), peer, now, now, 64) is not None


@pytest.fixture
def reflector() -> StampReflector:
    return StampReflector(SECRET, 8989)


def test_it_counts_for_itself_and_never_says_more_than_was_asked(reflector: StampReflector) -> None:
    for count, n in enumerate((5, 9, 10)):
        sent = packet(key(7), 7, n, NOW, 172)
        reply = reflector.reflect(sent, PEER, NOW - 0.01, NOW, 64)
        assert reply is not None
        answer = parse_reflector_packet(reply, key(7))
        assert answer is not None
        assert (answer.sequence, answer.sender_sequence, len(reply)) == (count, n, len(sent))
        assert answer.receive_timestamp == pytest.approx(NOW - 0.01, abs=1e-5)


@pytest.mark.parametrize("port", [53, 123, 1023, 8989])
def test_nothing_is_reflected_at_services_or_at_itself(reflector: StampReflector, port: int) -> None:
    assert not sent(reflector, peer=("203.0.113.9", port))
    assert reflector.session_count == 0


def _unauthenticated() -> tuple[bytes, ...]:
    """What senders of TWAMP-Light and of STAMP without keys bring (RFC 5357, 4.1.2; RFC 8762, 4.2.1), of any size."""
    sent_packet = struct.pack("!IQH", 0, 1, 0x3FFF)
    return tuple(sent_packet.ljust(size, b"\0") for size in (14, 22, 44, 112, 548, 1472))


def test_what_is_not_authentic_leaves_nothing_behind(reflector: StampReflector) -> None:
    for data in (
        b"",
        b"\0" * (BASE_BYTES - 1),
        b"\0" * 172,
        packet(b"k" * 32, 7, 0, NOW),
        packet(key(7), 7, 0, NOW)[:-1],
        *_unauthenticated(),
    ):
        assert reflector.reflect(data, PEER, NOW, NOW, 64) is None
    assert reflector.reflect(packet(key(7), 7, 0, NOW, 1600), PEER, NOW, NOW, 64) is None
    assert reflector.session_count == 0


def test_a_session_belongs_to_who_used_it_first(reflector: StampReflector) -> None:
    assert sent(reflector)
    assert not sent(reflector, peer=("203.0.113.9", 40_001))
    assert not sent(reflector, peer=("203.0.113.10", 40_000))
    assert sent(reflector, n=1)


@pytest.mark.parametrize(
    "handed_to, used_by, answered",
    [
        ("203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.10", False),
        ("127.0.0.1", "127.0.0.2", False),
        ("203.0.113.9", "::ffff:203.0.113.9", True),
        ("2001:db8:1:2::5", "2001:db8:1:2::6", True),
        ("2001:db8:1:2::5", "2001:db8:1:3::5", False),
        ("", "203.0.113.10", True),
    ],
)
def test_a_session_is_for_the_line_that_asked_for_it(
    reflector: StampReflector, handed_to: str, used_by: str, answered: bool
) -> None:
    bound_key = derive_key(SECRET, 7, epoch_of(NOW), subscriber(handed_to))
    reply = reflector.reflect(packet(bound_key, 7, 0, NOW, 172), (used_by, 40_000), NOW, NOW, 64)
    assert (reply is not None) is answered
    assert reflector.session_count == answered


def test_another_address_cannot_use_what_one_was_handed() -> None:
    process, address = started()
    with process:
        try:
            port, session, secret = _session(address)
            received = {}
            for host in ("127.0.0.2", "127.0.0.1"):
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
                    sock.bind((host, 0))
                    sock.settimeout(0.5)
                    sock.sendto(packet(secret, session, 0, time.time(), 172), ("127.0.0.1", port))
                    try:
                        received[host] = len(sock.recv(2048))
                    except TimeoutError:
                        received[host] = 0
            assert received == {"127.0.0.2": 0, "127.0.0.1": 172}
        finally:
            process.terminate()


def test_a_session_ends_and_does_not_begin_again(reflector: StampReflector) -> None:
    assert all(sent(reflector, n=n) for n in range(SESSION_PACKETS))
    assert not sent(reflector, n=SESSION_PACKETS)
    assert sent(reflector, session=8)
    late = NOW + SESSION_S + 1
    assert reflector.reflect(packet(key(8), 8, 1, late), PEER, late, late, 64) is None
    reflector.drop_expired(NOW + SESSION_S)
    assert reflector.session_count == 2
    reflector.drop_expired(NOW + 2 * EPOCH_S)
    assert reflector.session_count == 0


def test_a_key_is_good_for_two_epochs(reflector: StampReflector) -> None:
    for elapsed_s, good in ((EPOCH_S, True), (2 * EPOCH_S, False)):
        sent = packet(key(7), 7, 0, NOW)
        assert (StampReflector(SECRET, 1).reflect(sent, PEER, NOW + elapsed_s, NOW + elapsed_s, 64) is not None) is good


def test_sessions_are_bounded(reflector: StampReflector) -> None:
    for session in range(1, MAX_SESSIONS + 50):
        sent(reflector, session)
    assert reflector.session_count == MAX_SESSIONS


def _session(address: tuple[str, int]) -> tuple[int, int, bytes]:
    status, _, body = request(address, "GET", "/backend/stamp")
    assert status == 200
    session = json.loads(body)
    assert (session["seconds"], session["packets"]) == (SESSION_S, SESSION_PACKETS)
    return session["port"], session["ssid"], bytes.fromhex(session["key"])


def _answered(address: tuple[str, int]) -> bool:
    port, session, secret = _session(address)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(2)
        for n in range(5):
            sock.sendto(packet(secret, session, n, time.time(), 172), ("127.0.0.1", port))
            try:
                reply = parse_reflector_packet(sock.recv(2048), secret)
            except TimeoutError:
                continue
            if reply is not None and reply.session == session and 0 <= reply.timestamp - reply.receive_timestamp < 60:
                return True
    return False


@pytest.mark.parametrize("where", [(), ("--stamp", "0.0.0.0:0"), ("--stamp", "[::]:0")])
def test_the_process_answers_and_ends_with_who_started_it(where: tuple[str, ...]) -> None:
    process, address = started("--with-stdin", *where)
    with process:
        children = psutil.Process(process.pid).children()
        assert len(children) == 1
        assert _answered(address)
        assert process.stdin
        process.kill()
        process.wait(5)
    _, alive = psutil.wait_procs(children, timeout=5)
    assert not alive


def test_it_keeps_answering_under_a_flood() -> None:
    process, address = started()
    with process:
        try:
            port, session, _ = _session(address)
            child = psutil.Process(process.pid).children()[0]
            before = child.memory_info().rss
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
                sock.setblocking(False)
                forged = packet(b"k" * 32, session, 0, time.time(), 172)
                ends = time.monotonic() + 1.0
                while time.monotonic() < ends:
                    try:
                        sock.sendto(forged, ("127.0.0.1", port))
                    except BlockingIOError:
                        continue
            assert _answered(address)
            assert child.memory_info().rss - before < 8 << 20
        finally:
            process.terminate()


def test_one_that_died_comes_again() -> None:
    process, address = started()
    with process:
        try:
            psutil.Process(process.pid).children()[0].kill()
            until = time.monotonic() + 15
            while request(address, "GET", "/stamp")[0] == 200 and time.monotonic() < until:
                time.sleep(0.05)
            while request(address, "GET", "/stamp")[0] != 200 and time.monotonic() < until:
                time.sleep(0.2)
            assert _answered(address)
        finally:
            process.terminate()


def test_none_where_it_is_not_wanted_or_out_of_reach() -> None:
    for options, headers, status in (((), {"X_Real_IP": "203.0.113.7"}, 404), (("--no-stamp",), {}, 404)):
        process, address = started(*options)
        with process:
            assert request(address, "GET", "/stamp", **headers)[0] == status
            process.terminate()
