"""A profile, a desk and a file in whose every text stands what a terminal would obey: none of it reaches one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.model.signature import fingerprint, new_key, public_key, sign_profile
from tests.client.loopback_desk import Desk, desk_open, refused
from tests.client.program import Terminal

CODE = "ACME-7F3K"
COMMANDS = ("\\u001b]0;owned\\u0007", "\\u001b[2J", "\\u009b31m", "\\u202e", "\\r", "[bold red]")
"""As TOML and JSON write them: the window's title, an empty screen, a colour, a direction, the line's begin, markup."""
OBEYED = ("\x1b]0;", "\x1b[2J", "\x9b31m", "\u202e")


@pytest.fixture
def desk() -> Iterator[Desk]:
    with desk_open() as opened:
        yield opened


def toml(desk: Desk) -> str:
    evil = "".join(COMMANDS)
    return (
        f'code = "{CODE}"\ncustomer = "ACME{evil}"\nenrolment = "v1:{evil}"\n[firm]\nname = "Muster{evil}"\n'
        f'phone = "0123{COMMANDS[0]}"\nmail = "a@b{COMMANDS[1]}"\ndesk_url = "{desk.url}"\n'
        f'[[needs.vpn.gateways]]\nid = "a"\nname = "Büro{evil}"\nkind = "tcp"\nhost = "vpn.invalid{COMMANDS[1]}"\n'
        'port = 443\n[needs.camera]\ndevice = "C920\\u001b]0;owned\\u0007"\n'
    )


def test_nothing_of_it_is_obeyed(desk: Desk, tmp_path: Path) -> None:
    key = new_key()
    desk.profiles[CODE] = sign_profile(toml(desk).encode(), key)
    words = ("--profile", f"{desk.url}/d/{CODE}/", "--key", fingerprint(public_key(key)), "--language", "de")
    with Terminal(*words, "--only", "vpn", "--details", home=tmp_path / "home", NO_PROXY="*") as terminal:
        texts = [terminal.expect_one(("Erlauben? [j/n]",)) and terminal.raw]
        terminal.type("j\n")
        while text := terminal.expect_one(("senden? [j/n]", "Enter geht weiter:", "für weiter:"), 90):
            texts.append(terminal.raw)
            terminal.type("j\n" if text.startswith("senden") else "\n")
        texts.append(terminal.raw)
        terminal.ended()
    output = "".join(texts)
    assert "Muster" in output and "Büro" in output
    assert [command for command in OBEYED if command in output] == []
    assert "[bold red]" in output, "markup is text"


def test_nor_of_a_refusal(desk: Desk, tmp_path: Path) -> None:
    desk.days = [refused(404, "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e")]
    with Terminal("--profile", f"{desk.url}/d/{CODE}/", home=tmp_path / "home", NO_PROXY="*") as terminal:
        terminal.expect("Nein, weil")
        output = terminal.raw
        terminal.ended()
    assert [command for command in OBEYED if command in output] == []
