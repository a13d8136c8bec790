"""Whether poor figures are the line's at all: the PC, other programs, the Wi-Fi, a VPN or a proxy may be the reason."""

from checker.checks.line.diagnose.figures import rounded, upper_bound
from checker.checks.line.diagnose.queue_place import QueuePlace, queue_place
from checker.checks.line.diagnose.thresholds import CPU_FULL, CROSS_TRAFFIC_SHARE, WIFI_SHARE
from checker.checks.line.direction import Direction
from checker.model.finding import Finding, Level
from checker.model.observation import Observations

_SLOW = {"line.down-slow": Direction.DOWN, "line.up-slow": Direction.UP}
_BETWEEN = (("line.through-vpn", "adapter.medium", "vpn"), ("line.through-proxy", "proxy", True))
"""What stands between PC and line: code, and the fact with the value that says so."""
_BLAMING = (*_SLOW, "line.latency-high", "line.loss", "line.jitter", "line.gaps")
"""Findings that say something of the line; that a full line makes calls stutter holds whoever fills it."""


def find_invalidity(observations: Observations, *, poor: bool) -> Finding | None:
    """Why neither gaps nor poor figures say anything of the line; asked only where there are some."""
    changed = [observations[name] for name in ("suspended", "address.changed") if observations[name].value is True]
    if changed:
        return Finding.unknown("line.interrupted", evidence=tuple(changed))
    if poor and _is_cpu_busy(observations):
        return Finding.unknown(
            "line.not-valid", evidence=observations["cpu.during"], load=round(observations.number("cpu.during") or 0)
        )
    return None


def replace_by_reasons(observations: Observations, troubles: list[Finding]) -> list[Finding]:
    """The troubles, with what stands between PC and line named in place of the line."""
    blaming = [trouble for trouble in troubles if trouble.code in _BLAMING]
    if not blaming:
        return troubles
    rest = [trouble for trouble in troubles if trouble not in blaming]
    for code, name, value in _BETWEEN:
        if observations[name].value == value:
            return [Finding.warning(code, evidence=observations[name]), *rest]
    busy_directions = [direction for direction in Direction if _is_line_in_use(observations, direction)]
    if busy_directions and all(_is_due_to_cross_traffic(observations, trouble) for trouble in blaming):
        return [_in_use_finding(observations, busy_directions), *rest]
    return _with_home_named(observations, troubles, blaming)


def _with_home_named(observations: Observations, troubles: list[Finding], blaming: list[Finding]) -> list[Finding]:
    """The worst of what the way to the router holds down, in place of all that it does."""
    narrow = [finding for trouble in blaming if (finding := _home_finding(observations, trouble)) is not None]
    if not narrow:
        return troubles
    worst = min(narrow, key=lambda trouble: trouble.level is not Level.BLOCKER)
    return [worst, *(trouble for trouble in troubles if _home_finding(observations, trouble) is None)]


def has_other_reason(observations: Observations, direction: Direction) -> bool:
    """Whether something other than the line may have held this rate down."""
    if any(
        observations[name].value is True for name in ("suspended", "address.changed", "proxy", f"{direction}.collected")
    ):
        return True
    through_vpn = observations["adapter.medium"].value == "vpn"
    return (
        through_vpn
        or _is_cpu_busy(observations)
        or _is_line_in_use(observations, direction)
        or _is_wifi_saturated(observations, direction)
        or queue_place(observations, direction) is QueuePlace.HOME
    )


def _is_cpu_busy(observations: Observations) -> bool:
    busy = observations.number("cpu.during")
    return busy is not None and busy > CPU_FULL


def _is_line_in_use(observations: Observations, direction: Direction) -> bool:
    cross_traffic, rate = observations.number(f"others.{direction}"), observations.number(f"{direction}.rate")
    return cross_traffic is not None and rate is not None and cross_traffic > rate * CROSS_TRAFFIC_SHARE


def _is_due_to_cross_traffic(observations: Observations, trouble: Finding) -> bool:
    """A rate would be enough with what others took added; latency, loss and jitter come with any use of the line."""
    direction = _SLOW.get(trouble.code)
    if direction is None:
        return True
    best, want = upper_bound(observations, f"{direction}.rate") or 0.0, trouble.values.get("want", 0)
    return isinstance(want, (int, float)) and best + (observations.number(f"others.{direction}") or 0.0) >= want


def _in_use_finding(observations: Observations, directions: list[Direction]) -> Finding:
    moved = sum(observations.number(f"others.{direction}") or 0.0 for direction in directions)
    return Finding.unknown(
        "line.in-use",
        evidence=tuple(observations[f"others.{direction}"] for direction in directions),
        moved=rounded(moved),
    )


def _is_wifi_saturated(observations: Observations, direction: Direction) -> bool:
    rate, link = observations.number(f"{direction}.rate"), observations.number("adapter.rate")
    wireless = observations["adapter.medium"].value == "wifi"
    return wireless and rate is not None and link is not None and 0 < link * WIFI_SHARE < rate


def _home_finding(observations: Observations, trouble: Finding) -> Finding | None:
    """A rate that is short where the Wi-Fi carries no more, or where all waits before the router answers."""
    direction = _SLOW.get(trouble.code)
    if direction is None:
        return None
    wireless = observations["adapter.medium"].value == "wifi"
    evidence = [f"{direction}.rate", *(["adapter.rate"] if wireless and observations.has("adapter.rate") else [])]
    if queue_place(observations, direction) is QueuePlace.HOME:
        evidence += ["idle.latency", f"{direction}.latency", "router.latency", f"{direction}.router.latency"]
    elif not _is_wifi_saturated(observations, direction):
        return None
    make = Finding.blocker if trouble.level is Level.BLOCKER else Finding.warning
    return make(
        "line.wifi-limits" if wireless else "line.home-limits",
        evidence=tuple(observations[name] for name in evidence),
        link=rounded(observations.number("adapter.rate") or 0.0),
        have=trouble.values["have"],
        want=trouble.values["want"],
        roles=trouble.values["roles"],
    )
