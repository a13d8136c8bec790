"""What a gateway did when it was asked, in closed words that probe and diagnosis share. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from checker.model.failure import Failure, FailureKind
from checker.model.observation import Value


class Verdict(Enum):
    """What a gateway did. Only `answers` says that it is what the profile says it is."""

    ANSWERS = "answers"
    CERTIFICATE = "certificate-bad"
    WRONG_KEY = "wrong-key"
    OTHER = "something-else"
    HANGS_UP = "hangs-up"
    STALLS = "stalls"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    CANNOT_TELL = "cannot-tell"
    NAME_UNKNOWN = "name-unknown"
    NAME_UNANSWERED = "name-unanswered"
    NAME_HIDDEN = "name-hidden"
    PATH_NARROW = "path-narrow"
    BLOCKED_HERE = "blocked-here"


class Other(Enum):
    """What answered instead, by its first bytes. Never its own words: they are a stranger's."""

    SSH = "ssh"
    HTTP = "http"
    TLS = "tls"
    MAIL = "mail-or-ftp"
    RDP = "rdp"
    VNC = "vnc"
    ECHO = "echo"
    IKEV1 = "ikev1"
    IKEV2 = "ikev2"
    OPENVPN = "openvpn"
    PPTP = "pptp"
    SIP = "sip"
    STUN = "stun"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Seen:
    """The verdict on one gateway, and the facts it rests on by the names that the check declares.

    `udp_leaves`: a machine behind the home router has answered for a packet of UDP.
    """

    verdict: Verdict
    facts: Mapping[str, Value | Failure] = field(default_factory=dict)
    udp_leaves: bool = False


_BY_KIND = {
    FailureKind.TIMEOUT: Verdict.SILENT,
    FailureKind.REFUSED: Verdict.REFUSED,
    # Windows reports the ICMP answer "port unreachable" to a UDP packet as a reset
    FailureKind.RESET: Verdict.REFUSED,
    FailureKind.UNREACHABLE: Verdict.UNREACHABLE,
    # a firewall on this PC forbids the packet
    FailureKind.DENIED: Verdict.BLOCKED_HERE,
}


def of_connecting(failure: Failure) -> Verdict:
    """What a failed TCP connection or UDP exchange says of the gateway."""
    return _BY_KIND.get(failure.kind, Verdict.CANNOT_TELL)


def of_naming(failure: Failure) -> Verdict:
    """What a failed name resolution says. A resolver that says nothing says nothing of the name."""
    return Verdict.NAME_UNKNOWN if failure.kind is FailureKind.NOT_FOUND else Verdict.NAME_UNANSWERED


_MARKS = (
    (0, b"SSH-", Other.SSH),
    (0, b"HTTP/", Other.HTTP),
    (0, b"<", Other.HTTP),
    (0, b"\x15\x03", Other.TLS),
    (0, b"\x16\x03", Other.TLS),
    (0, b"\x03\x00\x00", Other.RDP),
    (0, b"RFB ", Other.VNC),
    (0, b"220", Other.MAIL),
    (0, b"+OK", Other.MAIL),
    (0, b"* OK", Other.MAIL),
    (0, b"SIP/2.0 ", Other.SIP),
    # the magic cookies of STUN (RFC 8489, 5) and PPTP (RFC 2637, 2)
    (4, b"\x21\x12\xa4\x42", Other.STUN),
    (2, b"\x00\x01\x1a\x2b\x3c\x4d", Other.PPTP),
    # a server's reset over TCP: the length, then the opcode
    (0, b"\x00\x1a\x40", Other.OPENVPN),
)
"""Where a mark stands, and whose it is."""
_OPENVPN_RESET = 26
"""Length of a server's reset without a wrapping: opcode, session, one acknowledgement of ours, packet number."""
_IKE_HEADER = 28
_IKE_VERSIONS = {0x10: Other.IKEV1, 0x20: Other.IKEV2}


def what_speaks(raw: bytes, sent: bytes = b"") -> Other:
    """The protocol that these first bytes of an answer belong to; our own bytes come from an echo service."""
    if sent and (raw == sent or (len(raw) >= 8 and sent.startswith(raw))):
        return Other.ECHO
    found = next((other for at, mark, other in _MARKS if raw.startswith(mark, at)), Other.UNKNOWN)
    return found if found is not Other.UNKNOWN else _tunnel(raw)


def _tunnel(raw: bytes) -> Other:
    """IKE and OpenVPN have no mark of their own: their lengths tell, and IKE may stand behind four zero bytes."""
    if len(raw) == _OPENVPN_RESET and raw[0] == 0x40 and raw[9] == 1:
        return Other.OPENVPN
    ike = raw[4:] if raw[:4] == bytes(4) else raw
    if len(ike) >= _IKE_HEADER and int.from_bytes(ike[24:28]) == len(ike):
        return _IKE_VERSIONS.get(ike[17], Other.UNKNOWN)
    return Other.UNKNOWN
