"""The broken link on the result page, and the technicians' part of an article."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from checker.client.window.pages.result.path_diagram import PathDiagram
from checker.client.window.widgets.labels import Label
from checker.model.finding import Finding, Level, Sureness
from tests.client.window.conftest import PlayedWindow

Make = Callable[..., PlayedWindow]
REFUSED = Finding.blocker("vpn.refused", subject="office", sure=Sureness.CERTAIN, name="Zentrale")
SILENT = Finding(code="line.server-failed", level=Level.UNKNOWN, caused_by=REFUSED.key)


def label_texts(widget: QWidget) -> list[str]:
    """What can be read on it."""
    return [label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget)]


def test_the_banner_says_where_the_way_breaks_and_why_and_leads_there(open_window: Make) -> None:
    played = open_window()
    played.to_result([Finding.blocker("camera.none"), REFUSED, SILENT])
    result = played.controller.result
    assert result.cause.isVisible()
    assert result.cause.text() == (
        "Die Verbindung zur Firma kommt nicht zustande: Die Firma lehnt die Verbindung „Zentrale“ ab."
    )
    assert result.body is not None and result.body.first_card is not None
    assert result.body.first_card.finding == REFUSED
    result.first_button.click()
    assert played.main_window.focusWidget() is result.body.first_card.heading


def test_what_lies_on_no_way_is_named_itself(open_window: Make) -> None:
    played = open_window()
    covered = Finding.blocker("camera.covered", camera="C920")
    played.to_result([Finding.ok("vpn.answers", subject="office", name="Zentrale"), covered])
    assert played.controller.result.cause.text() == "Die Kamera „C920“ ist verdeckt."
    played.to_result([Finding.ok("computer.fine")])
    assert not played.controller.result.cause.isVisible()
    assert not played.controller.result.first_button.isVisible()


def test_the_card_says_how_sure_without_a_counter_trial_and_shows_what_follows(open_window: Make) -> None:
    played = open_window()
    played.to_result([REFUSED, SILENT])
    body = played.controller.result.body
    assert body is not None and body.first_card is not None
    texts = label_texts(body.first_card)
    assert "Dass es daran liegt, ist sicher." in texts
    assert not any(text.startswith("Gegenprobe: ") for text in texts), "it would take back that it is certain"
    assert "Daraus folgt:" in texts and any("Messstelle" in text for text in texts)
    assert body.unfold(SILENT.key) is None, "it is no card of its own"


def test_the_way_is_read_out_with_the_broken_place(open_window: Make) -> None:
    played = open_window()
    played.to_result([REFUSED])
    diagram = played.controller.result.findChild(PathDiagram)
    assert isinstance(diagram, PathDiagram)
    assert "Verbindung zur Firma: unterbrochen" in diagram.accessibleDescription()


@pytest.mark.parametrize("language, expected", [("de", "Für die Technik"), ("en", "For technicians")])
def test_the_technicians_part_of_an_article_opens_with_a_key(open_window: Make, language: str, expected: str) -> None:
    played = open_window(language=language)
    played.to_result([REFUSED])
    page = played.controller.article
    page.show_article("vpn.silent")
    folded = page.technical
    assert folded is not None and folded.button.accessibleName() == expected
    assert "443" not in page.view.toPlainText() and not folded.is_open
    folded.button.click()
    assert folded.is_open and folded.button.accessibleName() != expected
    page.show_article("vpn.answers")
    assert page.technical is not folded
