"""One gateway from its name to its verdict."""

import time
from dataclasses import replace

from checker.checks.vpn.kinds import KINDS
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import Seen, Verdict, of_naming
from checker.checks.vpn.way import Way, one_of_each_family
from checker.checks.vpn.witness import host_answers
from checker.model.failure import Failed, Operation, failure_of
from checker.net.resolve import RESOLVE_S, resolve

NAME_S = min(RESOLVE_S, 3.0)


def look(gateway: AnyGateway, way: Way) -> Seen:
    """What the gateway did. `way` comes without addresses. Raises Cancelled."""
    began = time.monotonic()
    try:
        addresses = resolve(gateway.host, min(NAME_S, way.left_s))
    except Failed as failed:
        return Seen(of_naming(failed.failure), {"gateway.name": failed.failure})
    named_ms = round((time.monotonic() - began) * 1000, 1)
    way = replace(way, addresses=one_of_each_family(addresses))
    try:
        seen = KINDS[type(gateway)](gateway, way)
    except OSError as error:
        seen = Seen(Verdict.CANNOT_TELL, {"gateway.rtt": failure_of(Operation.OPEN, error)})
    facts = {"gateway.name": named_ms, **seen.facts}
    if seen.verdict in (Verdict.SILENT, Verdict.CANNOT_TELL):
        facts["gateway.host-answers"] = host_answers(way, gateway.port)
    return Seen(seen.verdict, facts)
