"""Why a server that speaks TLS does not show what it is: it wants a certificate of ours, or knows another name.

One more connection tells the first; the second is tried by the other names that the profile has for the gateway.
"""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from checker.checks.name_service.literal import is_literal
from checker.checks.vpn.connection.exchange import restricted
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways import TlsGateway
from checker.checks.vpn.gateways.web import RdpGateway, SipGateway
from checker.checks.vpn.need import AnyGateway
from checker.checks.vpn.verdict import DetectedProtocol, Facts, GatewayResult, GatewayVerdict, Restriction
from checker.model.failure import Failure, FailureKind
from checker.net.tcp.phases import requests_client_certificate

GatewayProbe = Callable[[AnyGateway, GatewayContext], GatewayResult]
MAX_NAMES = 2
HANDSHAKE_S = 1.5
"""For the control: the gateway has answered a handshake just now."""
_NAME_ALERT = "UNRECOGNIZED_NAME"
"""In OpenSSL's name of the alert (RFC 6066, 3)."""
_CUT_OFF = (GatewayVerdict.HANGS_UP, GatewayVerdict.STALLS)


def explain_restriction(
    gateway: AnyGateway, context: GatewayContext, result: GatewayResult, probe: GatewayProbe
) -> GatewayResult:
    """The result, or that of another name, or why nothing can be told. Raises Cancelled, and OSError as `probe`."""
    if not _is_over_tls(gateway) or not _is_unexplained(result):
        return result
    if not _is_about_name(result) and _requests_certificate(gateway, context):
        return restricted(Restriction.CLIENT_CERTIFICATE, _connection_facts(result))
    if _may_be_name(result):
        for name in other_names(gateway, context):
            context.raise_if_cancelled()
            named = probe(replace(gateway, server_name=name), context)
            if named.verdict is GatewayVerdict.ANSWERS:
                return named
    return restricted(Restriction.SERVER_NAME, _connection_facts(result)) if _is_about_name(result) else result


def other_names(gateway: AnyGateway, context: GatewayContext) -> Iterator[str]:
    """The gateway's names that were not asked for yet; where its host is an address, also those of other gateways."""
    server_name = getattr(gateway, "server_name", "")
    names = [gateway.host] if server_name else []
    if not server_name and is_literal(gateway.host):
        names = list(context.profile_names)
    candidates = dict.fromkeys(name for name in names if not is_literal(name) and name != server_name)
    yield from list(candidates)[:MAX_NAMES]


def _is_over_tls(gateway: AnyGateway) -> bool:
    """Not a remote desktop, whose TLS begins within its own protocol."""
    if isinstance(gateway, SipGateway):
        return gateway.transport == "tls"
    return isinstance(gateway, TlsGateway) and not isinstance(gateway, RdpGateway)


def _is_unexplained(result: GatewayResult) -> bool:
    if result.verdict is GatewayVerdict.RESTRICTED:
        return result.facts.get("gateway.restriction") != Restriction.CLIENT_CERTIFICATE.value
    if result.verdict is GatewayVerdict.OTHER:
        return result.facts.get("gateway.other") == DetectedProtocol.HTTPS.value
    tls = result.facts.get("gateway.tls")
    if isinstance(tls, Failure) and tls.kind is FailureKind.TIMEOUT:
        return False  # it would be waited for as long once more
    return tls is not None and result.verdict in (*_CUT_OFF, GatewayVerdict.CANNOT_TELL)


def _is_about_name(result: GatewayResult) -> bool:
    failure = result.facts.get("gateway.tls")
    is_alert = isinstance(failure, Failure) and _NAME_ALERT in failure.detail
    return is_alert or result.facts.get("gateway.restriction") == Restriction.SERVER_NAME.value


def _may_be_name(result: GatewayResult) -> bool:
    """Front ends turn an unknown name away by several alerts, or hang up."""
    failure = result.facts.get("gateway.tls")
    is_cut_off = isinstance(failure, Failure) and failure.kind in (
        FailureKind.BAD_ANSWER,
        FailureKind.CLOSED,
        FailureKind.RESET,
    )
    return is_cut_off or _is_about_name(result)


def _requests_certificate(gateway: AnyGateway, context: GatewayContext) -> bool:
    name, port = getattr(gateway, "server_name", "") or gateway.host, int(getattr(gateway, "port", 0))
    return any(
        requests_client_certificate(address, port, name, min(HANDSHAKE_S, context.phase_timeout_s))
        for address in context.addresses
    )


def _connection_facts(result: GatewayResult) -> Facts:
    return {name: fact for name, fact in result.facts.items() if name not in ("gateway.other", "gateway.restriction")}
