"""What fails beside the others and passes alone is flaky: counted, named, and too many fail the run."""

from pathlib import Path

import pytest

from tests.rerun import FAILED, MOST_FLAKY, NO_TESTS, Reruns

SUITE = """
from pathlib import Path
import pytest

@pytest.mark.parametrize("number", range({flaky}))
def test_passes_the_second_time(number):
    marker = Path(f"ran-{{number}}")
    ran = marker.exists()
    marker.touch()
    assert ran

def test_fails(): assert {sound}
"""


@pytest.fixture(autouse=True)
def no_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not what is looked at, and take two seconds to load."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def runs_of(folder: Path, flaky: int, *, sound: bool = True) -> tuple[Reruns, int]:
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "test_suite.py").write_text(SUITE.format(flaky=flaky, sound=sound))
    runs = Reruns(folder)
    return runs, runs.verdict({runs.run(["-q", "-p", "no:randomly"])})


def test_a_sound_suite_has_none(tmp_path: Path) -> None:
    runs, code = runs_of(tmp_path, 0)
    assert (runs.flaky, code) == ([], 0)


def test_a_flaky_test_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runs, code = runs_of(tmp_path, 1)
    assert (runs.flaky, code) == (["test_suite.py::test_passes_the_second_time[0]"], 0)
    assert "FLAKY test_suite.py::test_passes_the_second_time[0]" in capsys.readouterr().out


def test_too_many_fail_the_run(tmp_path: Path) -> None:
    runs, code = runs_of(tmp_path, MOST_FLAKY + 1)
    assert (len(runs.flaky), code) == (MOST_FLAKY + 1, FAILED)


def test_what_fails_twice_is_no_flaky_test(tmp_path: Path) -> None:
    runs, code = runs_of(tmp_path, 1, sound=False)
    assert (len(runs.flaky), code) == (1, FAILED)


def test_no_tests_at_all(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    runs = Reruns(tmp_path)
    assert runs.verdict({runs.run(["-q"])}) == NO_TESTS
