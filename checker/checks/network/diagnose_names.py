"""Names: not found, found late, or found with an answer that is not the internet's."""

from collections.abc import Iterator

from checker.checks.network.evidence import DESK, DIRECT, NOWHERE, desk_is_far, opened
from checker.model.failure import FailureKind
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observations

SLOW_MS = 1000.0
"""A lookup is part of opening every page: people notice a second as an interruption (Nielsen, response times, 1993)."""
_ODD = (*NOWHERE, "private", "shared", "self-assigned")
"""Kinds of address that are none of the internet's."""


def names(observations: Observations) -> Iterator[Finding]:
    """Behind a proxy the names are the proxy's business."""
    if observations["proxy.used"].value is True and observations.has("desk.status"):
        return
    targets = [one for one in observations.subjects("dns.system") if one != DESK or desk_is_far(observations)]
    lied = [one for one in targets if _lie(observations, one)]
    for target in lied:
        yield _lying(observations, target)
    yield from _failing(observations, [one for one in targets if one not in lied], targets)
    yield from _slow(observations, targets)


def _lie(observations: Observations, target: str) -> str:
    """`hidden`, or the kind of address that stands for the true one; empty for a sound answer."""
    if observations["dns.hidden", target].value is True:
        return "hidden"
    kind = observations["dns.kind", target].value
    if kind not in _ODD or observations["dns.kind-outside", target].value != "public":
        return ""
    # A company shows its own people the inner address, through its VPN or in its house: then it answers there.
    inner = kind not in NOWHERE and (observations["vpn.active"].value is True or opened(observations, target))
    return "" if inner else str(kind)


def _lying(observations: Observations, target: str) -> Finding:
    because = (
        observations["dns.system", target],
        observations["dns.kind", target],
        observations["dns.kind-outside", target],
    )
    host = target.rpartition(":")[0].strip("[]") or target
    return Finding.warning(
        "network.dns-lies", because=because, subject=host, sure=Sureness.CERTAIN, how=_lie(observations, target)
    )


def _failing(observations: Observations, targets: list[str], every: list[str]) -> Iterator[Finding]:
    """A name that the system cannot resolve while a direct query can, or that nobody knows."""
    failed = [target for target in targets if _unresolved(observations, target)]
    if not failed:
        return
    because = (observations["dns.system", failed[0]], *(observations[name] for name in DIRECT))
    say = Finding.warning if any(observations.has("dns.system", target) for target in every) else Finding.blocker
    if observations.has("dns.configured") or observations.has("dns.gateway"):
        yield say("network.dns-of-pc", because=because)
    elif observations.has("dns.independent"):
        yield say("network.dns-of-router", because=because)
    elif _nobody_knows(observations):
        yield Finding.warning("network.name-unknown", because=because, subject=failed[0], name=failed[0])


def _unresolved(observations: Observations, target: str) -> bool:
    failure = observations["dns.system", target].failure
    return failure is not None and failure.kind is not FailureKind.NOT_MEASURED


def _nobody_knows(observations: Observations) -> bool:
    failure = observations["dns.configured"].failure
    return failure is not None and failure.kind is FailureKind.NOT_FOUND


def _slow(observations: Observations, targets: list[str]) -> Iterator[Finding]:
    """Late twice: for a name of the profile, and for a fresh one that no memory holds."""
    late = [one for one in targets if (observations.number("dns.system", one) or 0) > SLOW_MS]
    again = observations["dns.again"].failure
    if not late or not (
        (observations.number("dns.again") or 0) > SLOW_MS or (again and again.kind is FailureKind.TIMEOUT)
    ):
        return
    outside = observations.number("dns.independent")
    if outside is not None and outside > SLOW_MS:
        return  # the name's own servers are late, for everybody
    because = (
        observations["dns.system", late[0]],
        observations["dns.again"],
        observations["dns.configured"],
        observations["dns.independent"],
    )
    sure = Sureness.POSSIBLE if outside is None else Sureness.LIKELY
    seconds = round((observations.number("dns.system", late[0]) or 0) / 1000, 1)
    yield Finding.warning("network.dns-slow", because=because, sure=sure, seconds=seconds)
