"""Names: not found, found late, or found with an answer that is not the internet's."""

from collections.abc import Iterator

from checker.checks.network.evidence import DESK, DIRECT, NOWHERE, desk_is_far, opened
from checker.model.failure import Kind
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observations

SLOW_MS = 1000.0
"""A lookup is part of opening every page: people notice a second as an interruption (Nielsen, response times, 1993)."""
_ODD = (*NOWHERE, "private", "shared", "self-assigned")
"""Kinds of address that are none of the internet's."""


def names(seen: Observations) -> Iterator[Finding]:
    """Behind a proxy the names are the proxy's business."""
    if seen["proxy.used"].value is True and seen.has("desk.status"):
        return
    targets = [one for one in seen.subjects("dns.system") if one != DESK or desk_is_far(seen)]
    lied = [one for one in targets if _lie(seen, one)]
    for target in lied:
        yield _lying(seen, target)
    yield from _failing(seen, [one for one in targets if one not in lied], targets)
    yield from _slow(seen, targets)


def _lie(seen: Observations, target: str) -> str:
    """`hidden`, or the kind of address that stands for the true one; empty for a sound answer."""
    if seen["dns.hidden", target].value is True:
        return "hidden"
    kind = seen["dns.kind", target].value
    if kind not in _ODD or seen["dns.kind-outside", target].value != "public":
        return ""
    # A company shows its own people the inner address, through its VPN or in its house: then it answers there.
    inner = kind not in NOWHERE and (seen["vpn.active"].value is True or opened(seen, target))
    return "" if inner else str(kind)


def _lying(seen: Observations, target: str) -> Finding:
    because = (seen["dns.system", target], seen["dns.kind", target], seen["dns.kind-outside", target])
    host = target.rpartition(":")[0].strip("[]") or target
    return Finding.warning(
        "network.dns-lies", because=because, subject=host, sure=Sureness.CERTAIN, how=_lie(seen, target)
    )


def _failing(seen: Observations, targets: list[str], every: list[str]) -> Iterator[Finding]:
    """A name that the system cannot resolve while a direct query can, or that nobody knows."""
    failed = [target for target in targets if _unresolved(seen, target)]
    if not failed:
        return
    because = (seen["dns.system", failed[0]], *(seen[name] for name in DIRECT))
    say = Finding.warning if any(seen.has("dns.system", target) for target in every) else Finding.blocker
    if seen.has("dns.configured") or seen.has("dns.gateway"):
        yield say("network.dns-of-pc", because=because)
    elif seen.has("dns.independent"):
        yield say("network.dns-of-router", because=because)
    elif _nobody_knows(seen):
        yield Finding.warning("network.name-unknown", because=because, subject=failed[0], name=failed[0])


def _unresolved(seen: Observations, target: str) -> bool:
    failure = seen["dns.system", target].failure
    return failure is not None and failure.kind is not Kind.NOT_MEASURED


def _nobody_knows(seen: Observations) -> bool:
    failure = seen["dns.configured"].failure
    return failure is not None and failure.kind is Kind.NOT_FOUND


def _slow(seen: Observations, targets: list[str]) -> Iterator[Finding]:
    """Late twice: for a name of the profile, and for a fresh one that no memory holds."""
    late = [one for one in targets if (seen.number("dns.system", one) or 0) > SLOW_MS]
    again = seen["dns.again"].failure
    if not late or not ((seen.number("dns.again") or 0) > SLOW_MS or (again and again.kind is Kind.TIMEOUT)):
        return
    outside = seen.number("dns.independent")
    if outside is not None and outside > SLOW_MS:
        return  # the name's own servers are late, for everybody
    because = (seen["dns.system", late[0]], seen["dns.again"], seen["dns.configured"], seen["dns.independent"])
    sure = Sureness.POSSIBLE if outside is None else Sureness.LIKELY
    seconds = round((seen.number("dns.system", late[0]) or 0) / 1000, 1)
    yield Finding.warning("network.dns-slow", because=because, sure=sure, seconds=seconds)
