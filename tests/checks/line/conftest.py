"""The desk's own endpoints as a process, and a run of the check that is short."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from checker.checks.line import load
from tests.net.certificates import Authority


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "checker.desk.measure", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout
        yield process.stdout.readline().split()[-1]
        process.terminate()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback needs no slow start, and its bytes cost only this machine's time."""
    monkeypatch.setattr(load, "WARM_S", 0.2)
    monkeypatch.setattr(load, "HOLD_S", 0.7)
    monkeypatch.setattr(load, "LATE_S", 0.5)
    monkeypatch.setattr(load, "STREAMS", ((0.0, 0.0, 2),))


@pytest.fixture
def authority(tmp_path: object) -> Authority:
    return Authority.make(tmp_path)  # type: ignore[arg-type]
