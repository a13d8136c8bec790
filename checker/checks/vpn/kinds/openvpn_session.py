"""Reads an OpenVPN gateway's certificate through its control channel, without credentials: TLS in memory.

After the answer to the reset, TLS travels in numbered packets that each side acknowledges. We show no certificate of
our own, so the gateway ends the session by itself and keeps nothing.
"""

import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol

from checker.checks.vpn.chain import sent
from checker.checks.vpn.kinds.openvpn_packet import ACK_V1, CONTROL_V1, OPCODE, Body, read, written
from checker.checks.vpn.kinds.openvpn_wrap import CONTROL_WITH_KEY_V1, Packet, Wrap
from checker.net.trust import unverified_context

PIECE = 1100
"""Bytes of TLS in one packet: with every wrapping still below 1280, which any path carries."""
SESSION_S = 4.0
AGAIN_S = 1.0
PACKETS = 96
"""A certificate chain needs a dozen; more is no gateway."""
AHEAD = 32


class Line(Protocol):
    """Where packets go and come from: UDP, or TCP with lengths in front."""

    def send(self, packet: bytes) -> None: ...

    def receive(self, ends: float) -> bytes | None: ...


def read_chain(line: Line, wrap: Wrap, ours: bytes, theirs: bytes, key_again: bool = False) -> list[bytes]:
    """The certificates that the gateway shows, its own first, DER; empty where it shows none in time.

    `ours` and `theirs`: the sessions of the reset and its answer; `key_again`: the answer asks for the wrapped key
    (tls-crypt-v2). Raises Cancelled and OSError of the line.
    """
    return _Session(line, wrap, ours, theirs).chain(key_again)


class _Session:
    def __init__(self, line: Line, wrap: Wrap, ours: bytes, theirs: bytes) -> None:
        self._line, self._wrap, self._ours, self._theirs = line, wrap, ours, theirs
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = unverified_context().wrap_bio(self._incoming, self._outgoing)
        self._waiting: dict[int, bytes] = {}
        self._expected = 1
        self._next = 1
        self._unheard: dict[int, tuple[int, bytes]] = {}
        # what answers the server's reset goes with all that we say until it has heard us: one may be lost
        self._owed: tuple[int, ...] = (0,)

    def chain(self, key_again: bool) -> list[bytes]:
        if key_again:
            # an empty message of its own: with TLS in it, it would be too long for some paths
            self._say(CONTROL_WITH_KEY_V1, b"")
        else:
            self._put(ACK_V1, Body(self._owed, self._theirs, None, b""))
        ends = time.monotonic() + SESSION_S
        self._shake()
        for raw in self._arriving(ends):
            # what we say after its certificate is the end: that we have none of our own
            if self._take(raw) and self._shake() and sent(self._tls):
                break
        return sent(self._tls)

    def _arriving(self, ends: float) -> Iterator[bytes]:
        """Datagrams; after a while of silence, what was not acknowledged is sent again."""
        for _ in range(PACKETS):
            until = min(ends, time.monotonic() + AGAIN_S)
            raw = self._line.receive(until)
            now = time.monotonic()
            if raw is not None:
                yield raw
            elif now < until or now >= ends:
                return  # the line broke, or time is over
            else:
                for message, (op, payload) in self._unheard.items():
                    self._put(op, Body(self._owed, self._theirs, message, payload))

    def _shake(self) -> bool:
        """One step of the handshake; whether we had something to say."""
        # a refusal comes as SSLError too, and is known by the chain that stays empty
        with suppress(ssl.SSLError):
            self._tls.do_handshake()
        said = self._outgoing.read()
        for start in range(0, len(said), PIECE):
            self._say(CONTROL_V1, said[start : start + PIECE])
        return bool(said)

    def _say(self, op: int, payload: bytes) -> None:
        """The next message, kept until it is acknowledged."""
        self._unheard[self._next] = op, payload
        self._put(op, Body(self._owed, self._theirs, self._next, payload))
        self._next += 1

    def _take(self, raw: bytes) -> bool:
        """Whether it brought new bytes of TLS."""
        packet = self._wrap.take(raw)
        body = read(packet) if packet is not None else None
        if packet is None or body is None or packet.session != self._theirs:
            return False
        self._owed = ()
        for message in body.acked if body.peer == self._ours else ():
            self._unheard.pop(message, None)
        if body.message is None or body.message >= self._expected + AHEAD:
            return False
        self._put(ACK_V1, Body((body.message,), self._theirs, None, b""))
        if packet.op & OPCODE != CONTROL_V1:
            return False
        self._waiting.setdefault(body.message, body.payload)
        return self._in_order()

    def _in_order(self) -> bool:
        came = b""
        while (piece := self._waiting.pop(self._expected, None)) is not None:
            came += piece
            self._expected += 1
        self._incoming.write(came)
        return bool(came)

    def _put(self, op: int, body: Body) -> None:
        self._line.send(self._wrap.put(Packet(op, self._ours, written(body))))
