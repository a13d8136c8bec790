"""What a finding means for the day, in a sentence."""

import pytest

from checker.model.finding import Finding, Level
from checker.show.findings import RootFinding
from checker.show.work_tasks.finding_impact import finding_impact

TABLE = (
    ("camera.covered", Level.BLOCKER, "Das geht damit nicht: Videogespräche."),
    ("camera.not-measured", Level.UNKNOWN, "Ob das geht, ist damit offen: Videogespräche."),
    ("computer.restart-due", Level.NOTE, "Arbeiten können Sie trotzdem."),
)


@pytest.mark.parametrize(("code", "level", "sentence"), TABLE)
def test_the_tasks_are_named(code: str, level: Level, sentence: str) -> None:
    root = RootFinding(finding=Finding(code=code, level=level, values={"camera": "C920", "days": 17}))
    assert finding_impact(root, "de") == sentence


def test_what_follows_from_it_counts_too() -> None:
    blocked = Finding(code="vpn.udp-blocked", level=Level.BLOCKER)
    slow = Finding(code="line.up-slow", level=Level.WARNING, caused_by=blocked.key)
    text = finding_impact(RootFinding(finding=blocked, consequences=(slow,)), "en")
    assert text.startswith("What does not work because of it: ") and "What works with disturbances only: " in text
