"""OpenVPN's files, with keys that openvpn itself made."""

from pathlib import Path

import pytest

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.readers.openvpn_directives import split_words
from checker.checks.vpn.imports.result import DroppedItem, RetainedSecret
from checker.model.codec import Unreadable
from tests.checks.vpn.imports.readings import gateway, gateways, import_text, networks, note_texts, services
from tests.checks.vpn.imports.samples import SOPHOS, openvpn_key, pfsense, tls_crypt_v2
from tests.net.certificates import Authority

SMALL = "client\nremote vpn.example\n"


def test_an_inline_client(company: Authority, keys: Path) -> None:
    key = openvpn_key("secret", folder=keys)
    imported = import_text(pfsense(company, key), "Muster_Büro.ovpn")
    first, second = gateways(imported)
    assert (first["host"], first["port"], first["transport"]) == ("vpn.muster.example", 1194, "udp")
    assert (second["port"], second["transport"], second["required"]) == (443, "tcp", False)
    assert "required" not in first
    assert (first["name"], second["name"]) == ("Muster Büro", "Muster Büro (TCP 443)")
    assert (first["id"], second["id"]) == ("muster-buero", "muster-buero-tcp-443")
    assert (first["wrap"], first["key_direction"], first["auth"]) == ("tls-auth", 1, "SHA256")
    assert first["key_secret"].splitlines() == [line for line in key.splitlines() if not line.startswith("#")]
    assert first["ca"] == company.path.read_text()
    assert first["server_name"] == "vpn.muster.example"
    assert set(imported.dropped) == {DroppedItem.USER_CERTIFICATE, DroppedItem.USER_KEY}
    assert imported.retained == (RetainedSecret.WRAP_KEY,)
    assert note_texts(imported) == [notes.CHOOSES]


def test_connection_blocks_routes_and_names() -> None:
    imported = import_text(SOPHOS, "sophos.ovpn")
    first, second = gateways(imported)
    assert [(table["host"], table["port"], table["transport"]) for table in (first, second)] == [
        ("vpn1.muster.example", 8443, "tcp"),
        ("vpn2.muster.example", 8443, "tcp"),
    ]
    assert first["server_name"] == "SophosApplianceCertificate_C01"
    assert networks(imported) == ["10.20.0.0/16", "172.16.5.0/24"]
    assert services(imported) == [("10.20.0.10", 53)]
    assert imported.dropped == (DroppedItem.LOGIN,)
    assert notes.DNS in note_texts(imported)


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("remote a.example", ("a.example", 1194, "udp")),
        ("remote a.example 5000", ("a.example", 5000, "udp")),
        ("remote a.example 443 tcp-client", ("a.example", 443, "tcp")),
        ("remote a.example 443 TCP6", ("a.example", 443, "tcp")),
        ("remote 'a.example' \"1195\" udp6", ("a.example", 1195, "udp")),
        ("remote 2001:db8::1 1194 udp6 # Zürich", ("2001:db8::1", 1194, "udp")),
        ("remote a.example\nport 443\nproto tcp4-client", ("a.example", 443, "tcp")),
        ("rport 1300\nremote a.example", ("a.example", 1300, "udp")),
        ("--remote a.example 1301", ("a.example", 1301, "udp")),
        ("; remote old.example\n#remote older.example\n\tremote  a.example\t77", ("a.example", 77, "udp")),
        ("remote b.example\n<connection>\nremote a.example 1\n</connection>", ("a.example", 1, "udp")),
    ],
)
def test_where_it_is(line: str, address: tuple[str, int, str]) -> None:
    table = gateway(import_text(f"client\n{line}\n", "x.ovpn"))
    assert (table["host"], table["port"], table["transport"]) == address


@pytest.mark.parametrize(
    "line", ["remote a.example 0", "remote a.example 70000", "remote a.example 1 sctp", "remote a/b"]
)
def test_an_address_that_is_none_is_refused(line: str) -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(f"client\n{line}\n".encode(), "x.ovpn")
    assert refused.value.refusal.kind == "import-damaged"


def test_tls_crypt(keys: Path) -> None:
    key = openvpn_key("secret", folder=keys)
    imported = import_text(f"{SMALL}<tls-crypt>\r\n{key}</tls-crypt>\nauth SHA512\n", "x.ovpn")
    assert gateway(imported)["wrap"] == "tls-crypt"
    assert "auth" not in gateway(imported)
    assert imported.retained == (RetainedSecret.WRAP_KEY,)


def test_tls_crypt_v2_is_taken_and_better_be_the_checks_own(keys: Path) -> None:
    key = tls_crypt_v2(keys)
    imported = import_text(f"{SMALL}<tls-crypt-v2>\n{key}</tls-crypt-v2>\n", "x.ovpn")
    assert gateway(imported)["wrap"] == "tls-crypt-v2"
    assert gateway(imported)["key_secret"].split() == key.split()
    assert notes.OWN_KEY in note_texts(imported)


def test_files_beside_it(company: Authority, keys: Path) -> None:
    key = openvpn_key("secret", folder=keys)
    lying = {"keys/ta.key": key.encode(), "ca.crt": company.path.read_bytes() + b"-----BEGIN PRIVATE KEY-----\nx"}
    text = f'{SMALL}tls-auth "keys/ta.key" 0\nca ca.crt\ncert client.crt\nkey client.key\npkcs12 a.p12\n'
    imported = import_text(text, "x.ovpn", lying.get)
    table = gateway(imported)
    assert (table["wrap"], table["key_direction"]) == ("tls-auth", 0)
    assert table["ca"] == company.path.read_text()
    assert set(imported.dropped) == {DroppedItem.USER_CERTIFICATE, DroppedItem.USER_KEY}


def test_files_that_are_not_there_are_named(keys: Path) -> None:
    imported = import_text(SMALL + "tls-crypt C:\\\\OpenVPN\\\\ta.key\nca ca.crt\n", "x.ovpn")
    assert gateway(imported)["wrap"] == "tls-crypt"
    assert "key_secret" not in gateway(imported)
    assert note_texts(imported) == [notes.KEY_FILE, notes.CA_FILE]
    assert "ta.key" in imported.notes[0].render("de")


@pytest.mark.parametrize(
    ("more", "note"),
    [
        ("<ca>\nkein Zertifikat\n</ca>", notes.CA_DAMAGED),
        (
            "<tls-auth>\n-----BEGIN OpenVPN Static key V1-----\nff\n-----END OpenVPN Static key V1-----\n</tls-auth>",
            notes.KEY_DAMAGED,
        ),
        ("pkcs12 user.p12", notes.CA_PACKED),
        ("verify-x509-name vpn- name-prefix", notes.NAME_RULE),
        ("http-proxy proxy.example 3128 auto", notes.PROXY),
        ("redirect-gateway def1", notes.ALL_TRAFFIC),
        ("tls-auth ta.key 1\nauth whirlpool", notes.DIGEST),
    ],
)
def test_what_a_technician_is_told(more: str, note: object) -> None:
    assert note in note_texts(import_text(f"{SMALL}{more}\n", "x.ovpn"))


@pytest.mark.parametrize(
    ("written", "auth"), [("sha256", "SHA256"), ("RSA-SHA512", "SHA512"), ("SHA2-384", "SHA384"), ("SHA-1", "SHA1")]
)
def test_digests_have_several_names(written: str, auth: str, keys: Path) -> None:
    key = openvpn_key("secret", folder=keys)
    text = f"{SMALL}auth {written}\ntls-auth [inline] 1\n<tls-auth>\n{key}</tls-auth>\n"
    table = gateway(import_text(text, "x.ovpn"))
    assert (table["auth"], table["key_direction"]) == (auth, 1)


def test_a_static_key_without_tls_is_refused_with_the_reason() -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(b"remote vpn.example\nsecret static.key\n", "x.ovpn")
    assert refused.value.refusal.kind == "import-static-key"


def test_a_server_names_no_gateway() -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(b"tls-client\nport 1194\n", "server.conf")
    assert refused.value.refusal.kind == "import-nothing"


def test_a_name_that_the_maker_gave() -> None:
    imported = import_text('setenv FRIENDLY_NAME "Muster GmbH\x1b[31m"\n' + SMALL, "client7.ovpn")
    assert gateway(imported)["name"] == "Muster GmbH [31m"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", []),
        ("a b\tc", ["a", "b", "c"]),
        ('a "b c" d', ["a", "b c", "d"]),
        ("a 'b\\c' d", ["a", "b\\c", "d"]),
        ('a "b\\"c"', ["a", 'b"c']),
        ("a b\\ c", ["a", "b c"]),
        ("a # b", ["a"]),
        ("a b#c", ["a", "b#c"]),
        ('a ""', ["a", ""]),
        ('a "b', ["a", "b"]),
        ("a b\\", ["a", "b"]),
    ],
)
def test_words(line: str, words: list[str]) -> None:
    assert split_words(line) == words
