"""What a gateway did when it was asked, in closed words that probe and diagnosis share. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from checker.model.failure import Failure, Kind
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
    """The verdict on one gateway, and the facts it rests on by the names that the check declares."""

    verdict: Verdict
    facts: Mapping[str, Value | Failure] = field(default_factory=dict)


_BY_KIND = {
    Kind.TIMEOUT: Verdict.SILENT,
    Kind.REFUSED: Verdict.REFUSED,
    # Windows reports the ICMP answer "port unreachable" to a UDP packet as a reset
    Kind.RESET: Verdict.REFUSED,
    Kind.UNREACHABLE: Verdict.UNREACHABLE,
    # a firewall on this PC forbids the packet
    Kind.DENIED: Verdict.BLOCKED_HERE,
}


def of_connecting(failure: Failure) -> Verdict:
    """What a failed TCP connection or UDP exchange says of the gateway."""
    return _BY_KIND.get(failure.kind, Verdict.CANNOT_TELL)


def of_naming(failure: Failure) -> Verdict:
    """What a failed name resolution says. A resolver that says nothing says nothing of the name."""
    return Verdict.NAME_UNKNOWN if failure.kind is Kind.NOT_FOUND else Verdict.NAME_UNANSWERED


_STARTS = (
    (b"SSH-", Other.SSH),
    (b"HTTP/", Other.HTTP),
    (b"<", Other.HTTP),
    (b"\x15\x03", Other.TLS),
    (b"\x16\x03", Other.TLS),
    (b"\x03\x00\x00", Other.RDP),
    (b"RFB ", Other.VNC),
    (b"220", Other.MAIL),
    (b"+OK", Other.MAIL),
    (b"* OK", Other.MAIL),
)


def what_speaks(raw: bytes, sent: bytes = b"") -> Other:
    """The protocol that these first bytes of an answer belong to; our own bytes come from an echo service."""
    if sent and (raw == sent or (len(raw) >= 8 and sent.startswith(raw))):
        return Other.ECHO
    return next((other for start, other in _STARTS if raw.startswith(start)), Other.UNKNOWN)
