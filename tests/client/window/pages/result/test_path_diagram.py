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


def test_the_banner_says_where_the_way_breaks_and_why(open_window: Make) -> None:
    played = open_window()
    played.to_result([REFUSED, SILENT])
    broken = played.controller.result.broken
    assert broken.isVisible()
    assert (
        broken.text()
        == "Der Weg zur Firma bricht am Zugang der Firma ab: Der Zugang „Zentrale“ lehnt die Verbindung ab."
    )


def test_a_way_that_holds_is_not_spoken_of(open_window: Make) -> None:
    played = open_window()
    played.to_result([Finding.ok("vpn.answers", subject="office", name="Zentrale"), Finding.blocker("camera.covered")])
    assert not played.controller.result.broken.isVisible()


def test_the_card_says_how_sure_and_what_would_prove_it_and_folds_what_follows(open_window: Make) -> None:
    played = open_window()
    played.to_result([REFUSED, SILENT])
    body = played.controller.result.body
    assert body is not None
    texts = label_texts(body.cards[REFUSED.key])
    assert "Dass es daran liegt, ist sicher." in texts
    assert any(text.startswith("Gegenprobe: ") for text in texts)
    assert not any("Messstelle" in text for text in texts)
    assert SILENT.key not in body.cards


def test_the_way_is_read_out_with_the_broken_place(open_window: Make) -> None:
    played = open_window()
    played.to_result([REFUSED])
    diagram = played.controller.result.findChild(PathDiagram)
    assert isinstance(diagram, PathDiagram)
    assert "Firmenzugang: unterbrochen" in diagram.accessibleDescription()


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
