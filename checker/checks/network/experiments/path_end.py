"""How far packets come: echo requests that live for one, two, three and four routers, and whole ones.

Separates router, second router, provider and what lies behind: a machine that answers for a packet that ran out there
has been reached, and so has every one before it. Silence proves nothing: some machines never answer.

Linux and macOS: datagram ICMP, else the ping program; Windows: IcmpSendEcho, an option of which is the time to live.
Ten small packets, of which two at most come to the host itself; 0.7 s.
"""

import ipaddress
from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.network.concurrency import run_concurrently
from checker.checks.network.experiments.subject import UnreachedHost
from checker.checks.network.path.provider import expiring_echo
from checker.model.networks import PRIVATE_16_BIT_BLOCK
from checker.model.observation import Observation
from checker.net.icmp.messages import EchoReply, EchoReplyKind

_HOPS = (1, 2, 3, 4, 0)
"""0: as long as the system lets packets live."""
_ATTEMPTS = 2
PC, NOBODY, ROUTER, HOME, PROVIDER, TARGET = "pc", "nobody", "router", "home", "provider", "target"
"""`pc`: it sends none; `home`: a second router at home."""


def observe_path_end(host: UnreachedHost, context: ProbeContext) -> Iterator[Observation]:
    """`path.v4` or `path.v6`: the farthest machine that answered."""
    calls = [expiring_echo(host.address, hops) for hops in _HOPS for _ in range(_ATTEMPTS)]
    replies = list(run_concurrently(calls, context.raise_if_cancelled))
    yield context.observation(f"path.v{host.version}", path_end(host.address, replies))


def path_end(address: str, replies: list[tuple[int, EchoReply | None]]) -> str:
    """The farthest machine of these replies, each with the routers that its request could pass (0: any number)."""
    if all(reply is None for _, reply in replies):
        return PC
    answered = [(hops, reply) for hops, reply in replies if reply is not None and reply.responder]
    if any(reply.kind is EchoReplyKind.ANSWER and reply.responder == address for _, reply in answered):
        return TARGET
    expired = {hops: reply.responder for hops, reply in answered if reply.kind is EchoReplyKind.EXPIRED and hops}
    if not expired:
        return NOBODY
    farthest = max(expired)
    if farthest == 1:
        return ROUTER
    return HOME if _is_home_address(expired[farthest]) else PROVIDER


def _is_home_address(responder: str) -> bool:
    """A second router at home is in this network (FRITZ!Box, Speedport, Vodafone Station); providers use others."""
    try:
        return ipaddress.ip_address(responder) in PRIVATE_16_BIT_BLOCK
    except ValueError:
        return False
