"""Every exception of the standard library that a probe meets has its kind, and none of its text gets through."""

import errno
import http.client
import socket
import ssl

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of


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
