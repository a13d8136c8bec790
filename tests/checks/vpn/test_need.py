"""What a profile may say of gateways, and what is refused."""

import msgspec
import pytest

from checker.checks.vpn.gateways.tunnel import IkeV2Gateway, OpenVpnGateway, WireGuardGateway
from checker.checks.vpn.gateways.web import HttpsGateway
from checker.checks.vpn.need import VpnNeed
from checker.model.profile import Profile
from checker.run.report import without_secrets
from tests.checks.vpn.gateway_probes import gateway_table, make_gateway, make_need
from tests.checks.vpn.loopback_services import CURVE, KEY, UDP_KINDS


def test_every_kind_has_its_usual_port() -> None:
    plain = [gateway_table(kind, 1) for kind in ("openvpn", "wireguard", "ikev2", "https")]
    for table in plain:
        del table["port"]
    kinds = {type(gateway): gateway.port for gateway in make_need(plain).gateways}
    assert kinds == {OpenVpnGateway: 1194, WireGuardGateway: 51820, IkeV2Gateway: 500, HttpsGateway: 443}
    assert make_gateway("tcp", 22).kind == "tcp"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "carrier-pigeon"},
        {"port": 0},
        {"port": 65536},
        {"id": "Groß"},
        {"host": "https://vpn.muster.example/"},
        {"wrap": "tls-crypt-v3"},
        {"key_secret": "geheim"},
        {"auth": "whirlpool"},
        {"ca": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"},
        {"server_public_key": CURVE},
        {"kind": "wireguard", "server_public_key": "kurz"},
        {"kind": "https", "fingerprint": "abc"},
    ],
    ids=" ".join,
)
def test_a_slip_is_refused_and_no_key_is_repeated(wrong: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        make_need([gateway_table("openvpn", 1194) | wrong])
    assert "geheim" not in str(refused.value)


def test_two_gateways_of_one_id_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="same id"):
        make_need([gateway_table("tcp", 1), gateway_table("tcp", 2)])


def test_a_reports_profile_without_its_secrets_still_reads() -> None:
    tables = [gateway_table(kind.partition("-")[0], 1, **fields) | {"id": kind} for kind, fields in UDP_KINDS.items()]
    vpn_need = without_secrets(Profile(code="MUSTER", customer="", needs={"vpn": {"gateways": tables}})).needs["vpn"]
    assert KEY not in str(vpn_need) and CURVE not in str(vpn_need)
    assert len(msgspec.convert(vpn_need, VpnNeed).gateways) == len(tables)
