"""German and English, switched at any time, on every page; and a catalogue that is complete."""

from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QAbstractButton, QLabel

import checker.client.window
from checker.client.window.translation import tr
from checker.knowledge.translator import LOCALE
from checker.model.finding import Finding, Level
from tests.client.window.conftest import PlayedWindow

FOLDER = Path(checker.client.window.__file__).parent
CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
FINE = Finding(code="computer.fine", level=Level.OK)
GERMAN = (" und ", " nicht", " ist ", "ß", "ü", "ö", "ä", " der ", " die ", " das ")
Make = Callable[..., PlayedWindow]


def extract_sentences() -> dict[str, object]:
    extracted = extract_from_dir(FOLDER, [("**.py", "python")], keywords={"tr": None, "plural": (1, 2)})
    return {entry[2][0] if isinstance(entry[2], tuple) else entry[2]: entry[2] for entry in extracted}


def catalogue() -> Catalog:
    with (LOCALE / "en" / "LC_MESSAGES" / "window.po").open("rb") as po:
        return read_po(po, locale="en")


def test_every_sentence_has_its_english_and_none_is_left_over() -> None:
    translated = {entry.id[0] if isinstance(entry.id, tuple) else entry.id: entry for entry in catalogue() if entry.id}
    assert set(translated) == set(extract_sentences())
    for entry in translated.values():
        assert all(entry.string if isinstance(entry.string, tuple) else (entry.string,)), entry.id
        assert not list(entry.check(catalogue())), entry.id


def texts(window: PlayedWindow) -> list[str]:
    widgets = [widget for kind in (QLabel, QAbstractButton) for widget in window.main_window.findChildren(kind)]
    return [
        widget.text() for widget in widgets if widget.isVisible() and widget is not window.main_window.header.language
    ]


def german_left(window: PlayedWindow) -> list[str]:
    return [text for text in texts(window) if any(part in f" {text} " for part in GERMAN)]


def test_each_page_speaks_english_after_the_switch_and_german_after_the_next(open_window: Make) -> None:
    window = open_window((CLOCK, FINE))

    def both_ways() -> None:
        window.settle()
        before = texts(window)
        window.main_window.header.language.click()
        window.settle()
        assert tr.language == "en" == window.session.language
        assert german_left(window) == []
        window.main_window.header.language.click()
        window.settle()
        assert sorted(texts(window)) == sorted(before)

    both_ways()
    window.controller.welcome.all.click()
    both_ways()
    window.session.run.end_all()
    both_ways()
    window.controller.result.continue_button.click()
    both_ways()
    window.controller.report_controller.send.send.click()
    window.delivery.wait()
    both_ways()
    window.delivery.arrive()
    both_ways()
    assert window.page is window.controller.report_controller.done


def test_a_switch_while_something_is_checked_again_loses_nothing(open_window: Make) -> None:
    window = open_window((CLOCK,))
    window.to_result()
    window.controller.result.body.unfold(CLOCK.key).recheck_button.click()
    window.main_window.header.language.click()
    window.settle()
    card = window.controller.result.body.unfold(CLOCK.key)
    assert card.cancel_button.isVisible()
    assert not card.recheck_button.isVisible()
    window.session.findings = (FINE,)
    window.session.run.end_all()
    window.settle()
    assert window.controller.result.body.comparisons[CLOCK.key].heading.text() == "Checked again: solved"


def test_it_opens_in_the_language_of_the_session(open_window: Make) -> None:
    window = open_window(language="en")
    assert window.controller.welcome.heading.text() == "Is your workplace at home ready?"
    assert window.main_window.header.language.text() == "Deutsch"
