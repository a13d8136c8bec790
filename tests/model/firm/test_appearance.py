"""Colour and logo travel under the signature, outside of what a report carries, and stop no older program."""

import pytest

from checker.model.codec import Unreadable, profile_from_toml, with_sealing_key
from checker.model.firm.appearance import FirmAppearance, appearance_from_toml, with_appearance
from checker.model.signature import new_key, profile_signer, public_key, sign_profile

TOML = b'code = "ACME"\ncustomer = "ACME GmbH"\n[firm]\nname = "Muster IT"\n'
APPEARANCE = FirmAppearance(colour="#1a5fb4", logo_digest="ab" * 32)


def test_it_comes_back_and_the_signature_covers_it() -> None:
    secret = new_key()
    signed = sign_profile(with_sealing_key(with_appearance(TOML, APPEARANCE), "A" * 43), secret)
    assert _appearance(signed) == APPEARANCE
    assert profile_signer(signed) == public_key(secret)
    with pytest.raises(Unreadable, match="altered"):
        profile_signer(signed.replace(b"#1a5fb4", b"#b41a5f"))


def test_nothing_of_it_is_in_the_profile_that_a_report_carries() -> None:
    assert profile_from_toml(with_appearance(TOML, APPEARANCE)) == profile_from_toml(TOML)


def test_without_lines_a_field_written_by_hand_counts() -> None:
    assert _appearance(TOML + b'colour = "#102030"\n') == FirmAppearance(colour="#102030")
    assert _appearance(TOML) == FirmAppearance()
    assert with_appearance(TOML, FirmAppearance()) == TOML


@pytest.mark.parametrize(
    "line", [b"# colour: v1 red", b"# logo: v1 ../../x", b"# logo: v1 " + b"ab" * 31, b"# logo: v2 x"]
)
def test_what_is_no_such_line_counts_for_nothing(line: bytes) -> None:
    assert _appearance(TOML + line + b"\n") == FirmAppearance()


def _appearance(raw: bytes) -> FirmAppearance:
    return appearance_from_toml(raw, profile_from_toml(raw))
