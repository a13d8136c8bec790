"""At a terminal without a profile: the code is asked for, a wrong one corrected, and a newer program mentioned."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.model.phrase import phrase
from checker.model.signature import fingerprint, new_key, public_key, sign_manifest, sign_profile
from tests.client.loopback_desk import Desk, desk_open
from tests.client.program import Terminal, output_text, start

CODE = "ACME-7F3K"
KEY = new_key()
MARK = fingerprint(public_key(KEY))


@pytest.fixture
def desk() -> Iterator[Desk]:
    with desk_open() as opened:
        firm = f'[firm]\nname = "Muster IT"\ndesk_url = "{opened.url}"\n'
        toml = f'code = "{CODE}"\ncustomer = "ACME"\nenrolment = "v1:token"\n{firm}'
        opened.profiles[CODE] = sign_profile(toml.encode(), KEY)
        yield opened


def offer(desk: Desk, more: str = "") -> None:
    toml = f'made = 2026-11-25T09:00:00Z\n{more}\n[news]\nde = "Alles schneller."\nen = "All faster."\n'
    for system in ("linux", "windows", "macos"):
        toml += f'[[programs]]\nsystem = "{system}"\nname = "x"\nversion = "999.1"\nsize = 1\nsha256 = "{"0" * 64}"\n'
    desk.manifest = sign_manifest(toml.encode(), KEY)


def test_a_code_is_asked_for_and_corrected(tmp_path: Path, desk: Desk) -> None:
    with Terminal("--only", "computer", home=tmp_path) as terminal:
        terminal.expect("Kennung, Adresse oder Datei")
        terminal.type(f"{CODE}\n")
        terminal.expect("allein genügt noch nicht")
        terminal.type(f"{desk.url}/d/FALSCH/\n")
        terminal.expect("Nein, weil profile-unknown.")
        terminal.type(f"{desk.url}/d/{CODE}/\n")
        terminal.expect(f"Prüfwörter: {phrase(MARK, CODE).de}.")
        terminal.expect("Erlauben? [j/n]")
    with Terminal("--only", "computer", home=tmp_path) as again:
        again.expect("Erlauben? [j/n]")
        assert "Kennung, Adresse oder Datei" not in again.screen


def test_nobody_is_asked_by_a_script(tmp_path: Path, desk: Desk) -> None:
    words = output_text(start("--text", "--yes", "--only", "computer", home=tmp_path))
    assert "Kennung, Adresse" not in words
    named = start(
        "--text", "--yes", "--only", "computer", "--started-as", f"Homeoffice-Check_{CODE}.exe", home=tmp_path
    )
    assert named.returncode == 2
    assert "allein genügt noch nicht" in output_text(named)


def test_a_newer_program_is_mentioned(tmp_path: Path, desk: Desk) -> None:
    offer(desk)
    done = start("--text", "--yes", "--only", "computer", "--profile", f"{desk.url}/d/{CODE}/", home=tmp_path)
    words = output_text(done)
    assert "neuere Version dieses Programms, 999.1." in words and "Neu darin: Alles schneller." in words
    assert f"{desk.url}/d/{CODE}/" in words
    assert len(desk.reports) == 1, "it holds nobody up"


def test_a_program_that_is_too_old_says_so(tmp_path: Path, desk: Desk) -> None:
    offer(desk, 'oldest = "99"')
    done = start(
        "--text", "--yes", "--only", "computer", "--language", "en", "--profile", f"{desk.url}/d/{CODE}/", home=tmp_path
    )
    assert "This program is too old: your IT firm no longer accepts its reports." in output_text(done)
