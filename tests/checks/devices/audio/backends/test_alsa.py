"""Streams as the kernel's /proc/asound tells them."""

from pathlib import Path

import pytest

from checker.checks.devices.audio.backends import alsa

RUNNING = "state: RUNNING\nowner_pid   : 4242\ntrigger_time: 12.3\n"


def card(root: Path, stream: str, lines: str) -> None:
    folder = root / "card0" / stream / "sub0"
    folder.mkdir(parents=True)
    (folder / "status").write_text(lines)


@pytest.mark.parametrize(
    ("stream", "lines", "accepted"),
    [
        ("pcm0c", "closed\n", False),
        ("pcm0c", RUNNING, True),
        ("pcm0c", "state: PREPARED\n", True),
        ("pcm0p", RUNNING, False),
    ],
)
def test_an_input_is_taken(tmp_path: Path, stream: str, lines: str, accepted: bool) -> None:
    card(tmp_path, stream, lines)
    assert alsa.is_in_use("input", tmp_path) is accepted


def test_nothing_is_taken_where_there_is_no_card(tmp_path: Path) -> None:
    assert not alsa.is_in_use("input", tmp_path / "asound")
