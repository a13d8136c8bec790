"""Tables for spreadsheets: what looks like a formula is text."""

import pytest


@pytest.mark.parametrize("text", ["=1+1", "+49 40 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_text_is_run_by_a_spreadsheet(django: None, text: str) -> None:
    from checker.desk.pages.csv_response import defuse  # noqa: PLC0415 - Django is set up by a fixture

    assert defuse(text) == f"'{text}"


def test_umlauts_semicolons_and_numbers_arrive_as_they_are(django: None) -> None:
    from checker.desk.pages.csv_response import csv_response  # noqa: PLC0415 - as above

    response = csv_response("liste", ("a", "b"), [("Größe; klein", -5), (None, '=HYPERLINK("x")')])
    assert response.content.decode("utf-8-sig").splitlines() == [
        "a;b",
        '"Größe; klein";-5',
        ';"\'=HYPERLINK(""x"")"',
    ]
    assert response["Content-Disposition"].startswith('attachment; filename="liste_2')
