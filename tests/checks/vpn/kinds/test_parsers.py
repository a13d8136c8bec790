"""Hostile bytes: every reader of an answer says None or an answer, and never raises."""

import datetime
import ssl

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from checker.checks.vpn.connection.certificate import check_chain, check_dates, validity_facts
from checker.checks.vpn.connection.certificate_chain import verify_chain
from checker.checks.vpn.gateways.keys import parse_curve_key, parse_static_key
from checker.checks.vpn.kinds.ipsec import ikev2_packet
from checker.checks.vpn.kinds.openvpn import control_packet
from checker.checks.vpn.kinds.openvpn.wrapping import OpenVpnPacket, PlainWrapper, TlsAuthWrapper, TlsCryptWrapper
from checker.checks.vpn.kinds.wireguard.initiation import Initiation, WireGuardReply
from checker.checks.vpn.kinds.wireguard.noise import RESPONSE, mac1, public_bytes
from checker.checks.vpn.verdict import DetectedProtocol, detect_protocol
from checker.demo.gateways.certificate_authority import CertificateAuthority
from checker.demo.gateways.openvpn import OpenVpnResponder
from checker.model.trust import Trust

KEY = bytes(range(256))
SPI = b"12345678"
OWN = X25519PrivateKey.generate()
INITIATION = Initiation(public_bytes(X25519PrivateKey.generate()), OWN)
CLIENT = ("127.0.0.1", 1)
bytes_ = st.binary(max_size=1500)
WRAPS = {
    "plain": (PlainWrapper, PlainWrapper),
    "tls-auth": (lambda: TlsAuthWrapper(KEY, 1, "SHA1"), lambda: TlsAuthWrapper(KEY, 0, "SHA1")),
    "tls-auth both ways": (lambda: TlsAuthWrapper(KEY, None, "SHA512"), lambda: TlsAuthWrapper(KEY, None, "SHA512")),
    "tls-crypt": (lambda: TlsCryptWrapper(KEY), lambda: TlsCryptWrapper(KEY, server=True)),
}


@given(bytes_)
@pytest.mark.parametrize("wrap", WRAPS)
def test_openvpn_reads_anything(wrap: str, raw: bytes) -> None:
    packet = WRAPS[wrap][0]().unwrap(raw)
    if packet is not None:
        control_packet.parse_body(packet)
        assert not control_packet.is_reset_answer(packet, SPI) or raw[9:].count(SPI)


@given(st.integers(0, 255), st.binary(min_size=8, max_size=8), bytes_)
@pytest.mark.parametrize("wrap", WRAPS)
def test_what_one_end_wraps_the_other_takes(wrap: str, op: int, session: bytes, body: bytes) -> None:
    client, server = WRAPS[wrap][0](), WRAPS[wrap][1]()
    packet = OpenVpnPacket(op, session, body)
    assert server.unwrap(client.wrap(packet)) == packet
    assert client.unwrap(server.wrap(packet)) == packet


@given(bytes_, st.data())
@pytest.mark.parametrize("wrap", [name for name in WRAPS if name != "plain"])
def test_a_changed_byte_is_not_taken(wrap: str, body: bytes, data: st.DataObject) -> None:
    raw = WRAPS[wrap][0]().wrap(OpenVpnPacket(0x38, SPI, body))
    at = data.draw(st.integers(0, len(raw) - 1))
    changed = raw[:at] + bytes([raw[at] ^ data.draw(st.integers(1, 255))]) + raw[at + 1 :]
    assert WRAPS[wrap][1]().unwrap(changed) is None


@given(st.lists(st.integers(0, 2**32 - 1), max_size=8), st.integers(0, 2**32 - 1), bytes_)
def test_bodies_round_trip(acked: list[int], message: int, payload: bytes) -> None:
    body = control_packet.ControlPacketBody(tuple(acked), SPI if acked else b"", message, payload)
    assert (
        control_packet.parse_body(OpenVpnPacket(control_packet.CONTROL_V1, SPI, control_packet.encode_body(body)))
        == body
    )


@given(bytes_)
def test_ike_reads_anything(raw: bytes) -> None:
    assert ikev2_packet.parse_reply(raw, SPI) is None
    packet = SPI + raw
    ikev2_packet.parse_reply(packet, SPI)
    if len(packet) >= 28:
        ikev2_packet.parse_reply(packet[:24] + len(packet).to_bytes(4) + packet[28:], SPI)
        head = packet[:17] + bytes([0x20, 34, 0x20]) + bytes(4) + len(packet).to_bytes(4)
        ikev2_packet.parse_reply(head + packet[28:], SPI)


@pytest.mark.parametrize("transforms", [ikev2_packet.UNACCEPTABLE, ikev2_packet.USUAL])
def test_our_own_ike_request_is_no_reply(transforms) -> None:
    assert ikev2_packet.parse_reply(ikev2_packet.sa_init_request(SPI, transforms), SPI) is None


def test_the_stateless_proposal_has_the_measured_size() -> None:
    assert len(ikev2_packet.sa_init_request(SPI, ikev2_packet.UNACCEPTABLE)) == 212


@given(bytes_)
def test_wireguard_reads_anything(raw: bytes) -> None:
    assert INITIATION.parse_reply(raw) is None
    index = INITIATION.packet[4:8]
    INITIATION.parse_reply(RESPONSE + raw[:4].ljust(4) + index + raw.ljust(80)[:80])
    INITIATION.parse_reply(b"\x03\x00\x00\x00" + index + raw.ljust(56)[:56])
    body = RESPONSE + bytes(4) + index + raw.ljust(48)[:48]
    summed = body + mac1(body, public_bytes(OWN)) + bytes(16)
    assert INITIATION.parse_reply(summed) in (None, WireGuardReply.WRONG_PRESHARED_KEY)


def test_a_point_of_low_order_is_no_reply() -> None:
    body = RESPONSE + bytes(4) + INITIATION.packet[4:8] + bytes(48)
    assert INITIATION.parse_reply(body + mac1(body, public_bytes(OWN)) + bytes(16)) is None


@given(bytes_, bytes_)
def test_first_bytes_are_named(raw: bytes, sent: bytes) -> None:
    named = detect_protocol(raw, sent)
    assert named is detect_protocol(raw) or raw == sent[: len(raw)]
    assert detect_protocol(sent, sent) is DetectedProtocol.ECHO or not sent


@given(st.lists(bytes_, max_size=3))
def test_certificates_are_judged_or_said_to_be_none(chain: list[bytes]) -> None:
    check_chain(chain, "", "")
    validity_facts(chain[0] if chain else None)
    if chain:
        with pytest.raises(ValueError):
            verify_chain(chain, [], datetime.datetime.now(datetime.UTC))


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=3))
@pytest.mark.filterwarnings("ignore:.*:UserWarning", "ignore:.*:DeprecationWarning")
def test_a_spoiled_certificate_is_judged_or_said_to_be_none(good: bytes, spots: list[tuple[int, int]]) -> None:
    spoiled = bytearray(good)
    for index, value in spots:
        spoiled[index % len(spoiled)] = value
    check_chain([bytes(spoiled), good], "", "vpn.muster.example")
    validity_facts(bytes(spoiled))
    assert isinstance(check_dates(bytes(spoiled)), Trust)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return ssl.PEM_cert_to_DER_cert(CertificateAuthority(tmp_path_factory.mktemp("good")).certificate.read_text())


@given(st.text(max_size=700))
def test_keys_are_keys_or_refused(text: str) -> None:
    marks = "-----BEGIN OpenVPN Static key V1-----{}-----END OpenVPN Static key V1-----"
    for read, raw in ((parse_curve_key, text), (parse_static_key, text), (parse_static_key, marks.format(text))):
        with pytest.raises(ValueError, match="not a"):
            read(raw)


@given(bytes_)
def test_the_samples_responder_reads_anything(responder: OpenVpnResponder, raw: bytes) -> None:
    responder.answer(raw, CLIENT)
    session = TlsCryptWrapper(KEY)
    responder.answer(session.wrap(control_packet.reset_packet(SPI)), CLIENT)
    body = control_packet.ControlPacketBody((), b"", 1, raw)
    responder.answer(
        session.wrap(OpenVpnPacket(control_packet.CONTROL_V1, SPI, control_packet.encode_body(body))), CLIENT
    )
    responder.answer(session.wrap(OpenVpnPacket(control_packet.CONTROL_V1, SPI, raw)), CLIENT)


@pytest.fixture(scope="module")
def responder(tmp_path_factory: pytest.TempPathFactory) -> OpenVpnResponder:
    return OpenVpnResponder(CertificateAuthority(tmp_path_factory.mktemp("authority")), KEY)
