"""Every exception of the standard library that a probe meets has its kind, and none of its text gets through."""

import errno
import http.client
import socket
import ssl

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed, datagram_failure, failure_of


class WindowsError(OSError):
    """As ctypes.WinError makes it on Windows; 22 is what CPython's errmap.h has for a code without a name."""

    def __init__(self, winerror: int, number: int = errno.EINVAL) -> None:
        super().__init__(number, "secret")
        self.winerror = winerror


@pytest.mark.parametrize(
    "error, kind",
    [
        (TimeoutError("secret"), FailureKind.TIMEOUT),
        (http.client.RemoteDisconnected("secret"), FailureKind.RESET),
        (BrokenPipeError("secret"), FailureKind.CLOSED),
        (ConnectionRefusedError(errno.ECONNREFUSED, "secret"), FailureKind.REFUSED),
        (OSError(errno.ENOSPC, "secret"), FailureKind.EXHAUSTED),
        (OSError(errno.EROFS, "secret"), FailureKind.DENIED),
        (OSError(errno.ENETUNREACH, "secret"), FailureKind.UNREACHABLE),
        (FileNotFoundError(errno.ENOENT, "secret", "/home/secret"), FailureKind.NOT_FOUND),
        (socket.gaierror(socket.EAI_NONAME, "secret"), FailureKind.NOT_FOUND),
        (socket.gaierror(socket.EAI_AGAIN, "secret"), FailureKind.UNREACHABLE),
        (ssl.SSLEOFError("secret"), FailureKind.CLOSED),
        (EOFError("secret"), FailureKind.CLOSED),
        (ImportError("secret"), FailureKind.MISSING),
        (ValueError("secret"), FailureKind.BAD_ANSWER),
        (MemoryError("secret"), FailureKind.EXHAUSTED),
        (KeyError("secret"), FailureKind.DEFECT),
        (OperationFailed(Operation.PING, FailureKind.BUSY, "told"), FailureKind.BUSY),
    ],
)
def test_kind_without_text(error: BaseException, kind: FailureKind) -> None:
    failure = failure_of(Operation.READ, error)
    assert failure.kind is kind
    assert "secret" not in failure.detail
    assert OperationFailed.from_error(Operation.READ, error).failure == failure


def test_a_long_detail_is_cut() -> None:
    assert len(OperationFailed(Operation.READ, FailureKind.DEFECT, "x" * 1000).failure.detail) == 200


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (10013, FailureKind.DENIED),
        (10022, FailureKind.DEFECT),
        (10048, FailureKind.BUSY),
        (10051, FailureKind.UNREACHABLE),
        (10054, FailureKind.RESET),
        (10055, FailureKind.EXHAUSTED),
        (10060, FailureKind.TIMEOUT),
        (10061, FailureKind.REFUSED),
        (10065, FailureKind.UNREACHABLE),
    ],
)
def test_winsock_codes(code: int, kind: FailureKind) -> None:
    assert failure_of(Operation.CONNECT, OSError(code, "secret")).kind is kind
    failure = datagram_failure(Operation.RECEIVE, OSError(code, "secret"))
    assert failure.kind is (FailureKind.REFUSED if code == 10054 else kind)
    assert failure.detail == errno.errorcode.get(code, str(code))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (11001, FailureKind.NOT_FOUND),
        (11002, FailureKind.UNREACHABLE),
        (11003, FailureKind.UNREACHABLE),
        (11004, FailureKind.NOT_FOUND),
    ],
)
def test_windows_codes_of_names(code: int, kind: FailureKind) -> None:
    assert failure_of(Operation.RESOLVE, socket.gaierror(code, "secret")).kind is kind


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (WindowsError(-2146885628), "error 80092004"),
        (WindowsError(87), "error 57"),
        (ssl.SSLError("secret: Security returned a non-zero OSStatus"), "SSLError"),
    ],
)
def test_a_certificate_check_that_breaks_down_is_no_unreachable_host(error: OSError, detail: str) -> None:
    failure = failure_of(Operation.RECEIVE, error)
    assert (failure.operation, failure.kind, failure.detail) == (Operation.TLS, FailureKind.TRUST_STORE, detail)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (WindowsError(10061, errno.ECONNREFUSED), FailureKind.REFUSED),
        (WindowsError(5, errno.EACCES), FailureKind.DENIED),
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] secret"), FailureKind.BAD_ANSWER),
        (ssl.SSLCertVerificationError("secret"), FailureKind.CERTIFICATE),
    ],
)
def test_other_errors_are_none_of_the_certificate_check(error: OSError, kind: FailureKind) -> None:
    assert failure_of(Operation.RECEIVE, error).kind is kind
