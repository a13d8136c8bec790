"""A check that is no part of the product: is the lamp on the desk lit? It stands outside the registry's own folder.

No file of the product names it; `added` enters it, as one more line of the registry would.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from checker import knowledge
from checker.checks import registry
from checker.checks.declaration import Check
from checker.checks.employee import DeviceSelection, FilledKey, KeySource, OtherNeed, Prompt, Trial, TrialKind
from checker.checks.work_tasks import Effect, TaskEffect
from checker.knowledge.causes import causes
from checker.model.employee.task import Task
from checker.model.observation import Fact
from checker.model.privacy import DataGroup
from checker.model.text import Text
from tests.lab.new_check.need import LampNeed


def _fact(name: str, de: str, en: str, unit: str = "") -> Fact:
    return Fact(name=name, group=DataGroup.PC, unit=unit, meaning=Text(de=de, en=en))


CHECK = Check(
    name="lamp",
    title=Text(de="Schreibtischlampe", en="Desk lamp"),
    about=Text(de="Ob die Lampe auf dem Schreibtisch brennt", en="Whether the lamp on the desk is lit"),
    groups=(DataGroup.PC,),
    facts=(
        _fact("lamp.names", "Lampen auf dem Schreibtisch", "Lamps on the desk"),
        _fact("lamp.used", "Lampe, die geprüft wurde", "Lamp that was checked"),
        _fact("lamp.brightness", "Helligkeit der Lampe", "Brightness of the lamp", "lx"),
        _fact("lamp.answer", "Ob die richtige Zahl genannt wurde", "Whether the right number was named"),
    ),
    need=LampNeed,
    deadline_s=5.0,
    parts=("flicker", "plugged"),
    icon="M12 3v6 M6 9h12l-2 6H8z",
    prompt=Prompt(
        text=Text(de="Bitte schalten Sie die Lampe ein.", en="Please switch the lamp on."),
        before=Text(de="Für die Lampe: Bitte schalten Sie sie gleich ein.", en="For the lamp: switch it on shortly."),
    ),
    devices=DeviceSelection(names_fact="lamp.names", used_fact="lamp.used", hotplug_part="plugged"),
    trials=(
        Trial(
            part="flicker",
            kind=TrialKind.QUESTION,
            button=Text(de="Lampe &blinken lassen", en="Let the lamp &flicker"),
            instruction=Text(de="Gleich blinkt die Lampe.", en="The lamp flickers in a moment."),
            choice=Text(de="Lampe: blinken lassen und zählen", en="Lamp: let it flicker and count"),
            text_instruction=Text(de="Gleich blinkt sie.", en="It flickers in a moment."),
            answer_fact="lamp.answer",
        ),
    ),
    filled_keys=(
        FilledKey(key="language", source=KeySource.LANGUAGE),
        FilledKey(key="microphone", source=OtherNeed(check="microphone", key="device")),
        FilledKey(key="address", source=KeySource.MEASURING_ADDRESS),
    ),
    needed_for=(Task.MAIL,),
    task_effects=(TaskEffect(codes=("lamp.off",), tasks=(Task.MAIL,), effect=Effect.NOTE_BLOCKS),),
    advice="diagnose",
)


@contextmanager
def added() -> Iterator[Check]:
    """The product with one check more; its knowledge comes from its own folder too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(registry.PACKAGES, CHECK.name, __name__)
        patch.setattr(knowledge, "PACKAGES", [*knowledge.PACKAGES, __name__])
        causes.cache_clear()
        yield CHECK
    causes.cache_clear()
