"""Commands as they are printed, and as they are typed."""

from pathlib import Path

import pytest

from checker.desk.command_line import desk_command, public_desk_command
from checker.desk.main import parse_arguments


def test_a_printed_command_carries_the_folder_and_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_DATA", "/srv/mein desk")
    monkeypatch.setenv("DESK_DATABASE", "postgres://desk:geheim@localhost/desk")
    command = desk_command("signinlink", "technik")
    assert command.startswith("python3 -m checker desk --data '/srv/mein desk' --database postgres://desk:PASSWORT@")
    assert command.endswith(" signinlink technik")
    assert "geheim" not in command
    assert "srv" not in public_desk_command("signinlink", "NAME")


@pytest.mark.parametrize(
    ("words", "folder", "command"),
    [
        ("--data /a technician anna", "/a", ["technician", "anna"]),
        ("technician anna --data /b", "/b", ["technician", "anna"]),
        ("signinlink anna --data=/b --next /x/", "/b", ["signinlink", "anna", "--next", "/x/"]),
        ("--data /a customer add X --data /b", "/b", ["customer", "add", "X"]),
        ("migrate --database default", None, ["migrate", "--database", "default"]),
        ("", None, []),
    ],
)
def test_the_folder_may_stand_behind_the_command(words: str, folder: str | None, command: list[str]) -> None:
    options = parse_arguments(words.split())
    assert options.data == (Path(folder) if folder else None)
    assert options.command == command
    assert options.database is None
