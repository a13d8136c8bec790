"""Whose signature counts: the rules as a table, and the file that remembers."""

import datetime
from pathlib import Path

import msgspec
import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.trust import (
    SignatureClaim,
    TrustedKey,
    TrustedKeys,
    TrustFile,
    spell_fingerprint,
    verify_trust,
)
from checker.model.codec import Unreadable
from checker.model.profile import FirmContact, Profile

TODAY = datetime.date(2025, 3, 1)
OWN_KEY, OTHER_KEY = "A" * 16, "B" * 16
DESK, ANDERE = "https://desk.muster.de", "https://desk.andere.de"
TRUSTED = TrustedKeys(keys={OWN_KEY: TrustedKey(firm="Muster IT", desk_url=DESK, since=TODAY)})


def claim(
    key: str = OWN_KEY, firm: str = "Muster IT", desk: str = DESK, named: str = "", linked: str = "", fetched: str = ""
) -> SignatureClaim:
    profile = Profile(code="ACME", customer="ACME", firm=FirmContact(name=firm, desk_url=desk))
    named_keys = (named,) if named else ()
    return SignatureClaim(
        fingerprint=key, profile=profile, named_keys=named_keys, linked_key=linked, fetched_url=fetched
    )


@pytest.mark.parametrize(
    ("made", "trusted", "first"),
    [
        (claim(), TRUSTED, False),
        (claim(named=OWN_KEY), TrustedKeys(), False),
        (claim(linked=OWN_KEY, fetched=DESK + "/api"), TrustedKeys(), True),
        (claim(firm="", desk="", linked=OWN_KEY), TrustedKeys(), True),
        (claim(fetched=DESK + "/api"), TrustedKeys(), True),
        (claim(fetched=DESK + "/api"), TRUSTED, False),
        (claim(OTHER_KEY, named=OTHER_KEY), TRUSTED, False),
        (claim(OTHER_KEY, "Andere IT", ANDERE, linked=OTHER_KEY, fetched=f"{ANDERE}/api"), TRUSTED, True),
        (claim(firm="Muster IT GmbH", desk="https://neu.muster.de"), TRUSTED, False),
    ],
)
def test_believed(made: SignatureClaim, trusted: TrustedKeys, first: bool) -> None:
    assert verify_trust(made, trusted) is first


@pytest.mark.parametrize(
    ("made", "trusted", "kind"),
    [
        (claim(), TrustedKeys(), "profile-unknown-key"),
        (claim(fetched="https://other.de/acme.toml"), TrustedKeys(), "profile-unknown-key"),
        (claim(desk="", fetched="https://other.de/acme.toml"), TrustedKeys(), "profile-unknown-key"),
        (claim(linked=OWN_KEY), TrustedKeys(), "profile-unknown-key"),
        (claim(linked=OWN_KEY, fetched="https://evil.de/api"), TrustedKeys(), "profile-unknown-key"),
        (claim(desk="", linked=OWN_KEY, fetched="https://evil.de/api"), TrustedKeys(), "profile-unknown-key"),
        (claim(linked=OTHER_KEY), TRUSTED, "profile-other-key"),
        (claim(linked=OTHER_KEY, named=OWN_KEY), TRUSTED, "profile-other-key"),
        (claim(OTHER_KEY, fetched=DESK), TRUSTED, "profile-key-changed"),
        (claim(OTHER_KEY, linked=OTHER_KEY), TRUSTED, "profile-key-changed"),
        (claim(OTHER_KEY, "  muster  it ", "https://evil.de", linked=OTHER_KEY), TRUSTED, "profile-key-changed"),
        (
            claim(OTHER_KEY, "Andere IT", "https://DESK.muster.de:443/x", linked=OTHER_KEY),
            TRUSTED,
            "profile-key-changed",
        ),
    ],
)
def test_not_believed(made: SignatureClaim, trusted: TrustedKeys, kind: str) -> None:
    with pytest.raises(Unreadable) as refused:
        verify_trust(made, trusted)
    assert refused.value.refusal.kind == kind
    assert spell_fingerprint(made.fingerprint) in refused.value.refusal.de
    assert spell_fingerprint(made.fingerprint) in refused.value.refusal.en


def test_a_known_key_cannot_take_over_another_firms_desk() -> None:
    two = TrustedKeys(
        keys=TRUSTED.keys | {OTHER_KEY: TrustedKey(firm="Andere IT", desk_url="https://desk.andere.de", since=TODAY)}
    )
    with pytest.raises(Unreadable) as refused:
        verify_trust(claim(OTHER_KEY, "Andere IT", DESK), two)
    assert refused.value.refusal.kind == "profile-key-changed"


def test_a_new_key_replaces_the_firms_old_one_and_no_other() -> None:
    two = TrustedKeys(
        keys=TRUSTED.keys | {"C" * 16: TrustedKey(firm="Dritte IT", desk_url="https://dritte.de", since=TODAY)}
    )
    after = two.with_key(OTHER_KEY, claim(OTHER_KEY).profile, TODAY)
    assert set(after.keys) == {OTHER_KEY, "C" * 16}


def test_since_stays() -> None:
    updated = TRUSTED.with_key(OWN_KEY, claim(firm="Muster IT AG").profile, TODAY + datetime.timedelta(days=9))
    assert updated.keys[OWN_KEY] == TrustedKey(firm="Muster IT AG", desk_url=DESK, since=TODAY)


def test_the_newest_desk_is_asked_first() -> None:
    newer = TrustedKey(firm="Neue IT", desk_url="https://neue.de", since=TODAY + datetime.timedelta(days=1))
    nobody = TrustedKey(since=TODAY)
    trusted = TrustedKeys(keys=TRUSTED.keys | {OTHER_KEY: newer, "C" * 16: nobody})
    assert trusted.desks() == ["https://neue.de", DESK]


def test_the_file(tmp_path: Path) -> None:
    trust = TrustFile(DataDirectory(tmp_path / "home"))
    assert (trust.read(), trust.is_damaged) == (TrustedKeys(), False)
    trust.write(TRUSTED)
    assert TrustFile(DataDirectory(tmp_path / "home")).read() == TRUSTED


@pytest.mark.parametrize("content", [b"", b"[]", b'{"keys":{"A":{}}}', b"\xff", b"x" * 9_000_000])
def test_a_damaged_file_is_said(tmp_path: Path, content: bytes) -> None:
    data_directory = DataDirectory(tmp_path)
    data_directory.trust.write_bytes(content)
    trust = TrustFile(data_directory)
    assert (trust.read(), trust.is_damaged) == (TrustedKeys(), True)


def test_the_file_is_readable_by_people() -> None:
    assert b'"Muster IT"' in msgspec.json.encode(TRUSTED)


def follows(made: SignatureClaim, *keys: str) -> SignatureClaim:
    return msgspec.structs.replace(made, predecessors=frozenset(keys))


def test_a_successor_is_believed_wherever_its_predecessor_was() -> None:
    assert verify_trust(follows(claim(OTHER_KEY, fetched=DESK), OWN_KEY), TRUSTED) is False
    assert verify_trust(follows(claim(OTHER_KEY, linked=OWN_KEY, fetched=DESK), OWN_KEY), TRUSTED) is False
    assert verify_trust(follows(claim(OTHER_KEY, named=OWN_KEY), OWN_KEY), TrustedKeys()) is False


def test_a_successor_of_a_stranger_is_not() -> None:
    with pytest.raises(Unreadable) as refused:
        verify_trust(follows(claim(OTHER_KEY, fetched=DESK), "C" * 16), TRUSTED)
    assert refused.value.refusal.kind == "profile-key-changed"


def test_the_number_to_call_is_the_one_from_before() -> None:
    made = msgspec.structs.replace(claim(OTHER_KEY, fetched=DESK), phone="0123 456{x}")
    with pytest.raises(Unreadable) as refused:
        verify_trust(made, TRUSTED)
    assert "0123 456(x)" in refused.value.refusal.de and "0123 456(x)" in refused.value.refusal.en


def test_a_new_key_takes_the_place_of_the_old_one() -> None:
    third = TrustedKey(firm="Dritte IT", desk_url="https://dritte.de", since=TODAY)
    two = TrustedKeys(keys=TRUSTED.keys | {"C" * 16: third})
    assert list(two.with_key(OTHER_KEY, claim(OTHER_KEY).profile, TODAY).keys) == [OTHER_KEY, "C" * 16]


def test_a_known_key_takes_no_name_that_its_own_desk_does_not_say() -> None:
    stolen = claim(firm="Andere IT", desk=ANDERE).profile
    assert TRUSTED.with_key(OWN_KEY, stolen, TODAY, DESK + "/api") == TRUSTED
    assert TRUSTED.with_key(OWN_KEY, stolen, TODAY) == TRUSTED
    assert TRUSTED.with_key(OWN_KEY, stolen, TODAY, ANDERE + "/api").keys[OWN_KEY].desk_url == ANDERE
