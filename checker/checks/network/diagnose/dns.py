"""Names: not found, found late, or found with an answer that is not the internet's."""

from collections.abc import Iterator

from checker.checks.network.diagnose.evidence import DEAD_END_KINDS, DIRECT_QUERIES, is_connected, is_desk_remote
from checker.checks.network.need import DESK
from checker.model.failure import FailureKind
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observations

SLOW_MS = 1000.0
"""A lookup is part of opening every page: people notice a second as an interruption (Nielsen, response times, 1993)."""
_NON_PUBLIC_KINDS = (*DEAD_END_KINDS, "private", "shared", "self-assigned")
"""Kinds of address that are none of the internet's."""


def name_resolution(observations: Observations) -> Iterator[Finding]:
    """Behind a proxy the names are the proxy's business."""
    if observations["proxy.used"].value is True and observations.has("desk.status"):
        return
    targets = [
        subject for subject in observations.subjects("dns.system") if subject != DESK or is_desk_remote(observations)
    ]
    hijacked = [subject for subject in targets if _wrong_answer(observations, subject)]
    for target in hijacked:
        yield _wrong_answer_finding(observations, target)
    yield from _failed_resolution(observations, [subject for subject in targets if subject not in hijacked], targets)
    yield from _slow_resolution(observations, targets)


def _wrong_answer(observations: Observations, target: str) -> str:
    """`hidden`, or the kind of address that stands for the true one; empty for a sound answer."""
    if observations["dns.hidden", target].value is True:
        return "hidden"
    kind = observations["dns.kind", target].value
    if kind not in _NON_PUBLIC_KINDS or observations["dns.kind-outside", target].value != "public":
        return ""
    # A company shows its own people the inner address, through its VPN or in its house: then it answers there.
    is_internal = kind not in DEAD_END_KINDS and (
        observations["vpn.active"].value is True or is_connected(observations, target)
    )
    return "" if is_internal else str(kind)


def _wrong_answer_finding(observations: Observations, target: str) -> Finding:
    evidence = (
        observations["dns.system", target],
        observations["dns.kind", target],
        observations["dns.kind-outside", target],
    )
    host = target.rpartition(":")[0].strip("[]") or target
    return Finding.warning(
        "network.dns-lies",
        evidence=evidence,
        subject=host,
        sure=Sureness.CERTAIN,
        how=_wrong_answer(observations, target),
    )


def _failed_resolution(observations: Observations, targets: list[str], all_targets: list[str]) -> Iterator[Finding]:
    """A name that the system cannot resolve while a direct query can, or that nobody knows."""
    failed = [target for target in targets if _is_unresolved(observations, target)]
    if not failed:
        return
    evidence = (observations["dns.system", failed[0]], *(observations[name] for name in DIRECT_QUERIES))
    make_finding = (
        Finding.warning if any(observations.has("dns.system", target) for target in all_targets) else Finding.blocker
    )
    if observations.has("dns.configured") or observations.has("dns.gateway"):
        yield make_finding("network.dns-of-pc", evidence=evidence)
    elif observations.has("dns.independent"):
        yield make_finding("network.dns-of-router", evidence=evidence)
    elif _is_unknown_everywhere(observations):
        yield Finding.warning("network.name-unknown", evidence=evidence, subject=failed[0], name=failed[0])


def _is_unresolved(observations: Observations, target: str) -> bool:
    failure = observations["dns.system", target].failure
    return failure is not None and failure.kind is not FailureKind.NOT_MEASURED


def _is_unknown_everywhere(observations: Observations) -> bool:
    failure = observations["dns.configured"].failure
    return failure is not None and failure.kind is FailureKind.NOT_FOUND


def _slow_resolution(observations: Observations, targets: list[str]) -> Iterator[Finding]:
    """Late twice: for a name of the profile, and for a fresh one that no cache holds."""
    late = [target for target in targets if (observations.number("dns.system", target) or 0) > SLOW_MS]
    again = observations["dns.again"].failure
    if not late or not (
        (observations.number("dns.again") or 0) > SLOW_MS or (again and again.kind is FailureKind.TIMEOUT)
    ):
        return
    outside = observations.number("dns.independent")
    if outside is not None and outside > SLOW_MS:
        return  # the name's own servers are late, for everybody
    evidence = (
        observations["dns.system", late[0]],
        observations["dns.again"],
        observations["dns.configured"],
        observations["dns.independent"],
    )
    sure = Sureness.POSSIBLE if outside is None else Sureness.LIKELY
    seconds = round((observations.number("dns.system", late[0]) or 0) / 1000, 1)
    yield Finding.warning("network.dns-slow", evidence=evidence, sure=sure, seconds=seconds)
