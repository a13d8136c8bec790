"""A program that runs elsewhere says so."""

import pytest

from checker.client.environment.remote_session import is_remote_session


@pytest.mark.parametrize(
    ("name", "value", "remote"),
    [
        ("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22", True),
        ("XRDP_SESSION", "1", True),
        ("XRDP_SESSION", "", False),
        ("DISPLAY", ":0", False),
    ],
)
def test_is_remote(monkeypatch: pytest.MonkeyPatch, name: str, value: str, remote: bool) -> None:
    for other in ("SSH_CONNECTION", "XRDP_SESSION"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, value)
    assert is_remote_session() is remote
