"""What other paths to the same line tell: only where two agree is the line blamed."""

from collections.abc import Iterator, Sequence

from checker.checks.line.comparison.compared_path import OTHER_SERVERS, VERSIONS, ComparedPath
from checker.checks.line.diagnose import direction_words
from checker.checks.line.diagnose.figures import lower_bound, rate_words, rounded, upper_bound
from checker.checks.line.diagnose.thresholds import FASTER_FACTOR, MAX_COMPARED_MS, TUNNEL_SHARE
from checker.checks.line.direction import Direction
from checker.checks.line.need import LineNeed, Role
from checker.checks.line.roles import ROLES, role_names, roles_of
from checker.model.finding import Finding
from checker.model.observation import Observation, Observations

OUTSIDE = (ComparedPath.IPV4, ComparedPath.IPV6, *OTHER_SERVERS)
"""Paths that lead over the line alone."""
_THROUGH_TUNNEL = (Role.REMOTE_DESKTOP, Role.FILES)
"""What is done over the company's network; meetings and mail mostly pass it by."""
_VERSION_WORDS = {
    4: ("die älteren Internetadressen (IPv4)", "the older internet addresses (IPv4)"),
    6: ("die neueren Internetadressen (IPv6)", "the newer internet addresses (IPv6)"),
}


def compared_rate(observations: Observations, direction: Direction, path: ComparedPath) -> Observation:
    """Of this path; a failure where it was not measured, or too far away to be within a second."""
    return observations[f"compared.{direction}.rate", path.value]


def sufficient_path(observations: Observations, direction: Direction, enough_mbit: float) -> ComparedPath | None:
    """A path over the same line that brought enough for sure, where the measured one did not."""
    for path in OUTSIDE:
        least = lower_bound(observations, f"compared.{direction}.rate", path.value)
        if least is not None and least >= enough_mbit:
            return path
    return None


def is_confirmed(observations: Observations, direction: Direction, enough_mbit: float) -> bool:
    """Whether another path brought too little as well."""
    bests = [_best(observations, direction, path) for path in OUTSIDE]
    return any(best is not None and best < enough_mbit for best in bests)


def rate_evidence(observations: Observations, direction: Direction) -> tuple[Observation, ...]:
    """The rate, and what other paths brought."""
    compared = (compared_rate(observations, direction, path) for path in OUTSIDE)
    return observations[f"{direction}.rate"], *(rate for rate in compared if rate.failure is None)


def faster_elsewhere(
    observations: Observations, direction: Direction, path: ComparedPath, required_mbit: float
) -> Finding:
    """In place of a line that is too slow: what it was measured against was, or one IP version."""
    rate, compared = observations[f"{direction}.rate"], compared_rate(observations, direction, path)
    if path in OTHER_SERVERS:
        way_de, way_en = direction_words.NOUNS[direction]
        return Finding.note(
            "line.point-slow",
            evidence=(rate, compared),
            have=_figure(rate),
            other=_figure(compared),
            want=rounded(required_mbit),
            way_de=way_de,
            way_en=way_en,
        )
    slow = 4 if path is ComparedPath.IPV6 else 6
    return _version_finding(observations, direction, slow, rate, compared, poor=True)


def slower_version(observations: Observations, need: LineNeed, troubles: Sequence[Finding]) -> Iterator[Finding]:
    """One IP version brings clearly less, and too little: worth knowing, for the company may be reached by it."""
    if any(finding.code == "line.one-version-slow" for finding in troubles):
        return
    for version, path in VERSIONS.items():
        for direction in Direction:
            required_mbit = max([need.mbit(direction), *(ROLES[role].mbit(direction) for role in roles_of(need))])
            slow = _slower_version(observations, direction, version, path, required_mbit)
            if slow:
                rates = observations[f"{direction}.rate"], compared_rate(observations, direction, path)
                slow_rate, fast_rate = rates[::-1] if slow == version else rates
                yield _version_finding(observations, direction, slow, slow_rate, fast_rate, poor=False)
                return


def _slower_version(
    observations: Observations, direction: Direction, version: int, path: ComparedPath, required_mbit: float
) -> int:
    """Of this version, which was compared, and the measured one; 0 where neither is clearly slower and too slow."""
    name = f"{direction}.rate"
    own_least, own_best = lower_bound(observations, name), upper_bound(observations, name)
    least, best = (
        lower_bound(observations, f"compared.{name}", path.value),
        _best(observations, direction, path),
    )
    if own_least is None or own_best is None or least is None or best is None:
        return 0
    if best < required_mbit and best * FASTER_FACTOR < own_least:
        return version
    is_own_slower = own_best < required_mbit and own_best * FASTER_FACTOR < least
    return 10 - version if is_own_slower else 0


def tunnel(observations: Observations, need: LineNeed) -> Iterator[Finding]:
    """Through the tunnel comes much less than outside, and less than the work in the company needs."""
    if observations["adapter.medium"].value == "vpn":
        return
    for direction in Direction:
        best = _best(observations, direction, ComparedPath.INSIDE)
        least = lower_bound(observations, f"{direction}.rate")
        if best is None or least is None or best >= TUNNEL_SHARE * least:
            continue
        short = [role for role in roles_of(need) if role in _THROUGH_TUNNEL and best < ROLES[role].mbit(direction)]
        inside, outside = compared_rate(observations, direction, ComparedPath.INSIDE), observations[f"{direction}.rate"]
        way_de, way_en = direction_words.NOUNS[direction]
        de, en = role_names(short)
        outside_de, outside_en = rate_words(observations, direction)
        make = Finding.warning if short else Finding.note
        yield make(
            "line.tunnel-slow",
            evidence=(inside, outside),
            have=_figure(inside),
            outside_de=outside_de,
            outside_en=outside_en,
            way_de=way_de,
            way_en=way_en,
            for_de=f" Das ist zu wenig für {de}." if short else "",
            for_en=f" That is too little for {en}." if short else "",
            roles=" ".join(role.value for role in short),
        )
        return


def _best(observations: Observations, direction: Direction, path: ComparedPath) -> float | None:
    """The upper end of what this path brought; None where nothing is to be said of it."""
    latency_ms = observations.number("compared.latency", path.value)
    if latency_ms is None or latency_ms > MAX_COMPARED_MS:
        return None
    return upper_bound(observations, f"compared.{direction}.rate", path.value)


def _version_finding(
    observations: Observations, direction: Direction, version: int, slow: Observation, fast: Observation, *, poor: bool
) -> Finding:
    way_de, way_en = direction_words.NOUNS[direction]
    (slow_de, slow_en), (fast_de, fast_en) = _VERSION_WORDS[version], _VERSION_WORDS[10 - version]
    make = Finding.warning if poor else Finding.note
    return make(
        "line.one-version-slow",
        evidence=(slow, fast, observations["ip.version"]),
        slow_de=slow_de,
        slow_en=slow_en,
        fast_de=fast_de,
        fast_en=fast_en,
        have=_figure(slow),
        other=_figure(fast),
        way_de=way_de,
        way_en=way_en,
    )


def _figure(rate: Observation) -> float | int:
    return rounded(float(rate.value)) if isinstance(rate.value, (int, float)) else 0
