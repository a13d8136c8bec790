"""SIP's OPTIONS and the head of an answer to it (RFC 3261, 8.1.1 and 11). Names nobody and no address of ours. Pure."""

import re
from dataclasses import dataclass

STATUS_PREFIX = b"SIP/2.0 "
_STATUS = re.compile(rb"SIP/2\.0 ([1-6]\d\d) [^\r\n]*\Z")
_HEAD = re.compile(rb"\r?\n\r?\n")
_SHORT = {"i": "call-id", "v": "via"}
_NOBODY = "homeoffice-check.invalid"


@dataclass(frozen=True)
class SipOptionsRequest:
    """One request.

    `call_id`, `branch` and `tag` are ours alone, so that nobody else's answer is taken for one to it.
    """

    host: str
    port: int
    transport: str
    call_id: str
    branch: str
    tag: str

    def encode(self) -> bytes:
        """`rport` brings the answer back through a NAT to where the request came from (RFC 3581)."""
        scheme = "sips" if self.transport == "tls" else "sip"
        host = f"[{self.host}]" if ":" in self.host else self.host
        lines = [
            f"OPTIONS {scheme}:{host}:{self.port} SIP/2.0",
            f"Via: SIP/2.0/{self.transport.upper()} {_NOBODY};branch={self.branch};rport",
            "Max-Forwards: 70",
            f"From: <{scheme}:check@{_NOBODY}>;tag={self.tag}",
            f"To: <{scheme}:{host}>",
            f"Call-ID: {self.call_id}",
            "CSeq: 1 OPTIONS",
            "Accept: application/sdp",
            "Content-Length: 0",
        ]
        return "\r\n".join([*lines, "", ""]).encode("utf-8", "replace")

    def parse_status(self, raw: bytes) -> int:
        """100 to 699 where this is an answer to it; 0 for anything else."""
        raw = raw.lstrip(b"\r\n")
        head = _HEAD.search(raw)
        if head is None:
            return 0
        first, *lines = raw[: head.start()].split(b"\n")
        status_line = _STATUS.match(first.rstrip(b"\r"))
        headers = [_header(line) for line in lines]
        calls = [value for name, value in headers if name == "call-id"]
        vias = [value for name, value in headers if name == "via"]
        is_own = calls == [self.call_id] and bool(vias) and f"branch={self.branch}" in _parameters(vias[0])
        return int(status_line[1]) if status_line and is_own else 0


def is_complete(raw: bytes) -> bool:
    """Whether a stream has brought the head of a message."""
    return _HEAD.search(raw.lstrip(b"\r\n")) is not None


def _header(line: bytes) -> tuple[str, str]:
    name, _, value = line.decode("utf-8", "replace").partition(":")
    name = name.strip().lower()
    return _SHORT.get(name, name), value.strip()


def _parameters(via: str) -> list[str]:
    """Of the topmost hop alone: several may stand in one line."""
    return [parameter.strip() for parameter in via.partition(",")[0].split(";")[1:]]
