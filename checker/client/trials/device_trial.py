"""What people can try for themselves with their devices, as the checks declare it, and what of it they may."""

from collections.abc import Collection, Iterable

from checker.checks.employee import Trial, TrialKind
from checker.checks.registry import checks
from checker.model.finding import Finding
from checker.model.privacy import DataGroup
from checker.model.record import Record


class DeviceTrial(Record, frozen=True, kw_only=True):
    """A trial, and the check that declares it."""

    check: str
    trial: Trial

    @property
    def part(self) -> str:
        """The part of that check."""
        return self.trial.part

    @property
    def kind(self) -> TrialKind:
        """How it goes."""
        return self.trial.kind

    @property
    def asks(self) -> bool:
        """Whether the employee is to name what was played."""
        return self.kind is TrialKind.QUESTION

    def shows(self, finding: Finding) -> bool:
        """Whether it shows live, or asks, if this finding of its check still holds."""
        return self.kind is not TrialKind.PLAYBACK and finding.code not in (*self.trial.useless_codes, NOT_ALLOWED)


NOT_ALLOWED = "run.not-allowed"
"""Nobody may use the device."""


def device_trials() -> tuple[DeviceTrial, ...]:
    """All of them, in the order of their checks."""
    return tuple(DeviceTrial(check=name, trial=trial) for name, check in checks().items() for trial in check.trials)


def question_trial(check: str) -> DeviceTrial | None:
    """The trial of this check that asks what was played, or None where it has none."""
    return next((trial for trial in device_trials() if trial.check == check and trial.asks), None)


def helpful_trials(allowed: Collection[DataGroup], findings: Iterable[Finding]) -> frozenset[DeviceTrial]:
    """The allowed ones, without those that have nothing to show, such as a camera where there is none."""
    codes = {finding.code for finding in findings}
    return frozenset(trial for trial in allowed_trials(allowed) if not codes.intersection(trial.trial.useless_codes))


def allowed_trials(allowed: Collection[DataGroup]) -> frozenset[DeviceTrial]:
    """Those whose data the employee allowed to be read."""
    checks_by_name = checks()
    return frozenset(
        trial for trial in device_trials() if all(group in allowed for group in checks_by_name[trial.check].groups)
    )
