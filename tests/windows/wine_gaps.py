"""A plug-in for pytest: under Wine, tests of what Wine itself cannot do are skipped. A real Windows runs them."""

import ctypes
import fnmatch
import sys

import pytest

GAPS = {
    "crypt32.CertGetCertificateChain knows no authority but the system's": [
        "client/delivery/test_upload.py::test_a_wrong_certificate_gets_nothing*",
        "client/delivery/test_upload.py::test_a_right_certificate_gets_it",
    ],
    "cmd: `if exist` in a `for` does not find what a variable names": [
        "client/removal/test_windows_apps.py::test_a_folder_in_use_goes_once_it_is_free*",
    ],
}
"""By Wine's function or part: the tests, as file::test; fnmatch's patterns."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not is_wine():
        return
    for part, patterns in GAPS.items():
        mark = pytest.mark.skip(reason=f"Wine: {part}")
        for item in items:
            if any(fnmatch.fnmatch(name_of(item), pattern) for pattern in patterns):
                item.add_marker(mark)


def is_wine() -> bool:
    """Whether this Windows is Wine, by the function that only its ntdll exports."""
    return sys.platform == "win32" and hasattr(ctypes.windll.ntdll, "wine_get_version")


def name_of(item: pytest.Item) -> str:
    """Its name without the folder of the tests: client/removal/test_windows_apps.py::test_name[parameter]."""
    return item.nodeid.replace("\\", "/").removeprefix("tests/")
