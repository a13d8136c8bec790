"""What is offered for which finding: only what was measured to be wrong, never a device that is not there."""

import msgspec
import pytest

from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.client.trials.device_repair import DeviceRepair, MixerRepair, RepairOutcome, repairs
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation, Value
from checker.model.report import Report
from tests.show.samples import TROUBLE

ON, UP = MixerSetting(muted=False), MixerSetting(volume=80)


def report(check: str, **facts: Value) -> Report:
    """Facts about `Jabra`; `__` stands for the dot of a fact's name."""
    whole = ("device__names", "output__muted", "output__volume", "output__default")
    observations = [
        Observation(name=name.replace("__", "."), value=value, subject="" if name in whole else "Jabra")
        for name, value in facts.items()
    ]
    measurement = Measurement(check=check, outcome=Outcome.DONE, observations=tuple(observations))
    return msgspec.structs.replace(TROUBLE, measurements=(measurement,))


def finding(code: str, level: Level = Level.BLOCKER, subject: str = "Jabra") -> Finding:
    return Finding(code=code, level=level, subject=subject)


@pytest.mark.parametrize(
    ("code", "muted", "volume", "target"),
    [
        ("microphone.muted", True, 90, ON),
        ("microphone.muted", True, 10, MixerSetting(muted=False, volume=80)),
        ("microphone.muted", None, 0, UP),
        ("microphone.silent", False, 0, UP),
        ("microphone.silent", False, 70, None),
        ("microphone.no-speech", False, 90, None),
        ("microphone.too-quiet", False, 55, UP),
        ("microphone.too-quiet", False, 80, None),
        ("microphone.too-quiet", False, None, None),
        ("microphone.clipping", False, 100, MixerSetting(volume=60)),
        ("microphone.clipping", False, 60, None),
        ("microphone.noisy", True, 0, None),
    ],
)
def test_only_a_setting_that_is_wrong_is_changed(
    code: str, muted: bool | None, volume: int | None, target: MixerSetting | None
) -> None:
    measured = {"device__muted": muted, "device__volume": volume}
    facts = {name: value for name, value in measured.items() if value is not None}
    expected = () if target is None else (MixerRepair(check="microphone", device="Jabra", target=target),)
    assert repairs(finding(code), report("microphone", **facts)) == expected


def test_the_sound_is_turned_on_where_it_is_off() -> None:
    measured = report("speaker", output__muted=True, output__volume=0, output__default="Boxen")
    expected = MixerRepair(check="speaker", device="Boxen", target=MixerSetting(muted=False, volume=50))
    assert repairs(finding("speaker.muted", subject=""), measured) == (expected,)
    assert expected.direction == "output"


def test_another_device_is_offered_for_what_is_wrong_with_this_one() -> None:
    measured = report("microphone", device__names=["Jabra", "Intern"], record__begun=True)
    other = DeviceRepair(check="microphone", device="Intern", before="Jabra")
    assert repairs(finding("microphone.silent"), measured) == (other,)
    assert repairs(finding("microphone.noisy", Level.NOTE), measured) == ()
    assert repairs(finding("microphone.access-denied"), measured) == (), "it would be refused too"
    assert repairs(finding("microphone.silent", subject="Anderes"), measured) == ()
    assert repairs(finding("microphone.silent"), report("microphone", device__names=["Jabra"])) == ()


def test_what_the_system_did_not_take_is_no_success() -> None:
    repair = MixerRepair(check="microphone", device="Jabra", target=UP)
    before, near, far = MixerSetting(volume=20), MixerSetting(volume=78), MixerSetting(volume=40)
    assert RepairOutcome(repair=repair, before=before, after=near).is_accepted
    assert not RepairOutcome(repair=repair, before=before, after=far).is_accepted
    refused = RepairOutcome(repair=repair)
    assert not refused.is_accepted and not refused.can_undo
