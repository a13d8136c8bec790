"""WireGuard's files; the employee's own keys never leave them."""

import shutil
import subprocess

import pytest

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.merge import probe_peers
from checker.checks.vpn.imports.readers.wireguard import public_key_of
from checker.checks.vpn.imports.result import DroppedItem, RetainedSecret
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.readings import gateway, gateways, import_text, networks, note_texts, services
from tests.checks.vpn.imports.samples import SERVER_KEY, fritzbox, wireguard_key

OTHER_KEY, THIRD_KEY = (public_key_of(wireguard_key()) for _ in range(2))


def test_a_fritzbox() -> None:
    private, preshared = wireguard_key(), wireguard_key()
    imported = import_text(fritzbox(private, preshared), "wg_config.conf")
    table = gateway(imported)
    assert (table["kind"], table["host"], table["port"]) == ("wireguard", "abcdefgh12345678.myfritz.example", 51833)
    assert table["server_public_key"] == SERVER_KEY
    assert private not in repr(imported)
    assert preshared not in repr(imported)
    assert networks(imported) == ["192.168.178.0/24"]
    assert services(imported) == [("192.168.178.1", 53)]
    assert imported.dropped == (DroppedItem.WIREGUARD_KEY, DroppedItem.PRESHARED_KEY)
    assert imported.retained == (RetainedSecret.PROBE_KEY,)
    assert note_texts(imported) == [notes.DNS, notes.PROBE_PEER, notes.ALL_TRAFFIC]


def test_the_probe_peer_is_a_new_one_each_time_and_its_public_half_is_told() -> None:
    text = fritzbox(wireguard_key(), wireguard_key())
    first, second = (gateway(import_text(text, "a.conf")) for _ in range(2))
    assert first["probe_private_key_secret"] != second["probe_private_key_secret"]
    (peer,) = probe_peers(import_text(text, "büro.conf").table)
    assert peer.gateway == "büro"
    assert peer.public_key != SERVER_KEY


@pytest.mark.skipif(shutil.which("wg") is None, reason="wg is not installed")
def test_the_public_half_is_what_wg_says() -> None:
    private = wireguard_key()
    public = subprocess.run(["wg", "pubkey"], input=private, capture_output=True, text=True, check=True).stdout.strip()
    assert public_key_of(private) == public


def test_several_peers_and_one_without_an_address() -> None:
    text = f"""# Büro
[interface]
privatekey={wireguard_key()}
[PEER]
publickey={SERVER_KEY}
endpoint=[2001:db8::1]:51820 # IPv6
allowedips=10.1.0.5/16,::/0
[Peer]
PublicKey = {OTHER_KEY}
Endpoint = b.example:1
AllowedIPs = 10.2.0.0/16
AllowedIPs = fd00:1::/64, 8.8.8.8/32
[Peer]
PublicKey = {THIRD_KEY}
AllowedIPs = 10.3.0.0/16
"""
    imported = import_text(text, "Filiale.conf")
    assert [(table["name"], table["host"], table["port"]) for table in gateways(imported)] == [
        ("Filiale", "2001:db8::1", 51820),
        ("Filiale (2)", "b.example", 1),
    ]
    assert networks(imported) == ["10.1.0.0/16", "10.2.0.0/16", "fd00:1::/64"]
    assert notes.NO_ENDPOINT in note_texts(imported)


def test_all_traffic_leaves_the_companys_networks_to_the_technician() -> None:
    text = f"[Peer]\nPublicKey={SERVER_KEY}\nEndpoint=a.example:1\nAllowedIPs=0.0.0.0/1, 128.0.0.0/1, ::/0\n"
    imported = import_text(text, "a.conf")
    assert networks(imported) == []
    assert notes.ALL_TRAFFIC in note_texts(imported)


def test_a_damaged_key_of_the_server_is_left_out_and_said() -> None:
    imported = import_text("[Peer]\nPublicKey = kurz\nEndpoint = a.example:1\n", "a.conf")
    assert "server_public_key" not in gateway(imported)
    assert notes.NO_SERVER_KEY in note_texts(imported)


def test_a_servers_own_file_names_no_gateway() -> None:
    text = f"[Interface]\nPrivateKey = {wireguard_key()}\nListenPort = 51820\n[Peer]\nPublicKey = {SERVER_KEY}\n"
    with pytest.raises(Unreadable) as refused:
        import_file(text.encode(), "wg0.conf")
    assert refused.value.refusal.kind == "import-nothing"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("vpn.example:51820", ("vpn.example", 51820)),
        ("[2001:db8::1]:7", ("2001:db8::1", 7)),
        ("2001:db8:810:10::a0f:6001:56935", ("2001:db8:810:10::a0f:6001", 56935)),
        ("192.0.2.1:openvpn", ("192.0.2.1", 1194)),
        ("192.0.2.7/24:52820", None),
        ("vpn.example", None),
        ("[2001:db8::1]", None),
        ("2001:db8::g:1", None),
        ("https://vpn.example:443", None),
        ("vpn.example:70000", None),
    ],
)
def test_an_endpoint_as_wg_reads_it(written: str, address: tuple[str, int] | None) -> None:
    other = f"[Peer]\nPublicKey = {SERVER_KEY}\nEndpoint = b.example:5\n"
    text = f"{other}[Peer]\nPublicKey={OTHER_KEY}\nEndpoint = {written}\n"
    imported = import_text(text, "a.conf")
    assert [(table["host"], table["port"]) for table in gateways(imported)[1:]] == ([address] if address else [])
    assert (notes.ENDPOINT in note_texts(imported)) is (address is None)


def test_the_only_endpoint_is_none() -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(f"[Peer]\nPublicKey = {SERVER_KEY}\nEndpoint = 192.0.2.7/24:5\n".encode(), "a.conf")
    assert "Zeile 3" in refused.value.refusal.de


def test_sections_with_one_key_are_one_peer() -> None:
    peer = f"[Peer]\nPublicKey = {SERVER_KEY}\n"
    imported = import_text(f"{peer}Endpoint = a.example:1\n{peer}Endpoint = b.example:2\n{peer}", "a.conf")
    assert gateway(imported)["host"] == "b.example"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Jc = 4\nS1 = 56\nH1 = 1106457265", "import-amneziawg"),
        ("h3=9", "import-amneziawg"),
        ("S3 = 12", "import-amneziawg"),
        ("Reserved = 1,2,3", "import-warp"),
    ],
)
def test_relatives_of_wireguard(line: str, kind: str) -> None:
    text = f"[Interface]\n{line}\n[Peer]\nPublicKey = {SERVER_KEY}\nEndpoint = a.example:1\n"
    with pytest.raises(Unreadable) as refused:
        import_file(text.encode(), "a.conf")
    assert refused.value.refusal.kind == kind


def test_amnezia_with_junk_packets_alone_is_wireguard() -> None:
    peer = f"[Peer]\nPublicKey = {SERVER_KEY}\nEndpoint = a.example:1\n"
    text = f"[Interface]\nJc = 4\nJmin = 40\nJmax = 70\nS1 = 0\nH1 = 1\n{peer}"
    assert notes.WG_REJECTS in note_texts(import_text(text, "a.conf"))


@pytest.mark.parametrize("networks_", ["10.8.0.0/24", "10.8.0.1/32", "10.8.0.0/24, 10.8.0.53/32"])
def test_the_tunnels_own_addresses_are_no_network_of_the_company(networks_: str) -> None:
    text = (
        f"[Interface]\nAddress = 10.8.0.2/32\n"
        f"[Peer]\nPublicKey = {SERVER_KEY}\nEndpoint = a.example:1\nAllowedIPs = 0.0.0.0/0, {networks_}\n"
    )
    assert notes.ALL_TRAFFIC in note_texts(import_text(text, "a.conf"))
    assert notes.ALL_TRAFFIC not in note_texts(import_text(text.replace(networks_, "10.20.0.0/16"), "a.conf"))
