"""OpenVPN's files, with keys that openvpn itself made."""

from pathlib import Path

import pytest

from checker.checks.vpn.imports import notes
from checker.checks.vpn.imports.importer import import_file
from checker.checks.vpn.imports.readers.openvpn.lines import RejectedLine, split_words
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
    assert note_texts(imported) == [notes.CHOOSES, notes.UNCHECKED]
    assert "remote-cert-tls" in imported.notes[1].render("en")


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


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("remote a.example openvpn", ("a.example", 1194, "udp")),
        ("remote a.example https tcp", ("a.example", 443, "tcp")),
        ("port 7\nremote a.example\nport 8", ("a.example", 8, "udp")),
        ("port 7\nrport 9\nremote a.example", ("a.example", 9, "udp")),
        ("proto tcp # Transport\nremote a.example 1 # Zentrale", ("a.example", 1, "tcp")),
        ("rport 7\n<connection>\nremote a.example\n</connection>\nrport 8", ("a.example", 7, "udp")),
        ("<connection> # erste\nremote a.example 5\nport 6\n  </connection> # Ende", ("a.example", 6, "udp")),
        ("setenv opt remote a.example 5", ("a.example", 5, "udp")),
        ("remote a.example 5\0 remote b.example", ("a.example", 5, "udp")),
        ("remote a.example 5 udp\nremote b.example 6 tcp\nproto-force tcp", ("b.example", 6, "tcp")),
    ],
)
def test_where_openvpn_goes(line: str, address: tuple[str, int, str]) -> None:
    imported = import_text(f"client\n{line}\n", "x.ovpn")
    table = gateway(imported)
    assert (table["host"], table["port"], table["transport"]) == address
    assert notes.LINES_REJECTED not in note_texts(imported)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_encodings_of_an_editor(encoding: str) -> None:
    imported = import_text(SMALL.encode(encoding), "x.ovpn")
    assert gateway(imported)["host"] == "vpn.example"
    assert (notes.NOT_AS_TEXT in note_texts(imported)) is (encoding != "utf-8-sig")


def test_line_ends_of_an_old_mac() -> None:
    imported = import_text(SMALL.replace("\n", "\r"), "x.ovpn")
    assert gateway(imported)["host"] == "vpn.example"
    assert note_texts(imported) == [notes.NOT_AS_TEXT]


@pytest.mark.parametrize("tail", [b"\0" * 16, b"\0" * 600, b"# made by\0 a tool\n", b"\x1a"])
def test_bytes_that_are_no_content(tail: bytes) -> None:
    assert gateway(import_text(SMALL.encode() + tail, "x.ovpn"))["host"] == "vpn.example"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<ca>", "</ca>"),
        ("<ca> # eigene CA", "</ca> # Ende CA"),
        ("\t<ca>", "  </ca>;"),
        ('"<ca>"', "</ca>"),
        ("--<ca>", "</ca>x"),
    ],
)
def test_tags_of_a_block(company: Authority, opening: str, closing: str) -> None:
    imported = import_text(f"{SMALL}{opening}\n{company.path.read_text()}{closing}\nverb 3\n", "x.ovpn")
    assert gateway(imported)["ca"] == company.path.read_text()
    assert note_texts(imported) == []


def test_a_key_for_each_connection(keys: Path) -> None:
    first, second = (openvpn_key("secret", folder=keys) for _ in range(2))
    text = f"""client
<connection>
remote a.example
<tls-auth>
{first}</tls-auth>
key-direction 0
</connection>
<connection>
remote b.example
</connection>
<tls-crypt>
{second}</tls-crypt>
"""
    own, of_file = gateways(import_text(text, "x.ovpn"))
    assert (own["wrap"], own["key_direction"], of_file["wrap"]) == ("tls-auth", 0, "tls-crypt")
    assert own["key_secret"] != of_file["key_secret"]


def test_a_random_label_stands_before_the_name() -> None:
    imported = import_text("client\nremote endpoint.example 443\nremote-random-hostname\n", "a.ovpn")
    label, _, host = gateway(imported)["host"].partition(".")
    assert (len(label), host) == (12, "endpoint.example")
    assert notes.RANDOM_HOST in note_texts(imported)
    by_address = import_text("client\nremote 192.0.2.1\nremote-random-hostname\n", "a.ovpn")
    assert gateway(by_address)["host"] == "192.0.2.1"


def test_more_alternatives_than_a_profile_holds() -> None:
    lines = "".join(f"remote 192.0.2.{n} 443\n" for n in range(1, 31))
    imported = import_text(f"client\n{lines}", "a.ovpn")
    assert len(gateways(imported)) == 24
    (note,) = [note for note in imported.notes if note.text is notes.MORE_ALTERNATIVES]
    assert note.values == {"count": "6"}


def test_a_file_that_includes_another() -> None:
    imported = import_text("client\nconfig more.conf\n", "a.ovpn", {"more.conf": b"remote a.example 5 tcp\n"}.get)
    assert gateway(imported)["port"] == 5
    missing = import_text(f"{SMALL}config more.conf\n", "a.ovpn")
    assert note_texts(missing) == [notes.INCLUDE]
    with pytest.raises(Unreadable):
        import_file(b"client\nconfig a.ovpn\n", "a.ovpn", {"a.ovpn": b"config a.ovpn\n"}.get)


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("verify-x509-name vpn.example name", "vpn.example"),
        ('verify-x509-name "C=DE, O=Muster, Sohn & Co, CN=vpn/1, emailAddress=a@muster.example"', "vpn/1"),
        ('verify-x509-name "C=DE, CN=Muster, Sohn & Co, OU=IT"', "Muster, Sohn & Co"),
        ('tls-remote "/C=DE/O=Muster/CN=vpn.example/emailAddress=a@muster.example"', "vpn.example"),
        ('tls-remote "/O=Muster_GmbH/CN=Muster_VPN_Server"', None),
        ("tls-remote vpn.example", None),
        ("verify-x509-name vpn- name-prefix", None),
        ("verify-x509-name vpn.example name\nx509-username-field emailAddress", None),
    ],
)
def test_the_name_that_a_server_must_show(rule: str, name: str | None) -> None:
    imported = import_text(f"{SMALL}{rule}\n", "x.ovpn")
    assert gateway(imported).get("server_name") == name
    assert (notes.NAME_RULE in note_texts(imported)) is (name is None)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("client\nremote a.example 70000\n", 2),
        ("client\nremote a.example no-such-service\n", 2),
        ("client\nremote a.example\n\n<ca>\nx\n", 4),
        ("client\n<connection>\n\nremote a/b\n</connection>\n", 4),
    ],
)
def test_a_refusal_names_the_line(content: str, line: int) -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(content.encode(), "x.ovpn")
    assert f"Zeile {line}" in refused.value.refusal.de and f"ine {line}" in refused.value.refusal.en


def test_a_bad_address_among_good_ones_is_left_out() -> None:
    imported = import_text("client\nremote a.example 99999\nremote b.example\n", "x.ovpn")
    assert gateway(imported)["host"] == "b.example"
    assert [note.values for note in imported.notes] == [{"line": "2"}]


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


@pytest.mark.parametrize(
    "remote",
    [
        "remote vpn\\.muster.example 1195",
        "remote vpn.muster.example 1194 udp more",
        "--remote vpn.muster.example 1 udp x",
    ],
)
def test_a_remote_that_openvpn_refuses_is_named_by_its_line(remote: str) -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(f"client\n{remote}\n".encode(), "x.ovpn")
    assert "Line 2" in refused.value.refusal.en


def test_an_included_file_that_is_missing_is_named_where_it_holds_the_gateway() -> None:
    with pytest.raises(Unreadable) as refused:
        import_file(b"client\nconfig base.conf\n", "x.ovpn")
    assert "base.conf" in refused.value.refusal.en


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
        ("a '#b' \"; c\"", ["a", "#b", "; c"]),
        ("a\\\\b", ["a\\b"]),
        ('a"b c"', ['a"b', 'c"']),
        ("'a''b'\"c\"", ["a", "b", "c"]),
        ("a \\# b", ["a"]),
        ("a\0b", ["a"]),
        (" ".join("abcdefghijklmnopqrs"), list("abcdefghijklmnop")),
        ("a # b", ["a"]),
        ("a b#c", ["a", "b#c"]),
        ('a ""', ["a", ""]),
    ],
)
def test_words(line: str, words: list[str]) -> None:
    assert split_words(line) == words


@pytest.mark.parametrize("line", ['a "b', "a 'b", "a b\\", "a \\n", "a \\'", "a" * 257])
def test_lines_at_which_openvpn_ends(line: str) -> None:
    with pytest.raises(RejectedLine):
        split_words(line)
