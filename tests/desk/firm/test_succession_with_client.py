"""The firm's key and a customer's code change at a real desk, and a real client follows, or says whom to call."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.loaded_profile import LoadedProfile
from checker.client.profiles.loader import LoadOptions, load_profile
from checker.model.codec import Unreadable
from checker.model.failure import Refusal
from checker.model.signature import sign_profile
from checker.net.net import Net
from tests.client.loopback_desk import desk_open
from tests.desk import example_reports
from tests.desk.sampled import Sampled

NUMBER = "+49 30 23125 000"
"""Of the sample firm."""


class Pc:
    """One employee's PC: what it knows stays in its folder."""

    def __init__(self, folder: Path) -> None:
        self._directory = DataDirectory(folder)

    def load(self, source: str | None, *keys: str, settings: Path | None = None) -> LoadedProfile:
        folders = (settings,) if settings else ()
        options = LoadOptions(
            data_directory=self._directory, net=Net(), trusted_fingerprints=keys, firm_folders=folders
        )
        return load_profile(source, options)

    def refusal(self, source: str | None) -> Refusal:
        with pytest.raises(Unreadable) as refused:
            self.load(source)
        return refused.value.refusal


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sampled]:
    with Sampled(tmp_path_factory.mktemp("desk")) as served:
        served.meet()
        yield served


def link(desk: Sampled, code: str = "") -> str:
    return f"{desk.url}/d/{code or desk.code}/"


def sent_status(desk: Sampled, code: str, token: str) -> int:
    report_id, raw = example_reports.raw(code)
    return desk.send(raw, token, report_id).status


def test_a_planned_change_is_followed_even_by_who_missed_one(desk: Sampled, tmp_path: Path) -> None:
    usual, absent = Pc(tmp_path / "usual"), Pc(tmp_path / "absent")
    first = usual.load(link(desk)).trusted_key
    assert absent.load(link(desk)).trusted_key == first
    desk.run("firmkey", "--rotate")
    loaded = usual.load(desk.code)
    assert loaded.trusted_key != first
    assert loaded.note is not None and "Der bisherige bestätigt ihn" in loaded.note.de
    assert usual.load(desk.code).note is None
    desk.run("firmkey", "--rotate")
    assert usual.load(desk.code).trusted_key == absent.load(desk.code).trusted_key not in (first, loaded.trusted_key)


@pytest.mark.parametrize("reason", ["lost", "stolen"])
def test_a_key_that_nothing_vouches_for_is_confirmed_on_the_phone(desk: Sampled, tmp_path: Path, reason: str) -> None:
    pc, packaged = Pc(tmp_path / "pc"), Pc(tmp_path / "packaged")
    before = pc.load(link(desk))
    packaged.load(link(desk))
    stolen = (desk.data / "firm.key").read_bytes()
    if reason == "lost":
        (desk.data / "firm.key").unlink()
        assert pc.load(None).trusted_key == before.trusted_key, "the copy serves while the desk can sign nothing"
    new_key = desk.run("firmkey", "--replace", reason).stdout.split()[-1]
    for source in (desk.code, link(desk), None):
        refusal = pc.refusal(source)
        assert refusal.kind == "profile-key-changed"
        assert NUMBER in refusal.de and NUMBER in refusal.en
        assert f"--key {new_key}" in refusal.de
    assert sent_status(desk, desk.code, before.profile.enrolment) == 401

    confirmed = pc.load(desk.code, new_key)
    assert confirmed.trusted_key == new_key
    assert sent_status(desk, desk.code, confirmed.profile.enrolment) == 201
    assert pc.load(None).trusted_key == new_key
    (tmp_path / "firm.toml").write_text(f'desk_url = "{desk.url}"\nkey = "{new_key}"\n')
    assert packaged.load(desk.code, settings=tmp_path).trusted_key == new_key
    assert packaged.load(desk.code).trusted_key == new_key

    with desk_open() as thief:  # with the real firm's name, number and old key
        raw = desk.get(f"/api/v1/profiles/{desk.code}").data
        unsigned = b"\n".join(line for line in raw.split(b"\n") if not line.startswith(b"#"))
        thief.profiles[desk.code] = sign_profile(unsigned, stolen)
        refusal = pc.refusal(f"{thief.url}/d/{desk.code}/")
        assert refusal.kind == "profile-key-changed" and NUMBER in refusal.de
    assert pc.load(desk.code).trusted_key == new_key


def test_a_code_is_replaced_and_nobody_is_left_without_a_number(desk: Sampled, tmp_path: Path) -> None:
    pc = Pc(tmp_path / "pc")
    old = json.loads(desk.run("customer", "add", "Wechsel").stdout)["code"]
    before = pc.load(link(desk, old))
    new = json.loads(desk.run("customer", "new-code", old, "--overlap-days", "14").stdout)["code"]
    meanwhile = pc.load(old)
    assert meanwhile.profile.expires is not None and not meanwhile.is_expired
    assert sent_status(desk, old, before.profile.enrolment) == 201
    followed = pc.load(link(desk, new))
    newest = json.loads(desk.run("customer", "new-code", new, "--overlap-days", "0").stdout)["code"]
    for source in (new, link(desk, new), None):
        refusal = pc.refusal(source)
        assert (refusal.kind, NUMBER in refusal.de, NUMBER in refusal.en) == ("profile-replaced", True, True)
    assert sent_status(desk, new, followed.profile.enrolment) == 403
    assert pc.load(link(desk, newest)).profile.code == newest
