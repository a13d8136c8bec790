"""SSH: the server's greeting, answered by ours, and then we hang up (RFC 4253, 4.2)."""

import re

from checker.checks.vpn.connection.exchange import StreamExchange, exchange_by_tcp
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import SshGateway
from checker.checks.vpn.verdict import GatewayResult

_CLIENT_GREETING = b"SSH-2.0-HomeofficeCheck\r\n"
_SERVER_GREETING = re.compile(rb"^SSH-(?:2\.0|1\.99)-[ -~]{1,246}\r?\n", re.MULTILINE)
"""Other lines may stand before it; 1.99 is a server that also speaks the old version (RFC 4253, 5.1)."""


def probe(gateway: SshGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""
    exchange = StreamExchange(
        _CLIENT_GREETING, b"SSH-", lambda received, _: _SERVER_GREETING.search(received) is not None, classify_greeting
    )
    return exchange_by_tcp(context, gateway.port, exchange)


def classify_greeting(received: bytes) -> str:
    """The kind of its greeting, or empty: our own comes back from an echo."""
    greeting = _SERVER_GREETING.search(received)
    return "greeting" if greeting and greeting[0] != _CLIENT_GREETING else ""
