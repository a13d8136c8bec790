"""Whether poor figures are the line's at all: the PC, other programs, the Wi-Fi, a VPN or a proxy may be the reason."""

from checker.checks.line.figures import WAYS, figure, most
from checker.checks.line.thresholds import CPU_FULL, OTHERS_SHARE, WIFI_SHARE
from checker.model.finding import Finding, Level
from checker.model.observation import Observations

_SLOW = {"line.down-slow": "down", "line.up-slow": "up"}
_BLAMING = (*_SLOW, "line.latency-high", "line.loss", "line.jitter")
"""Findings that say something of the line; that a full line makes calls stutter holds whoever fills it."""


def not_valid(observations: Observations, *, poor: bool) -> Finding | None:
    """Why neither gaps nor poor figures say anything of the line; asked only where there are some."""
    changed = [observations[name] for name in ("suspended", "address.changed") if observations[name].value is True]
    if changed:
        return Finding.unknown("line.interrupted", because=tuple(changed))
    if poor and _tired(observations):
        return Finding.unknown(
            "line.not-valid", because=observations["cpu.during"], load=round(observations.number("cpu.during") or 0)
        )
    return None


def explained(observations: Observations, troubles: list[Finding]) -> list[Finding]:
    """The troubles, with what stands between PC and line named in place of the line."""
    blaming = [one for one in troubles if one.code in _BLAMING]
    if not blaming:
        return troubles
    rest = [one for one in troubles if one not in blaming]
    for code, name, value in (("line.through-vpn", "adapter.medium", "vpn"), ("line.through-proxy", "proxy", True)):
        if observations[name].value == value:
            return [Finding.warning(code, because=observations[name]), *rest]
    using = [way for way in WAYS if _in_use(observations, way)]
    if using and all(_by_others(observations, one) for one in blaming):
        return [_used(observations, using), *rest]
    narrow = [found for one in blaming if (found := _wifi(observations, one)) is not None]
    if narrow:
        worst = min(narrow, key=lambda one: one.level is not Level.BLOCKER)
        return [worst, *(one for one in troubles if _wifi(observations, one) is None)]
    return troubles


def has_excuse(observations: Observations, way: str) -> bool:
    """Whether something other than the line may have held this rate down."""
    if any(observations[name].value is True for name in ("suspended", "address.changed", "proxy", f"{way}.collected")):
        return True
    through_vpn = observations["adapter.medium"].value == "vpn"
    return through_vpn or _tired(observations) or _in_use(observations, way) or _wifi_is_full(observations, way)


def _tired(observations: Observations) -> bool:
    busy = observations.number("cpu.during")
    return busy is not None and busy > CPU_FULL


def _in_use(observations: Observations, way: str) -> bool:
    others, rate = observations.number(f"others.{way}"), observations.number(f"{way}.rate")
    return others is not None and rate is not None and others > rate * OTHERS_SHARE


def _by_others(observations: Observations, trouble: Finding) -> bool:
    """A rate would be enough with what others took added; latency, loss and jitter come with any use of the line."""
    way = _SLOW.get(trouble.code)
    if way is None:
        return True
    best, want = most(observations, f"{way}.rate") or 0.0, trouble.values.get("want", 0)
    return isinstance(want, (int, float)) and best + (observations.number(f"others.{way}") or 0.0) >= want


def _used(observations: Observations, ways: list[str]) -> Finding:
    moved = sum(observations.number(f"others.{way}") or 0.0 for way in ways)
    return Finding.unknown(
        "line.in-use", because=tuple(observations[f"others.{way}"] for way in ways), moved=figure(moved)
    )


def _wifi_is_full(observations: Observations, way: str) -> bool:
    rate, link = observations.number(f"{way}.rate"), observations.number("adapter.rate")
    wireless = observations["adapter.medium"].value == "wifi"
    return wireless and rate is not None and link is not None and 0 < link * WIFI_SHARE < rate


def _wifi(observations: Observations, trouble: Finding) -> Finding | None:
    """A rate that is short where the Wi-Fi carries no more."""
    way = _SLOW.get(trouble.code)
    if way is None or not _wifi_is_full(observations, way):
        return None
    make = Finding.blocker if trouble.level is Level.BLOCKER else Finding.warning
    return make(
        "line.wifi-limits",
        because=(observations[f"{way}.rate"], observations["adapter.rate"]),
        link=figure(observations.number("adapter.rate") or 0.0),
        have=trouble.values["have"],
        want=trouble.values["want"],
        roles=trouble.values["roles"],
    )
