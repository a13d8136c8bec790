"""A customer's code is replaced: the old one is taken for a while, then nothing that came with it."""

import datetime
import json
from pathlib import Path

from django.db import connections

from checker.model import signature
from checker.model.codec import profile_from_toml, refusal_from_json
from tests.desk import example_reports
from tests.desk.reports.test_former_databases import BEFORE, _connected, _migrate
from tests.desk.sampled import Sampled
from tests.desk.visitor import Page, Visitor

KEY = "dGhpcyBpcyBhIGtleSBvZiAzMiBvY3RldHMhISEhISE="
PUBLIC_KEY = "YSBrZXkgdGhhdCBldmVyeWJvZHkgbWF5IHJlYWQhISE="
OTHER_KEY = KEY[::-1].strip("=") + "="
NEEDS = (
    '# von Hand\n[[needs.vpn.gateways]]\nkind = "wireguard"\nid = "a"\nname = "A"\nhost = "a.example"\n'
    f'server_public_key = "{PUBLIC_KEY}"\nprobe_private_key_secret = "{KEY}"\npreshared_key_secret = "{OTHER_KEY}"\n'
)


def _customer(desk: Sampled, name: str, *options: str) -> str:
    code: str = json.loads(desk.run("customer", "add", name, *options).stdout)["code"]
    return code


def _token(desk: Sampled, code: str) -> str:
    return profile_from_toml(desk.get(f"/api/v1/profiles/{code}").data).enrolment


def _replace(technician: Visitor, code: str, days: int) -> tuple[str, Page]:
    page = technician.post(f"/customers/{code}/new-code/", {"overlap_days": str(days)})
    new_code = page.path.strip("/").rpartition("/")[2]
    assert new_code != code
    return new_code, page


def _sent(desk: Sampled, code: str, token: str) -> tuple[int, str]:
    report_id, raw = example_reports.raw(code)
    answer = desk.send(raw, token, report_id)
    return answer.status, "" if answer.status < 400 else refusal_from_json(answer.data).kind


def test_both_are_taken_for_a_while_and_then_the_new_one_alone(any_desk: Sampled) -> None:
    technician = any_desk.technician()
    old = _customer(any_desk, "Wechsel")
    old_token = _token(any_desk, old)
    new, page = _replace(technician, old, 14)
    assert f"Die alte Kennung {old} gilt noch" in page.words
    old_profile = profile_from_toml(any_desk.get(f"/api/v1/profiles/{old}").data)
    until = datetime.datetime.now().astimezone().date() + datetime.timedelta(days=14)
    assert old_profile.code == old
    assert old_profile.expires is not None
    assert abs(old_profile.expires - until) <= datetime.timedelta(days=1)
    public = signature.profile_signer(any_desk.get(f"/api/v1/profiles/{old}").data)
    assert signature.verify_enrolment(old_profile.enrolment, public) == (old, old_profile.expires)
    assert "gelten nur noch bis" in Visitor(any_desk.url).get(f"/d/{old}/").words
    assert new not in any_desk.get(f"/d/{old}/").data.decode()
    assert "gelten nur noch bis" not in Visitor(any_desk.url).get(f"/d/{new}/").words
    new_token = _token(any_desk, new)
    assert [_sent(any_desk, old, token)[0] for token in (old_token, old_profile.enrolment)] == [201, 201]
    assert _sent(any_desk, new, new_token)[0] == 201
    assert _sent(any_desk, old, new_token)[0] == 201, "a report that waited for the new profile"
    assert _sent(any_desk, new, _token(any_desk, any_desk.code)) == (403, "customer-mismatch")

    technician.submit(page, f"/customers/{new}/codes/{old}/end/", {})
    answer = any_desk.get(f"/api/v1/profiles/{old}")
    assert (answer.status, refusal_from_json(answer.data).kind) == (410, "profile-replaced")
    gone = Visitor(any_desk.url).get(f"/d/{old}/")
    assert (gone.status, new in gone.text) == (410, False)
    assert "wurde ersetzt" in gone.words
    assert {_sent(any_desk, old, token) for token in (old_token, old_profile.enrolment)} == {
        (403, "enrolment-replaced")
    }
    assert _sent(any_desk, new, new_token)[0] == 201
    log = technician.get("/firm/").words
    assert f"Neue Kennung für einen Kunden : Wechsel: {old} → {new}" in log.replace("Kunden:", "Kunden :")
    assert f"Alte Kennung eines Kunden beendet: Wechsel: {old}" in log


def test_one_in_wrong_hands_ends_at_once_and_never_comes_back(any_desk: Sampled) -> None:
    first = _customer(any_desk, "Sofort")
    token = _token(any_desk, first)
    second = json.loads(any_desk.run("customer", "new-code", first, "--overlap-days", "0").stdout)["code"]
    third, _ = _replace(any_desk.technician(), second, 0)
    assert [any_desk.get(f"/api/v1/profiles/{code}").status for code in (first, second, third)] == [410, 410, 200]
    assert _sent(any_desk, first, token) == (403, "enrolment-replaced")


def test_secrets_of_former_versions_are_gone_from_pages_and_from_the_file(any_desk: Sampled, tmp_path: Path) -> None:
    needs = tmp_path / "needs.toml"
    needs.write_text(NEEDS, "utf-8")
    code = _customer(any_desk, "Schlüssel", "--needs", str(needs))
    assert KEY in any_desk.get(f"/api/v1/profiles/{code}").data.decode()
    technician = any_desk.technician()
    changed = NEEDS.replace(f'key_secret = "{KEY}"', f'key_secret = "{"A" * 43}="')
    technician.post(f"/customers/{code}/edit/", {"name": "Schlüssel", "active": "on", "needs": changed})
    former = technician.get(f"/customers/{code}/versions/1/").words
    assert "# von Hand" in former
    assert "server_public_key" in former
    assert f'probe_private_key_secret = "{KEY}"' not in former
    assert OTHER_KEY not in former
    assert OTHER_KEY in technician.get(f"/customers/{code}/versions/2/").words
    if any_desk.database.startswith("sqlite"):
        with _connected("file", any_desk.database) as alias, connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert b"AAAAAAAA" in (content := (any_desk.data / "desk.sqlite3").read_bytes())
        assert content.count(OTHER_KEY.encode()) == 1


def test_a_stored_database_forgets_them_on_the_way(tmp_path: Path) -> None:
    with _connected("former", f"sqlite:///{tmp_path / 'former.sqlite3'}") as alias:
        former_apps = _migrate(alias, BEFORE)
        customer = former_apps.get_model("customers", "Customer").objects.using(alias).create(code="ALT-1", name="Alt")
        versions = former_apps.get_model("customers", "ProfileVersion").objects.using(alias)
        for number in (1, 2, 3):
            versions.create(customer=customer, number=number, needs=NEEDS)
        migrated = _migrate(alias).get_model("customers", "ProfileVersion").objects.using(alias)
        assert [f'_secret = "{KEY}"' in version.needs for version in migrated.order_by("number")] == [
            False,
            False,
            True,
        ]


def test_other_overlaps_are_refused(any_desk: Sampled) -> None:
    for days in ("5", "-1", "x", ""):
        page = any_desk.technician().post(f"/customers/{any_desk.code}/new-code/", {"overlap_days": days})
        assert page.path == f"/customers/{any_desk.code}/new-code/"
    assert any_desk.get(f"/api/v1/profiles/{any_desk.code}").status == 200
