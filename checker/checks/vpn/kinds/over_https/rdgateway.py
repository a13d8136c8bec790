"""Remote Desktop Gateway: its own verb, which it lets nobody use who has not signed in (MS-TSGU, 3.3.5.1)."""

import uuid

from checker.checks.vpn.connection.exchange import restricted
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import RdGateway
from checker.checks.vpn.kinds.over_https.http_reply import HttpReply
from checker.checks.vpn.kinds.over_https.http_request import HttpRequest, request_by_https
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict, Restriction

_VERB = "RDG_OUT_DATA"
_PATH = "/remoteDesktopGateway/"
_SCHEMES = ("negotiate", "ntlm")
_DENIED = 401


def probe(gateway: RdGateway, context: GatewayContext) -> GatewayResult:
    """Unclear for a server that demands a password for whatever path. Raises as `request_by_https`."""
    result = request_by_https(gateway, context, _sign_in_request(_PATH), classify_reply)
    if result.verdict is not GatewayVerdict.ANSWERS:
        return result
    control = request_by_https(gateway, context, _sign_in_request(f"/{uuid.uuid4().hex}/"), classify_reply)
    is_any_path = control.verdict is GatewayVerdict.ANSWERS
    return restricted(Restriction.SIGN_IN, result.facts) if is_any_path else result


def _sign_in_request(path: str) -> HttpRequest:
    number = f"{{{str(uuid.uuid4()).upper()}}}"
    headers = {
        "Cache-Control": "no-cache",
        "Pragma": "no-cache",
        "Accept": "*/*",
        "User-Agent": "MS-RDGateway/1.0",
        "RDG-Connection-Id": number,
    }
    return HttpRequest(_VERB, path, headers, is_head_enough=True)


def classify_reply(reply: HttpReply) -> str:
    """The kind of a sign-in by Windows' own schemes, or empty."""
    offered = ", ".join(reply.values_of("www-authenticate")).lower().replace(",", " ").split()
    return "sign-in" if reply.status == _DENIED and any(scheme in offered for scheme in _SCHEMES) else ""
