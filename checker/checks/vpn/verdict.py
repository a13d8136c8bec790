"""What a gateway did, in closed words that probe and diagnosis share. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from checker.model.failure import Failure, FailureKind
from checker.model.observation import Value


class GatewayVerdict(Enum):
    """What a gateway did. Only `answers` means that it is what the profile names."""

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
    FILTERED = "filtered"
    BREAKS_OFF = "breaks-off"
    SERVER_DOWN = "server-behind-down"
    RESTRICTED = "restricted"


class Restriction(Enum):
    """Why a server that answers by TLS shows a stranger nothing, so that nobody outside can judge it."""

    CLIENT_CERTIFICATE = "client-certificate"
    SIGN_IN = "sign-in"
    FORBIDDEN = "forbidden"
    SERVER_NAME = "server-name"
    REDIRECT = "redirect"
    SPARED = "spared"


SILENT_VERDICTS = (GatewayVerdict.SILENT, GatewayVerdict.CANNOT_TELL)
"""Nothing came back, or nothing conclusive."""
SHOWN_VERDICTS = (GatewayVerdict.ANSWERS, GatewayVerdict.CERTIFICATE)
"""It proved to be what the profile names, whatever its certificate is worth."""
AT_HOME = "at-home"
"""Kind of address of a name that leads to this PC or its router."""
FactValue = Value | Failure
"""What was measured, or why it could not be."""
Facts = Mapping[str, FactValue]
"""By the names that the check declares."""


class DetectedProtocol(Enum):
    """What answered instead, by its first bytes. Never its own text, which can hold anything."""

    SSH = "ssh"
    HTTP = "http"
    HTTPS = "https"
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
class GatewayResult:
    """The verdict on one gateway, and the facts that it rests on.

    `udp_leaves`: a machine that is not at home has answered for a packet of UDP whose time to live ran out there.
    """

    verdict: GatewayVerdict
    facts: Facts = field(default_factory=dict)
    udp_leaves: bool = False


_VERDICT_BY_FAILURE = {
    FailureKind.TIMEOUT: GatewayVerdict.SILENT,
    FailureKind.REFUSED: GatewayVerdict.REFUSED,
    FailureKind.RESET: GatewayVerdict.REFUSED,
    FailureKind.UNREACHABLE: GatewayVerdict.UNREACHABLE,
    # a firewall on this PC forbids the packet
    FailureKind.DENIED: GatewayVerdict.BLOCKED_HERE,
}


def verdict_of_connection_failure(failure: Failure) -> GatewayVerdict:
    """The verdict by a failed TCP connection or UDP exchange."""
    return _VERDICT_BY_FAILURE.get(failure.kind, GatewayVerdict.CANNOT_TELL)


def verdict_of_name_failure(failure: Failure) -> GatewayVerdict:
    """The verdict by a failed name resolution. A resolver that does not answer proves nothing about the name."""
    return GatewayVerdict.NAME_UNKNOWN if failure.kind is FailureKind.NOT_FOUND else GatewayVerdict.NAME_UNANSWERED


_PROTOCOL_MARKS = (
    (0, b"SSH-", DetectedProtocol.SSH),
    (0, b"HTTP/", DetectedProtocol.HTTP),
    (0, b"<", DetectedProtocol.HTTP),
    (0, b"\x15\x03", DetectedProtocol.TLS),
    (0, b"\x16\x03", DetectedProtocol.TLS),
    (0, b"\x03\x00\x00", DetectedProtocol.RDP),
    (0, b"RFB ", DetectedProtocol.VNC),
    (0, b"220", DetectedProtocol.MAIL),
    (0, b"+OK", DetectedProtocol.MAIL),
    (0, b"* OK", DetectedProtocol.MAIL),
    (0, b"SIP/2.0 ", DetectedProtocol.SIP),
    # the magic cookies of STUN (RFC 8489, 5) and PPTP (RFC 2637, 2)
    (4, b"\x21\x12\xa4\x42", DetectedProtocol.STUN),
    (2, b"\x00\x01\x1a\x2b\x3c\x4d", DetectedProtocol.PPTP),
    # a server's reset over TCP: the length, then the opcode
    (0, b"\x00\x1a\x40", DetectedProtocol.OPENVPN),
)
"""Where a mark stands, and whose it is."""
_OPENVPN_RESET = 26
"""Length of a server's reset without a wrapping: opcode, session, one acknowledgement of ours, packet number."""
_IKE_HEADER = 28
_IKE_VERSIONS = {0x10: DetectedProtocol.IKEV1, 0x20: DetectedProtocol.IKEV2}


def detect_protocol(raw: bytes, sent: bytes = b"", is_in_tls: bool = False) -> DetectedProtocol:
    """The protocol that these first bytes of an answer belong to; our own bytes come from an echo service.

    `is_in_tls`: they came within TLS, so that HTTP is HTTPS.
    """
    if sent and (raw == sent or (len(raw) >= 8 and sent.startswith(raw))):
        return DetectedProtocol.ECHO
    protocol = next(
        (candidate for at, mark, candidate in _PROTOCOL_MARKS if raw.startswith(mark, at)), DetectedProtocol.UNKNOWN
    )
    if is_in_tls and protocol is DetectedProtocol.HTTP:
        return DetectedProtocol.HTTPS
    return protocol if protocol is not DetectedProtocol.UNKNOWN else _detect_tunnel_protocol(raw)


def _detect_tunnel_protocol(raw: bytes) -> DetectedProtocol:
    """IKE and OpenVPN have no mark of their own: their lengths tell, and IKE may stand behind four zero bytes."""
    if len(raw) == _OPENVPN_RESET and raw[0] == 0x40 and raw[9] == 1:
        return DetectedProtocol.OPENVPN
    ike = raw[4:] if raw[:4] == bytes(4) else raw
    if len(ike) >= _IKE_HEADER and int.from_bytes(ike[24:28]) == len(ike):
        return _IKE_VERSIONS.get(ike[17], DetectedProtocol.UNKNOWN)
    return DetectedProtocol.UNKNOWN
