"""What the STAMP reflector answers, and whom: a stateful Session-Reflector in authenticated mode (RFC 8762, 4.3).

It knows no list of sessions: the key of a packet's session follows from the secret and the time (session_keys.py), so
whatever is not authentic costs four hashes and leaves nothing behind.
"""

from checker.desk.measure.client_address import subscriber
from checker.desk.measure.stamp.session_keys import EPOCH_S, derive_key, epoch_of
from checker.net.stamp import pack_reflector_packet, parse_sender_packet, session_in

SESSION_S = 60
"""Of one session, from its first packet: a measurement takes ten."""
SESSION_PACKETS = 3000
"""Of one session: 20 ms apart for its sixty seconds."""
MAX_SESSIONS = 16_384
"""At once, some 300 octets each: more than are handed out while a key is good."""
MAX_PACKET_BYTES = 1500
"""Octets: what fits into a packet of Ethernet, and no more."""
MIN_PEER_PORT = 1024
"""Below it services answer, and never a client sends: nothing is reflected at those."""

PeerAddress = tuple[str, int]
"""Address and port, of IPv6 with two more."""


class _Session:
    __slots__ = ("began", "epoch", "key", "peer", "sequence")

    def __init__(self, key: bytes, epoch: int, peer: PeerAddress, now: float) -> None:
        self.key, self.epoch, self.peer, self.began = key, epoch, peer, now
        self.sequence = 0


class StampReflector:
    """`own_port` is where it listens: nothing is answered there, or two reflectors could talk for ever."""

    def __init__(self, secret: bytes, own_port: int) -> None:
        self._secret, self._own_port = secret, own_port
        self._sessions: dict[int, _Session] = {}

    def reflect(self, packet: bytes, peer: PeerAddress, received_at: float, now: float, ttl: int) -> bytes | None:
        """The answer, as long as what came; None for what deserves none. Times in seconds since 1970."""
        number = session_in(packet)
        if number is None or len(packet) > MAX_PACKET_BYTES or peer[1] < MIN_PEER_PORT or peer[1] == self._own_port:
            return None
        session = self._sessions.get(number) or self._open_session(number, packet, peer, now)
        if session is None or session.peer != peer:
            return None
        if (
            session.sequence >= SESSION_PACKETS
            or now - session.began > SESSION_S
            or parse_sender_packet(packet, session.key) is None
        ):
            return None
        reply = pack_reflector_packet(session.key, packet, session.sequence, received_at, now, ttl)
        session.sequence += 1
        return reply

    def drop_expired(self, now: float) -> None:
        """Drops the sessions whose key nobody could use any more. Called every few seconds."""
        oldest = epoch_of(now) - 1
        self._sessions = {number: session for number, session in self._sessions.items() if session.epoch >= oldest}

    @property
    def session_count(self) -> int:
        """Sessions that are remembered."""
        return len(self._sessions)

    def _open_session(self, number: int, packet: bytes, peer: PeerAddress, now: float) -> _Session | None:
        """A session, with its first authentic packet, from the address that it was handed out to.

        Its sender is the only one it answers from now on.
        """
        if len(self._sessions) >= MAX_SESSIONS:
            return None
        for epoch in (epoch_of(now), epoch_of(now - EPOCH_S)):
            for client in (subscriber(peer[0]), ""):
                key = derive_key(self._secret, number, epoch, client)
                if parse_sender_packet(packet, key) is not None:
                    session = self._sessions[number] = _Session(key, epoch, peer, now)
                    return session
        return None
