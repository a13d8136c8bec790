"""Every exception of the standard library that a probe meets has its kind, and none of its text gets through."""

import errno
import http.client
import socket
import ssl

import pytest

from checker.model.failure import Failed, Kind, Operation, failure_of


@pytest.mark.parametrize(
    "error, kind",
    [
        (TimeoutError("secret"), Kind.TIMEOUT),
        (http.client.RemoteDisconnected("secret"), Kind.RESET),
        (BrokenPipeError("secret"), Kind.CLOSED),
        (ConnectionRefusedError(errno.ECONNREFUSED, "secret"), Kind.REFUSED),
        (OSError(errno.ENOSPC, "secret"), Kind.EXHAUSTED),
        (OSError(errno.EROFS, "secret"), Kind.DENIED),
        (OSError(errno.ENETUNREACH, "secret"), Kind.UNREACHABLE),
        (FileNotFoundError(errno.ENOENT, "secret", "/home/secret"), Kind.NOT_FOUND),
        (socket.gaierror(socket.EAI_NONAME, "secret"), Kind.NOT_FOUND),
        (socket.gaierror(socket.EAI_AGAIN, "secret"), Kind.UNREACHABLE),
        (ssl.SSLEOFError("secret"), Kind.CLOSED),
        (EOFError("secret"), Kind.CLOSED),
        (ImportError("secret"), Kind.MISSING),
        (ValueError("secret"), Kind.BAD_ANSWER),
        (MemoryError("secret"), Kind.EXHAUSTED),
        (KeyError("secret"), Kind.DEFECT),
        (Failed(Operation.PING, Kind.BUSY, "told"), Kind.BUSY),
    ],
)
def test_kind_without_text(error: BaseException, kind: Kind) -> None:
    failure = failure_of(Operation.READ, error)
    assert failure.kind is kind
    assert "secret" not in failure.detail


def test_a_long_detail_is_cut() -> None:
    assert len(Failed(Operation.READ, Kind.DEFECT, "x" * 1000).failure.detail) == 200
