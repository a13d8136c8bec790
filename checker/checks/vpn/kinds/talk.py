"""One question and its answer over TCP or TLS, whatever the protocol: what the verdict is by what came back."""

import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checker.checks.vpn.gateways import Certified
from checker.checks.vpn.kinds.certified import certified
from checker.checks.vpn.kinds.stream import MOST, Stream
from checker.checks.vpn.tcp import dialled, milliseconds, not_connected
from checker.checks.vpn.verdict import Seen, Verdict, what_speaks
from checker.checks.vpn.way import Way
from checker.model.failure import Failure
from checker.model.observation import Value


def _nothing(_heard: bytes) -> bytes:
    return b""


@dataclass(frozen=True)
class Talk:
    """`mark`: how every answer of this protocol begins, so that one that is cut off is not called a stranger's.

    `enough(heard, ended)`: nothing more is worth waiting for. `word(heard)`: how it shows the gateway's kind
    (`gateway.answer`), or empty. `bye(heard)`: what is said last to a gateway of the right kind.
    """

    said: bytes
    mark: bytes
    enough: Callable[[bytes, bool], bool]
    word: Callable[[bytes], str]
    bye: Callable[[bytes], bytes] = _nothing


def by_tcp(way: Way, port: int, talk: Talk) -> Seen:
    """Raises Cancelled."""
    with dialled(way, port) as (came, sock):
        if sock is None or came.connect_s is None:
            return not_connected(came)
        return held(sock, way, {"gateway.tcp": milliseconds(came.connect_s)}, talk)


def by_tls(gateway: Certified, way: Way, talk: Talk) -> Seen:
    """Raises Cancelled, and OSError where the profile's authorities cannot be put before the system."""
    with certified(gateway, way) as door:
        return door if isinstance(door, Seen) else held(door.sock, way, door.facts, talk)


def held(sock: socket.socket, way: Way, facts: Mapping[str, Value | Failure], talk: Talk) -> Seen:
    """The verdict by a talk over a connection that stays open. Raises Cancelled."""
    stream, began = Stream(sock, way), time.monotonic()
    stream.say(talk.said)
    heard = stream.hear(lambda heard: talk.enough(heard, False))
    told = {**facts, "gateway.rtt": milliseconds(time.monotonic() - began)}
    word = talk.word(heard)
    if word:
        stream.say(talk.bye(heard))
        return Seen(Verdict.ANSWERS, {**told, "gateway.answer": word})
    whole = len(heard) >= MOST or talk.enough(heard, stream.ended)
    begun = heard.startswith(talk.mark) or talk.mark.startswith(heard)
    if whole or not begun:
        return Seen(Verdict.OTHER, {**told, "gateway.other": what_speaks(heard, talk.said).value})
    if stream.wants_certificate:
        return Seen(Verdict.CANNOT_TELL, facts)
    return Seen(Verdict.HANGS_UP if stream.ended else Verdict.STALLS, facts)
