"""A profile from every source, and everything that can be wrong with it."""

import datetime
import sys
from pathlib import Path

import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles import firm_settings as firm_module
from checker.client.profiles.firm_settings import settings_folders
from checker.client.profiles.loaded_profile import ProfileOrigin
from checker.client.profiles.trust import TrustFile
from checker.model.codec import Unreadable
from checker.model.phrase import phrase
from checker.model.profile import BUILT_IN
from checker.model.signature import fingerprint, public_key
from checker.net.net import Net
from tests.client.loopback_desk import Desk, desk_open, reset
from tests.client.profiles.conftest import CODE, NOW, Firm, Load
from tests.lab.modes import has_mode
from tests.net.certificates import DAY, Authority


def refused(loading: Load, source: str | None, **options: object) -> Unreadable:
    with pytest.raises(Unreadable) as unreadable:
        loading(source, **options)
    refusal = unreadable.value.refusal
    assert refusal.de.endswith(".") and refusal.en.endswith(".")
    return unreadable.value


def kind(loading: Load, source: str | None, **options: object) -> str:
    return refused(loading, source, **options).refusal.kind


def known_keys(data_directory: DataDirectory) -> set[str]:
    return set(TrustFile(data_directory).read().keys)


@pytest.fixture
def file(tmp_path: Path, firm: Firm, desk: Desk) -> Path:
    path = tmp_path / "acme.toml"
    path.write_bytes(firm.signed(desk.url))
    return path


@pytest.mark.parametrize("source", [None, "", "  "])
def test_without_a_source_the_built_in_one(loading: Load, data_directory: DataDirectory, source: str | None) -> None:
    loaded = loading(source)
    assert (loaded.profile, loaded.origin, loaded.note) == (BUILT_IN, ProfileOrigin.BUILT_IN, None)
    assert not data_directory.home.exists()


@pytest.mark.parametrize("page", ["/d/acme-7f3k/", "/d/ACME-7F3K/#k={key}", "/api/v1/profiles/ACME-7F3K"])
def test_from_the_download_page(
    loading: Load, desk: Desk, firm: Firm, data_directory: DataDirectory, page: str
) -> None:
    loaded = loading(desk.url + page.format(key=firm.key))
    assert (loaded.profile.code, loaded.origin, loaded.trusted_key) == (CODE, ProfileOrigin.DESK, firm.key)
    assert loaded.profile.enrolment == "v1:token"
    assert desk.gets == [f"/api/v1/profiles/{CODE}"]
    assert known_keys(data_directory) == {firm.key}
    assert has_mode(data_directory.trust, 0o600)


def test_the_pages_address_as_it_is_read_off(loading: Load, desk: Desk) -> None:
    assert loading(f"{desk.url.removeprefix('http://')}/d/{CODE}/").profile.code == CODE


def test_first_use_is_said_once(loading: Load, desk: Desk) -> None:
    first, second = (loading(f"{desk.url}/d/{CODE}/") for _again in range(2))
    assert first.note is not None
    assert "kennt jetzt die IT-Firma „Muster IT“" in first.note.de
    assert second.note is None


def test_a_code_works_once_the_desk_is_known(loading: Load, desk: Desk) -> None:
    assert kind(loading, CODE) == "code-without-desk"
    loading(f"{desk.url}/d/{CODE}/")
    assert loading("acme 7f3k").profile.code == CODE


def test_a_code_works_with_settings_beside_the_program(loading: Load, desk: Desk, firm: Firm, tmp_path: Path) -> None:
    (tmp_path / "firm.toml").write_text(f'desk_url = "{desk.url}"\nkey = "{firm.key}"\n')
    loaded = loading(CODE, firm_folders=(tmp_path / "nowhere", tmp_path))
    assert (loaded.profile.code, loaded.note) == (CODE, None)


def test_settings_for_one_customer_need_no_source(loading: Load, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "firm.toml").write_text(f'desk_url = "{desk.url}"\ncode = "{CODE}"\n')
    assert loading(None, firm_folders=(tmp_path,)).profile.code == CODE


@pytest.mark.parametrize("content", ["desk_url = ", 'desk_url = "x"', 'desk_url = "https://x"\nother = 1', "\0"])
def test_damaged_settings_are_said_and_stop_nothing(loading: Load, tmp_path: Path, content: str) -> None:
    (tmp_path / "firm.toml").write_text(content)
    loaded = loading(None, firm_folders=(tmp_path,))
    assert loaded.profile == BUILT_IN
    assert loaded.note is not None and "firm.toml" in loaded.note.de


def test_the_second_known_desk_has_it(loading: Load, desk: Desk, firm: Firm) -> None:
    loading(f"{desk.url}/d/{CODE}/")
    other_firm = Firm("Andere IT")
    with desk_open() as other:
        other.profiles["BETA-22"] = other_firm.signed(other.url, "BETA-22")
        loading(f"{other.url}/d/BETA-22/", now=datetime.datetime(2025, 3, 2, 12, tzinfo=datetime.UTC))
        assert loading(CODE).trusted_key == firm.key
        assert loading("BETA-22").trusted_key == other_firm.key
        assert kind(loading, "GAMMA-1") == "code-which-desk"


def test_a_file_of_an_unknown_firm_counts_when_its_desk_vouches_for_it(
    loading: Load, desk: Desk, file: Path, firm: Firm, data_directory: DataDirectory
) -> None:
    loaded = loading(str(file))
    assert (loaded.profile.code, loaded.origin, loaded.trusted_key) == (CODE, ProfileOrigin.DESK, firm.key)
    assert loaded.note is not None and "kennt jetzt die IT-Firma" in loaded.note.de
    assert known_keys(data_directory) == {firm.key}
    assert loading(str(file)).origin == ProfileOrigin.FILE


def test_a_file_for_which_nobody_vouches(
    loading: Load, desk: Desk, file: Path, firm: Firm, data_directory: DataDirectory
) -> None:
    desk.profiles[CODE] = Firm().signed(desk.url)
    assert kind(loading, str(file)) == "profile-unknown-key", "the desk signs with another key"
    desk.profiles.clear()
    assert kind(loading, str(file)) == "profile-unknown", "the desk knows no such customer"
    file.write_bytes(firm.signed("http://desk.andere.de"))
    assert kind(loading, str(file)) == "profile-unknown-key", "no safe way to the desk"
    file.write_bytes(firm.signed("https://127.0.0.1:9"))
    assert kind(loading, str(file)) == "profile-unreachable"
    assert not known_keys(data_directory)


def test_a_file_of_a_known_firm(loading: Load, desk: Desk, file: Path, firm: Firm) -> None:
    loading(f"{desk.url}/d/{CODE}/")
    loaded = loading(str(file))
    assert (loaded.origin, loaded.trusted_key, loaded.note) == (ProfileOrigin.FILE, firm.key, None)


def test_a_file_with_the_key_from_the_phone(
    loading: Load, file: Path, firm: Firm, data_directory: DataDirectory
) -> None:
    spoken = f"{firm.key[:4]} {firm.key[4:]}".lower()
    assert loading(str(file), trusted_fingerprints=(spoken,)).trusted_key == firm.key
    assert known_keys(data_directory) == {firm.key}


def test_a_changed_key_is_refused_until_it_is_named(
    loading: Load, desk: Desk, firm: Firm, data_directory: DataDirectory
) -> None:
    page = f"{desk.url}/d/{CODE}/"
    loading(page)
    old = firm.key
    forger = Firm()
    desk.profiles[CODE] = forger.signed(desk.url)
    refusal = refused(loading, page).refusal
    assert refusal.kind == "profile-key-changed"
    assert "Fälschung" in refusal.de and "forgery" in refusal.en
    assert kind(loading, f"{page}#k={forger.key}") == "profile-key-changed"
    assert known_keys(data_directory) == {old}
    assert loading(page, trusted_fingerprints=(forger.key,)).trusted_key == forger.key
    assert known_keys(data_directory) == {forger.key}
    assert loading(page).trusted_key == forger.key


def test_a_link_that_names_another_key(loading: Load, desk: Desk) -> None:
    assert kind(loading, f"{desk.url}/d/{CODE}/#k=AAAABBBBCCCCDDDD") == "profile-other-key"


@pytest.mark.parametrize("link", ["", "#k={key}"])
def test_first_use_counts_only_from_the_desk_itself(loading: Load, desk: Desk, firm: Firm, link: str) -> None:
    desk.profiles[CODE] = firm.signed("https://desk.andere.de")
    assert kind(loading, f"{desk.url}/d/{CODE}/{link.format(key=firm.key)}") == "profile-unknown-key"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda raw: raw.replace(b"ACME GmbH", b"EVIL GmbH"), "profile-altered"),
        (lambda raw: raw[: raw.index(b"# signed")], "profile-unsigned"),
        (lambda raw: raw[: len(raw) // 2], "profile-unsigned"),
        (lambda _raw: b"", "profile-unsigned"),
        (lambda raw: raw + b"needs = 1\n", "profile-unsigned"),
        (lambda raw: raw + raw, "profile-altered"),
    ],
)
def test_altered_or_unsigned(loading: Load, desk: Desk, file: Path, change: object, sentence: str) -> None:
    assert callable(change)
    file.write_bytes(change(file.read_bytes()))
    desk.profiles[CODE] = file.read_bytes()
    assert kind(loading, str(file)) == sentence
    assert kind(loading, f"{desk.url}/d/{CODE}/") == sentence


def test_a_developer_may_use_any_and_nothing_is_remembered(
    loading: Load, desk: Desk, file: Path, firm: Firm, data_directory: DataDirectory
) -> None:
    for raw in (firm.toml(desk.url), firm.signed(desk.url), firm.signed(desk.url).replace(b"GmbH", b"GmbX")):
        file.write_bytes(raw)
        desk.profiles[CODE] = raw
        loaded = loading(str(file), allow_unsigned=True)
        assert (loaded.profile.code, loaded.trusted_key) == (CODE, "")
        assert loaded.note is not None and "--unsigned-profile" in loaded.note.de
    assert not data_directory.home.exists()


@pytest.mark.parametrize(
    ("extra", "needs", "sentence"),
    [
        ("version = 99", "", "profile-newer"),
        ("unknown = 1", "", "profile-unreadable"),
        ("", "[needs.teleport]", "profile-needs"),
        ("", "[needs.computer]\nno_such_key = 1", "profile-needs"),
    ],
)
def test_signed_but_not_understood(
    loading: Load,
    file: Path,
    firm: Firm,
    desk: Desk,
    data_directory: DataDirectory,
    extra: str,
    needs: str,
    sentence: str,
) -> None:
    file.write_bytes(firm.signed(desk.url, extra=extra, needs=needs))
    assert kind(loading, str(file), trusted_fingerprints=(firm.key,)) == sentence
    assert known_keys(data_directory) == set()


def test_another_customers_profile_under_this_code(loading: Load, desk: Desk, firm: Firm) -> None:
    desk.profiles[CODE] = firm.signed(desk.url, "BETA-22")
    assert kind(loading, f"{desk.url}/d/{CODE}/") == "profile-other-customer"


@pytest.mark.parametrize(
    ("extra", "expired", "sentence"),
    [
        ("expires = 2025-03-01", False, ""),
        ("expires = 2025-02-28", True, "ist am 28.02.2025 abgelaufen"),
        ("issued = 2026-03-01\nexpires = 2026-06-01", False, "dieser Computer steht auf 01.03.2025"),
    ],
)
def test_the_calendar(
    loading: Load, file: Path, firm: Firm, desk: Desk, extra: str, expired: bool, sentence: str
) -> None:
    file.write_bytes(firm.signed(desk.url, extra=extra))
    loaded = loading(str(file), trusted_fingerprints=(firm.key,))
    assert loaded.is_expired is expired
    assert sentence in (loaded.note.de if loaded.note else "")
    assert (loaded.note is None) == (not sentence)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("gone.toml", "profile-not-found"), (".", "profile-is-folder"), ("n" * 400, "profile-not-found")],
)
def test_no_file(loading: Load, tmp_path: Path, name: str, sentence: str) -> None:
    assert kind(loading, str(tmp_path / name)) == sentence


def test_a_huge_file(loading: Load, tmp_path: Path) -> None:
    (tmp_path / "big.toml").write_bytes(b"x" * 300_000)
    assert kind(loading, str(tmp_path / "big.toml")) == "profile-too-large"


def test_a_desk_over_tls_must_be_believed(loading: Load, tmp_path: Path, firm: Firm) -> None:
    authority = Authority.make(tmp_path)
    net = Net(extra_ca=str(authority.path))
    with desk_open(authority.leaf()) as secure:
        secure.profiles[CODE] = firm.signed(secure.url)
        assert kind(loading, f"{secure.url}/d/{CODE}/") == "profile-certificate"
        assert loading(f"{secure.url}/d/{CODE}/", net=net).trusted_key == firm.key
    with desk_open(authority.leaf(begins=-3 * DAY, ends=-DAY)) as expired:
        expired.profiles[CODE] = firm.signed(expired.url)
        assert "Datum und Uhrzeit" in refused(loading, f"{expired.url}/d/{CODE}/", net=net).refusal.de
        assert expired.gets == []


def test_the_fingerprint_is_that_of_the_key(firm: Firm) -> None:
    assert firm.key == fingerprint(public_key(firm.secret))


HANDED = f"C:\\Users\\Erna\\Downloads\\Homeoffice-Check_{CODE} (1).exe"


def test_the_programs_own_name_with_settings_in_the_package(
    loading: Load, desk: Desk, firm: Firm, tmp_path: Path
) -> None:
    (tmp_path / "firm.toml").write_text(f'desk_url = "{desk.url}"\nkey = "{firm.key}"\n')
    loaded = loading(None, program_path=HANDED, firm_folders=(tmp_path,))
    assert (loaded.profile.code, loaded.origin, loaded.note) == (CODE, ProfileOrigin.DESK, None)
    assert loaded.phrase == phrase(firm.key, CODE)


def test_a_name_that_names_the_desk(loading: Load, desk: Desk, firm: Firm) -> None:
    host = desk.url.removeprefix("http://").replace(":", ",")
    loaded = loading(None, program_path=f"Homeoffice-Check_{CODE}@{host}.exe")
    assert loaded.profile.code == CODE
    assert loaded.note is not None and "kennt jetzt die IT-Firma" in loaded.note.de


def test_where_settings_name_the_firm_no_name_leads_elsewhere(loading: Load, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "firm.toml").write_text(f'desk_url = "{desk.url}"\n')
    with desk_open() as other:
        host = other.url.removeprefix("http://").replace(":", ",")
        loading(None, program_path=f"Homeoffice-Check_{CODE}@{host}.exe", firm_folders=(tmp_path,))
        assert other.gets == []


def test_a_name_without_a_desk_is_a_sentence(loading: Load) -> None:
    assert kind(loading, None, program_path=HANDED) == "code-without-desk"


def test_a_number_that_the_browser_added_is_no_part_of_the_code(loading: Load, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "firm.toml").write_text(f'desk_url = "{desk.url}"\n')
    desk.profiles["BETA"] = Firm().signed(desk.url, "BETA")
    assert loading(None, program_path="Homeoffice-Check_BETA-2.dmg", firm_folders=(tmp_path,)).profile.code == "BETA"
    assert desk.gets == ["/api/v1/profiles/BETA-2", "/api/v1/profiles/BETA"]
    assert (
        kind(loading, None, program_path="Homeoffice-Check_GAMMA-2.dmg", firm_folders=(tmp_path,)) == "profile-unknown"
    )


def test_what_was_asked_for_counts_more_than_the_name(loading: Load, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "firm.toml").write_text(f'desk_url = "{desk.url}"\n')
    assert loading(CODE, program_path="Homeoffice-Check_BETA.exe", firm_folders=(tmp_path,)).profile.code == CODE


def test_the_next_start_knows_the_customer(loading: Load, desk: Desk) -> None:
    loading(f"{desk.url}/d/{CODE}/")
    tomorrow = NOW + datetime.timedelta(days=1)
    assert loading(None, now=tomorrow).profile.code == CODE
    desk.days = [reset]
    loaded = loading(None, now=tomorrow)
    assert (loaded.profile.code, loaded.origin) == (CODE, ProfileOrigin.CACHED)


def test_a_profile_file_is_kept_for_the_next_start(loading: Load, file: Path, firm: Firm, desk: Desk) -> None:
    loading(str(file), trusted_fingerprints=(firm.key,))
    file.unlink()
    desk.days = [reset]
    assert (loading(None).profile.code, loading(None).origin) == (CODE, ProfileOrigin.DESK)
    assert desk.gets[-1] == f"/api/v1/profiles/{CODE}"


def test_settings_are_looked_for_in_the_package_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert settings_folders() == []
    program = tmp_path / "Homeoffice-Check.app" / "Contents" / "MacOS" / "Homeoffice-Check"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert settings_folders() == [Path(firm_module.__file__).parent, program.parent], "never beside the bundle"
