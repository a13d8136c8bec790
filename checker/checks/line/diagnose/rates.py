"""Speed in both directions against the roles, the profile and the contract."""

from collections.abc import Iterable, Iterator, Sequence

from checker.checks.line.diagnose import direction_words
from checker.checks.line.diagnose.compared import faster_elsewhere, is_confirmed, rate_evidence, sufficient_path
from checker.checks.line.diagnose.figures import (
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
from checker.checks.line.diagnose.validity import has_other_reason
from checker.checks.line.direction import Direction
from checker.checks.line.need import CONTRACT_SHARE, LineNeed, Role
from checker.checks.line.roles import ROLES, role_names, roles_of
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observations

_LIMITS = {Direction.DOWN: LimitingFactor.DOWN, Direction.UP: LimitingFactor.UP}
_CODES = {Direction.DOWN: "line.down-slow", Direction.UP: "line.up-slow"}


def rates(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Each direction that may be too slow; unknown where the figure is only a lower bound, or was collected."""
    has_low_bound = False
    codes: set[str] = set()
    for direction in Direction:
        if observations.number(f"{direction}.rate") is None or is_trickle(observations, direction):
            continue
        if not is_lower_bound(observations, direction):
            for finding in _slow_findings(observations, need, direction):
                if finding.code not in codes:
                    yield finding
                codes.add(finding.code)
        elif not has_low_bound and _is_bound_too_low(observations, need, direction):
            has_low_bound = True
            yield _lower_bound_finding(observations, direction, _required_mbit(need, direction, roles_of(need)))


def _slow_findings(observations: Observations, need: LineNeed, direction: Direction) -> Iterator[Finding]:
    rate, best = observations[f"{direction}.rate"], upper_bound(observations, f"{direction}.rate") or 0.0
    short = limited_roles(_LIMITS[direction], observations, need)
    if not short and best >= need.mbit(direction):
        return
    if observations[f"{direction}.collected"].value is True:
        yield Finding.unknown("line.up-collected", evidence=(rate, observations[f"{direction}.collected"]))
        return
    required_mbit = _required_mbit(need, direction, short)
    path = sufficient_path(observations, direction, required_mbit)
    if path is not None:
        yield faster_elsewhere(observations, direction, path, required_mbit)
        return
    de, en = role_names(short or roles_of(need))
    is_far_below = _is_far_below(observations, direction, short, need.mbit(direction))
    make = Finding.blocker if is_far_below else Finding.warning
    yield make(
        _CODES[direction],
        evidence=rate_evidence(observations, direction),
        sure=Sureness.LIKELY if is_confirmed(observations, direction, required_mbit) else Sureness.POSSIBLE,
        have=rounded(observations.number(f"{direction}.rate") or 0.0),
        want=rounded(required_mbit),
        roles_de=de,
        roles_en=en,
        roles=limited_role_ids(_LIMITS[direction], observations),
    )


def _required_mbit(need: LineNeed, direction: Direction, roles: Iterable[Role]) -> float:
    """What the profile itself and these roles ask for."""
    return max([need.mbit(direction), *(ROLES[role].mbit(direction) for role in roles)])


def _is_bound_too_low(observations: Observations, need: LineNeed, direction: Direction) -> bool:
    best = upper_bound(observations, f"{direction}.rate") or 0.0
    return best < _required_mbit(need, direction, roles_of(need))


def collected(observations: Observations, troubles: Sequence[Finding]) -> Iterator[Finding]:
    """Worth knowing although the upload is fast enough."""
    if observations["up.collected"].value is True and not any(
        finding.code == "line.up-collected" for finding in troubles
    ):
        yield Finding.note("line.up-collected", evidence=observations["up.collected"])


def contract(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Said only of a figure that nothing but the line can have held down, and that is no lower bound."""
    short: list[tuple[Direction, float, float]] = []
    for direction in Direction:
        best, employee_mbit = (
            upper_bound(observations, f"{direction}.rate"),
            observations.number(f"contract.{direction}"),
        )
        promised = need.contract_mbit(direction) if employee_mbit is None else employee_mbit
        least = promised * CONTRACT_SHARE
        is_sure = not (
            has_other_reason(observations, direction)
            or is_lower_bound(observations, direction)
            or is_trickle(observations, direction)
            or sufficient_path(observations, direction, least) is not None
        )
        if best is not None and is_sure and best < least:
            short.append((direction, observations.number(f"{direction}.rate") or 0.0, promised))
    if short:
        direction, have, want = min(short, key=lambda entry: entry[1] / entry[2])
        yield Finding.note(
            "line.below-contract",
            evidence=rate_evidence(observations, direction),
            sure=Sureness.LIKELY if is_confirmed(observations, direction, want * CONTRACT_SHARE) else Sureness.POSSIBLE,
            have=rounded(have),
            want=rounded(want),
        )


def starts_faster(observations: Observations) -> Iterator[Finding]:
    """The line slowed down while it was measured: both rates side by side; the later one counts for everything else."""
    slowed = [direction for direction in Direction if _has_slowed(observations, direction)]
    if not slowed:
        return
    sentences = [_sentence(observations, direction) for direction in slowed]
    yield Finding.note(
        "line.starts-faster",
        evidence=tuple(
            observations[f"{direction}.{name}"]
            for direction in slowed
            for name in ("burst.rate", "burst.bytes", "rate")
        ),
        rates_de="; ".join(de for de, _ in sentences),
        rates_en="; ".join(en for _, en in sentences),
    )


def _has_slowed(observations: Observations, direction: Direction) -> bool:
    """Other programs that began to load meanwhile, or a busy PC, would look the same."""
    if not all(observations.has(f"{direction}.{name}") for name in ("burst.rate", "burst.bytes", "rate")):
        return False
    return not has_other_reason(observations, direction)


def _sentence(observations: Observations, direction: Direction) -> tuple[str, str]:
    amount, burst, rate = (
        str(rounded(observations.number(f"{direction}.{name}") or 0.0))
        for name in ("burst.bytes", "burst.rate", "rate")
    )
    de, en = direction_words.NOUNS[direction]
    return (
        f"{de} {burst} statt {rate}\u00a0Mbit/s in den ersten {amount}\u00a0MB".replace(".", ","),
        f"{en.capitalize()} {burst} instead of {rate}\u00a0Mbit/s in the first {amount}\u00a0MB",
    )


def _lower_bound_finding(observations: Observations, direction: Direction, required_mbit: float) -> Finding:
    have_de, have_en = rate_words(observations, direction)
    way_de, way_en = direction_words.NOUNS[direction]
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


def _is_far_below(observations: Observations, direction: Direction, short: Sequence[Role], profile_mbit: float) -> bool:
    """Below what a role needs at the very least, or a quarter of what the profile asks for."""
    best = upper_bound(observations, f"{direction}.rate") or 0.0
    return best < profile_mbit / 4 or any(
        assess(role, _LIMITS[direction], observations) is ReadinessLevel.NOT_READY for role in short
    )
