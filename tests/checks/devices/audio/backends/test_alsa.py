"""Streams as the kernel's /proc/asound tells them."""

from pathlib import Path

import pytest

from checker.checks.devices.audio.backends import alsa

RUNNING = "state: RUNNING\nowner_pid   : 4242\ntrigger_time: 12.3\n"


def card(root: Path, stream: str, told: str) -> None:
    folder = root / "card0" / stream / "sub0"
    folder.mkdir(parents=True)
    (folder / "status").write_text(told)


@pytest.mark.parametrize(
    ("stream", "told", "taken"),
    [
        ("pcm0c", "closed\n", False),
        ("pcm0c", RUNNING, True),
        ("pcm0c", "state: PREPARED\n", True),
        ("pcm0p", RUNNING, False),
    ],
)
def test_an_input_is_taken(tmp_path: Path, stream: str, told: str, taken: bool) -> None:
    card(tmp_path, stream, told)
    assert alsa.is_in_use("input", tmp_path) is taken


def test_nothing_is_taken_where_there_is_no_card(tmp_path: Path) -> None:
    assert not alsa.is_in_use("input", tmp_path / "asound")
