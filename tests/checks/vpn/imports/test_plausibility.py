"""Addresses that no employee reaches from home, and names that say nothing to one."""

import pytest

from checker.checks.vpn.imports import plausibility
from checker.checks.vpn.imports.gaps import gaps_of_gateway, gaps_of_service
from checker.checks.vpn.imports.gateway_names import gateway_name
from checker.checks.vpn.imports.plausibility import doubt_about
from tests.checks.vpn.imports.readings import gateway, import_text
from tests.net.certificates import Authority

PLACEHOLDERS = [
    "YOUR_SERVER_IP",
    "<YOUR_SERVER_IP>",
    "your-server-ip",
    "your.server.ip",
    "YOUR_IP",
    "{server}",
    "${SERVER}",
    "%SERVER%",
    "[server]",
    "SERVER_IP",
    "server-address",
    "Server_Adresse",
    "IP_ADDRESS",
    "ip-adresse",
    "MYSERVER_IP",
    "deine-ip",
    "DEINE_IP",
    "ihre.firewall.adresse",
    "IHRE_OEFFENTLICHE_IP",
    "votre_serveur",
    "votre-adresse-ip",
    "TU_SERVIDOR",
    "tu-ip-publica",
    "tuo-server",
    "jouw-server",
    "DIN_SERVER",
    "changeme",
    "CHANGE_ME",
    "replace-me",
    "insert.here",
    "PUBLIC_IP",
    "public-ip-address",
    "external_ip",
    "wan-ip",
    "hostname",
    "HOST",
    "vpn_server_address",
    "endpoint",
    "gateway_address",
    "xxx.xxx.xxx.xxx",
    "XXX",
    "vpn.xxxx.de",
    "xx.xx.xx.xx",
    "FQDN",
    "todo",
    "вашсервер",
    "你的服务器",
    "サーバアドレス",
]
MASKED = [
    "....6",
    "1.2.3.x",
    "1.2.3",
    "1.2.3.4.5",
    "300.1.1.1",
    "1.2.3.*",
    "***.***.1.2",
    "a..b",
    ".vpn.de",
    "-vpn.de",
    "203.0.113",
    "2001:db8::g",
]
OWN = ["localhost", "LOCALHOST.", "vpn.localhost", "127.0.0.1", "127.9.9.9", "::1", "0.0.0.0", "::", "::ffff:127.0.0.1"]
PRIVATE = [
    "10.0.0.1",
    "172.16.5.4",
    "192.168.178.1",
    "169.254.1.1",
    "fe80::1",
    "fe80::1%eth0",
    "fd00::1",
    "100.64.0.1",
    "::ffff:10.0.0.1",
]
NOBODY = ["224.0.0.1", "255.255.255.255", "240.0.0.1", "0.1.2.3", "ff02::1"]
LOCAL = [
    "firewall",
    "vpn01",
    "vpn.firma.local",
    "server.lan",
    "gw.intern",
    "fritz.box",
    "host.fritz.box",
    "vpn.corp",
    "a.home.arpa",
    "PC-7",
]
EXAMPLES = [
    "vpn.example.com",
    "example.org",
    "vpn.example",
    "vpn.test",
    "vpn.invalid",
    "192.0.2.1",
    "198.51.100.9",
    "203.0.113.5",
    "2001:db8::1",
    "198.18.0.1",
    "yourdomain.com",
    "vpn.your-domain.com",
    "mydomain.org",
    "deine-firma.de",
    "vpn.ihrefirma.de",
    "domain.tld",
    "musterfirma.de",
    "vpn.company.com",
    "example.de",
    "vpn.beispiel.de",
]
PLAUSIBLE = [
    "vpn.nordlicht-technik.de",
    "9.9.9.9",
    "2620:fe::fe",
    "abcdefgh12345678.myfritz.net",
    "firma.dyndns.org",
    "a_b.nordlicht-technik.de",
    "büro.nordlicht-technik.de",
    "xn--bro-hoa.nordlicht-technik.de",
    "gw1.vpn.azure.com",
    "vpn2.stadt.bayern",
    "tuv-sued.de",
    "hostnamen.de",
    "mein.homelinux.net",
    "ihr.de",
    "xxl.de",
    "change.org",
    "serverix.de",
]


@pytest.mark.parametrize(
    ("hosts", "doubts"),
    [
        (PLACEHOLDERS, {plausibility.PLACEHOLDER}),
        (MASKED, {plausibility.MASKED, plausibility.PLACEHOLDER}),
        (OWN, {plausibility.OWN_PC}),
        (PRIVATE, {plausibility.PRIVATE}),
        (NOBODY, {plausibility.NO_HOST}),
        (LOCAL, {plausibility.LOCAL_NAME}),
        (EXAMPLES, {plausibility.EXAMPLE, plausibility.PLACEHOLDER}),
        (PLAUSIBLE, {None}),
    ],
)
def test_hosts(hosts: list[str], doubts: set[object]) -> None:
    assert [host for host in hosts if doubt_about(host) not in doubts] == []


def test_a_service_behind_the_vpn_may_be_private() -> None:
    assert gaps_of_service({"host": "10.1.0.5"}) == gaps_of_service({"host": "ts01"}) == []
    assert gaps_of_service({"host": "<SERVER>"}) == [plausibility.PLACEHOLDER]


def test_what_a_gateway_lacks() -> None:
    table = {"kind": "openvpn", "host": "9.9.9.9", "wrap": "tls-auth"}
    assert len(gaps_of_gateway(table)) == 1
    assert gaps_of_gateway({**table, "key_secret": "x"}) == []
    assert len(gaps_of_gateway({"kind": "wireguard", "host": "9.9.9.9"})) == 1


@pytest.mark.parametrize(
    "file",
    [
        "client.ovpn",
        "Client(1).ovpn",
        "client_2.ovpn",
        "VPNConfig.ovpn",
        "vpnconfig.ovpn",
        "VpnSettings.xml",
        "azurevpnconfig.xml",
        "wg0.conf",
        "wg_config.conf",
        "Default.rdp",
        "config.ovpn",
        "openvpn-client-udp.ovpn",
        "profile.conf",
        "peer3.conf",
        "rasphone.pbk",
        "neu.ovpn",
        "export.ovpn",
        "sslvpn-client-config.ovpn",
        "erika.beispiel.ovpn",
        "erika@firma.ovpn",
        "pfSense-UDP4-1194-erika.beispiel-config.ovpn",
        "erika_beispiel@firma.de.ovpn",
    ],
)
def test_names_of_exports_give_way_to_the_host(file: str) -> None:
    assert gateway_name("", file, "vpn.nordlicht-technik.de", "OpenVPN") == "VPN (vpn.nordlicht-technik.de)"


@pytest.mark.parametrize(
    ("file", "name"),
    [("VPN_Büro.ovpn", "VPN Büro"), ("Zentrale.conf", "Zentrale"), ("Filiale-Süd (1).ovpn", "Filiale-Süd (1)")],
)
def test_names_that_somebody_chose_stay(file: str, name: str) -> None:
    assert gateway_name("", file, "9.9.9.9", "OpenVPN") == name


def test_a_name_out_of_the_users_certificate_is_the_users(company: Authority) -> None:
    certificate = company.leaf().read_text()
    text = f"client\nremote 9.9.9.9\n<cert>\n{certificate}</cert>\n"
    assert (
        gateway(import_text(text.split("-----BEGIN PRIVATE", maxsplit=1)[0] + "</cert>\n", "Nord.ovpn"))["name"]
        == "Nord"
    )
    assert gateway_name("", "nord_eva-muster.ovpn", "9.9.9.9", "OpenVPN", person="eva.muster") == "VPN (9.9.9.9)"


def test_a_placeholder_gives_no_name() -> None:
    assert gateway_name("", "client.ovpn", "<YOUR_SERVER_IP>", "WireGuard") == "VPN"
