"""Which checks run, and which are left out because they or their group were not allowed."""

from collections.abc import Collection, Mapping

from checker.checks.declaration import Check, Need
from checker.checks.registry import checks, needs, selected_checks
from checker.model.codec import Unreadable
from checker.model.failure import FailureKind, Operation, OperationFailed, Refusal, failure_of
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.record import Record


class PlannedCheck(Record, frozen=True, kw_only=True):
    """One check and what the profile needs of it."""

    check: Check
    need: Need


class RunPlan(Record, frozen=True, kw_only=True):
    """What will run, and what is left out; nothing is left out silently. `allowed`: None: every group."""

    profile: Profile
    allowed: tuple[DataGroup, ...] | None = None
    planned: tuple[PlannedCheck, ...]
    left_out: tuple[Measurement, ...] = ()


def make_plan(
    profile: Profile,
    allowed: Collection[DataGroup],
    only: Collection[str] = (),
    declined: Mapping[str, tuple[Observation, ...]] | None = None,
) -> RunPlan:
    """The checks named by `only`, or all, as far as every group that they read is allowed, without the `declined`.

    `declined` maps to what is known of such a check all the same: why it was declined.

    Raises Unreadable `no-such-check` for a name in `only` that is none, `profile-needs` for a profile's own mistake.
    """
    available = checks()
    for name in only:
        if name not in available:
            raise Unreadable(_no_such_check(name, ", ".join(available)), name)
    selected = list(selected_checks(only).values())
    needs_by_check = needs(profile)
    declined_checks = declined or {}
    is_allowed = {
        candidate.name: candidate.name not in declined_checks and _is_allowed(candidate, allowed)
        for candidate in selected
    }
    return RunPlan(
        profile=profile,
        allowed=tuple(allowed),
        planned=tuple(
            PlannedCheck(check=candidate, need=needs_by_check[candidate.name])
            for candidate in selected
            if is_allowed[candidate.name]
        ),
        left_out=tuple(
            _skipped_measurement(candidate, declined_checks.get(candidate.name, ()))
            for candidate in selected
            if not is_allowed[candidate.name]
        ),
    )


def _is_allowed(check: Check, allowed: Collection[DataGroup]) -> bool:
    return all(group in allowed for group in check.groups)


def _skipped_measurement(check: Check, observations: tuple[Observation, ...]) -> Measurement:
    failure = failure_of(Operation.RUN, OperationFailed(Operation.RUN, FailureKind.NO_CONSENT))
    return Measurement(
        check=check.name, version=check.version, outcome=Outcome.SKIPPED, failure=failure, observations=observations
    )


def _no_such_check(name: str, available: str) -> Refusal:
    return Refusal(
        kind="no-such-check",
        de=f"Eine Prüfung „{name}“ gibt es nicht. Es gibt: {available}.",
        en=f"There is no check “{name}”. There are: {available}.",
    )
