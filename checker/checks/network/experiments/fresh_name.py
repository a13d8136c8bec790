"""A name that nobody has ever looked up, asked of the home's own DNS servers: an answer must have come by the line.

Separates a dead line from one that lives while this PC's other traffic is kept in. That the name is unknown is an
answer; a failure of the server (SERVFAIL, REFUSED) is what it says without a line. An address for such a name is told
by its kind: some networks answer everything with their own page.

One query to each of two servers at most, the same on every system; 1.5 s.
"""

import secrets
from collections.abc import Callable, Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.address_kind import address_kind, answer_kind
from checker.checks.network.concurrency import run_concurrently
from checker.checks.network.dns.lookup import milliseconds
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.record import Record
from checker.net.clock import monotonic_s
from checker.net.dns.query import query_dns
from checker.net.icmp.error_origin import is_on_link
from checker.net.routes.interface import Interface
from checker.net.routes.routing_table import source_address_towards

QUERY_S = 1.5
MAX_SERVERS = 2


class FreshAnswer(Record, frozen=True, kw_only=True):
    """`server`: what the DNS server is to this PC; `kind`: of the address in its answer, empty for "unknown"."""

    server: str
    seconds: float = 0.0
    kind: str = ""
    failure: Failure | None = None


def observe_fresh_name(
    parent: str, servers: list[str], routers: tuple[str, ...], context: ProbeContext, link: Interface | None = None
) -> Iterator[Observation]:
    """`dns.fresh` (ms), `dns.server` (of the one that answered, else of the first), and `dns.fresh-kind`.

    `parent`: a name of the profile; a fresh one below it is asked for. `link`: the adapter of the way out.
    """
    if not servers or not parent:
        return
    name = f"{secrets.token_hex(6)}.{parent.rstrip('.')}."
    calls = [_query_task(name, server, routers, link) for server in servers[:MAX_SERVERS]]
    answers = list(run_concurrently(calls, context.raise_if_cancelled))
    best = next((answer for answer in answers if answer.failure is None), answers[0])
    yield context.observation("dns.server", best.server)
    if best.failure:
        yield context.failed_observation("dns.fresh", best.failure)
        return
    yield context.observation("dns.fresh", milliseconds(best.seconds))
    if best.kind:
        yield context.observation("dns.fresh-kind", best.kind)


def _query_task(name: str, server: str, routers: tuple[str, ...], link: Interface | None) -> Callable[[], FreshAnswer]:
    def call() -> FreshAnswer:
        server_kind, began = server_place(server, routers, link), monotonic_s()
        try:
            addresses = query_dns(name, server, QUERY_S)
        except OperationFailed as failed:
            if failed.failure.kind is not FailureKind.NOT_FOUND:
                return FreshAnswer(server=server_kind, failure=failed.failure)
            return FreshAnswer(server=server_kind, seconds=monotonic_s() - began)
        except ValueError:
            return FreshAnswer(
                server=server_kind, failure=Failure(operation=Operation.RESOLVE, kind=FailureKind.UNSUPPORTED)
            )
        kind = answer_kind(tuple(addresses), routers[0] if routers else "")
        return FreshAnswer(server=server_kind, seconds=monotonic_s() - began, kind=kind)

    return call


def server_place(server: str, routers: tuple[str, ...], link: Interface | None = None) -> str:
    """this-pc, router, home (another device of the router's network), other-adapter, private or public."""
    plain = server.partition("%")[0]
    kind = address_kind(plain)
    if kind == "loopback":
        return "this-pc"
    if plain in {router.partition("%")[0] for router in routers}:
        return "router"
    if is_on_link(plain):
        return "home" if _leaves_like_router(plain, routers, link) else "other-adapter"
    return "public" if kind == "public" else "private"


def _leaves_like_router(server: str, routers: tuple[str, ...], link: Interface | None) -> bool:
    """Whether packets to it leave by the adapter, or from the address, of those to a router; else unknown, and so."""
    source = source_address_towards(server)
    same_version = [router for router in routers if (":" in router) == (":" in server)]
    sources = {source_address_towards(router) for router in same_version} - {None}
    if source is None or source in sources:
        return True
    if link is not None and link.has_known_addresses:
        return link.has_address(source)
    return not sources
