"""An employee's browser downloads the program: the name carries the code, and everything opens without a script."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.client.profiles.sources.program_name import parse_program_path
from tests.browser.conftest import PROGRAM, SIZES, Busy, Looking

WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
OpenPage = Callable[..., Looking]


@pytest.mark.parametrize("size", SIZES)
def test_the_file_has_the_name_that_the_program_reads(
    open_page: OpenPage, busy: Busy, tmp_path: Path, size: str
) -> None:
    page = open_page(signed_in=False, size=size, user_agent=WINDOWS).at(f"/d/{busy.code}/")
    with page.expect_download() as started:
        page.get_by_role("link", name="Für Windows laden").click()
    name = started.value.suggested_filename
    assert name == f"Homeoffice-Check_{busy.code}.exe"
    hint = parse_program_path(name)
    assert hint is not None and hint.codes[0] == busy.code
    started.value.save_as(tmp_path / name)
    assert (tmp_path / name).read_bytes() == PROGRAM


def test_every_system_is_a_click_away_without_a_script(open_page: OpenPage, busy: Busy) -> None:
    window = open_page(signed_in=False, user_agent=WINDOWS, java_script_enabled=False)
    page = window.at(f"/d/{busy.code}/")
    page.get_by_role("link", name="macOS", exact=True).click()
    assert page.get_by_role("link", name=re.compile("Apple-Prozessor")).is_visible()
    page.get_by_role("link", name="Linux", exact=True).click()
    assert page.get_by_role("link", name="Für Linux laden").is_visible()
    page.get_by_text("Prüfsumme").click()
    assert page.get_by_text("sha256sum").is_visible()
