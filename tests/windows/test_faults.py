"""In homes of the fault lab the Windows program says in Wine what Linux says; what differs is named as Wine's."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.faults import lacking
from tests.lab.root import is_root
from tests.windows.faults import GAPS, HEALTHY, NAMES, Comparison

ROOT = Path(__file__).resolve().parents[2]
WINE = Path.home() / ".cache" / "homeoffice-check" / "trixie" / "etc" / "complete"


@pytest.mark.slow
@pytest.mark.netns
@pytest.mark.skipif(not WINE.exists(), reason="Wine's folder: python3 -m tests.windows makes it")
@pytest.mark.skipif(not is_root() or bool(lacking()), reason="the fault lab needs root and its programs")
@pytest.mark.timeout(600)
def test_the_windows_program_says_what_linux_says() -> None:
    command = [sys.executable, "-m", "tests.windows", "--faults", HEALTHY, "router-dns-dead", "gateway-tcp-port-closed"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("the same") >= 3
    assert "vpn.refused@portal blocker" in done.stdout


def test_only_what_wine_lacks_may_differ() -> None:
    name, (part, findings) = next(iter(GAPS.items()))
    linux, wine = frozenset(findings[:1]), frozenset(findings[1:])
    assert Comparison(name, linux, wine).reason == part
    assert Comparison(name, linux, frozenset({*wine, "vpn.silent@portal blocker"})).reason == "NOT EXPLAINED"
    assert not Comparison(HEALTHY, linux, wine).is_explained
    assert Comparison(HEALTHY, linux, linux).reason == "the same"
    assert not Comparison(NAMES[1], error="OSError: no").is_explained
