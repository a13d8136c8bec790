"""A program with rights that it does not need says so."""

import ctypes
from typing import Any

import pytest

from checker.client.environment import elevation
from checker.client.environment.elevation import TOKEN_ELEVATION, is_elevated


class Windows:
    """The three functions as documented, for a token that is elevated, or not, or cannot be looked at."""

    def __init__(self, elevated: int, is_open: bool = True) -> None:
        self.elevated, self.is_open, self.closed = elevated, is_open, 0

    def OpenProcessToken(self, _process: Any, _access: int, token: Any) -> int:  # noqa: N802 - Windows' name
        token._obj.value = 42
        return int(self.is_open)

    def GetTokenInformation(self, token: Any, kind: int, into: Any, length: int, size: Any) -> int:  # noqa: N802
        assert (token.value, kind, length) == (42, TOKEN_ELEVATION, 4)
        into._obj.value, size._obj.value = self.elevated, ctypes.sizeof(ctypes.c_uint32)
        return 1

    def CloseHandle(self, token: Any) -> int:  # noqa: N802
        assert token.value == 42
        self.closed += 1
        return 1


@pytest.mark.parametrize(("elevated", "is_open", "expected"), [(1, True, True), (0, True, False), (1, False, False)])
def test_by_windows_token(elevated: int, is_open: bool, expected: bool) -> None:
    windows = Windows(elevated, is_open)
    assert is_elevated("win32", {}, windows) is expected
    assert windows.closed == int(is_open)


def test_what_cannot_be_looked_at_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str, _functions: object) -> object:
        raise OSError

    monkeypatch.setattr(elevation, "load_library", missing)
    assert not is_elevated("win32", {})


def test_by_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elevation.os, "geteuid", lambda: 0, raising=False)
    assert is_elevated("linux", {"SUDO_UID": "1000"})
    assert not is_elevated("linux", {}), "whoever is root anyway knows it"
    monkeypatch.setattr(elevation.os, "geteuid", lambda: 1000, raising=False)
    assert not is_elevated("linux", {"SUDO_UID": "1000"})
