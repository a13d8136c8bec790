"""Remote Desktop Gateway: its own verb, which it lets nobody use who has not signed in (MS-TSGU, 3.3.5.1)."""

import uuid

from checker.checks.vpn.gateways_web import RdGateway
from checker.checks.vpn.kinds.http_ask import Question, asked
from checker.checks.vpn.kinds.http_reply import Reply
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way

_VERB = "RDG_OUT_DATA"
_PATH = "/remoteDesktopGateway/"
_SCHEMES = ("negotiate", "ntlm")
_DENIED = 401


def probe(gateway: RdGateway, way: Way) -> Seen:
    """A server that asks for a password whatever is asked cannot be told from one. Raises as `asked`."""
    seen = asked(gateway, way, _question(_PATH), known)
    if seen.verdict is not Verdict.ANSWERS:
        return seen
    elsewhere = asked(gateway, way, _question(f"/{uuid.uuid4().hex}/"), known)
    return Seen(Verdict.CANNOT_TELL, seen.facts) if elsewhere.verdict is Verdict.ANSWERS else seen


def _question(path: str) -> Question:
    number = f"{{{str(uuid.uuid4()).upper()}}}"
    headers = {
        "Cache-Control": "no-cache",
        "Pragma": "no-cache",
        "Accept": "*/*",
        "User-Agent": "MS-RDGateway/1.0",
        "RDG-Connection-Id": number,
    }
    return Question(_VERB, path, headers, by_head=True)


def known(reply: Reply) -> str:
    """The word for a sign-in by Windows' own ways, or empty."""
    offered = ", ".join(reply.all("www-authenticate")).lower().replace(",", " ").split()
    return "sign-in" if reply.status == _DENIED and any(one in offered for one in _SCHEMES) else ""
