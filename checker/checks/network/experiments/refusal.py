"""Who refuses a connection: the host itself, or a router that does so in its name.

A reset bears the host's name whoever sends it. One that answers a packet which cannot have come past the second router
was sent by it or by one before it: that tells a router's lock from a closed port. No system needs a right for it; Linux
tells the router from the second one by the reset's own time to live as well (net/tcp/refusal.py).

Up to eight packets that open a connection, none of which is completed at the host, and three whole connections where
nobody near answers; 3 s, on Windows, which asks thrice by itself, one connection and 5 s.
"""

import sys
from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.experiments.subject import UnreachedHost
from checker.model.observation import Observation
from checker.net.icmp.echo import try_echo
from checker.net.icmp.error_origin import ErrorOrigin
from checker.net.icmp.messages import EchoReplyKind, EchoRequest
from checker.net.tcp.near_answer import nearest_answer
from checker.net.tcp.race import REFUSAL_S
from checker.net.tcp.refusal import locate_refusal
from checker.net.tcp.segment import connect_tcp

_TRIES = 1 if sys.platform == "win32" else 3
AGAIN_S = REFUSAL_S if sys.platform == "win32" else 0.5
_BY_ORIGIN = {ErrorOrigin.PC: "pc", ErrorOrigin.ROUTER: "router", ErrorOrigin.PATH: "near"}


def observe_refusal(host: UnreachedHost, context: ProbeContext) -> Iterator[Observation]:
    """`refused.v4` or `v6`: pc, router, near (the second machine on the way at most) or beyond."""
    hops = nearest_answer(host.address, host.port, context.raise_if_cancelled)
    if hops and _stands_there(host.address, hops):
        hops = 0
    if not hops and not _refuses_every_time(host):
        return  # a router that limits its messages may have kept this one back: silence locates nobody
    origin = locate_refusal(host.address, host.port, context.raise_if_cancelled) if hops else None
    yield context.observation(f"refused.v{host.version}", refuser(hops, origin))


def _refuses_every_time(host: UnreachedHost) -> bool:
    """Whether whole connections are refused one right after the other: no message that is sent once a second."""
    for _ in range(_TRIES):
        try:
            connect_tcp(host.address, host.port, AGAIN_S).close()
        except (ConnectionRefusedError, ConnectionResetError):
            continue
        except OSError:
            return False
    return True


def _stands_there(address: str, hops: int) -> bool:
    """Whether the host itself is so near, as in a company's own house."""
    reply = try_echo(EchoRequest(address=address, ttl=hops))
    return reply is not None and reply.kind is EchoReplyKind.ANSWER and reply.responder == address


def refuser(hops: int, origin: ErrorOrigin | None) -> str:
    """`hops`: how near the refusal came from, 0 for not near; `origin`: who sent it, as far as the system tells."""
    if not hops:
        return "beyond"
    by_origin = _BY_ORIGIN.get(origin, "") if origin else ""
    return by_origin or ("router" if hops == 1 else "near")
