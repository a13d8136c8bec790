"""`profile check`: mistakes with their line, and what is right but will not do."""

from pathlib import Path

import pytest

from checker.client.authoring.commands.check_profile import MAX_LINE_LENGTH
from checker.model.signature import fingerprint, new_key, public_key, sign_profile
from tests.client.authoring.conftest import Profile

WHOLE = """code = "MUSTER"
customer = "Muster GmbH"

[[needs.vpn.gateways]]
id = "office"
name = "Büro"
kind = "openvpn"
host = "vpn.example"
ca = ""
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "profile.toml"


@pytest.mark.parametrize(
    ("toml", "mistake"),
    [
        ("a", "Zeile 1: Das ist noch kein gültiges TOML."),
        (WHOLE.replace("MUSTER", "muster"), "Zeile 1: Die Angabe code passt nicht."),
        (WHOLE.replace('code = "MUSTER"\n', ""), "Im Profil fehlt die Angabe „code“."),
        ("firma = 1\n" + WHOLE, "Zeile 1: Eine Angabe „firma“ kennt ein Profil nicht."),
        (WHOLE.replace("customer", "[firm]\nnam = 1\n[x]\na"), "Zeile 3: Eine Angabe „nam“ kennt ein Profil nicht."),
        ("version = 99\n" + WHOLE, "Zeile 1: Das Profil stammt von einer neueren Version"),
        (WHOLE.replace("openvpn", "openvpm"), "Zeile 7: Die Angabe needs.vpn.gateways[0].kind passt nicht."),
        (
            WHOLE + "port = 70000\n",
            "Zeile 10: Die Angabe needs.vpn.gateways[0].port passt nicht. Erlaubt ist eine ganze Zahl von 1 bis 65535."
            "\n    10 | port = 70000",
        ),
        (WHOLE + 'hots = "x"\n', "Zeile 10: Eine Angabe „hots“ kennt diese Prüfung nicht."),
        (WHOLE + "[needs.vpm]\n", "Zeile 10: Eine Prüfung „vpm“ gibt es nicht."),
        (WHOLE + WHOLE.partition("\n\n")[2], "Die Angabe needs.vpn passt nicht."),
        (WHOLE + "[needs.network]\n[needs.network]\n", "kein gültiges TOML"),
        ("needs = 3\n", "Zeile 1: needs muss eine Tabelle sein"),
    ],
)
def test_mistakes_have_their_line(file: Path, profile: Profile, toml: str, mistake: str) -> None:
    file.write_text(toml, "utf-8")
    done = profile("check", file)
    assert done.code == 1
    assert mistake in done.out
    assert done.out.startswith("[✕] ")


def test_the_formats_own_word_is_for_those_who_ask(file: Path, profile: Profile) -> None:
    file.write_text(WHOLE + "port = 70000\n", "utf-8")
    assert "Expected `int`" not in profile("check", file).out
    assert "Expected `int`" in profile("check", file, "--details").out


@pytest.mark.parametrize("line", ['key_secret = "abc"', "auth = '" + "A" * 40 + "'"])
def test_a_line_that_may_hold_a_key_is_not_shown(file: Path, profile: Profile, line: str) -> None:
    file.write_text(f"{WHOLE}{line}\n", "utf-8")
    done = profile("check", file, "--details")
    assert done.code == 1
    assert "abc" not in done.out
    assert "AAAA" not in done.out


def test_a_long_line_is_cut(file: Path, profile: Profile) -> None:
    file.write_text(WHOLE + "port = 70000 # " + "lang " * 90, "utf-8")
    assert len(profile("check", file).out.splitlines()[-1]) < MAX_LINE_LENGTH + 20


def test_a_right_one_and_what_it_lacks(file: Path, profile: Profile) -> None:
    file.write_text(WHOLE + 'wrap = "tls-crypt"\n', "utf-8")
    done = profile("check", file)
    assert done.code == 0
    assert done.out.splitlines() == [
        "[✓] Das Profil ist in Ordnung, mit einem Zugang.",
        "– Noch nicht unterschrieben: Die Programme der Mitarbeiter nehmen es so nicht an.",
        "– Es nennt keinen Desk (firm.desk_url): Berichte bleiben bei den Mitarbeitern.",
        "– Büro: Der Schlüssel (key_secret) fehlt; der Zugang lässt sich nicht beurteilen.",
        "– Büro: Das Zertifikat der Firma (ca) fehlt; vom Zertifikat zählt nur das Datum.",
    ]


def test_only_needs_are_right_too(file: Path, profile: Profile) -> None:
    file.write_text("[needs.computer]\ncores = 2\n")
    done = profile("check", file, language="en")
    assert done.code == 0
    assert "the desk takes them so" in done.out
    assert "the VPN is not checked" in done.out


def test_its_signature_is_told(file: Path, profile: Profile) -> None:
    secret = new_key()
    signed = sign_profile((WHOLE + "[firm]\nname='F'\ndesk_url='https://desk.example'\n").encode(), secret)
    file.write_bytes(signed)
    done = profile("check", file)
    assert done.code == 0
    assert fingerprint(public_key(secret)) in done.out
    assert "enrolment" in done.out
    file.write_bytes(signed.replace(b"vpn.example", b"bad.example"))
    done = profile("check", file)
    assert done.code == 1
    assert "nach der Unterschrift geändert" in done.out


def test_an_old_one_is_told(file: Path, profile: Profile) -> None:
    file.write_text("expires = 2020-01-31\n" + WHOLE, "utf-8")
    assert "seit 2020-01-31 abgelaufen" in profile("check", file).out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\xff\xfe\x00", "kein Text in UTF-8"), (b"#" * 1_000_001, "zu groß für ein Profil"), (None, "gibt es nicht")],
)
def test_what_is_no_text(file: Path, profile: Profile, content: bytes | None, sentence: str) -> None:
    if content is not None:
        file.write_bytes(content)
    done = profile("check", file)
    assert done.code == 2
    assert sentence in done.err
