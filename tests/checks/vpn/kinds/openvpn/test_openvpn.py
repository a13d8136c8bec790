"""Against the real OpenVPN on loopback, in every wrapping."""

import datetime

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.conftest import Openvpn
from tests.checks.vpn.gateway_probes import finding_codes, gateway_table, probe_kind
from tests.checks.vpn.kinds.openvpn.test_tls_crypt_v2 import make_client_key
from tests.net.certificates import Authority

WRAPS = {
    "none": ((), {}),
    "tls-auth": (("--tls-auth", "static.key", "0"), {"key_direction": 1}),
    "tls-auth SHA256": (("--tls-auth", "static.key", "0", "--auth", "SHA256"), {"key_direction": 1, "auth": "SHA256"}),
    "tls-auth SHA512": (("--tls-auth", "static.key", "1", "--auth", "SHA512"), {"key_direction": 0, "auth": "SHA512"}),
    "tls-auth both ways": (("--tls-auth", "static.key"), {}),
    "tls-crypt": (("--tls-crypt", "static.key"), {}),
}


@pytest.mark.parametrize("proto", ["udp", "tcp"])
@pytest.mark.parametrize("wrap", WRAPS)
def test_answers_as_itself_and_shows_its_certificate(openvpn: Openvpn, sample, static_key, wrap, proto) -> None:
    options, fields = WRAPS[wrap]
    port = openvpn(*options, proto="udp4" if proto == "udp" else "tcp4-server")
    secret = {} if wrap == "none" else {"key_secret": static_key}
    result = probe_kind("openvpn", port, transport=proto, wrap=wrap.split()[0], ca=sample.pem, **secret, **fields)
    assert result.verdict is GatewayVerdict.ANSWERS
    assert result.facts["certificate.trust"] == "trusted"
    assert 89 < result.facts["certificate.days-left"] <= 90
    assert 0 < result.facts["gateway.rtt"] < 5000, "milliseconds"


def test_tls_1_2_shows_its_certificate_too(openvpn: Openvpn, sample) -> None:
    result = probe_kind("openvpn", openvpn("--tls-version-max", "1.2"), ca=sample.pem)
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.ANSWERS, "trusted")


@pytest.mark.parametrize("wrap", ["tls-auth", "tls-crypt"])
def test_without_the_right_key_there_is_silence(openvpn: Openvpn, wrap) -> None:
    other = "-----BEGIN OpenVPN Static key V1-----\n" + "5a" * 256 + "\n-----END OpenVPN Static key V1-----"
    port = openvpn(f"--{wrap}", "static.key", *(["0"] if wrap == "tls-auth" else []))
    result = probe_kind("openvpn", port, wrap=wrap, key_secret=other, key_direction=1)
    assert result.verdict is GatewayVerdict.SILENT
    assert result.facts["gateway.host-answers"] is True
    assert result.facts["gateway.tries"] == 3


def test_wrong_digest_is_silence(openvpn: Openvpn, static_key) -> None:
    port = openvpn("--tls-auth", "static.key", "0", "--auth", "SHA256")
    assert (
        probe_kind("openvpn", port, wrap="tls-auth", key_secret=static_key, key_direction=1).verdict
        is GatewayVerdict.SILENT
    )


@pytest.mark.parametrize("proto", ["udp4", "tcp4-server"])
@pytest.mark.parametrize("wrap", ["tls-auth", "tls-crypt", "tls-crypt-v2"])
def test_a_key_at_the_server_alone_is_not_told_from_trouble(openvpn: Openvpn, tmp_path, wrap, proto) -> None:
    """The profile knows of no key: what such a server does to strangers cannot be judged."""
    if wrap == "tls-crypt-v2":
        make_client_key(tmp_path)
    port = openvpn(f"--{wrap}", "server.key" if wrap == "tls-crypt-v2" else "static.key", proto=proto)
    table = gateway_table("openvpn", port, transport="udp" if proto == "udp4" else "tcp")
    assert finding_codes([table]) == {"openvpn": "vpn.silent-or-key"}


def test_a_wrapped_gateway_whose_key_the_profile_lacks_cannot_be_judged() -> None:
    result = probe_kind("openvpn", 1194, wrap="tls-crypt")
    assert result.verdict is GatewayVerdict.CANNOT_TELL


BAD = {
    "expired": ({"begins": datetime.timedelta(days=-9), "ends": datetime.timedelta(days=-1)}, "expired"),
    "not yet valid": ({"begins": datetime.timedelta(days=2)}, "not-yet-valid"),
    "self-signed": ({"self_signed": True}, "self-signed"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_certificates_are_named(openvpn: Openvpn, authority: Authority, case) -> None:
    made, trust = BAD[case]
    result = probe_kind("openvpn", openvpn(certificate=authority.leaf(**made)), ca=authority.path.read_text())
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.CERTIFICATE, trust)


def test_another_issuer_and_another_name_are_named(openvpn: Openvpn, authority: Authority, sample) -> None:
    strange = openvpn(certificate=authority.leaf())
    assert probe_kind("openvpn", strange, ca=sample.pem).facts["certificate.trust"] == "unknown-issuer"
    port = openvpn()
    result = probe_kind("openvpn", port, ca=sample.pem, server_name="vpn.andere.example")
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.CERTIFICATE, "wrong-name")


@pytest.mark.parametrize("proto", ["udp4", "tcp4-server"])
def test_without_authorities_in_the_profile_only_the_dates_are_judged(openvpn: Openvpn, authority, proto) -> None:
    fields = {"transport": "udp" if proto == "udp4" else "tcp"}
    result = probe_kind("openvpn", openvpn(proto=proto), **fields)
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.ANSWERS, "dates-valid")
    own = openvpn(certificate=authority.leaf(self_signed=True), proto=proto)
    assert probe_kind("openvpn", own, **fields).facts["certificate.trust"] == "dates-valid"
    old = openvpn(certificate=authority.leaf(**BAD["expired"][0]), proto=proto)
    result = probe_kind("openvpn", old, **fields)
    assert (result.verdict, result.facts["certificate.trust"]) == (GatewayVerdict.CERTIFICATE, "expired")
