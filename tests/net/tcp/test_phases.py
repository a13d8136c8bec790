"""One connection, phase by phase, against real TCP and TLS servers."""

import datetime
import socket
import ssl
import time

import pytest

from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.trust import Trust
from checker.net.tcp.phases import ConnectionPlan, connect, measure_connection, open_connection, start_tls
from checker.net.tls.certificate import classify_trust, parse_certificate
from tests.net import servers
from tests.net.certificates import DAY, Authority


def test_all_phases_are_timed_and_the_certificate_is_kept(authority: Authority) -> None:
    with servers.tls(authority.leaf()) as port:
        phases = measure_connection(
            ConnectionPlan(host="localhost", port=port, tls=True, extra_ca=str(authority.path), family=4)
        )
    assert phases.failure is None
    assert phases.trust is Trust.TRUSTED
    assert phases.peer == "127.0.0.1"
    assert phases.tls_version.startswith("TLSv1.")
    assert None not in (phases.resolve_s, phases.connect_s, phases.tls_s)
    assert phases.certificate is not None
    assert 9 < parse_certificate(phases.certificate).days_left(datetime.datetime.now(datetime.UTC)) < 10


def test_without_tls_it_ends_after_tcp(authority: Authority) -> None:
    with servers.listening(lambda sock: None) as port:
        phases = measure_connection(ConnectionPlan(host="127.0.0.1", port=port, tls=False))
    assert (phases.failure, phases.tls_s, phases.certificate) == (None, None, None)


@pytest.mark.parametrize(
    ("leaf", "trust", "code"),
    [
        ({"begins": -10 * DAY, "ends": -DAY}, Trust.EXPIRED, 10),
        ({"begins": DAY}, Trust.NOT_YET_VALID, 9),
        ({"names": ("other.example",)}, Trust.WRONG_NAME, 62),
        ({"self_signed": True}, Trust.SELF_SIGNED, 18),
    ],
)
def test_a_refused_certificate_is_named_and_kept(authority: Authority, leaf: dict, trust: Trust, code: int) -> None:
    with servers.tls(authority.leaf(**leaf)) as port:
        phases = measure_connection(
            ConnectionPlan(host="localhost", port=port, tls=True, extra_ca=str(authority.path), family=4)
        )
    assert phases.failure == Failure(operation=Operation.TLS, kind=FailureKind.CERTIFICATE, detail=trust.value)
    assert (phases.trust, phases.verify_code, phases.tls_s) == (trust, code, None)
    assert phases.certificate is not None


def test_a_stranger_is_an_unknown_issuer(authority: Authority) -> None:
    with servers.tls(authority.leaf()) as port:
        phases = measure_connection(ConnectionPlan(host="localhost", port=port, tls=True, family=4))
    assert (phases.trust, phases.verify_code) == (Trust.UNKNOWN_ISSUER, 20)


def test_nobody_listens() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        phases = measure_connection(ConnectionPlan(host="127.0.0.1", port=held.getsockname()[1], tls=True))
    assert phases.failure is not None
    assert (phases.failure.operation, phases.failure.kind) == (Operation.CONNECT, FailureKind.REFUSED)
    assert phases.resolve_s is not None
    assert phases.connect_s is None


def test_no_such_name() -> None:
    phases = measure_connection(ConnectionPlan(host="no-such-host.invalid", port=443, tls=True, timeout_s=3))
    assert phases.failure is not None
    assert phases.failure.operation is Operation.RESOLVE
    assert "no-such-host" not in repr(phases.failure)


def _answer_as_ssh(sock: socket.socket) -> None:
    """It reads what comes, as any server does: an end with unread bytes is a reset, which can overtake the answer."""
    sock.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
    sock.recv(5000)


def test_something_else_answers(authority: Authority) -> None:
    with servers.listening(_answer_as_ssh) as port:
        phases = measure_connection(ConnectionPlan(host="127.0.0.1", port=port, tls=True))
    assert phases.failure == Failure(
        operation=Operation.TLS, kind=FailureKind.BAD_ANSWER, detail="WRONG_VERSION_NUMBER"
    )


def test_closed_at_once() -> None:
    with servers.listening(lambda sock: sock.recv(5000)) as port:
        phases = measure_connection(ConnectionPlan(host="127.0.0.1", port=port, tls=True))
    assert phases.failure is not None
    assert phases.failure.operation is Operation.TLS
    assert phases.failure.kind in (FailureKind.CLOSED, FailureKind.RESET)


def test_a_handshake_that_drips_is_cut_off_by_one_deadline() -> None:
    def drip(sock: socket.socket) -> None:
        for byte in b"\x16\x03\x03\x40\x00" + bytes(100):
            sock.sendall(bytes([byte]))
            time.sleep(0.1)

    with servers.listening(drip) as port:
        began = time.monotonic()
        phases = measure_connection(ConnectionPlan(host="127.0.0.1", port=port, tls=True, timeout_s=0.5))
    assert phases.failure == Failure(operation=Operation.TLS, kind=FailureKind.TIMEOUT, detail="TimeoutError")
    assert time.monotonic() - began < 5


def test_the_open_connection_can_be_used(authority: Authority) -> None:
    with (
        servers.tls(authority.leaf(), lambda sock: sock.sendall(sock.recv(9)[::-1])) as port,
        open_connection(ConnectionPlan(host="127.0.0.1", port=port, tls=True, extra_ca=str(authority.path))) as (
            phases,
            sock,
        ),
    ):
        assert phases.failure is None
        assert sock is not None
        sock.sendall(b"drawer")
        assert sock.recv(9) == b"reward"
    assert sock.fileno() == -1


def test_connect_then_secure(authority: Authority) -> None:
    with (
        servers.tls(authority.leaf()) as port,
        start_tls(connect("127.0.0.1", port), "127.0.0.1", extra_ca=str(authority.path)) as sock,
    ):
        assert sock.version()


def test_secure_keeps_the_cause(authority: Authority) -> None:
    with servers.tls(authority.leaf()) as port, pytest.raises(OperationFailed) as raised:
        start_tls(connect("127.0.0.1", port), "127.0.0.1")
    assert isinstance(raised.value.__cause__, ssl.SSLCertVerificationError)
    assert raised.value.failure.detail == "verify 20"


@pytest.mark.parametrize("name", ["." * 300, "x" * 300, "", ".example"])
def test_an_impossible_name_for_tls(name: str) -> None:
    with servers.listening(lambda sock: None) as port, pytest.raises(OperationFailed) as raised:
        start_tls(connect("127.0.0.1", port), name)
    assert raised.value.failure.kind is FailureKind.UNSUPPORTED


@pytest.mark.parametrize(
    ("code", "begins", "self_signed", "trust"),
    [
        (0x800B0101, -2, False, Trust.EXPIRED),
        (0x800B0101, 1, False, Trust.NOT_YET_VALID),
        (0x800B0109, -2, False, Trust.UNKNOWN_ISSUER),
        (0x800B0109, -2, True, Trust.SELF_SIGNED),
        (0x800B010F, -2, False, Trust.WRONG_NAME),
        (-67818, -2, False, Trust.EXPIRED),
        (-67843, -2, True, Trust.SELF_SIGNED),
        (4711, -2, False, Trust.REFUSED),
    ],
)
def test_other_systems_numbers(authority: Authority, code: int, begins: int, self_signed: bool, trust: Trust) -> None:
    leaf = authority.leaf(begins=begins * DAY, self_signed=self_signed).read_text()
    der = ssl.PEM_cert_to_DER_cert(leaf[leaf.index("-----BEGIN CERTIFICATE") :])
    assert classify_trust(code, parse_certificate(der), datetime.datetime.now(datetime.UTC)) is trust
