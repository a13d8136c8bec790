"""What an employee reads out is typed in, and what was found stands there; a slip is said."""

import pytest
from django.test import Client

from checker.model.finding import Finding, Level
from checker.show.spoken_code import spoken_code
from tests.desk import example_reports
from tests.desk.in_process import signed_in

SPOKEN = spoken_code(
    example_reports.report("AB", findings=(Finding(code="computer.clock-wrong", level=Level.BLOCKER),))
)


@pytest.mark.parametrize(("language", "words"), [("de", ("Uhr", "Es handelt:")), ("en", ("clock", "To act:"))])
def test_the_causes_are_named_with_who_must_act(django: None, language: str, words: tuple[str, ...]) -> None:
    page = signed_in(language=language).get("/inbox/spoken/", {"code": SPOKEN.lower()}).content.decode()
    assert all(word in page for word in words) and f"/guide/{language}/computer.clock-wrong/" in page


def test_a_slip_is_said_and_strangers_see_nothing(django: None) -> None:
    page = signed_in().get("/inbox/spoken/", {"code": "<b>" + SPOKEN[:-1]}).content.decode()
    assert 'aria-invalid="true"' in page and "<b>" not in page.partition("<main")[2]
    assert "Zwölf Zeichen" in signed_in().get("/inbox/spoken/").content.decode()
    assert Client().get("/inbox/spoken/", {"code": SPOKEN}).status_code == 302
