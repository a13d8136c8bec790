"""Logo, colour, imprint, privacy and office hours, as readers and programs get them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from checker.model.codec import profile_from_toml
from tests.desk.in_process import renew_firm_key, signed_in

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50
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


@pytest.mark.parametrize("raw", [SVG, b"MZ", PNG + b"\0" * 200_000])
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
    technician.post("/firm/appearance/", {"colour": "#1a5fb4"})
    firm = profile_from_toml(Client().get("/api/v1/profiles/ZEITEN-AAAA").content).firm
    assert firm is not None
    assert (firm.office_hours, firm.promise, firm.colour) == (*hours.values(), "#1a5fb4")
