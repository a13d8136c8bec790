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
Emitted = queue.Queue[object]


def change(emitted: Emitted) -> tuple[str, list[str]]:
    """What is said of the next change, and the names that are there from then on."""
    live, observation = emitted.get(timeout=PATIENCE_S), emitted.get(timeout=PATIENCE_S)
    assert isinstance(live, LiveSample) and live.kind == "devices"
    assert isinstance(observation, Observation) and isinstance(observation.value, list)
    assert live.numbers == (float(len(observation.value)),)
    return live.text.de if live.text else "", sorted(map(str, observation.value))


@pytest.mark.parametrize(
    ("check", "usual", "new", "gone"),
    [
        ("microphone", "TestMic", "Neues Mikrofon: „Headset“.", "Das Mikrofon „Headset“ ist nicht mehr da."),
        ("speaker", "Mouth", "Neue Tonausgabe: „Null Output“.", "Die Tonausgabe „Null Output“ ist nicht mehr da."),
    ],
)
def test_a_headset_comes_and_goes(lab: VirtualMicrophone, check: str, usual: str, new: str, gone: str) -> None:
    emitted: Emitted = queue.Queue()
    ended: queue.Queue[Outcome] = queue.Queue()
    run = PartRun(
        check,
        "hotplug",
        needs(BUILT_IN)[check],
        BUILT_IN,
        listener=emitted.put,
        on_end=lambda outcome, _why: ended.put(outcome),
    )
    run.start()
    try:
        assert change(emitted) == ("", [usual])
        lab.add("headset")
        sentence, names = change(emitted)
        assert (sentence.casefold(), len(names)) == (new.casefold(), 2)
        lab.hush()
        sentence, names = change(emitted)
        assert (sentence.casefold(), names) == (gone.casefold(), [usual])
    finally:
        run.stop(PATIENCE_S)
    assert ended.get(timeout=PATIENCE_S) is Outcome.CANCELLED
