"""Speed in both directions against the roles, the profile and the contract."""

from collections.abc import Iterator, Sequence

from checker.checks.line.diagnose.figures import (
    DIRECTIONS,
    is_lower_bound,
    is_trickle,
    rate_words,
    rounded,
    upper_bound,
)
from checker.checks.line.diagnose.readiness import (
    LimitingFactor,
    ReadinessLevel,
    assess,
    limited_role_ids,
    limited_roles,
)
from checker.checks.line.diagnose.thresholds import CONTRACT_SHARE
from checker.checks.line.diagnose.validity import has_other_reason
from checker.checks.line.need import LineNeed, Role
from checker.checks.line.roles import ROLES, role_names, roles_of
from checker.model.finding import Finding
from checker.model.observation import Observations

_LIMITS = {"down": LimitingFactor.DOWN, "up": LimitingFactor.UP}
_CODES = {"down": "line.down-slow", "up": "line.up-slow"}
_DIRECTION_WORDS = {"down": ("Herunterladen", "downloading"), "up": ("Hochladen", "uploading")}


def rates(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Each direction that may be too slow; unknown where the figure is only a lower bound, or was collected."""
    has_bound = False
    for direction in DIRECTIONS:
        rate, mbit, best = (
            observations[f"{direction}.rate"],
            observations.number(f"{direction}.rate"),
            upper_bound(observations, f"{direction}.rate"),
        )
        if mbit is None or best is None or is_trickle(observations, direction):
            continue
        profile_mbit = need.down_mbit if direction == "down" else need.up_mbit
        required_by_role = {
            role: ROLES[role].down if direction == "down" else ROLES[role].up for role in roles_of(need)
        }
        required_mbit = max([profile_mbit, *required_by_role.values()])
        if is_lower_bound(observations, direction):
            if best < required_mbit and not has_bound:
                has_bound = True
                yield _lower_bound_finding(observations, direction, required_mbit)
            continue
        short = limited_roles(_LIMITS[direction], observations, need)
        if not short and best >= profile_mbit:
            continue
        if observations[f"{direction}.collected"].value is True:
            yield Finding.unknown("line.up-collected", evidence=(rate, observations[f"{direction}.collected"]))
            continue
        required_mbit = max([profile_mbit, *(required_by_role[role] for role in short)])
        de, en = role_names(short or roles_of(need))
        make = Finding.blocker if _is_far_below(observations, direction, short, profile_mbit) else Finding.warning
        yield make(
            _CODES[direction],
            evidence=rate,
            have=rounded(mbit),
            want=rounded(required_mbit),
            roles_de=de,
            roles_en=en,
            roles=limited_role_ids(_LIMITS[direction], observations),
        )


def collected(observations: Observations, troubles: Sequence[Finding]) -> Iterator[Finding]:
    """Worth knowing although the upload is fast enough."""
    if observations["up.collected"].value is True and not any(
        finding.code == "line.up-collected" for finding in troubles
    ):
        yield Finding.note("line.up-collected", evidence=observations["up.collected"])


def contract(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Said only of a figure that nothing but the line can have held down, and that is no lower bound."""
    short = []
    for direction, profile_mbit in (("down", need.contract_down_mbit), ("up", need.contract_up_mbit)):
        best, employee_mbit = (
            upper_bound(observations, f"{direction}.rate"),
            observations.number(f"contract.{direction}"),
        )
        promised = profile_mbit if employee_mbit is None else employee_mbit
        if (
            best is None
            or has_other_reason(observations, direction)
            or is_lower_bound(observations, direction)
            or is_trickle(observations, direction)
        ):
            continue
        if best < promised * CONTRACT_SHARE:
            short.append((observations[f"{direction}.rate"], observations.number(f"{direction}.rate") or 0.0, promised))
    if short:
        evidence, have, want = min(short, key=lambda entry: entry[1] / entry[2])
        yield Finding.note("line.below-contract", evidence=evidence, have=rounded(have), want=rounded(want))


def _lower_bound_finding(observations: Observations, direction: str, required_mbit: float) -> Finding:
    have_de, have_en = rate_words(observations, direction)
    way_de, way_en = _DIRECTION_WORDS[direction]
    return Finding.unknown(
        "line.lower-bound",
        evidence=(observations[f"{direction}.rate"], observations["server.capacity"])
        if observations.has("server.capacity")
        else (observations[f"{direction}.rate"], observations[f"{direction}.ended"]),
        have_de=have_de,
        have_en=have_en,
        way_de=way_de,
        way_en=way_en,
        want=rounded(required_mbit),
    )


def _is_far_below(observations: Observations, direction: str, short: Sequence[Role], profile_mbit: float) -> bool:
    """Below what a role needs at the very least, or a quarter of what the profile asks for."""
    best = upper_bound(observations, f"{direction}.rate") or 0.0
    return best < profile_mbit / 4 or any(
        assess(role, _LIMITS[direction], observations) is ReadinessLevel.NOT_READY for role in short
    )
