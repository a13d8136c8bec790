"""The command as a technician runs it, in this process; its real counterparts are those of the checks."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from checker.client.authoring.main import main
from tests.checks.vpn.conftest import authority, openvpn, sample, static_key

__all__ = ["authority", "openvpn", "sample", "static_key"]
OVPN = "client\nremote vpn.example 1194 udp\nauth-user-pass\n"


class CommandResult(NamedTuple):
    """Exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Profile = Callable[..., CommandResult]


@pytest.fixture
def profile(capsys: pytest.CaptureFixture[str]) -> Profile:
    """Runs `profile` with these words, in German."""

    def run(*words: str | Path, language: str = "de") -> CommandResult:
        code = main([*map(str, words), "--language", language])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return CommandResult(code, out, err)

    return run
