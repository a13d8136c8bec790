"""Which checks run, and which are left out because they or their group were not allowed."""

from collections.abc import Collection, Mapping

from checker.checks.declaration import Check, Need
from checker.checks.registry import checks, needs
from checker.model.codec import Unreadable
from checker.model.failure import FailureKind, Operation, OperationFailed, Refusal, failure_of
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import Group
from checker.model.profile import Profile
from checker.model.record import Record


class Planned(Record, frozen=True, kw_only=True):
    """One check and what the profile asks of it."""

    check: Check
    need: Need


class Plan(Record, frozen=True, kw_only=True):
    """What will run, and what is left out; nothing is left out silently."""

    profile: Profile
    planned: tuple[Planned, ...]
    left_out: tuple[Measurement, ...] = ()


def plan(
    profile: Profile,
    allowed: Collection[Group],
    only: Collection[str] = (),
    declined: Mapping[str, tuple[Observation, ...]] | None = None,
) -> Plan:
    """The checks named by `only`, or all, as far as every group that they read is allowed, without the `declined`.

    `declined` maps to what is known of such a check all the same: why it was declined.

    Raises Unreadable `no-such-check` for a name in `only` that is none, `profile-needs` for a profile's own mistake.
    """
    known = checks()
    for name in only:
        if name not in known:
            raise Unreadable(_no_such_check(name, ", ".join(known)), name)
    wanted = [check for name, check in known.items() if not only or name in only]
    asked = needs(profile)
    unwanted = declined or {}
    may = {one.name: one.name not in unwanted and _may(one, allowed) for one in wanted}
    return Plan(
        profile=profile,
        planned=tuple(Planned(check=one, need=asked[one.name]) for one in wanted if may[one.name]),
        left_out=tuple(_skipped(one, unwanted.get(one.name, ())) for one in wanted if not may[one.name]),
    )


def _may(check: Check, allowed: Collection[Group]) -> bool:
    return all(group in allowed for group in check.groups)


def _skipped(check: Check, seen: tuple[Observation, ...]) -> Measurement:
    failure = failure_of(Operation.RUN, OperationFailed(Operation.RUN, FailureKind.NO_CONSENT))
    return Measurement(
        check=check.name, version=check.version, outcome=Outcome.SKIPPED, failure=failure, observations=seen
    )


def _no_such_check(name: str, known: str) -> Refusal:
    return Refusal(
        kind="no-such-check",
        de=f"Eine Prüfung „{name}“ gibt es nicht. Es gibt: {known}.",
        en=f"There is no check “{name}”. There are: {known}.",
    )
