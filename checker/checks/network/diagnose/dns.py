"""Names: not found, found late, led elsewhere, or found with an answer that is not the internet's."""

from collections.abc import Iterator

from checker.checks.name_service.answer import AnswerState
from checker.checks.name_service.comparison import ON_THIS_PC, WrongAnswerOrigin
from checker.checks.name_service.server_kind import DnsServerKind
from checker.checks.network.diagnose.evidence import (
    DEAD_END_KINDS,
    DIRECT_QUERIES,
    is_connected,
    is_desk_remote,
    is_reached,
    was_attempted,
)
from checker.checks.network.need import DESK
from checker.model.failure import FailureKind
from checker.model.finding import Finding, Sureness
from checker.model.observation import Observation, Observations

SLOW_MS = 1000.0
"""A lookup is part of opening every page: people notice a second as an interruption (Nielsen, response times, 1993)."""
_NON_PUBLIC_KINDS = (*DEAD_END_KINDS, "private", "shared", "self-assigned")
"""Kinds of address that are none of the internet's."""
_AT_THE_RESOLVER = (WrongAnswerOrigin.RESOLVER.value, WrongAnswerOrigin.HERE.value)
_ELSEWHERE = "elsewhere"
"""The name leads to a public address that is not its own."""
_NAME_FACTS = ("reach.v4", "reach.v6", "dns.system", "dns.state", "dns.sick", "dns.wrong-at", "dns.other-answers")
_PATHS = ("path.v4", "path.v6")
_STRANGERS = (DnsServerKind.PUBLIC.value, DnsServerKind.HOME.value)
"""DNS servers that are neither the router nor a part of this PC."""


def name_resolution(observations: Observations) -> Iterator[Finding]:
    """Behind a proxy the names are the proxy's business."""
    if observations["proxy.used"].value is True and observations.has("desk.status"):
        return
    targets = [
        subject for subject in observations.subjects("dns.system") if subject != DESK or is_desk_remote(observations)
    ]
    explained: set[str] = set()
    for target in targets:
        finding = _name_finding(observations, target)
        if finding is not None:
            explained.add(target)
            yield finding
    yield from _failed_resolution(observations, [target for target in targets if target not in explained], targets)
    yield from _slow_resolution(observations, targets)


def _name_finding(observations: Observations, target: str) -> Finding | None:
    """What is wrong with this name alone."""
    if is_misled_here(observations, target):
        return _warning(observations, "network.name-wrong-here", target)
    if _wrong_answer(observations, target):
        return _wrong_answer_finding(observations, target)
    if _is_sick(observations, target):
        return _warning(observations, "network.name-broken", target)
    if _is_unknown_outside(observations, target):
        return _warning(observations, "network.name-unknown", target)
    return None


def _warning(observations: Observations, code: str, target: str) -> Finding:
    evidence = tuple(
        observations[name, target]
        for name in ("dns.system", "dns.state", "dns.sick", "dns.wrong-at", "dns.other-answers")
    )
    return Finding.warning(code, evidence=evidence, subject=host_of(target), name=host_of(target))


def host_of(target: str) -> str:
    """The name alone, of `host:port`."""
    return target.rpartition(":")[0].strip("[]") or target


def is_misled(observations: Observations, target: str) -> bool:
    """Whether its name leads to another address here than outside, and the right one answers as the host itself."""
    return observations["dns.other-answers", target].value is True


def is_misled_here(observations: Observations, target: str) -> bool:
    """Whether this PC itself leads the name elsewhere, or withholds it, while its DNS server knows it."""
    if observations["dns.wrong-at", target].value not in ON_THIS_PC:
        return False
    return (
        is_misled(observations, target)
        or observations["dns.system", target].failure is not None
        or observations["dns.kind", target].value in DEAD_END_KINDS
    )


def _is_sick(observations: Observations, target: str) -> bool:
    """Nobody finds it, and servers outside fail on it while they answer for another name."""
    failure = observations["dns.system", target].failure
    is_unanswered = failure is not None and failure.kind is not FailureKind.NOT_FOUND
    return is_unanswered and bool(observations.number("dns.sick", target))


def _is_unknown_outside(observations: Observations, target: str) -> bool:
    """The internet knows no such name, and whoever gives a public address for it does not reach the host either."""
    is_unknown = observations["dns.state", target].value == AnswerState.UNKNOWN.value
    return is_unknown and observations["dns.kind", target].value == "public" and not is_reached(observations, target)


def _wrong_answer(observations: Observations, target: str) -> str:
    """`hidden`, or the kind of address that stands for the true one; empty for a sound answer."""
    if observations["dns.hidden", target].value is True:
        return "hidden"
    if observations["dns.wrong-at", target].value in _AT_THE_RESOLVER and is_misled(observations, target):
        return _ELSEWHERE
    kind = observations["dns.kind", target].value
    if kind not in _NON_PUBLIC_KINDS or observations["dns.kind-outside", target].value != "public":
        return ""
    # A company shows its own people the inner address, through its VPN or in its house: then it answers there.
    is_internal = kind not in DEAD_END_KINDS and (
        observations["vpn.active"].value is True or is_connected(observations, target)
    )
    return "" if is_internal else str(kind)


def _wrong_answer_finding(observations: Observations, target: str) -> Finding:
    compared = (observations[name, target] for name in ("dns.wrong-at", "dns.other-answers"))
    evidence = (
        observations["dns.system", target],
        observations["dns.kind", target],
        observations["dns.kind-outside", target],
        *(observation for observation in compared if was_attempted(observation)),
    )
    return Finding.warning(
        "network.dns-lies",
        evidence=evidence,
        subject=host_of(target),
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
    if observations.has("dns.configured") and observations.number("dns.servers-silent"):
        yield make_finding("network.dns-server-dead", evidence=(*evidence, *_server_evidence(observations)))
    elif _does_the_router_answer_at_times(observations):
        evidence = (*evidence, *_server_evidence(observations))
        yield make_finding("network.dns-of-router", evidence=evidence, sure=Sureness.POSSIBLE)
    elif observations.has("dns.configured") or observations.has("dns.gateway"):
        yield make_finding("network.dns-of-pc", evidence=evidence)
    elif observations.has("dns.independent") and observations["dns.set-server"].value in _STRANGERS:
        yield make_finding("network.dns-server-dead", evidence=(*evidence, *_server_evidence(observations)))
    elif observations.has("dns.independent") and observations["dns.set-server"].value == DnsServerKind.VPN.value:
        yield make_finding("network.dns-of-pc", evidence=(*evidence, *_server_evidence(observations)))
    elif observations.has("dns.independent"):
        yield make_finding("network.dns-of-router", evidence=evidence)
    elif _is_only_name_service_silent(observations):
        evidence = (*evidence, *(observations[name] for name in _PATHS))
        yield make_finding("network.dns-server-dead", evidence=evidence, sure=Sureness.POSSIBLE)
    elif _is_unknown_everywhere(observations):
        yield Finding.warning("network.name-unknown", evidence=evidence, subject=failed[0], name=failed[0])


def _does_the_router_answer_at_times(observations: Observations) -> bool:
    """Of two questions to the one server that is set, the router's, one was silent: this PC is not what fails."""
    is_router_set = observations["dns.set-server"].value == DnsServerKind.ROUTER.value
    failures = [observations[name].failure for name in ("dns.configured", "dns.gateway")]
    is_one_silent = any(failure is not None and failure.kind is FailureKind.TIMEOUT for failure in failures)
    return is_router_set and observations.has("dns.independent") and is_one_silent and None in failures


def _is_only_name_service_silent(observations: Observations) -> bool:
    """No server answers, and packets get through to a host on the internet: the line is not what failed."""
    failures = [observations[name].failure for name in DIRECT_QUERIES if was_attempted(observations[name])]
    is_silent = bool(failures) and all(failure and failure.kind is FailureKind.TIMEOUT for failure in failures)
    return is_silent and any(observations[name].value == "target" for name in _PATHS)


def _server_evidence(observations: Observations) -> tuple[Observation, ...]:
    return (observations["dns.set-server"], observations["dns.servers-silent"])


def _is_unresolved(observations: Observations, target: str) -> bool:
    failure = observations["dns.system", target].failure
    return failure is not None and failure.kind is not FailureKind.NOT_MEASURED


def _is_unknown_everywhere(observations: Observations) -> bool:
    failure = observations["dns.configured"].failure
    return failure is not None and failure.kind is FailureKind.NOT_FOUND


def _slow_resolution(observations: Observations, targets: list[str]) -> Iterator[Finding]:
    """Late twice: for a name of the profile, and for a fresh one that no cache holds."""
    late = [target for target in targets if (observations.number("dns.system", target) or 0) > SLOW_MS]
    if late and observations.has("dns.configured") and observations.number("dns.servers-silent"):
        late_lookup = (observations["dns.system", late[0]], observations["dns.configured"])
        yield Finding.warning("network.dns-server-dead", evidence=(*late_lookup, *_server_evidence(observations)))
        return
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
