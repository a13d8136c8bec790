"""Every mistake in a profile says what is allowed in its place."""

import pytest

from checker.checks.profile_toml import InvalidProfileToml, parse_needs

GATEWAY = '[[needs.vpn.gateways]]\nkind = "openvpn"\nid = "a"\nname = "A"\nhost = "a.example"\n'


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        (GATEWAY.replace("openvpn", "ipsec"), "Erlaubt ist: openvpn, wireguard, ikev2,"),
        (GATEWAY.replace('kind = "openvpn"\n', ""), "Erlaubt ist: openvpn, wireguard, ikev2,"),
        (GATEWAY + "port = 0\n", "eine ganze Zahl von 1 bis 65535."),
        (GATEWAY + 'transport = "UDP"\n', "Erlaubt ist: tcp, udp."),
        (GATEWAY + 'fingerprint = ""\n', "Es gibt: kind, id, name, host, required, port,"),
        (GATEWAY + 'wrap = "tls-auth"\nkey_secret = "x"\n', "BEGIN OpenVPN Static key"),
        (GATEWAY.replace("a.example", "a example"), "ein Name oder eine Adresse ohne Leerzeichen"),
        (GATEWAY + GATEWAY, "Jede id darf nur einmal vorkommen"),
        ('[needs.line]\nroles = ["office"]\n', "Erlaubt ist: mail, phone, video, remote-desktop, files."),
        ('[needs.line]\npublic = "no"\n', "Erlaubt ist: ask, never."),
        ("[needs.line]\ndown_mbit = -1\n", "Erlaubt ist eine Zahl von 0 bis 1000000."),
        ('[needs.line]\nrole = ["mail"]\n', "Es gibt: endpoint, second, inside, stun, public, public_server, roles,"),
        ("[needs.camera]\nrequired = 1\n", "Erlaubt ist true oder false."),
        ('[needs.network]\nreach = ["a.example"]\n', "Erlaubt ist Name:Port, zum Beispiel vpn.firma.de:3478,"),
        ('[needs.network]\ncompany_networks = ["10.1.0.1/16"]\n', "ein Netz mit seiner ersten Adresse"),
        ("[needs.printer]\n", "Es gibt: computer, network, router, line,"),
    ],
)
def test_a_mistake_names_what_is_allowed(toml: str, sentence: str) -> None:
    with pytest.raises(InvalidProfileToml) as invalid:
        parse_needs(toml)
    assert sentence in invalid.value.mistake.describe("de")
    assert invalid.value.mistake.describe("en")
