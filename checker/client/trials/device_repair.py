"""What this program can change for a finding, and take back: mute and level in the mixer, a check's device. Pure."""

from collections.abc import Callable

from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.client.trials.device_choice import device_choice, device_selections
from checker.client.trials.device_trial import question_trial
from checker.model.finding import Finding, Level
from checker.model.observation import Observations
from checker.model.record import Record
from checker.model.report import Report
from checker.show.findings import affected_check

RAISED_PERCENT = 80
LOWERED_PERCENT = 60
"""Of the system's scale, as the steps of microphone.too-quiet and microphone.clipping name them."""
LOW_PERCENT = 40
"""A microphone below that, of which no voice is heard, may be turned down; above, the level is not what is wrong."""
SPEAKER_PERCENT = 50
MOST_DEVICES = 3

_UNHEARD_CODES = ("microphone.muted", "microphone.silent", "microphone.no-speech")
_SPEAKER_CODES = ("speaker.muted",)
_DEVICE_LEVELS = (Level.BLOCKER, Level.WARNING, Level.UNKNOWN)


class MixerRepair(Record, frozen=True, kw_only=True):
    """`target`: how the device is to be set, what it leaves out stays. `device`: as the report names it."""

    check: str
    device: str
    target: MixerSetting

    @property
    def direction(self) -> str:
        """Input or output."""
        return "output" if self.check == "speaker" else "input"


class DeviceRepair(Record, frozen=True, kw_only=True):
    """The check takes `device` in place of `before`; nothing is set on the PC."""

    check: str
    device: str
    before: str


Repair = MixerRepair | DeviceRepair


class RepairOutcome(Record, frozen=True, kw_only=True):
    """What became of a repair. `before` and `after` as the system says it; without them it was refused."""

    repair: Repair
    before: MixerSetting | None = None
    after: MixerSetting | None = None
    is_undone: bool = False

    @property
    def is_accepted(self) -> bool:
        """Whether the system now is as it was to be."""
        if isinstance(self.repair, DeviceRepair) or self.is_undone:
            return True
        target, after = self.repair.target, self.after
        if after is None:
            return False
        is_level_set = target.volume is None or (
            after.volume is not None and abs(after.volume - target.volume) <= _ROUNDING_PERCENT
        )
        return is_level_set and target.muted in (None, after.muted)

    @property
    def can_undo(self) -> bool:
        """Whether something was changed that is not taken back yet."""
        return not self.is_undone and (isinstance(self.repair, DeviceRepair) or self.before != self.after)


class MixerChangeEnded(Record, frozen=True, kw_only=True):
    """The mixer was set, refused, or set back; `finding_key` is of the finding that it was for."""

    finding_key: str
    outcome: RepairOutcome
    undo: Callable[[], MixerSetting] | None = None


_ROUNDING_PERCENT = 3
"""A driver sets the nearest of its own steps."""


def repairs(finding: Finding, report: Report) -> tuple[Repair, ...]:
    """What helps with this finding, the setting first; empty where nothing of that kind does."""
    check = affected_check(finding)
    setting = _mixer_repair(finding, check, _observations(report, check))
    return (*(() if setting is None else (setting,)), *_device_repairs(finding, check, report))


def _mixer_repair(finding: Finding, check: str, observations: Observations) -> MixerRepair | None:
    if finding.code in _SPEAKER_CODES:
        return _speaker_repair(finding, check, observations)
    muted = observations["device.muted", finding.subject].value is True
    volume = observations.number("device.volume", finding.subject)
    target: MixerSetting | None = None
    if finding.code in _UNHEARD_CODES:
        is_low = volume is not None and volume < LOW_PERCENT
        target = MixerSetting(muted=False if muted else None, volume=RAISED_PERCENT if is_low else None)
    elif finding.code == "microphone.too-quiet" and volume is not None and volume < RAISED_PERCENT:
        target = MixerSetting(volume=RAISED_PERCENT)
    elif finding.code == "microphone.clipping" and volume is not None and volume > LOWERED_PERCENT:
        target = MixerSetting(volume=LOWERED_PERCENT)
    if target is None or target == MixerSetting():
        return None
    return MixerRepair(check=check, device=finding.subject, target=target)


def _speaker_repair(finding: Finding, check: str, observations: Observations) -> MixerRepair | None:
    muted, volume = observations["output.muted"].value is True, observations.number("output.volume")
    is_silent = volume is not None and volume < SPEAKER_PERCENT
    device = str(observations["output.default"].value or finding.values.get("speaker") or "")
    target = MixerSetting(muted=False if muted else None, volume=SPEAKER_PERCENT if is_silent else None)
    return MixerRepair(check=check, device=device, target=target) if target != MixerSetting() else None


def _device_repairs(finding: Finding, check: str, report: Report) -> tuple[DeviceRepair, ...]:
    """Another device, where this one is what is wrong. What is heard has to be answered, so a speaker is tried."""
    if check not in device_selections() or question_trial(check) is not None or finding.level not in _DEVICE_LEVELS:
        return ()
    choice = device_choice(report, check)
    if finding.subject != choice.used or finding.code.endswith(".access-denied"):
        return ()
    names = [name for name in choice.names if name != choice.used]
    return tuple(DeviceRepair(check=check, device=name, before=choice.used) for name in names[:MOST_DEVICES])


def _observations(report: Report, check: str) -> Observations:
    return next((item.observations_by_key for item in report.measurements if item.check == check), Observations(()))
