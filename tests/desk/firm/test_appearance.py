"""Logo, colour, imprint, privacy and office hours, as readers and programs get them."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from checker.model.codec import profile_from_toml
from checker.model.firm.appearance import FirmAppearance, appearance_from_toml
from checker.model.signature import profile_signer
from tests.desk.in_process import renew_firm_key, signed_in
from tests.model.firm.test_logo import chunk, header, picture

PNG = picture()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(scope="module")
def technician(django: None) -> Client:

    client = signed_in("auftritt")
    renew_firm_key()
    return client


def test_readers_see_logo_colour_imprint_and_privacy(technician: Client) -> None:
    reader = Client(SERVER_NAME="127.0.0.1")
    assert reader.get("/imprint/").status_code == 404
    fields = {"colour": "#1a5fb4", "imprint": "Muster-IT\n\n<b>Hafen 1</b>", "privacy_text": "## Server\n\nBei uns."}
    answer = technician.post("/firm/appearance/", {**fields, "logo": SimpleUploadedFile("logo.png", PNG)})
    assert answer.status_code == 302
    page = reader.get("/guide/de/").content.decode()
    assert '<img src="/logo?' in page
    assert "/firm.css?1a5fb4" in page
    assert 'href="/imprint/"' in page
    assert (reader.get("/logo").content, reader.get("/logo").headers["Content-Type"]) == (PNG, "image/png")
    assert "#1a5fb4" in reader.get("/firm.css").content.decode()
    assert "&lt;b&gt;Hafen 1" in reader.get("/imprint/").content.decode()
    assert "<h2>Server</h2>" in reader.get("/privacy/").content.decode()
    technician.post("/firm/appearance/", {**fields, "no_logo": "on", "colour": ""})
    assert reader.get("/logo").status_code == 404
    assert "firm.css" not in reader.get("/guide/de/").content.decode()


@pytest.mark.parametrize("raw", [SVG, b"MZ", PNG + b"\0" * 200_000, PNG[:-5], picture(head=header(width=2001))])
def test_what_is_no_picture_or_too_large_is_refused(technician: Client, raw: bytes) -> None:
    answer = technician.post("/firm/appearance/", {"logo": SimpleUploadedFile("logo.png", raw)})
    assert (answer.status_code, 'class="errorlist"' in answer.content.decode()) == (200, True)
    assert Client(SERVER_NAME="127.0.0.1").get("/logo").status_code == 404


def test_a_colour_cannot_carry_anything_else(technician: Client) -> None:
    answer = technician.post("/firm/appearance/", {"colour": "red;}"})
    assert "sechs Ziffern" in answer.content.decode()


def test_what_employees_see_of_the_firm_stands_in_the_signed_profile(technician: Client) -> None:
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above

    Customer.objects.create(code="ZEITEN-AAAA", name="Zeiten GmbH")
    hours = {"office_hours": "Mo–Fr, 8 bis 17 Uhr", "promise": "Wir melden uns noch heute."}
    technician.post("/firm/", {"name": "Muster-IT (Beispiel)", "phone": "+49 30 23125 000", **hours})
    firm = profile_from_toml(Client().get("/api/v1/profiles/ZEITEN-AAAA").content).firm
    assert firm is not None
    assert (firm.office_hours, firm.promise) == tuple(hours.values())


def test_programs_get_colour_and_logo_under_the_signature_and_outside_of_the_profile(technician: Client) -> None:
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - as above

    Customer.objects.create(code="LOGO-AAAA", name="Logo GmbH")
    reader, address = Client(), "/api/v1/profiles/LOGO-AAAA"
    before = profile_from_toml(reader.get(address).content)
    upload = SimpleUploadedFile("logo.png", picture(chunk(b"tEXt", b"Author\0Erika")))
    technician.post("/firm/appearance/", {"colour": "#1a5fb4", "logo": upload})
    raw = reader.get(address).content
    assert profile_signer(raw)
    appearance = appearance_from_toml(raw, profile_from_toml(raw))
    assert appearance == FirmAppearance(colour="#1a5fb4", logo_digest=hashlib.sha256(picture()).hexdigest())
    assert (
        hashlib.sha256(reader.get(f"/logo?{appearance.logo_digest[:12]}").content).hexdigest() == appearance.logo_digest
    )
    assert profile_from_toml(raw) == before, "so that every program reads it, and no report carries it"
    jpeg = SimpleUploadedFile("logo.jpg", b"\xff\xd8\xff" + b"\0" * 50)
    technician.post("/firm/appearance/", {"colour": "", "logo": jpeg})
    raw = reader.get(address).content
    assert appearance_from_toml(raw, profile_from_toml(raw)) == FirmAppearance(), "programs decode a PNG alone"
    technician.post("/firm/appearance/", {"no_logo": "on"})


def test_a_change_needs_the_password_and_stands_in_the_log(django: None) -> None:
    from checker.desk.accounts.models import AuditEntry, Technician  # noqa: PLC0415 - as above

    client = signed_in("auftritt-passwort")
    account = Technician.objects.get(name="auftritt-passwort")
    account.set_password("ein langes Passwort")
    account.save()
    client.force_login(account)
    for password, is_saved in (("falsch", False), ("ein langes Passwort", True)):
        answer = client.post("/firm/appearance/", {"colour": "#204060", "current": password})
        assert (answer.status_code == 302) is is_saved
    assert "Farbe" in AuditEntry.objects.latest("pk").subject
    client.post("/firm/appearance/", {"colour": "", "current": "ein langes Passwort"})
