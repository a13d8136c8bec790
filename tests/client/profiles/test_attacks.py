"""What a stranger's desk, link, file or file name may do to a firm that this PC knows, or will know later: nothing."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.trust import TrustFile
from checker.model.codec import Unreadable
from checker.model.signature import public_key, sign_profile
from checker.model.succession import sign_succession, with_successions
from tests.client.loopback_desk import Desk, desk_open, reset
from tests.client.profiles.conftest import CODE, NOW, Firm, Load

DAYS = [datetime.date(2025, 2, day) for day in range(1, 29)]


@pytest.fixture
def stranger() -> Firm:
    return Firm("Fremde IT")


@pytest.fixture
def strange_desk(stranger: Firm) -> Iterator[Desk]:
    """Answers for every code that it is asked for."""
    with desk_open() as opened:
        for code in (CODE, "BETA-22"):
            opened.profiles[code] = stranger.signed(opened.url, code)
        yield opened


def kind(loading: Load, source: str | None, **options: object) -> str:
    with pytest.raises(Unreadable) as refused:
        loading(source, **options)
    return refused.value.refusal.kind


def page(desk: Desk, code: str = CODE) -> str:
    return f"{desk.url}/d/{code}/"


def test_a_visit_to_a_strange_desk_takes_over_no_code(
    loading: Load, desk: Desk, firm: Firm, strange_desk: Desk
) -> None:
    loading(page(desk))
    loading(page(strange_desk, "BETA-22"), now=NOW + datetime.timedelta(days=1))
    strange_desk.gets.clear()
    assert loading(CODE).trusted_key == firm.key
    desk.days = [reset]
    assert loading(CODE).trusted_key == firm.key, "the copy of the firm, not another desk"
    assert strange_desk.gets == []


def test_a_code_that_is_new_goes_nowhere_unasked(loading: Load, desk: Desk, strange_desk: Desk, firm: Firm) -> None:
    loading(page(strange_desk, "BETA-22"))
    strange_desk.gets.clear()
    with pytest.raises(Unreadable) as refused:
        loading(CODE)
    assert refused.value.refusal.kind == "code-which-desk"
    assert "Fremde IT" in refused.value.refusal.de and "127.0.0.1" in refused.value.refusal.de
    assert (strange_desk.gets, desk.gets) == ([], [])
    assert loading(f"{desk.url.removeprefix('http://')}/d/{CODE}").trusted_key == firm.key


def test_a_strange_link_for_a_known_code_does_not_get_the_code(
    loading: Load, desk: Desk, firm: Firm, strange_desk: Desk, stranger: Firm
) -> None:
    loading(page(desk))
    visited = loading(page(strange_desk))
    assert visited.trusted_key == stranger.key
    assert visited.note is not None and "Fremde IT" in visited.note.de and "127.0.0.1" in visited.note.de
    strange_desk.gets.clear()
    assert loading(CODE).trusted_key == firm.key
    assert strange_desk.gets == []


def test_a_file_name_leads_to_no_other_desk_where_a_firm_is_known(
    loading: Load, desk: Desk, firm: Firm, strange_desk: Desk
) -> None:
    loading(page(desk))
    host = strange_desk.url.removeprefix("http://").replace(":", ",")
    for code in (CODE, "BETA-22"):
        program = f"Homeoffice-Check_{code}@{host}.exe"
        if code == CODE:
            assert loading(None, program_path=program).trusted_key == firm.key
        else:
            assert kind(loading, None, program_path=program) == "code-which-desk"
    assert strange_desk.gets == []


@pytest.mark.parametrize("link", ["", "#k={key}"])
@pytest.mark.parametrize(
    "name", ["Muster\u200b IT", "\u041custer IT", "\uff2duster IT", "Muster IT.", "MUSTER  lT", "Mu\u0308ster IT"]
)
def test_an_imitated_name_is_an_alarm(
    loading: Load, desk: Desk, name: str, link: str, data_directory: DataDirectory, firm: Firm
) -> None:
    loading(page(desk))
    imitator = Firm(name)
    with desk_open() as other:
        other.profiles[CODE] = imitator.signed(other.url)
        assert kind(loading, page(other) + link.format(key=imitator.key)) == "profile-key-changed"
    assert set(TrustFile(data_directory).read().keys) == {firm.key}


@pytest.mark.parametrize("link", ["", "#k={key}"])
def test_a_first_use_is_said_with_its_host_whatever_the_link(loading: Load, desk: Desk, firm: Firm, link: str) -> None:
    loaded = loading(page(desk) + link.format(key=firm.key))
    assert loaded.note is not None
    assert "Muster IT" in loaded.note.de and "127.0.0.1" in loaded.note.de and "127.0.0.1" in loaded.note.en
    assert loading(page(desk)).note is None


def test_a_strangers_link_pins_no_key_for_the_real_firm(
    loading: Load, stranger: Firm, strange_desk: Desk, data_directory: DataDirectory
) -> None:
    strange_desk.profiles[CODE] = Firm().signed("https://desk.muster.de")
    assert kind(loading, f"{page(strange_desk)}#k={stranger.key}") == "profile-other-key"
    impostor = Firm("Muster IT")
    strange_desk.profiles[CODE] = impostor.signed("https://desk.muster.de")
    assert kind(loading, f"{page(strange_desk)}#k={impostor.key}") == "profile-unknown-key"
    assert TrustFile(data_directory).read().keys == {}


def dated(firm: Firm, desk: Desk, day: datetime.date, customer: str, extra: str = "") -> bytes:
    toml = firm.toml(desk.url, extra=f"issued = {day}\n{extra}").replace(b"ACME GmbH", customer.encode())
    return sign_profile(toml, firm.secret)


@pytest.mark.parametrize("route", ["link", "code", "file", "undated"])
def test_a_profile_never_goes_back_to_an_older_one(
    loading: Load, desk: Desk, firm: Firm, tmp_path: Path, route: str
) -> None:
    desk.profiles[CODE] = dated(firm, desk, DAYS[9], "new")
    assert loading(page(desk)).profile.customer == "new"
    old = dated(firm, desk, DAYS[2], "old", f"expires = {DAYS[4]}")
    if route == "undated":
        old = firm.signed(desk.url)
    desk.profiles[CODE] = old
    (tmp_path / "old.toml").write_bytes(old)
    source = {"link": page(desk), "undated": page(desk), "code": CODE, "file": str(tmp_path / "old.toml")}[route]
    loaded = loading(source)
    assert (loaded.profile.customer, loaded.is_expired) == ("new", False)
    assert loaded.note is not None and "10.02.2025" in loaded.note.de and "2025-02-10" in loaded.note.en
    desk.days = [reset]
    assert loading(CODE).profile.customer == "new", "the copy is still the newer one"


def test_a_date_in_the_future_holds_nobody_up(loading: Load, desk: Desk, firm: Firm) -> None:
    desk.profiles[CODE] = dated(firm, desk, datetime.date(2036, 1, 1), "wrong clock")
    loading(page(desk))
    desk.profiles[CODE] = dated(firm, desk, DAYS[9], "right clock")
    assert loading(page(desk)).profile.customer == "right clock"


def test_a_new_key_counts_when_the_old_one_signed_it(
    loading: Load, desk: Desk, firm: Firm, data_directory: DataDirectory, tmp_path: Path
) -> None:
    loading(page(desk))
    successor = Firm()
    statement = sign_succession(firm.secret, public_key(successor.secret), NOW.date())
    signed = sign_profile(with_successions(successor.toml(desk.url), [statement]), successor.secret)
    desk.profiles[CODE] = signed
    loaded = loading(CODE)
    assert loaded.trusted_key == successor.key
    assert loaded.note is not None and "neuen Schlüssel" in loaded.note.de
    assert set(TrustFile(data_directory).read().keys) == {successor.key}
    assert loading(CODE).note is None
    assert kind(loading, page(desk) + f"#k={firm.key[::-1]}") == "profile-other-key"
    assert loading(page(desk) + f"#k={firm.key}").trusted_key == successor.key, "a link from before"
    desk.profiles[CODE] = firm.signed(desk.url)
    assert kind(loading, CODE) == "profile-key-changed", "the old key is out of use"


def test_a_successor_by_file_where_only_the_program_names_the_old_key(
    loading: Load, desk: Desk, firm: Firm, tmp_path: Path
) -> None:
    (tmp_path / "firm.toml").write_text(f'desk_url = "{desk.url}"\nkey = "{firm.key}"\n')
    successor = Firm()
    statement = sign_succession(firm.secret, public_key(successor.secret), NOW.date())
    file = tmp_path / "acme.toml"
    file.write_bytes(sign_profile(with_successions(successor.toml(desk.url), [statement]), successor.secret))
    assert loading(str(file), firm_folders=(tmp_path,)).trusted_key == successor.key


def test_a_forged_succession_is_a_forgery(loading: Load, desk: Desk, firm: Firm, stranger: Firm) -> None:
    loading(page(desk))
    forged = sign_succession(stranger.secret, public_key(stranger.secret), NOW.date())
    lines = with_successions(Firm().toml(desk.url), [forged])
    desk.profiles[CODE] = sign_profile(lines, stranger.secret)
    assert kind(loading, CODE) == "profile-key-changed"


def test_the_refusal_names_the_number_from_before(loading: Load, desk: Desk, firm: Firm) -> None:
    toml = firm.toml(desk.url) + b'phone = "0123 456789"\n'
    desk.profiles[CODE] = sign_profile(toml, firm.secret)
    loading(page(desk))
    forger = Firm()
    desk.profiles[CODE] = sign_profile(forger.toml(desk.url) + b'phone = "0900 666"\n', forger.secret)
    with pytest.raises(Unreadable) as refused:
        loading(CODE)
    assert "0123 456789" in refused.value.refusal.de and "0900" not in refused.value.refusal.de


def test_an_address_that_shows_another_host_is_none(loading: Load, desk: Desk, firm: Firm) -> None:
    host = desk.url.removeprefix("http://")
    for prefix in ("desk.muster.de@", "desk.muster.de:443@", "desk.muster.de\\@"):
        desk.gets.clear()
        assert kind(loading, f"http://{prefix}{host}/d/{CODE}/") in ("profile-address", "profile-not-found")
        assert desk.gets == []
        raw = firm.signed(desk.url).replace(b"http://", f"http://{prefix}".encode())
        desk.profiles[CODE] = sign_profile(raw, firm.secret)
        assert kind(loading, page(desk)) in ("profile-unknown-key", "profile-unreadable")


@pytest.mark.parametrize("reach", ["localhost:631", "127.0.0.1:631", "[::1]:631", "169.254.169.254:80"])
def test_a_profile_without_a_firm_may_not_point_here_either(loading: Load, desk: Desk, firm: Firm, reach: str) -> None:
    toml = f'code = "{CODE}"\ncustomer = ""\n[needs.network]\nreach = ["{reach}"]\n'
    desk.profiles[CODE] = sign_profile(toml.encode(), firm.secret)
    assert kind(loading, f"{page(desk)}#k={firm.key}") == "profile-own-computer"


def test_who_is_refused_has_a_number_to_call(loading: Load, desk: Desk, firm: Firm) -> None:
    signed = firm.toml(desk.url) + b'phone = "0123 456789"\n'
    desk.profiles[CODE] = sign_profile(signed, firm.secret)
    loading(page(desk))
    desk.profiles[CODE] = sign_profile(signed + b'[needs.network]\nreach = ["a"]\n', firm.secret)
    for source in (CODE, page(desk), None):
        with pytest.raises(Unreadable) as refused:
            loading(source)
        assert "„Muster IT“" in refused.value.refusal.de and "0123 456789" in refused.value.refusal.de
        assert "0123 456789" in refused.value.refusal.en
    del desk.profiles[CODE]
    with pytest.raises(Unreadable) as refused:
        loading(CODE)
    assert "0123 456789" in refused.value.refusal.de
