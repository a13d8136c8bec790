"""A customer from its first form to the profile that an employee's program believes."""

import datetime
import re
import tomllib

import pytest

from checker.model import signature
from checker.model.codec import profile_from_toml, refusal_from_json
from tests.desk.sampled import Sampled
from tests.desk.visitor import Page, Visitor

NEEDS = "# Frau Koch ist bis Mai in Elternzeit\n[needs.computer]\nmemory_gib = 8\n"


def _new(technician: Visitor, name: str, needs: str = NEEDS, **more: str) -> Page:
    return technician.post("/customers/new/", {"name": name, "needs": needs, **more})


def _code(page: Page) -> str:
    match = re.fullmatch(r"/customers/([^/]+)/", page.path)
    assert match is not None, page.words
    return match[1]


def test_a_new_customer_has_a_signed_profile(desk: Sampled) -> None:
    code = _code(_new(desk.technician(), "Ölmühle Käfer", regular="on"))
    answer = desk.get(f"/api/v1/profiles/{code}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/toml; charset=utf-8"
    public = signature.profile_signer(answer.data)
    assert signature.fingerprint(public) == desk.sample_output["fingerprint"]
    profile = profile_from_toml(answer.data)
    assert (profile.code, profile.customer) == (code, "Ölmühle Käfer")
    assert profile.firm is not None
    assert (profile.firm.name, profile.firm.desk_url) == ("Muster-IT (Beispiel)", desk.url)
    assert profile.needs == {"computer": {"memory_gib": 8}}
    assert signature.verify_enrolment(profile.enrolment, public) == (code, profile.expires)
    assert profile.issued is not None and profile.expires is not None
    assert profile.expires - profile.issued == datetime.timedelta(days=180)


def test_a_technicians_comments_stay_at_the_desk(desk: Sampled) -> None:
    code = _code(_new(desk.technician(), "Kommentare"))
    assert b"Elternzeit" not in desk.get(f"/api/v1/profiles/{code}").data
    assert "Elternzeit" in desk.technician().get(f"/customers/{code}/").words


def test_strange_values_survive_the_way(desk: Sampled) -> None:
    needs = '[[needs.vpn.gateways]]\nkind = "https"\nid = "a"\nname = "Tür \\"3\\" – ß\\u0007"\nhost = "a.example"\n'
    code = _code(_new(desk.technician(), 'Name mit "Zeichen" \\ und 🙂', needs))
    profile = tomllib.loads(desk.get(f"/api/v1/profiles/{code}").data.decode())
    assert profile["customer"] == 'Name mit "Zeichen" \\ und 🙂'
    assert profile["needs"]["vpn"]["gateways"][0]["name"] == 'Tür "3" – ß\x07'


def test_a_mistake_is_shown_where_it_is_and_nothing_is_kept(desk: Sampled) -> None:
    page = _new(desk.technician(), "Fehlerfrei", "[needs.computer]\ncores = 2\nmemori = 8\n")
    assert page.path == "/customers/new/"
    assert "Fehler im Profil, Zeile 3" in page.words
    assert "memori = 8" in page.words
    assert 'aria-invalid="true"' in page.text
    assert "Fehlerfrei" not in desk.technician().get("/customers/").words


def test_a_changed_profile_is_a_new_version_and_the_old_one_stays(desk: Sampled) -> None:
    technician = desk.technician()
    code = _code(_new(technician, "Versionen"))
    edit = f"/customers/{code}/edit/"
    technician.post(edit, {"name": "Versionen", "active": "on", "needs": NEEDS.replace("8", "16")})
    technician.post(edit, {"name": "Versionen", "active": "on", "needs": NEEDS.replace("8", "16")})
    page = technician.get(f"/customers/{code}/")
    assert "Fassung 2" in page.words
    assert "Fassung 3" not in page.words
    assert "memory_gib = 8" in technician.get(f"/customers/{code}/versions/1/").words
    assert b"memory_gib = 16" in desk.get(f"/api/v1/profiles/{code}").data


def test_who_no_longer_takes_part_gets_nothing(desk: Sampled) -> None:
    technician = desk.technician()
    code = _code(_new(technician, "Ehemalige"))
    technician.post(f"/customers/{code}/edit/", {"name": "Ehemalige", "needs": ""})
    assert desk.get(f"/api/v1/profiles/{code}").status == 404
    assert desk.get(f"/d/{code}/").status == 404


def test_the_employees_page_needs_no_sign_in(desk: Sampled) -> None:
    page = Visitor(desk.url).get(f"/d/{desk.code.lower()}/")
    assert page.status == 200
    assert desk.code in page.words
    assert "Muster GmbH (Beispiel)" in page.words
    assert "Passwort" in page.words
    english = Visitor(desk.url, "en").get(f"/d/{desk.code}/")
    assert "Check your workplace at home" in english.words


@pytest.mark.parametrize("code", ["GIBT-ES-NICHT", "x", "a" * 200, "%00", "%F0%9F%99%82", "..", "A'B"])
def test_an_unknown_code_is_said_to_be_unknown(desk: Sampled, code: str) -> None:
    answer = desk.get(f"/api/v1/profiles/{code}")
    assert (answer.status, refusal_from_json(answer.data).kind) in {(404, "profile-unknown"), (404, "not-found")}


def test_the_measuring_endpoints_are_in_every_profile_that_names_none(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Sampled(tmp_path_factory.mktemp("measuring"), "--measure-listen", "127.0.0.1:0") as desk:
        desk.meet()
        needs = profile_from_toml(desk.get(f"/api/v1/profiles/{desk.code}").data).needs
        endpoint = needs["line"]["endpoint"]
        assert desk.pool.request("GET", f"{endpoint}empty").status == 200
        technician = desk.technician()
        named = {"name": "A", "active": "on", "needs": '[needs.line]\nendpoint = "https://m.example/"\n'}
        technician.post(f"/customers/{desk.code}/edit/", named)
        needs = profile_from_toml(desk.get(f"/api/v1/profiles/{desk.code}").data).needs
        assert needs["line"]["endpoint"] == "https://m.example/"
