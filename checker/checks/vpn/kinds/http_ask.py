"""One question by HTTP/1.1 (RFC 9112) over the door of a gateway, and what its answer says of it.

Redirects are not followed, nothing is kept, and nothing in the answer is believed beyond the marks of its kind.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from checker.checks.vpn.gateways import Certified
from checker.checks.vpn.kinds.http_reply import Reply, read
from checker.checks.vpn.kinds.talk import Talk, by_tls
from checker.checks.vpn.verdict import Seen
from checker.checks.vpn.way import Way

HTTPS = 443
Known = Callable[[Reply], str]
"""The word for how an answer shows the gateway's kind (`gateway.answer`); empty where it does not."""
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True)
class Question:
    """`last`: the gateway may hang up after it. `by_head`: the head of its answer tells all, the body is not heard."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    last: bool = True
    by_head: bool = False

    def written(self, gateway: Certified) -> bytes:
        """As it travels to this gateway."""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {authority(gateway)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines += [f"Content-Length: {len(self.body)}"] if self.method == "POST" else []
        lines += ["Connection: close"] if self.last else []
        return "\r\n".join([*lines, "", ""]).encode("ascii", "replace") + self.body


Bye = Callable[[Reply], Question | None]


def authority(gateway: Certified) -> str:
    """What stands in `Host` (RFC 9110, 7.2): the name that its certificate is for, and a port that is not 443."""
    name, port = gateway.server_name or gateway.host, getattr(gateway, "port", HTTPS)
    shown = f"[{name}]" if ":" in name else name.encode("idna").decode()
    return shown if port == HTTPS else f"{shown}:{port}"


def asked(gateway: Certified, way: Way, question: Question, known: Known, bye: Bye = lambda _reply: None) -> Seen:
    """The verdict by the answer to one question. `bye`: a last one, to a gateway of the right kind.

    Raises Cancelled, and OSError where the profile's authorities cannot be put before the system.
    """

    def enough(heard: bytes, ended: bool) -> bool:
        reply = understood(heard, gateway, ended)
        return reply is not None and (question.by_head or reply.whole or bool(known(reply)))

    def word(heard: bytes) -> str:
        reply = understood(heard, gateway)
        return known(reply) if reply else ""

    def last(heard: bytes) -> bytes:
        reply = understood(heard, gateway)
        said = bye(reply) if reply else None
        return said.written(gateway) if said else b""

    return by_tls(gateway, way, Talk(question.written(gateway), b"HTTP/1.", enough, word, last))


def understood(heard: bytes, gateway: Certified, ended: bool = False) -> Reply | None:
    """What came from this gateway so far, as a kind looks at it; None for what is no HTTP, or not yet."""
    reply = read(heard, ended)
    return replace(reply, leads=_leads(reply, gateway)) if reply else None


def _leads(reply: Reply, gateway: Certified) -> str:
    if reply.status not in _REDIRECTS:
        return ""
    try:
        to = urlsplit(reply.header("location"))
        name = (to.hostname or "").lower()
    except ValueError:
        return ""
    if name and name not in (gateway.host.lower(), gateway.server_name.lower()):
        return ""
    return f"{to.path}?{to.query}" if to.query else to.path


_PROLOGUE = rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,400}-->\s*)?<"


def root_is(body: bytes, name: str) -> bool:
    """Whether this is the beginning of XML whose root has this name. No parser: XML of a stranger can be a bomb."""
    return re.match(_PROLOGUE + re.escape(name).encode() + rb"[\s/>]", body) is not None
