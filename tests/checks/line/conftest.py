"""The desk's own endpoints as a process, and a run of the check that is short."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from checker.checks.line.measurement import idle, load_generator, stop_rule
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
    """Loopback needs no second stream to fill, and its bytes cost only this machine's time."""
    monkeypatch.setattr(load_generator, "STREAMS", ((0.0, 2),))
    monkeypatch.setattr(load_generator, "DEAD_S", 0.8)
    monkeypatch.setattr(stop_rule, "MOST_S", 1.4)
    monkeypatch.setattr(idle, "IDLE_S", 0.5)


@pytest.fixture
def authority(tmp_path: object) -> Authority:
    return Authority.make(tmp_path)  # type: ignore[arg-type]
