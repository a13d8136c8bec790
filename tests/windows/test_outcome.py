"""pytest's report becomes one word a file; a run that breaks off is never clean."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.windows.outcome import CLEAN, FAILING, NOT_COLLECTABLE, Outcome, last_begun, outcomes_of, table

FILES = {
    "tests/a/test_b.py": "import pytest\n"
    "def test_fine(): ...\n"
    "@pytest.mark.parametrize('x', ['1 - x', 'ä'])\ndef test_wrong(x): assert x == 'ä'\n"
    "@pytest.mark.skip(reason='no')\ndef test_left(): ...\n"
    "@pytest.fixture\ndef broken(): raise OSError\ndef test_error(broken): ...\n"
    "@pytest.fixture\ndef ends_badly():\n    yield\n    raise OSError\ndef test_twice(ends_badly): assert False\n",
    "tests/a/test_e.py": "import no_such_module",
    "tests/a/test_f.py": "class TestF:\n    def test_g(self): ...\n",
    "tests/a/test_h.py": "",
    "tests/a/test_i.py": "import pytest\npytest.importorskip('no_such_module', reason='no')",
}


def test_a_run_of_several_files(tmp_path: Path) -> None:
    (tmp_path / "tests/a").mkdir(parents=True)
    for file, source in FILES.items():
        (tmp_path / file).write_text(source, "utf-8")
    report = tmp_path / "report.xml"
    options = ["-p", "no:cacheprovider", "--import-mode=importlib", "--continue-on-collection-errors"]
    command = [sys.executable, "-m", "pytest", "-q", *options, f"--junitxml={report}", *FILES]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    outcomes = outcomes_of([*FILES], report.read_text("utf-8"))
    assert outcomes == {
        "tests/a/test_b.py": Outcome(FAILING, 2, 3, 1, ["test_error", "test_twice", "test_wrong[1 - x]"]),
        "tests/a/test_e.py": Outcome(NOT_COLLECTABLE),
        "tests/a/test_f.py": Outcome(CLEAN, passed=1),
        "tests/a/test_h.py": Outcome(CLEAN),
        "tests/a/test_i.py": Outcome(CLEAN, skipped=1),
    }
    text = table(outcomes)
    assert "tests/a/test_b.py: failing\n    test_error\n" in text
    assert text.endswith("5 files: 3 clean, 1 failing, 1 not collectable\nTests: 3 passed, 3 failed, 2 skipped")


@pytest.mark.parametrize(
    ("output", "last"),
    [
        ("collected 3 items\n\ntests\\a\\test_b.py ..s\ntests\\a\\test_e.py .F+++ Timeout +++", "tests/a/test_e.py"),
        ("tests/a/test_b.py ..\nTraceback\n  tests/a/test_h.py", "tests/a/test_b.py"),
        ("ImportError", ""),
    ],
)
def test_which_file_was_under_way(output: str, last: str) -> None:
    assert last_begun([*FILES], output) == last
