"""One connection, timed phase by phase: name, TCP, TLS. High-level clients hide these times."""

import datetime
import selectors
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, failure_of
from checker.model.record import Record
from checker.model.trust import Trust
from checker.net.certificate import read_certificate, trust_of
from checker.net.resolve import Family, resolve
from checker.net.segment import connected
from checker.net.trust import reading, trusting

CONNECT_S = 5.0
TLS_S = 5.0


class Phases(Record, frozen=True, kw_only=True):
    """How far a connection came. Times in seconds; one that was not reached is None.

    `failure` is the phase that failed, told by its operation: `resolve`, `connect` or `tls`.
    `certificate` is the peer's own, DER, kept also when it was refused; `trust` is the system's verdict on it and
    `verify_code` that verdict in the system's own number. `addresses` and `peer` never enter an observation.
    """

    addresses: tuple[str, ...] = ()
    peer: str = ""
    resolve_s: float | None = None
    connect_s: float | None = None
    tls_s: float | None = None
    tls_version: str = ""
    certificate: bytes | None = None
    trust: Trust | None = None
    verify_code: int = 0
    failure: Failure | None = None


def connect(host: str, port: int, timeout_s: float = CONNECT_S, family: Family = 0) -> socket.socket:
    """A TCP connection to a name or address, its time-out left at what remained. Raises OperationFailed."""
    ends = time.monotonic() + timeout_s
    return _first(resolve(host, timeout_s, family), port, ends)


def secure(
    sock: socket.socket, server_name: str, timeout_s: float = TLS_S, extra_ca: str | None = None
) -> ssl.SSLSocket:
    """TLS over a connected socket, judged by the system's certificates. Takes the socket over. Raises OperationFailed.

    A refused certificate is FailureKind.CERTIFICATE; its cause is the ssl.SSLCertVerificationError.
    """
    return _handshake(sock, trusting(extra_ca), server_name, time.monotonic() + timeout_s)


def secure_unjudged(sock: socket.socket, server_name: str, timeout_s: float = TLS_S) -> ssl.SSLSocket:
    """As `secure`, but believes any certificate: the caller compares it before a byte is sent.

    Raises OperationFailed.
    """
    return _handshake(sock, reading(), server_name, time.monotonic() + timeout_s)


def peer_certificate(
    address: str, port: int, server_name: str, timeout_s: float = TLS_S, segment: int = 0
) -> bytes | None:
    """The certificate that a server shows, whoever signed it; DER. None where it shows none in time."""
    ends = time.monotonic() + timeout_s
    try:
        with _handshake(_first([address], port, ends, segment), reading(), server_name, ends) as sock:
            return sock.getpeercert(binary_form=True)
    except OperationFailed:
        return None


def phases(
    host: str,
    port: int,
    tls: bool,
    *,
    extra_ca: str | None = None,
    server_name: str | None = None,
    timeout_s: float = CONNECT_S,
    family: Family = 0,
) -> Phases:
    """Connects, measures and closes. Never raises OperationFailed: it stands in `failure`.

    `timeout_s` bounds each phase.
    """
    with opened(
        host, port, tls, extra_ca=extra_ca, server_name=server_name, timeout_s=timeout_s, family=family
    ) as came:
        return came[0]


@contextmanager
def opened(
    host: str,
    port: int,
    tls: bool,
    *,
    extra_ca: str | None = None,
    server_name: str | None = None,
    timeout_s: float = CONNECT_S,
    family: Family = 0,
    segment: int = 0,
) -> Iterator[tuple[Phases, socket.socket | None]]:
    """As `phases`, with the open connection to go on with; None where it did not come about. Closes it at the end.

    `segment`: bytes that one packet of TCP may carry in either direction, 0 for as many as the system likes.
    """
    seen, sock = _open(host, port, timeout_s, family, segment)
    if sock is not None and tls:
        seen, sock = _secure(seen, sock, port, server_name or host, timeout_s, extra_ca, segment)
    try:
        yield seen, sock
    finally:
        if sock is not None:
            sock.close()


def _open(host: str, port: int, timeout_s: float, family: Family, segment: int) -> tuple[Phases, socket.socket | None]:
    began = time.monotonic()
    try:
        addresses = resolve(host, timeout_s, family)
    except OperationFailed as failed:
        return Phases(failure=failed.failure), None
    found = time.monotonic()
    try:
        sock = _first(addresses, port, found + timeout_s, segment)
    except OperationFailed as failed:
        return Phases(addresses=tuple(addresses), resolve_s=found - began, failure=failed.failure), None
    joined = time.monotonic()
    sock.settimeout(timeout_s)
    seen = Phases(
        addresses=tuple(addresses),
        peer=str(sock.getpeername()[0]),
        resolve_s=found - began,
        connect_s=joined - found,
    )
    return seen, sock


def _secure(
    seen: Phases,
    plain: socket.socket,
    port: int,
    server_name: str,
    timeout_s: float,
    extra_ca: str | None,
    segment: int,
) -> tuple[Phases, socket.socket | None]:
    began = time.monotonic()
    try:
        sock = secure(plain, server_name, timeout_s, extra_ca)
    except OperationFailed as failed:
        if not isinstance(failed.__cause__, ssl.SSLCertVerificationError):
            return replace(seen, failure=failed.failure), None
        code = _verify_code(failed.__cause__)
        der = peer_certificate(seen.peer, port, server_name, timeout_s, segment)
        trust = _judged(code, der)
        refused = Failure(operation=Operation.TLS, kind=FailureKind.CERTIFICATE, detail=trust.value)
        return replace(seen, certificate=der, trust=trust, verify_code=code, failure=refused), None
    tls_s = time.monotonic() - began
    sock.settimeout(timeout_s)
    der = sock.getpeercert(binary_form=True)
    return (
        replace(seen, tls_s=tls_s, tls_version=sock.version() or "", certificate=der, trust=Trust.TRUSTED),
        sock,
    )


def _first(addresses: list[str], port: int, ends: float, segment: int = 0) -> socket.socket:
    """The first address that answers; each gets an equal share of what time is left."""
    failure = Failure(operation=Operation.CONNECT, kind=FailureKind.NOT_FOUND)
    for index, address in enumerate(addresses):
        share = (ends - time.monotonic()) / (len(addresses) - index)
        if share <= 0:
            failure = Failure(operation=Operation.CONNECT, kind=FailureKind.TIMEOUT)
            break
        try:
            return connected(address, port, share, segment)
        except (OSError, OverflowError) as error:
            failure = failure_of(Operation.CONNECT, error)
    raise OperationFailed(failure.operation, failure.kind, failure.detail)


def _handshake(plain: socket.socket, context: ssl.SSLContext, server_name: str, ends: float) -> ssl.SSLSocket:
    if not _is_a_name(server_name):
        plain.close()
        raise OperationFailed(Operation.TLS, FailureKind.UNSUPPORTED, "name")
    try:
        sock = context.wrap_socket(plain, server_hostname=server_name, do_handshake_on_connect=False)
    except (OSError, ValueError) as error:
        plain.close()
        raise _failed(error) from error
    try:
        sock.setblocking(False)
        _shake(sock, ends)
    except (OSError, ValueError) as error:
        sock.close()
        raise _failed(error) from error
    sock.settimeout(max(0.001, ends - time.monotonic()))
    return sock


def _is_a_name(server_name: str) -> bool:
    """Whether the ssl module can ask for it; it leaves the socket open when it finds out itself."""
    try:
        return bool(server_name.encode("idna")) and not server_name.startswith(".")
    except UnicodeError:
        return False


def _shake(sock: ssl.SSLSocket, ends: float) -> None:
    """The handshake against one deadline: a socket's own time-out starts again with every byte."""
    with selectors.DefaultSelector() as waiting:
        waiting.register(sock, selectors.EVENT_READ)
        while True:
            try:
                sock.do_handshake()
            except ssl.SSLWantReadError:
                waiting.modify(sock, selectors.EVENT_READ)
            except ssl.SSLWantWriteError:
                waiting.modify(sock, selectors.EVENT_WRITE)
            else:
                return
            if not waiting.select(max(0.0, ends - time.monotonic())):
                raise TimeoutError


def _failed(error: OSError | ValueError) -> OperationFailed:
    if isinstance(error, ssl.SSLCertVerificationError):
        return OperationFailed(Operation.TLS, FailureKind.CERTIFICATE, f"verify {_verify_code(error)}")
    failure = failure_of(Operation.TLS, error)
    return OperationFailed(failure.operation, failure.kind, failure.detail)


def _verify_code(error: ssl.SSLCertVerificationError) -> int:
    """The system's number; truststore sets none where the peer showed no certificate at all."""
    return int(getattr(error, "verify_code", 0))


def _judged(code: int, der: bytes | None) -> Trust:
    try:
        seen = read_certificate(der) if der else None
    except ValueError:
        seen = None
    return trust_of(code, seen, datetime.datetime.now(datetime.UTC))
