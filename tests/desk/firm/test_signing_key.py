"""The firm's key is changed: signed by the old one, or without it where that was lost or stolen."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.model import succession
from checker.model.codec import profile_from_toml, refusal_from_json
from checker.model.signature import fingerprint, profile_signer
from tests.desk import example_reports
from tests.desk.sampled import Sampled


@pytest.fixture(scope="module")
def own_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sampled]:
    with Sampled(tmp_path_factory.mktemp("key")) as served:
        served.meet()
        yield served


def _profile(desk: Sampled) -> tuple[str, frozenset[str], str]:
    """Who signed it, whose successor that is, and the enrolment."""
    raw = desk.get(f"/api/v1/profiles/{desk.code}").data
    signer = fingerprint(profile_signer(raw))
    predecessors = succession.predecessors(signer, succession.successions(raw))
    return signer, predecessors, profile_from_toml(raw).enrolment


def _sent(desk: Sampled, token: str) -> tuple[int, str]:
    report_id, raw = example_reports.raw(desk.code)
    answer = desk.send(raw, token, report_id)
    return answer.status, "" if answer.status < 400 else refusal_from_json(answer.data).kind


def test_the_old_key_vouches_for_the_new_and_a_stolen_one_for_nothing(own_desk: Sampled) -> None:
    desk = own_desk
    first, none, first_token = _profile(desk)
    assert none == frozenset()

    technician = desk.technician()
    assert "Ab jetzt unterschreibt" in technician.post("/firm/key/", {"reason": "planned"}).words
    second, of_second, second_token = _profile(desk)
    assert (second != first, of_second) == (True, {first})
    assert f"{first} → {second}" in desk.run("firmkey", "--rotate").stdout
    third, of_third, third_token = _profile(desk)
    assert of_third == {first, second}
    assert [_sent(desk, token)[0] for token in (first_token, second_token, third_token)] == [201] * 3

    page = technician.post("/firm/key/", {"reason": "stolen"})
    assert f"{third} → " in page.words
    fourth, of_fourth, fourth_token = _profile(desk)
    assert of_fourth == frozenset()
    for token in (first_token, second_token, third_token):
        assert _sent(desk, token) == (401, "enrolment-invalid")
    assert _sent(desk, fourth_token) == (201, "")
    assert fourth in desk.run("firmkey").stdout
    assert not list(desk.data.glob("*.next"))
    assert (desk.data / "firm.key").stat().st_mode & 0o077 == 0
    desk.stop()
    desk.start()
    assert _profile(desk)[0] == fourth


def test_a_lost_key_is_replaced_while_the_desk_cannot_start(own_desk: Sampled) -> None:
    desk = own_desk
    first = _profile(desk)[0]
    (desk.data / "firm.key").unlink()
    assert desk.get(f"/api/v1/profiles/{desk.code}").status == 503
    desk.stop()
    with pytest.raises(AssertionError, match=r"firm\.key"):
        desk.start()
    assert desk.run("firmkey", check=False).returncode != 0
    replaced = desk.run("firmkey", "--replace", "lost").stdout.split()
    desk.start()
    signer, predecessors, _ = _profile(desk)
    assert replaced == [signer]
    assert (signer != first, predecessors) == (True, frozenset())


def test_a_change_that_was_cut_off_is_ended_at_the_next_start(own_desk: Sampled, tmp_path: Path) -> None:
    desk = own_desk
    shutil.copy(desk.data / "firm.key", tmp_path / "old.key")
    desk.run("firmkey", "--rotate")
    signer = _profile(desk)[0]
    # As a power cut between the database and the file leaves it.
    shutil.move(desk.data / "firm.key", desk.data / "firm.key.next")
    shutil.copy(tmp_path / "old.key", desk.data / "firm.key")
    assert desk.get(f"/api/v1/profiles/{desk.code}").status == 503, "never signed by a key that was replaced"
    assert signer in desk.run("firmkey").stdout
    assert _profile(desk)[0] == signer
