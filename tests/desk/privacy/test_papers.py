"""What is laid before a works council is made from the schema that is in use."""

import html

import pytest
from django.test import Client

from checker.checks.registry import checks
from checker.desk.privacy.schema_fields import schema_fields
from tests.desk.reports.cases.conftest import CaseDesk


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_annex_names_every_value_and_what_applies(case_desk: CaseDesk, language: str) -> None:
    page = html.unescape(case_desk.page(f"/privacy/annex/{language}/"))
    assert all(getattr(field.meaning, language) in page for field in schema_fields())
    assert all(getattr(check.title, language) in page for check in checks().values())
    texts = {
        "de": ("nach 30 Tagen", "14 Tage, nachdem", "schon 7 Tage nach der Erledigung", "8. Alle"),
        "en": ("after 30 days", "14 days after", "deleted 7 days after the case was solved", "8. All"),
    }
    for text in texts[language]:
        assert text in page


def test_the_record_names_who_is_responsible(case_desk: CaseDesk) -> None:
    page = case_desk.page("/privacy/record/de/")
    assert "Bäckerei Özdemir" in page and "Artikel 30 Absatz 2" in page
    assert "Record of processing activities" in case_desk.page("/privacy/record/en/")
    for path in ("/privacy/record/fr/", "/privacy/other/de/"):
        assert case_desk.client.get(path).status_code == 404
    for path in ("/privacy/record/de/", "/privacy/annex/de/"):
        assert Client().get(path).status_code == 302


def test_anybody_may_read_what_a_report_can_hold(case_desk: CaseDesk) -> None:
    visitor = Client(headers={"accept-language": "de"})
    page = html.unescape(visitor.get("/privacy/data/").content.decode())
    assert all(field.meaning.de in page for field in schema_fields())
    assert 'href="/privacy/data/"' in visitor.get("/privacy/").content.decode()
    table = visitor.get("/privacy/data.csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == len(schema_fields()) + 1
    assert any(line.startswith("own_words.name;Bericht;Name;;own-words;delivery;30;7") for line in table)
