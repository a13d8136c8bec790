"""OpenVPN: the client's reset and the server's answer to it, then the certificate through the control channel."""

import secrets
from dataclasses import dataclass, field

from checker.checks.vpn.connection.certificate import check_chain
from checker.checks.vpn.connection.tcp import connection_failure, milliseconds, open_gateway_connection
from checker.checks.vpn.connection.udp import open_udp, unanswered_result
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.keys import parse_client_key, parse_static_key
from checker.checks.vpn.gateways.tunnel import OpenVpnGateway
from checker.checks.vpn.kinds.openvpn.control_channel import ChainReading, PacketTransport, read_chain
from checker.checks.vpn.kinds.openvpn.control_packet import is_reset_answer, requests_wrapped_key, reset_packet
from checker.checks.vpn.kinds.openvpn.tcp_framing import OpenVpnTcpStream, frame_packet
from checker.checks.vpn.kinds.openvpn.wrapping import (
    SESSION,
    OpenVpnPacket,
    PacketWrapper,
    PlainWrapper,
    TlsAuthWrapper,
    TlsCryptV2Wrapper,
    TlsCryptWrapper,
)
from checker.checks.vpn.verdict import Facts, GatewayResult, GatewayVerdict, detect_protocol
from checker.model.failure import Failure, FailureKind, Operation
from checker.net.clock import monotonic_s

RESPONSE_TIMEOUT_S = 3.0


def probe(gateway: OpenVpnGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled."""
    if gateway.wrap != "none" and not gateway.key_secret:
        missing = Failure(operation=Operation.READ, kind=FailureKind.MISSING, detail="key")
        return GatewayResult(GatewayVerdict.CANNOT_TELL, {"gateway.rtt": missing})
    return _by_tcp(gateway, context) if gateway.transport == "tcp" else _by_udp(gateway, context)


@dataclass(frozen=True)
class ResetExchange:
    """A reset and what answers it. `session`: our session."""

    wrap: PacketWrapper
    session: bytes = field(default_factory=lambda: secrets.token_bytes(SESSION))

    def packet(self, padding: int = 0) -> bytes:
        """The reset, the next time; `padding`: bytes more than it needs."""
        return self.wrap.wrap(reset_packet(self.session, self.wrap.reset_opcode, padding))

    def parse_answer(self, raw: bytes) -> OpenVpnPacket | None:
        """The answer to it, or None."""
        packet = self.wrap.unwrap(raw)
        return packet if packet is not None and is_reset_answer(packet, self.session) else None


def make_reset_exchange(gateway: OpenVpnGateway) -> ResetExchange:
    """A client's side of the gateway's wrapping, before its first packet."""
    match gateway.wrap:
        case "tls-auth":
            return ResetExchange(
                TlsAuthWrapper(parse_static_key(gateway.key_secret), gateway.key_direction, gateway.auth)
            )
        case "tls-crypt":
            return ResetExchange(TlsCryptWrapper(parse_static_key(gateway.key_secret)))
        case "tls-crypt-v2":
            return ResetExchange(TlsCryptV2Wrapper(*parse_client_key(gateway.key_secret)))
    return ResetExchange(PlainWrapper())


def _by_udp(gateway: OpenVpnGateway, context: GatewayContext) -> GatewayResult:
    opening = make_reset_exchange(gateway)
    with open_udp(context, gateway.port) as connection:
        exchange = connection.request(lambda _try: opening.packet(), opening.parse_answer)
        if exchange.answer is None:
            return unanswered_result(exchange)
        reading = _read_chain(opening, exchange.answer, connection)
        if reading.unanswered:
            context.udp_trace.unanswered_packets[gateway.port] = reading.unanswered
        return _result_with_certificate(gateway, reading, exchange.facts())


def _by_tcp(gateway: OpenVpnGateway, context: GatewayContext) -> GatewayResult:
    opening = make_reset_exchange(gateway)
    with open_gateway_connection(context, gateway.port) as (phases, sock):
        if sock is None or phases.connect_s is None:
            return connection_failure(phases)
        facts = {"gateway.tcp": milliseconds(phases.connect_s)}
        connection = OpenVpnTcpStream(sock, context)
        started_at, reset_bytes = monotonic_s(), opening.packet()
        connection.send(reset_bytes)
        raw = connection.receive(started_at + RESPONSE_TIMEOUT_S)
        answer = opening.parse_answer(raw) if raw is not None else None
        if answer is not None:
            facts["gateway.rtt"] = milliseconds(monotonic_s() - started_at)
            return _result_with_certificate(gateway, _read_chain(opening, answer, connection), facts)
        if connection.first_bytes:
            return GatewayResult(
                GatewayVerdict.OTHER,
                {**facts, "gateway.other": detect_protocol(connection.first_bytes, frame_packet(reset_bytes)).value},
            )
        return GatewayResult(GatewayVerdict.HANGS_UP if connection.is_closed else GatewayVerdict.STALLS, facts)


def _read_chain(opening: ResetExchange, answer: OpenVpnPacket, transport: PacketTransport) -> ChainReading:
    return read_chain(transport, opening.wrap, opening.session, answer.session, requests_wrapped_key(answer))


def _result_with_certificate(gateway: OpenVpnGateway, reading: ChainReading, facts: Facts) -> GatewayResult:
    is_bad, certificate_facts = check_chain(reading.chain, gateway.ca, gateway.server_name)
    if reading.is_broken_off:
        return GatewayResult(GatewayVerdict.BREAKS_OFF, {**facts, **certificate_facts})
    return GatewayResult(
        GatewayVerdict.CERTIFICATE if is_bad else GatewayVerdict.ANSWERS, {**facts, **certificate_facts}
    )
