"""German and English, switched at any time, on every page; and a catalogue that is complete."""

from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QAbstractButton, QLabel

from checker.client import window
from checker.client.window.translation import tr
from checker.knowledge.translator import LOCALE
from checker.model.finding import Finding, Level
from tests.client.window.conftest import Stage

FOLDER = Path(window.__file__).parent
CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
FINE = Finding(code="computer.fine", level=Level.OK)
GERMAN = (" und ", " nicht", " ist ", "ß", "ü", "ö", "ä", " der ", " die ", " das ")
Make = Callable[..., Stage]


def asked() -> dict[str, object]:
    found = extract_from_dir(FOLDER, [("**.py", "python")], keywords={"tr": None, "plural": (1, 2)})
    return {entry[2][0] if isinstance(entry[2], tuple) else entry[2]: entry[2] for entry in found}


def catalogue() -> Catalog:
    with (LOCALE / "en" / "LC_MESSAGES" / "window.po").open("rb") as po:
        return read_po(po, locale="en")


def test_every_sentence_has_its_english_and_none_is_left_over() -> None:
    told = {entry.id[0] if isinstance(entry.id, tuple) else entry.id: entry for entry in catalogue() if entry.id}
    assert set(told) == set(asked())
    for entry in told.values():
        assert all(entry.string if isinstance(entry.string, tuple) else (entry.string,)), entry.id
        assert not list(entry.check(catalogue())), entry.id


def texts(one: Stage) -> list[str]:
    shown = [widget for kind in (QLabel, QAbstractButton) for widget in one.shell.findChildren(kind)]
    return [widget.text() for widget in shown if widget.isVisible() and widget is not one.shell.header.language]


def german_left(one: Stage) -> list[str]:
    return [text for text in texts(one) if any(part in f" {text} " for part in GERMAN)]


def test_each_page_speaks_english_after_the_switch_and_german_after_the_next(stage: Make) -> None:
    one = stage((CLOCK, FINE))

    def both_ways() -> None:
        one.settle()
        before = texts(one)
        one.shell.header.language.click()
        one.settle()
        assert tr.language == "en" == one.session.language
        assert german_left(one) == []
        one.shell.header.language.click()
        one.settle()
        assert sorted(texts(one)) == sorted(before)

    both_ways()
    one.course.welcome.all.click()
    both_ways()
    one.session.run.end_all()
    both_ways()
    one.course.result.continue_button.click()
    both_ways()
    one.course.report_controller.send.send.click()
    one.delivery.wait()
    both_ways()
    one.delivery.arrive()
    both_ways()
    assert one.page is one.course.report_controller.done


def test_a_switch_while_something_is_checked_again_loses_nothing(stage: Make) -> None:
    one = stage((CLOCK,))
    one.to_result()
    one.course.result.body.cards[CLOCK.key].recheck_button.click()
    one.shell.header.language.click()
    one.settle()
    card = one.course.result.body.cards[CLOCK.key]
    assert card.cancel_button.isVisible()
    assert not card.recheck_button.isVisible()
    one.session.findings = (FINE,)
    one.session.run.end_all()
    one.settle()
    assert one.course.result.body.comparisons[CLOCK.key].heading.text() == "Checked again: solved"


def test_it_opens_in_the_language_of_the_session(stage: Make) -> None:
    one = stage(language="en")
    assert one.course.welcome.heading.text() == "Is your workplace at home ready?"
    assert one.shell.header.language.text() == "Deutsch"
