"""A failure is data: which operation failed, in which of a closed set of ways, and a short technical detail."""

import errno
import socket
import ssl
import traceback
from enum import Enum
from pathlib import Path
from typing import Annotated, Self

import msgspec

from checker.model.privacy import DataGroup, Purpose, privacy_meta
from checker.model.record import Record
from checker.model.text import Language, Text

DETAIL_LENGTH = 200


class Operation(Enum):
    """What was being done."""

    LIST = "list"
    OPEN = "open"
    READ = "read"
    WRITE = "write"
    RESOLVE = "resolve"
    CONNECT = "connect"
    TLS = "tls"
    SEND = "send"
    RECEIVE = "receive"
    REQUEST = "request"
    PING = "ping"
    RECORD = "record"
    PLAY = "play"
    RUN = "run"


class FailureKind(Enum):
    """How it failed."""

    TIMEOUT = "timeout"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NOT_FOUND = "not-found"
    DENIED = "denied"
    BUSY = "busy"
    MISSING = "missing"
    RESET = "reset"
    CLOSED = "closed"
    CERTIFICATE = "certificate"
    TRUST_STORE = "trust-store"
    BAD_ANSWER = "bad-answer"
    UNSUPPORTED = "unsupported"
    EXHAUSTED = "exhausted"
    CANCELLED = "cancelled"
    NO_CONSENT = "no-consent"
    NOT_MEASURED = "not-measured"
    CRASHED = "crashed"
    DEFECT = "defect"


class Failure(Record, frozen=True, kw_only=True):
    """The failure that stands where a value would have stood."""

    operation: Annotated[
        Operation,
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Was versucht wurde", en="What was tried"),
    ]
    kind: Annotated[
        FailureKind,
        privacy_meta(DataGroup.REPORT, Purpose.DIAGNOSIS, de="Wie es fehlschlug", en="How it failed"),
    ]
    detail: Annotated[
        str,
        privacy_meta(
            DataGroup.REPORT,
            Purpose.DIAGNOSIS,
            de="Technische Einzelheit, ohne Namen und Adressen",
            en="Technical detail, without names and addresses",
            max_length=DETAIL_LENGTH,
        ),
    ] = ""


class OperationFailed(Exception):  # noqa: N818 - the word of the house for a Failure on its way up
    """Carries a Failure up to whoever records it. Not a defect."""

    def __init__(self, operation: Operation, kind: FailureKind, detail: str = "") -> None:
        super().__init__(f"{operation.value}: {kind.value} {detail}".rstrip())
        self.failure = Failure(operation=operation, kind=kind, detail=detail[:DETAIL_LENGTH])

    @classmethod
    def from_failure(cls, failure: Failure) -> Self:
        """Carries on what was recorded elsewhere."""
        return cls(failure.operation, failure.kind, failure.detail)

    @classmethod
    def from_error(cls, operation: Operation, error: BaseException) -> Self:
        """What an exception of the standard library means, by the rules of `failure_of`."""
        return cls.from_failure(failure_of(operation, error))


_BY_CODE = {
    errno.ECONNREFUSED: FailureKind.REFUSED,
    errno.ECONNRESET: FailureKind.RESET,
    errno.ECONNABORTED: FailureKind.RESET,
    errno.EPIPE: FailureKind.CLOSED,
    errno.EHOSTUNREACH: FailureKind.UNREACHABLE,
    errno.ENETUNREACH: FailureKind.UNREACHABLE,
    errno.ENETDOWN: FailureKind.UNREACHABLE,
    errno.EADDRNOTAVAIL: FailureKind.UNREACHABLE,
    errno.ETIMEDOUT: FailureKind.TIMEOUT,
    errno.EACCES: FailureKind.DENIED,
    errno.EPERM: FailureKind.DENIED,
    errno.EROFS: FailureKind.DENIED,
    errno.EBUSY: FailureKind.BUSY,
    errno.ENOENT: FailureKind.NOT_FOUND,
    errno.ENODEV: FailureKind.MISSING,
    errno.ENOSPC: FailureKind.EXHAUSTED,
    errno.EDQUOT: FailureKind.EXHAUSTED,
    errno.ENOMEM: FailureKind.EXHAUSTED,
    errno.EMFILE: FailureKind.EXHAUSTED,
    # Windows' own numbers (winsock2.h), as its page "Windows Sockets Error Codes" and those of the calls explain them
    10013: FailureKind.DENIED,  # WSAEACCES: a firewall or virus scanner forbids it (connect)
    10022: FailureKind.DEFECT,  # WSAEINVAL: also `select` on no socket at all
    10024: FailureKind.EXHAUSTED,  # WSAEMFILE
    10048: FailureKind.BUSY,  # WSAEADDRINUSE
    10049: FailureKind.UNREACHABLE,  # WSAEADDRNOTAVAIL: no address of this family, or 0.0.0.0
    10050: FailureKind.UNREACHABLE,  # WSAENETDOWN
    10051: FailureKind.UNREACHABLE,  # WSAENETUNREACH: no route
    10052: FailureKind.UNREACHABLE,  # WSAENETRESET: a datagram's time to live ran out (recvfrom)
    10053: FailureKind.RESET,  # WSAECONNABORTED: this PC gave up, after a time-out or by a filter
    10054: FailureKind.RESET,  # WSAECONNRESET; of a datagram see `datagram_failure`
    10055: FailureKind.EXHAUSTED,  # WSAENOBUFS
    10057: FailureKind.CLOSED,  # WSAENOTCONN
    10058: FailureKind.CLOSED,  # WSAESHUTDOWN
    10060: FailureKind.TIMEOUT,  # WSAETIMEDOUT: 21 s of silence
    10061: FailureKind.REFUSED,  # WSAECONNREFUSED, 2.0 s late (KB 175523)
    10064: FailureKind.UNREACHABLE,  # WSAEHOSTDOWN
    10065: FailureKind.UNREACHABLE,  # WSAEHOSTUNREACH
    10067: FailureKind.EXHAUSTED,  # WSAEPROCLIM
    # getaddrinfo's on Windows
    11001: FailureKind.NOT_FOUND,  # WSAHOST_NOT_FOUND; also without any network: net/dns/resolve.py tells them apart
    11002: FailureKind.UNREACHABLE,  # WSATRY_AGAIN: no server answered, or SERVFAIL
    11003: FailureKind.UNREACHABLE,  # WSANO_RECOVERY: FORMERR, REFUSED, NOTIMP
    11004: FailureKind.NOT_FOUND,  # WSANO_DATA: the name exists, without an address of this family
}
"""By `errno`, which on Windows is Winsock's own number; those above 10000 mean nothing elsewhere."""
_WINSOCK_CODES = range(10_000, 12_000)


def failure_of(operation: Operation, error: BaseException) -> Failure:
    """The failure that an exception of the standard library means. Never its text: that can hold names and paths."""
    if _is_trust_store_error(error):
        return Failure(operation=Operation.TLS, kind=FailureKind.TRUST_STORE, detail=_detail(error))
    return Failure(operation=operation, kind=_kind(error), detail=_detail(error))


def datagram_failure(operation: Operation, error: OSError) -> Failure:
    """The same of a UDP socket, where Windows reports "port unreachable" as a reset (10054; Microsoft, recvfrom)."""
    failure = failure_of(operation, error)
    if failure.kind is not FailureKind.RESET:
        return failure
    return Failure(operation=operation, kind=FailureKind.REFUSED, detail=failure.detail)


def _is_trust_store_error(error: BaseException) -> bool:
    """Whether the system's own check of a certificate broke down, rather than refuse it (truststore 0.10).

    On Windows it raises WinError with a number of crypt32.dll, which is no socket's and which `errno` has no name for;
    on macOS an SSLError without OpenSSL's number. Elsewhere OpenSSL itself checks.
    """
    if type(error) is ssl.SSLError:
        return error.errno is None
    code = getattr(error, "winerror", None)
    return (
        isinstance(error, OSError)
        and isinstance(code, int)
        and code not in _WINSOCK_CODES
        and error.errno == errno.EINVAL
    )


def defect_failure(error: BaseException) -> Failure:
    """A defect as a failure: the exception's type and place, never its text, which can hold anything."""
    frames = traceback.extract_tb(error.__traceback__)
    location = f" {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return Failure(
        operation=Operation.RUN, kind=FailureKind.DEFECT, detail=f"{type(error).__name__}{location}"[:DETAIL_LENGTH]
    )


_KIND_BY_EXCEPTION: tuple[tuple[type[BaseException], FailureKind | None], ...] = (
    (ssl.SSLCertVerificationError, FailureKind.CERTIFICATE),
    (TimeoutError, FailureKind.TIMEOUT),
    (ssl.SSLEOFError, FailureKind.CLOSED),
    (ssl.SSLZeroReturnError, FailureKind.CLOSED),
    (EOFError, FailureKind.CLOSED),
    (ssl.SSLError, FailureKind.BAD_ANSWER),
    (ConnectionRefusedError, FailureKind.REFUSED),
    (BrokenPipeError, FailureKind.CLOSED),
    (ConnectionError, FailureKind.RESET),  # http.client raises its own, without a number
    (OSError, None),
    (ImportError, FailureKind.MISSING),
    (MemoryError, FailureKind.EXHAUSTED),
    (ValueError, FailureKind.BAD_ANSWER),
    (BaseException, FailureKind.DEFECT),
)
"""The first that an exception is an instance of, so a subclass stands before its base; None: by its number."""


def _kind(error: BaseException) -> FailureKind:
    if isinstance(error, OperationFailed):
        return error.failure.kind
    if isinstance(error, socket.gaierror):
        return _BY_NAME_CODE.get(error.errno or 0, FailureKind.UNREACHABLE)
    kind = next(kind for exception, kind in _KIND_BY_EXCEPTION if isinstance(error, exception))
    return kind or _BY_CODE.get(getattr(error, "errno", None) or 0, FailureKind.UNREACHABLE)


WINDOWS_HOST_NOT_FOUND = 11001
_BY_NAME_CODE = {
    **{code: kind for code, kind in _BY_CODE.items() if code in _WINSOCK_CODES},
    socket.EAI_NONAME: FailureKind.NOT_FOUND,
    getattr(socket, "EAI_NODATA", socket.EAI_NONAME): FailureKind.NOT_FOUND,
}


def _detail(error: BaseException) -> str:
    match error:
        case OperationFailed():
            return error.failure.detail
        case ssl.SSLCertVerificationError():
            return f"verify {getattr(error, 'verify_code', 0)}"  # truststore sets none without a certificate
        case ssl.SSLError():
            return str(getattr(error, "reason", None) or "SSLError")[:DETAIL_LENGTH]
        case OSError() if _is_trust_store_error(error):
            return f"error {getattr(error, 'winerror', 0) & 0xFFFFFFFF:x}"
        case OSError() if error.errno is not None:
            return errno.errorcode.get(error.errno, str(error.errno))
        case _:
            return type(error).__name__


class Refusal(Record, frozen=True, kw_only=True):
    """Why something was not accepted, with a sentence that the reader can act on."""

    kind: Annotated[str, msgspec.Meta(max_length=60)]
    de: str
    en: str

    @property
    def text(self) -> Text:
        """The sentence in every language."""
        return Text(de=self.de, en=self.en)

    def render(self, language: Language) -> str:
        """The sentence in `language`. Braces in it are the reader's own: nothing is filled in."""
        return self.en if language == "en" else self.de
