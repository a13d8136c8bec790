"""What the firm writes into the guide: pages, notes for all or for one customer; and what is read."""

import pytest
from django.test import Client

from tests.desk.in_process import signed_in

BROWSER = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"}
ARTICLE = "/guide/de/vpn.silent/"


@pytest.fixture(scope="module")
def technician(django: None) -> Client:
    return signed_in()


@pytest.fixture
def reader(technician: Client) -> Client:
    return Client(SERVER_NAME="127.0.0.1", headers=BROWSER)


def test_an_own_page_is_on_the_first_page_and_lets_no_html_through(technician: Client, reader: Client) -> None:
    text = "Siehe [Kabel](guide.cable).\n\n<script>alert(1)</script>\n\n[böse](javascript:alert)"
    technician.post("/firm/guide/pages/new/", {"title_de": "Zeiterfassung", "slug": "zeit", "text_de": text})
    assert "Zeiterfassung" in reader.get("/guide/en/").content.decode()
    page = reader.get("/guide/de/page/zeit/").content.decode()
    assert 'href="../../guide.cable/"' in page
    assert reader.get("/guide/de/guide.cable/").status_code == 200
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "Titel" in technician.post("/firm/guide/pages/new/", {"slug": "Ä b"}).content.decode()


def test_a_note_stands_in_the_article_of_those_whom_it_is_for(technician: Client, reader: Client) -> None:
    from checker.desk.customers.models import Customer  # noqa: PLC0415 - Django is set up now

    customer = Customer.objects.create(code="HINWEIS-AAAA", name="Hinweis GmbH")
    technician.post("/firm/guide/additions/new/", {"code": "vpn.silent", "text_de": "Wartung am Freitag."})
    technician.post(
        "/firm/guide/additions/new/",
        {"code": "vpn.silent", "customer": str(customer.pk), "text_de": "Ihr Zugang heißt Nordtor."},
    )
    everybody = reader.get(ARTICLE).content.decode()
    assert "Wartung am Freitag." in everybody
    assert "Nordtor" not in everybody
    assert "Nordtor" not in reader.get(f"{ARTICLE}?customer=FALSCH-AAAA").content.decode()
    link = f"{ARTICLE}?customer={customer.code}"
    assert f'href="{link}"' in reader.get(f"/d/{customer.code}/").content.decode()
    assert "Nordtor" in reader.get(link).content.decode()


def test_views_are_counted_by_article_and_day_without_a_cookie(technician: Client, reader: Client) -> None:
    from checker.desk.guide.models import ArticleViews  # noqa: PLC0415 - as above
    from checker.desk.guide.view_counter import flush_views  # noqa: PLC0415 - as above

    flush_views()
    ArticleViews.objects.all().delete()
    for _ in range(3):
        answer = reader.get("/guide/de/camera.dark/")
    assert not answer.cookies
    technician.get("/guide/de/camera.dark/", headers=BROWSER)
    Client(SERVER_NAME="127.0.0.1", headers={"User-Agent": "ExampleBot/1.0"}).get("/guide/de/camera.dark/")
    flush_views()
    assert [(row.code, row.count) for row in ArticleViews.objects.all()] == [("camera.dark", 3)]
    assert "camera.dark" in technician.get("/firm/guide/").content.decode()
