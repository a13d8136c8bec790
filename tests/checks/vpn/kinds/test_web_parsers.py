"""Hostile bytes to every reader of web gateways, desktops and telephony: a word or none, and never an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.checks.vpn.kinds.over_https import anyconnect, f5, fortinet, globalprotect, juniper, pulse, rdgateway
from checker.checks.vpn.kinds.over_https.http_request import parse_gateway_reply
from checker.checks.vpn.kinds.over_tcp import rdp_packet, ssh
from checker.checks.vpn.kinds.telephony import sip_message, stun, turn
from checker.net.stun import message as stun_message
from tests.checks.vpn.gateway_probes import make_gateway
from tests.checks.vpn.kinds.telephony.stun_servers import message
from tests.checks.vpn.kinds.telephony.test_turn import COTURN
from tests.checks.vpn.kinds.web_servers import GATEWAYS, OCSERV, Request

HERE = make_gateway("juniper", 443, host="vpn.muster.example")
REQUEST = sip_message.SipOptionsRequest("pbx.muster.example", 5060, "udp", "call0", "z9hG4bKone", "tag0")
CLASSIFIERS = {
    "anyconnect": anyconnect.classify_reply,
    "fortinet": fortinet.classify_front_page,
    "fortinet-login": fortinet.classify_login_page,
    "globalprotect": globalprotect.classify_reply,
    "juniper": juniper.classify_reply,
    "pulse": pulse.classify_reply,
    "f5": f5.classify_reply,
    "rdgateway": rdgateway.classify_reply,
}
bytes_ = st.binary(max_size=1500)
WORDS = (
    b"HTTP/1.1 302 Found\r\n|HTTP/1.1 200 OK\r\n|Location: |https://[|//vpn.muster.example|\r\n\r\n|/dana-na/|/my.policy|0\r\n"
    b"|Transfer-Encoding: chunked\r\n|ffffffff\r\n|Content-Length: |99999999999|Set-Cookie: MRHSession=|<?xml|<!--|?|\n"
    b"|WWW-Authenticate: |<config-auth"
).split(b"|")
pieces = st.lists(st.sampled_from(WORDS) | st.binary(max_size=40), max_size=14).map(b"".join)


def everything(raw: bytes, ended: bool) -> None:
    reply = parse_gateway_reply(raw, HERE, ended)
    if reply is None:
        return
    for classify in CLASSIFIERS.values():
        assert isinstance(classify(reply), str)
    f5.logout_request(reply)


@given(bytes_, st.booleans())
def test_http_reads_anything(raw: bytes, ended: bool) -> None:
    everything(raw, ended)
    everything(b"HTTP/1.1 200 OK\r\n" + raw, ended)


@given(pieces, st.booleans())
def test_http_reads_what_almost_makes_sense(raw: bytes, ended: bool) -> None:
    everything(raw, ended)


@given(st.sampled_from(sorted(GATEWAYS)), st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), max_size=3))
def test_spoiled_answers_of_gateways_are_read_too(kind: str, spots: list[tuple[int, int]]) -> None:
    reply = GATEWAYS[kind](Request("GET", "/", {"host": "vpn.muster.example"}))
    spoiled = bytearray(reply)
    for index, value in spots:
        spoiled[index % len(spoiled)] = value
    everything(bytes(spoiled), ended=True)


@given(st.integers(0, len(OCSERV)))
def test_an_answer_cut_anywhere_is_read(size: int) -> None:
    everything(OCSERV[:size], ended=True)


@given(bytes_, bytes_)
def test_stun_and_turn_read_anything(raw: bytes, attributes: bytes) -> None:
    padded = attributes[: len(attributes) // 4 * 4]
    for packet in (raw, *(message(kind, b"abcdefghijkl", padded) for kind in (0x0101, 0x0111, 0x0103, 0x0113))):
        assert stun.classify_response(packet, {b"abcdefghijkl"}) in ("", "address", "declined")
        assert turn.classify_response(packet, b"abcdefghijkl") in ("", "sign-in", "declined", "open")
        stun_message.is_complete(packet)


@given(st.lists(st.tuples(st.integers(0, len(COTURN) - 1), st.integers(0, 255)), max_size=4), st.integers(0, 104))
def test_a_spoiled_answer_of_turn_is_read_too(spots: list[tuple[int, int]], size: int) -> None:
    spoiled = bytearray(COTURN)
    for index, value in spots:
        spoiled[index] = value
    turn.classify_response(bytes(spoiled[:size]), b"abcdefghijkl")


@given(bytes_)
def test_our_own_transaction_alone_is_no_answer(raw: bytes) -> None:
    assert turn.classify_response(b"abcdefghijkl" + raw, b"ABCDEFGHIJKL") == ""
    assert turn.classify_response(stun_message.allocate_request(b"abcdefghijkl"), b"abcdefghijkl") == ""
    assert stun.classify_response(stun_message.release_request(b"abcdefghijkl"), {b"abcdefghijkl"}) == ""


@given(bytes_)
def test_sip_reads_anything(raw: bytes) -> None:
    assert REQUEST.parse_status(raw) == 0
    assert 0 <= REQUEST.parse_status(b"SIP/2.0 200 OK\r\nCall-ID: call0\r\nVia: " + raw + b"\r\n\r\n") < 700
    reply = b"SIP/2.0 200 OK\r\n" + raw + b"\r\nCall-ID: call0\r\nVia: x;branch=z9hG4bKone\r\n\r\n"
    assert REQUEST.parse_status(reply) in (0, 200)
    sip_message.is_complete(raw)


@given(bytes_)
def test_rdp_reads_anything(raw: bytes) -> None:
    words = ("", "tls", "nla", "plain", "declined")
    assert rdp_packet.parse_security(raw) in words
    head = bytes([3, 0, 0, len(raw) % 256, (len(raw) - 5) % 256, 0xD0])
    assert rdp_packet.parse_security((head + raw)[: len(raw)]) in words
    rdp_packet.is_complete(raw)


@given(bytes_)
def test_ssh_reads_anything(raw: bytes) -> None:
    assert ssh.classify_greeting(raw) in ("", "greeting")
    assert ssh.classify_greeting(b"SSH-2.0-" + raw) in ("", "greeting")


@pytest.mark.parametrize("kind", GATEWAYS)
def test_the_unspoiled_answer_is_known(kind: str) -> None:
    request = Request("GET", "/", {"host": "vpn.muster.example", "upgrade": "", "content-type": ""})
    if kind == "pulse":
        request.headers |= {"upgrade": "IF-T/TLS 1.0", "content-type": "EAP"}
    if kind in ("anyconnect", "globalprotect"):
        request = Request("POST", "/ssl-vpn/prelogin.esp?x", request.headers, b"<config-auth")
    if kind == "rdgateway":
        request = Request("RDG_OUT_DATA", "/remoteDesktopGateway/", request.headers)
    reply = parse_gateway_reply(GATEWAYS[kind](request), HERE)
    assert reply is not None
    assert CLASSIFIERS[kind](reply)
