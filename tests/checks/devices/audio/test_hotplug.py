"""A microphone or speaker that is plugged in or out while the page is open, in a real worker at a real sound server."""

import queue

import pytest

from checker.checks.context import LiveSample
from checker.checks.registry import needs
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from checker.model.profile import BUILT_IN
from checker.run.part_run import PartRun
from tests.lab.sound import VirtualMicrophone

PATIENCE_S = 40.0
Told = queue.Queue[object]


def change(told: Told) -> tuple[str, list[str]]:
    """What is said of the next change, and the names that are there from then on."""
    live, seen = told.get(timeout=PATIENCE_S), told.get(timeout=PATIENCE_S)
    assert isinstance(live, LiveSample) and live.kind == "devices"
    assert isinstance(seen, Observation) and isinstance(seen.value, list)
    assert live.numbers == (float(len(seen.value)),)
    return live.text.de if live.text else "", sorted(map(str, seen.value))


@pytest.mark.parametrize(
    ("check", "usual", "new", "gone"),
    [
        ("microphone", "TestMic", "Neues Mikrofon: „Headset“.", "Das Mikrofon „Headset“ ist nicht mehr da."),
        ("speaker", "Mouth", "Neue Tonausgabe: „Null Output“.", "Die Tonausgabe „Null Output“ ist nicht mehr da."),
    ],
)
def test_a_headset_comes_and_goes(lab: VirtualMicrophone, check: str, usual: str, new: str, gone: str) -> None:
    told: Told = queue.Queue()
    ended: queue.Queue[Outcome] = queue.Queue()
    run = PartRun(
        check,
        "hotplug",
        needs(BUILT_IN)[check],
        BUILT_IN,
        listener=told.put,
        on_end=lambda outcome, _why: ended.put(outcome),
    )
    run.start()
    try:
        assert change(told) == ("", [usual])
        lab.add("headset")
        said, names = change(told)
        assert (said.casefold(), len(names)) == (new.casefold(), 2)
        lab.hush()
        said, names = change(told)
        assert (said.casefold(), names) == (gone.casefold(), [usual])
    finally:
        run.stop(PATIENCE_S)
    assert ended.get(timeout=PATIENCE_S) is Outcome.CANCELLED
