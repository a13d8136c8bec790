"""A customer's profile by its form: rows, dropped files, mistakes, TOML both ways, versions."""

import tomllib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from checker.checks.registry import checks
from checker.desk.customers.profile.fields import struct_fields
from checker.desk.customers.profile.labels import GROUPS, NOT_IN_FORM
from tests.desk.in_process import form_fields, signed_in

OPENVPN = b"client\ndev tun\nproto udp\nremote vpn.firma.de 1195\n<ca>\nkaputt\n</ca>\n<key>\ngeheim\n</key>\n"
RDP = "full address:s:ts.firma.de\ngatewayhostname:s:rdg.firma.de\ngatewayusagemethod:i:1\n".encode("utf-16")
NEEDS = """# Frau Koch ist bis Mai in Elternzeit
[needs.computer]
memory_gib = 16 # wegen CAD

[needs.microphone]
speaker = "Jabra"

[[needs.vpn.gateways]]
kind = "openvpn"
id = "alt"
name = "Büro"
host = "vpn.firma.de"
port = 1195
transport = "tcp"
"""


@pytest.fixture(scope="module")
def technician(django: None) -> Client:
    return signed_in()


def _customer(name: str, needs: str = "") -> Any:
    from checker.desk.customers.models import Customer, unused_customer_code  # noqa: PLC0415 - Django is set up now

    customer = Customer.objects.create(name=name, code=unused_customer_code(name))
    if needs:
        customer.change_needs(needs)
    return customer


def _post(technician: Client, path: str, do: str = "save", **changes: Any) -> Any:
    """Presses a button of the page's form, with what was changed in it."""
    fields = form_fields(technician.get(path).content.decode())
    return technician.post(path, {**fields, **changes, "do": do})


def _text(response: Any) -> str:
    return str(response.content.decode())


def test_every_key_of_every_need_has_a_field_or_a_reason_for_none() -> None:
    in_form = {(label.check, label.key) for group in GROUPS for label in group.fields}
    keys = {(name, key) for name, check in checks().items() for key in struct_fields(check.need)}
    assert in_form | NOT_IN_FORM == keys
    assert not in_form & NOT_IN_FORM


def test_saving_the_form_untouched_changes_nothing(technician: Client) -> None:
    customer = _customer("Unberührt", NEEDS)
    response = _post(technician, f"/customers/{customer.code}/edit/")
    assert response.status_code == 302
    assert customer.needs == NEEDS
    assert customer.versions.count() == 1


def test_a_change_keeps_comments_and_what_the_form_does_not_know(technician: Client) -> None:
    customer = _customer("Kommentar", NEEDS)
    changes = {"line.roles": ["phone", "video"], "gateways-0-host": "neu.firma.de", "computer.cores": "6"}
    _post(technician, f"/customers/{customer.code}/edit/", **changes)
    needs = tomllib.loads(customer.needs)["needs"]
    assert needs["line"] == {"roles": ["phone", "video"]}
    assert needs["computer"] == {"memory_gib": 16, "cores": 6}
    assert needs["microphone"] == {"speaker": "Jabra"}
    assert needs["vpn"]["gateways"][0] == {
        **tomllib.loads(NEEDS)["needs"]["vpn"]["gateways"][0],
        "host": "neu.firma.de",
    }
    assert "# Frau Koch" in customer.needs


def test_dropped_files_become_rows_and_their_secrets_stay_outside(technician: Client) -> None:
    path = "/customers/new/"
    files = [SimpleUploadedFile("buero.ovpn", OPENVPN), SimpleUploadedFile("ts.rdp", RDP)]
    page = _post(technician, path, "save", name="Abgelegt", files=files)
    text = _text(page)
    assert page.status_code == 200, "files that were only just read are looked at first"
    assert 'value="vpn.firma.de"' in text
    assert 'value="rdg.firma.de"' in text
    assert "privater Schlüssel des Benutzers" in text
    assert "geheim" not in text
    saved = technician.post(path, {**form_fields(text), "do": "save"}, follow=True)
    assert "Abgelegt" in _text(saved)


def test_the_same_file_again_adds_nothing(technician: Client) -> None:
    customer = _customer("Doppelt", NEEDS.replace('transport = "tcp"\n', ""))
    page = _post(
        technician, f"/customers/{customer.code}/edit/", "import", files=[SimpleUploadedFile("b.ovpn", OPENVPN)]
    )
    assert form_fields(_text(page))["gateways-rows"] == "1"
    assert "Steht schon da" in _text(page)


def test_a_file_that_is_none_says_what_is_read(technician: Client) -> None:
    page = _post(technician, "/customers/new/", "import", files=[SimpleUploadedFile("brief.pdf", b"%PDF-1.7\n...")])
    assert "Weggelassen" in _text(page)


def test_a_file_pasted_as_toml_becomes_rows(technician: Client) -> None:
    page = technician.post("/customers/new/", {"name": "Eingefügt", "needs": OPENVPN.decode(), "view": "toml"})
    fields = form_fields(_text(page))
    assert (fields["view"], fields["gateways-0-host"]) == ("form", "vpn.firma.de")


def test_rows_are_added_and_removed_without_saving(technician: Client) -> None:
    customer = _customer("Zeilen", NEEDS)
    path = f"/customers/{customer.code}/edit/"
    page = _text(_post(technician, path, "add-gateways", **{"new-kind": "fortinet"}))
    assert "Bitte ausfüllen" not in page
    fields = form_fields(page)
    assert (fields["gateways-rows"], fields["gateways-1-kind"]) == ("2", "fortinet")
    fields |= {"gateways-1-name": "Forti", "gateways-1-host": "forti.firma.de"}
    page = _text(technician.post(path, {**fields, "do": "remove-gateways-0"}))
    assert form_fields(page)["gateways-0-host"] == "forti.firma.de"
    assert customer.needs == NEEDS
    technician.post(path, {**form_fields(page), "do": "save"})
    gateways = tomllib.loads(customer.needs)["needs"]["vpn"]["gateways"]
    assert [(entry["kind"], entry["host"]) for entry in gateways] == [("fortinet", "forti.firma.de")]


def test_mistakes_stand_at_their_fields_with_what_is_allowed(technician: Client) -> None:
    customer = _customer("Fehler", NEEDS)
    changes = {"gateways-0-port": "70000", "line.stun": "stun", "line.down_mbit": "viel", "computer.cores": "1,5"}
    page = _post(technician, f"/customers/{customer.code}/edit/", **changes)
    text = _text(page)
    assert page.status_code == 200
    assert "Erlaubt ist eine ganze Zahl von 1 bis 65535." in text
    assert text.count('aria-invalid="true"') == 4
    assert 'value="viel"' in text
    assert customer.needs == NEEDS


def test_another_kind_takes_what_both_have(technician: Client) -> None:
    customer = _customer("Art", NEEDS)
    _post(technician, f"/customers/{customer.code}/edit/", **{"gateways-0-kind": "sip", "gateways-0-port": ""})
    gateway = tomllib.loads(customer.needs)["needs"]["vpn"]["gateways"][0]
    assert gateway == {"kind": "sip", "id": "alt", "name": "Büro", "host": "vpn.firma.de", "transport": "tcp"}


def test_toml_and_form_lead_to_each_other(technician: Client) -> None:
    path = "/customers/new/"
    page = _text(technician.post(path, {"name": "Hin", "needs": NEEDS, "view": "toml", "do": "form"}))
    back = form_fields(_text(technician.post(path, {**form_fields(page), "do": "toml"})))
    assert (back["view"], back["needs"].strip(), back["name"]) == ("toml", NEEDS.strip(), "Hin")


def test_somebody_elses_version_is_not_overwritten_unasked(technician: Client) -> None:
    customer = _customer("Beide", NEEDS)
    path = f"/customers/{customer.code}/edit/"
    mine = {**form_fields(_text(technician.get(path))), "computer.cores": "8", "do": "save"}
    customer.change_needs(NEEDS.replace("16", "32"))
    page = technician.post(path, mine)
    assert "jemand anders" in _text(page)
    assert "cores" not in customer.needs
    technician.post(path, {**form_fields(_text(page)), "do": "save"})
    assert "cores = 8" in customer.needs


def test_an_older_version_is_compared_and_made_the_newest_with_todays_keys(technician: Client) -> None:
    key = "A" * 43 + "="
    gateway = '[[needs.vpn.gateways]]\nkind = "wireguard"\nid = "wg"\nname = "WG"\nhost = "wg.firma.de"\n'
    customer = _customer("Zurück", gateway + f'preshared_key_secret = "{key}"\n')
    customer.change_needs(gateway.replace("wg.firma", "neu.firma") + f'preshared_key_secret = "{key}"\n')
    page = _text(technician.get(f"/customers/{customer.code}/versions/1/"))
    assert "<ins>+ host = &quot;neu.firma.de&quot;</ins>" in page
    assert key not in page
    technician.post(f"/customers/{customer.code}/versions/1/restore/")
    assert customer.versions.count() == 3
    restored = tomllib.loads(customer.needs)["needs"]["vpn"]["gateways"][0]
    assert (restored["host"], restored["preshared_key_secret"]) == ("wg.firma.de", key)
