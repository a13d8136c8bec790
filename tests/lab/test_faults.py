"""Six faults of the lab are named rightly, a healthy home raises no alarm. All: python3 -m tests.bench faults"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.faults import lacking
from tests.lab.faults.kinds.every import FAULTS
from tests.lab.faults.rights import prefix, why_not

ROOT = Path(__file__).parents[2]
SOME = (
    "no-cable",
    "router-dns-dead",
    "tls-inspected",
    "udp-blocked-at-the-router",
    "gateway-port-closed",
    "same-network-and-another-vpn",
)
pytestmark = [
    pytest.mark.netns,
    pytest.mark.skipif(bool(why_not()), reason=f"the fault lab {why_not()}"),
    pytest.mark.skipif(bool(lacking()), reason=f"the fault lab needs {', '.join(lacking())}"),
]


def matrix(*words: str) -> subprocess.CompletedProcess[str]:
    command = [*prefix(), sys.executable, "-m", "tests.bench", "faults", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)


def test_six_faults_are_named_and_a_healthy_home_raises_no_alarm() -> None:
    done = matrix("--healthy", "1", "--only", ",".join(SOME))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Top cause right: 6 of 6. Owner right: 6 of 6." in done.stdout
    assert "Runs with an alarm: 0 of 1." in done.stdout


@pytest.mark.slow
def test_a_seed_of_the_grid_is_kept_and_diagnosed_again(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    done = matrix("--grid-only", "1-14", "--rows", str(rows))
    assert "## Statements" in done.stdout, done.stdout + done.stderr
    assert "Not run" not in done.stdout
    assert len(rows.read_text("utf-8").splitlines()) == 1
    again = matrix("--rediagnose", str(rows))
    assert again.returncode == 0, again.stderr
    assert again.stdout.partition("## By mechanism")[2] == done.stdout.partition("## By mechanism")[2]


@pytest.mark.slow
def test_faults_of_a_folder_are_run(tmp_path: Path) -> None:
    readme = (ROOT / "tests" / "lab" / "faults" / "README.md").read_text("utf-8")
    (tmp_path / "mine.py").write_text(readme.partition("```python\n")[2].partition("```")[0])
    done = matrix("--faults", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| router: port | 1 | 100 % | 100 % | 0 | 0 | 0 |" in done.stdout


def test_the_lab_is_taken_away() -> None:
    """Also where a fault breaks it: no namespace, no process, no folder of its own is left."""
    code = (
        "import os, subprocess, pathlib\n"
        "from tests.lab.faults.layout import Layout\n"
        "from tests.lab.faults.town import town\n"
        "try:\n"
        "    with town(Layout()) as made:\n"
        "        mark = f'-{os.getpid()}-'\n"
        "        raise LookupError\n"
        "except LookupError:\n"
        "    listed = subprocess.run(['ip', 'netns'], capture_output=True, text=True).stdout\n"
        "    kept = [str(one) for one in pathlib.Path('/etc/netns').glob(f'*{mark}*')]\n"
        "    print([line for line in listed.splitlines() if mark in line], kept)\n"
    )
    done = subprocess.run(
        [*prefix(), sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "[] []\n", done.stderr


def test_every_fault_has_a_sentence_and_a_cause() -> None:
    assert len(FAULTS) >= 50
    for fault in FAULTS.values():
        assert fault.broken.endswith(".") and len(fault.broken) > 20, fault.name
        assert fault.cause and fault.cause.code.count(".") == 1 and fault.cause.owner, fault.name
        assert fault.injected, fault.name
