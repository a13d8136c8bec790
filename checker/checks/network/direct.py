"""The direct queries around the system's resolver: the configured servers, the router, and the profile's own."""

import time
from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.at_once import at_once
from checker.checks.network.kinds import kind_of_answer
from checker.checks.network.names import Found, ms
from checker.checks.network.need import NetworkNeed
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.net.ask import configured_servers, query_dns

ASK_S = 1.0
LATE_ASK_S = 2.0
"""Where the system was late but did answer: time to learn whether the name's own servers are."""
SERVERS_MOST = 2
ROOT = "."


def observe_servers(
    found: list[Found], router: str, need: NetworkNeed, context: ProbeContext
) -> tuple[list[Observation], tuple[str, ...]]:
    """The direct queries, and the addresses that they gave for the first name that the system did not find.

    The configured servers are always asked; the router only when the system failed, the profile's servers then and
    where the system was late.
    """
    failed = next((one.target.host for one in found if one.failure), None)
    late = next((one.target.host for one in found if one.slow), None)
    named = next((one.target.host for one in found if one.addresses and not one.literal), None)
    name = failed or late or named
    asked: list[tuple[str, list[str]]] = [("dns.configured", configured_servers()[:SERVERS_MOST])]
    if failed:
        asked.append(("dns.gateway", [router] if router else []))
    if failed or late:
        asked.append(("dns.independent", need.dns_servers[:SERVERS_MOST]))
    wait_s = LATE_ASK_S if late and not failed else ASK_S
    calls = [_asking(fact, name, group, wait_s, context) for fact, group in asked if group]
    answers = list(at_once(calls, context.raise_if_cancelled))
    addresses = next((given for _, given in answers if given), ())
    return [observation for observation, _ in answers], addresses


def _asking(
    fact: str, name: str | None, group: list[str], wait_s: float, context: ProbeContext
) -> Callable[[], tuple[Observation, tuple[str, ...]]]:
    """Asks these servers in turn until one knows the name; without a name, who serves the root, which all know."""

    def call() -> tuple[Observation, tuple[str, ...]]:
        failure = Failure(operation=Operation.RESOLVE, kind=FailureKind.NOT_MEASURED)
        for server in group:
            began = time.monotonic()
            try:
                given = query_dns(name, server, wait_s) if name else query_dns(ROOT, server, wait_s, "NS")
            except OperationFailed as failed:
                failure = failed.failure
                continue
            seen = context.observation(fact, ms(time.monotonic() - began))
            return seen, tuple(given) if name else ()
        return context.failed_observation(fact, failure), ()

    return call


def observe_outside(found: list[Found], router: str, need: NetworkNeed, context: ProbeContext) -> Iterator[Observation]:
    """`dns.kind-outside` and `dns.hidden` for every name whose answer at home is odd, by the profile's own servers."""
    if not need.dns_servers:
        return
    odd = [one for one in found if _odd(one, router)]
    for seen in at_once([_outside(one, need, context) for one in odd], context.raise_if_cancelled):
        yield from seen


def _odd(one: Found, router: str) -> bool:
    """No public address, or the system says itself that there is no such name."""
    if one.failure:
        return one.failure.kind is FailureKind.NOT_FOUND
    return not one.literal and kind_of_answer(one.addresses, router) != "public"


def _outside(one: Found, need: NetworkNeed, context: ProbeContext) -> Callable[[], list[Observation]]:
    def call() -> list[Observation]:
        subject = one.target.subject
        failure = Failure(operation=Operation.RESOLVE, kind=FailureKind.NOT_MEASURED)
        for server in need.dns_servers[:SERVERS_MOST]:
            for record in ("A", "AAAA"):
                try:
                    kind = kind_of_answer(tuple(query_dns(one.target.host, server, ASK_S, record)))
                except OperationFailed as failed:
                    failure = failed.failure
                    continue
                hidden = one.failure is not None and kind == "private"
                return [
                    context.observation("dns.kind-outside", kind, subject),
                    context.observation("dns.hidden", hidden, subject),
                ]
        return [context.failed_observation("dns.kind-outside", failure, subject)]

    return call
