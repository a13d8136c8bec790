"""A screen reader can tell every control from every other by what it says."""

import collections
import sys

import pytest

from tests.client.window.accessible_names import reachable
from tests.client.window.test_keyboard import CLOCK, FINE, Make


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_control_has_a_name_of_its_own(open_window: Make, language: str) -> None:
    window = open_window((CLOCK, FINE), language=language)
    pages = {"first": list(reachable(window.main_window))}
    window.to_result()
    pages["result"] = list(reachable(window.main_window))
    for page, controls in pages.items():
        assert len(controls) > 5, page
        assert [role for role, name in controls if not name.strip()] == []
        twice = [control for control, times in collections.Counter(controls).items() if times > 1]
        assert twice == [], page


def test_no_library_for_windows_is_loaded_elsewhere() -> None:
    assert sys.platform == "win32" or "comtypes" not in sys.modules
