"""One connection, timed phase by phase: name, TCP, TLS. High-level clients hide these times."""

import datetime
import selectors
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from msgspec.structs import replace

from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.model.trust import Trust
from checker.net.clock import monotonic_s
from checker.net.dns.resolve import Family, resolve
from checker.net.phase_log import logged_phase
from checker.net.tcp.race import REFUSAL_S, connect_first
from checker.net.tls.context import system_trust_context, unverified_context

CONNECT_S = 5.0
TLS_S = 5.0
_HANDSHAKE, _CERTIFICATE_REQUEST = 22, 13
"""Content type and message (RFC 8446, B.1 and B.3), the same in every version of TLS."""


class ConnectionPlan(Record, frozen=True, kw_only=True):
    """A connection to be made. `timeout_s` bounds each phase; `server_name`: the name for TLS where it is not `host`.

    `addresses`: where `host` is resolved already. `extra_ca`: a file of certificates believed beside the system's;
    `family`: 4 or 6 for that one alone. `mss`: bytes that one packet of TCP may carry in either direction, 0 for as
    many as the system likes.
    """

    host: str
    port: int
    tls: bool
    server_name: str | None = None
    extra_ca: str | None = None
    timeout_s: float = CONNECT_S
    family: Family = 0
    addresses: tuple[str, ...] = ()
    mss: int = 0


class ConnectionPhases(Record, frozen=True, kw_only=True):
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


def connect(
    host: str,
    port: int,
    timeout_s: float = CONNECT_S,
    family: Family = 0,
    remote: Callable[[Iterable[str]], list[str]] = list,
) -> socket.socket:
    """A TCP connection to a name or address, its time-out left at what remained.

    A slow name leaves time enough for a refusal, where the caller gave it in the first place. `remote`: which of its
    addresses may be asked. Raises OperationFailed, `no-consent` where none of them may.
    """
    deadline = monotonic_s() + timeout_s
    addresses = remote(resolve(host, timeout_s, family))
    if not addresses:
        raise OperationFailed(Operation.CONNECT, FailureKind.NO_CONSENT, "at home")
    return _connect_first(addresses, port, max(deadline - monotonic_s(), min(timeout_s, REFUSAL_S)))


def start_tls(
    sock: socket.socket, server_name: str, timeout_s: float = TLS_S, extra_ca: str | None = None
) -> ssl.SSLSocket:
    """TLS over a connected socket, judged by the system's certificates. Takes the socket over. Raises OperationFailed.

    A refused certificate is FailureKind.CERTIFICATE; its cause is the ssl.SSLCertVerificationError.
    """
    return _handshake(sock, system_trust_context(extra_ca), server_name, monotonic_s() + timeout_s)


def start_tls_unverified(sock: socket.socket, server_name: str, timeout_s: float = TLS_S) -> ssl.SSLSocket:
    """As `start_tls`, but believes any certificate: the caller compares it before a byte is sent.

    Raises OperationFailed.
    """
    return _handshake(sock, unverified_context(), server_name, monotonic_s() + timeout_s)


def read_peer_certificate(
    address: str, port: int, server_name: str, timeout_s: float = TLS_S, mss: int = 0
) -> bytes | None:
    """The certificate that a server shows, whoever signed it; DER. None where it shows none in time."""
    deadline = monotonic_s() + timeout_s
    try:
        with _handshake(
            _connect_first([address], port, timeout_s, mss), unverified_context(), server_name, deadline
        ) as sock:
            return sock.getpeercert(binary_form=True)
    except OperationFailed:
        return None


def requests_client_certificate(address: str, port: int, server_name: str, timeout_s: float = TLS_S) -> bool:
    """Whether a server asks for a certificate of ours in its handshake (RFC 8446, 4.3.2), however that ends.

    False also where the handshake does not come that far.
    """
    context, requests = unverified_context(), []

    def record(_tls: object, direction: str, _version: object, content: int, message: int, _data: bytes) -> None:
        if (direction, content, message) == ("read", _HANDSHAKE, _CERTIFICATE_REQUEST):
            requests.append(message)

    context._msg_callback = record  # type: ignore[attr-defined]  # no public name in Python 3.14 either
    deadline = monotonic_s() + timeout_s
    with suppress(OperationFailed):
        _handshake(_connect_first([address], port, timeout_s), context, server_name, deadline).close()
    return bool(requests)


def completes_older_handshake(address: str, port: int, server_name: str, timeout_s: float = TLS_S) -> bool | None:
    """Whether a handshake by TLS 1.2 comes to its end; None where it is declined, or nobody connects.

    Its last message answers ours (RFC 5246, 7.3); by TLS 1.3 this side is done before the server has read it.
    """
    context = unverified_context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    deadline = monotonic_s() + timeout_s
    try:
        _handshake(_connect_first([address], port, timeout_s), context, server_name, deadline).close()
    except OperationFailed as failed:
        failure = failed.failure
        return False if (failure.operation, failure.kind) == (Operation.TLS, FailureKind.TIMEOUT) else None
    return True


def measure_connection(plan: ConnectionPlan) -> ConnectionPhases:
    """Connects, measures and closes. Never raises OperationFailed: it stands in `failure`."""
    with open_connection(plan) as result:
        return result[0]


@contextmanager
def open_connection(plan: ConnectionPlan) -> Iterator[tuple[ConnectionPhases, socket.socket | None]]:
    """As `measure_connection`, with the open connection to go on with; None where it did not come about.

    Closes it at the end.
    """
    progress, sock = _connect_timed(plan)
    if sock is not None and plan.tls:
        progress, sock = _start_tls_timed(plan, progress, sock)
    try:
        yield progress, sock
    finally:
        if sock is not None:
            sock.close()


def _connect_timed(plan: ConnectionPlan) -> tuple[ConnectionPhases, socket.socket | None]:
    start_s = monotonic_s()
    try:
        addresses = list(plan.addresses) or resolve(plan.host, plan.timeout_s, plan.family)
    except OperationFailed as failed:
        return ConnectionPhases(failure=failed.failure), None
    resolved_at_s = monotonic_s()
    try:
        sock = _connect_first(addresses, plan.port, plan.timeout_s, plan.mss)
    except OperationFailed as failed:
        return ConnectionPhases(
            addresses=tuple(addresses), resolve_s=resolved_at_s - start_s, failure=failed.failure
        ), None
    connected_at_s = monotonic_s()
    sock.settimeout(plan.timeout_s)
    progress = ConnectionPhases(
        addresses=tuple(addresses),
        peer=str(sock.getpeername()[0]),
        resolve_s=resolved_at_s - start_s,
        connect_s=connected_at_s - resolved_at_s,
    )
    return progress, sock


def _start_tls_timed(
    plan: ConnectionPlan, progress: ConnectionPhases, plain: socket.socket
) -> tuple[ConnectionPhases, socket.socket | None]:
    server_name = plan.server_name or plan.host
    start_s = monotonic_s()
    try:
        sock = start_tls(plain, server_name, plan.timeout_s, plan.extra_ca)
    except OperationFailed as failed:
        if not isinstance(failed.__cause__, ssl.SSLCertVerificationError):
            return replace(progress, failure=failed.failure), None
        code = _verify_code(failed.__cause__)
        der = read_peer_certificate(progress.peer, plan.port, server_name, plan.timeout_s, plan.mss)
        trust = _classify_trust(code, der)
        refused = Failure(operation=Operation.TLS, kind=FailureKind.CERTIFICATE, detail=trust.value)
        return replace(progress, certificate=der, trust=trust, verify_code=code, failure=refused), None
    tls_s = monotonic_s() - start_s
    sock.settimeout(plan.timeout_s)
    der = sock.getpeercert(binary_form=True)
    return (
        replace(progress, tls_s=tls_s, tls_version=sock.version() or "", certificate=der, trust=Trust.TRUSTED),
        sock,
    )


@logged_phase("connect by TCP")
def _connect_first(addresses: list[str], port: int, timeout_s: float, mss: int = 0) -> socket.socket:
    if not addresses:
        raise OperationFailed(Operation.CONNECT, FailureKind.NOT_FOUND)
    try:
        return connect_first(addresses, port, timeout_s, mss)
    except (OSError, OverflowError) as error:
        raise OperationFailed.from_error(Operation.CONNECT, error) from error


@logged_phase("TLS handshake")
def _handshake(plain: socket.socket, context: ssl.SSLContext, server_name: str, deadline: float) -> ssl.SSLSocket:
    if not _is_server_name(server_name):
        plain.close()
        raise OperationFailed(Operation.TLS, FailureKind.UNSUPPORTED, "name")
    try:
        sock = context.wrap_socket(plain, server_hostname=server_name, do_handshake_on_connect=False)
    except (OSError, ValueError) as error:
        plain.close()
        raise _tls_failed(error) from error
    try:
        sock.setblocking(False)
        _complete_handshake(sock, deadline)
    except (OSError, ValueError) as error:
        sock.close()
        raise _tls_failed(error) from error
    sock.settimeout(max(0.001, deadline - monotonic_s()))
    return sock


def _is_server_name(server_name: str) -> bool:
    """Whether the ssl module can ask for it; it leaves the socket open when it finds out itself."""
    try:
        return bool(server_name.encode("idna")) and not server_name.startswith(".")
    except UnicodeError:
        return False


def _complete_handshake(sock: ssl.SSLSocket, deadline: float) -> None:
    """The handshake against one deadline: a socket's own time-out starts again with every byte."""
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_READ)
        while True:
            try:
                sock.do_handshake()
            except ssl.SSLWantReadError:
                selector.modify(sock, selectors.EVENT_READ)
            except ssl.SSLWantWriteError:
                selector.modify(sock, selectors.EVENT_WRITE)
            else:
                return
            if not selector.select(max(0.0, deadline - monotonic_s())):
                raise TimeoutError


def _tls_failed(error: OSError | ValueError) -> OperationFailed:
    if isinstance(error, ssl.SSLCertVerificationError):
        return OperationFailed(Operation.TLS, FailureKind.CERTIFICATE, f"verify {_verify_code(error)}")
    return OperationFailed.from_error(Operation.TLS, error)


def _verify_code(error: ssl.SSLCertVerificationError) -> int:
    """The system's number; truststore sets none where the peer showed no certificate at all."""
    return int(getattr(error, "verify_code", 0))


def _classify_trust(code: int, der: bytes | None) -> Trust:
    from checker.net.tls.certificate import classify_trust, parse_certificate  # noqa: PLC0415 - slow, and seldom needed

    try:
        certificate = parse_certificate(der) if der else None
    except ValueError:
        certificate = None
    return classify_trust(code, certificate, datetime.datetime.now(datetime.UTC))
