"""What the STAMP reflector answers, and whom: a stateful Session-Reflector in authenticated mode (RFC 8762, 4.3).

It knows no list of sessions: the key of a packet's session follows from the secret and the time (keys.py), so whatever
is not authentic costs one hash and leaves nothing behind.
"""

from checker.desk.measure.keys import EPOCH_S, epoch_at, key_of
from checker.net.stamp import pack_reflector_packet, parse_sender_packet, session_in

SECONDS = 60
"""Of one session, from its first packet: a measurement takes ten."""
PACKETS = 3000
"""Of one session: 20 ms apart for its sixty seconds."""
SESSIONS = 16_384
"""At once, some 300 octets each: more than are handed out while a key is good."""
LONGEST = 1500
"""Octets: what fits into a packet of Ethernet, and no more."""
LEAST_PORT = 1024
"""Below it services answer, and never a client sends: nothing is reflected at those."""

Peer = tuple[str, int]
"""Address and port, of IPv6 with two more."""


class _Session:
    __slots__ = ("began", "epoch", "key", "peer", "sequence")

    def __init__(self, key: bytes, epoch: int, peer: Peer, now: float) -> None:
        self.key, self.epoch, self.peer, self.began = key, epoch, peer, now
        self.sequence = 0


class Reflector:
    """`own_port` is where it listens: nothing is answered there, or two reflectors could talk for ever."""

    def __init__(self, secret: bytes, own_port: int) -> None:
        self._secret, self._own_port = secret, own_port
        self._sessions: dict[int, _Session] = {}

    def answer(self, packet: bytes, peer: Peer, arrived: float, now: float, ttl: int) -> bytes | None:
        """The answer, as long as what came; None for what deserves none. Times in seconds since 1970."""
        number = session_in(packet)
        if number is None or len(packet) > LONGEST or peer[1] < LEAST_PORT or peer[1] == self._own_port:
            return None
        session = self._sessions.get(number) or self._open(number, packet, peer, now)
        if session is None or session.peer != peer:
            return None
        if (
            session.sequence >= PACKETS
            or now - session.began > SECONDS
            or parse_sender_packet(packet, session.key) is None
        ):
            return None
        said = pack_reflector_packet(session.key, packet, session.sequence, arrived, now, ttl)
        session.sequence += 1
        return said

    def forget(self, now: float) -> None:
        """Drops the sessions whose key nobody could use any more. Called every few seconds."""
        oldest = epoch_at(now) - 1
        self._sessions = {number: one for number, one in self._sessions.items() if one.epoch >= oldest}

    @property
    def kept(self) -> int:
        """Sessions that are remembered."""
        return len(self._sessions)

    def _open(self, number: int, packet: bytes, peer: Peer, now: float) -> _Session | None:
        """A session, with its first authentic packet; its sender is the only one it answers from now on."""
        if len(self._sessions) >= SESSIONS:
            return None
        for epoch in (epoch_at(now), epoch_at(now - EPOCH_S)):
            key = key_of(self._secret, number, epoch)
            if parse_sender_packet(packet, key) is not None:
                session = self._sessions[number] = _Session(key, epoch, peer, now)
                return session
        return None
