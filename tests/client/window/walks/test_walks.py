"""By keyboard alone, read by AT-SPI: from the red light to the green one, or to a call with everything in hand.

`python3 -m tests -n 0 -m slow tests/client/window/walks`; the pictures lie in dist/walks, one book a walk.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.knowledge.causes import cause_of
from checker.knowledge.step_aids import guided_steps
from checker.model.finding import Finding
from checker.model.systems import this_system
from checker.show.declarations import is_recheckable
from tests.client.window.sample import FIRM
from tests.client.window.walks.employee import SYSTEM_PYTHON, Employee, employee
from tests.client.window.walks.page_rules import problems, tab_problems
from tests.client.window.walks.played_window import Story
from tests.client.window.walks.stories import FINE, GREEN, OUTAGE, WALKS, story

BOOK = Path(__file__).resolve().parents[4] / "dist" / "walks"
MOST_STEPS = 12
ANNOUNCED_A_CHECK = 2
"""Its prompt, and its end with its level."""
_LIBATSPI = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def _has_atspi() -> bool:
    programs = all(shutil.which(program) for program in ("Xvfb", "xdotool", "dbus-daemon"))
    if not programs or not Path(SYSTEM_PYTHON).exists() or not Path("/usr/libexec/at-spi-bus-launcher").exists():
        return False
    return not subprocess.run([SYSTEM_PYTHON, "-c", _LIBATSPI], capture_output=True, check=False).returncode


pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not _has_atspi(), reason="needs Xvfb, xdotool, dbus, at-spi2-core and gir1.2-atspi-2.0"),
]


class Book:
    """A folder of pictures; every page that gets in is held against the rules."""

    def __init__(self, name: str, person: Employee) -> None:
        self.folder = BOOK / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self._person = person
        self._count = 0
        self.wrong: list[str] = []

    def add(self, name: str, *, with_tab: bool = False) -> None:
        """What is on the screen now."""
        self._count += 1
        self._person.photograph(self.folder / f"{self._count:02}-{name}.png")
        entries = problems(self._person.tree())
        if with_tab:
            entries += tab_problems(self._person)
        self.wrong += [f"{name}: {entry}" for entry in entries]


@pytest.fixture(scope="module")
def person() -> Iterator[Employee]:
    with employee() as somebody:
        yield somebody


def to_result(person: Employee, played: Story) -> None:
    """From the first page, by Tab and Return."""
    person.play(played)
    person.await_page("WelcomePage")
    person.activate("Alles erlauben und prüfen")
    person.await_page("ResultPage")


def start_over(person: Employee) -> None:
    """From the result."""
    person.activate("Von vorn beginnen")
    person.await_page("WelcomePage")


@pytest.mark.parametrize(("finding", "ending"), WALKS, ids=[f"{finding.code}-{end}" for finding, end in WALKS])
def test_from_red_to_green_or_to_a_call(person: Employee, finding: Finding, ending: str) -> None:
    book = Book(finding.code, person)
    to_result(person, story(finding, ending))
    book.add("result")
    person.activate("Zum ersten Schritt")
    person.activate("Schritt für Schritt")
    person.await_page("RemedyPage")
    heading = person.await_focus("")
    assert heading.role == "heading" and heading.name
    book.add("step")
    if ending == GREEN and is_recheckable(finding):
        person.activate("Erledigt, erneut prüfen")
        person.await_focus("behoben")
        book.add("green")
    else:
        to_the_call(person, finding, book)
    person.press("Escape")
    person.await_page("ResultPage")
    if ending == GREEN:
        assert not any(entry.name == "Das zuerst" for entry in person.tree()), "nothing is left to do"
    book.add("end")
    start_over(person)
    assert not book.wrong, "\n".join(book.wrong)


def to_the_call(person: Employee, finding: Finding, book: Book) -> None:
    """All steps in vain; then all that a call needs is read out."""
    steps = guided_steps(cause_of(finding), this_system(), "de")
    assert len(steps) <= MOST_STEPS
    for number in range(1, len(steps)):
        person.activate("Nächster Schritt")
        person.await_focus(f"Schritt {number + 1} von {len(steps)}")
    person.activate("Hat nicht geholfen")
    person.await_focus("Hat nichts davon geholfen?")
    texts = [entry.name for entry in person.tree()]
    for needed in (FIRM.phone, FIRM.office_hours, "Sagen Sie zum Beispiel", "Ihr Kennzeichen"):
        assert any(needed in text for text in texts), (needed, texts)
    book.add("call")


def test_every_page_once_round(person: Employee) -> None:
    """Tab all the way round on every page; the small guide and the article lead back to where they were left."""
    book = Book("pages", person)
    finding, _ = WALKS[22]
    book.add("welcome", with_tab=True)
    to_result(person, story(finding, GREEN))
    book.add("result", with_tab=True)
    person.activate("Schritt für Schritt")
    person.await_page("RemedyPage")
    book.add("step", with_tab=True)
    left = person.tab_to("Anleitung lesen")
    person.press("Return")
    person.await_page("ArticlePage")
    book.add("article", with_tab=True)
    person.press("Escape")
    person.await_page("RemedyPage")
    back = person.await_focus("Anleitung lesen")
    assert back.spoken == left.spoken, "where the article was opened"
    person.press("Escape")
    person.await_page("ResultPage")
    person.activate("Weiter zum Bericht")
    person.await_page("SendPage")
    person.activate("Alles ansehen")
    person.await_text("Computer (")
    book.add("values", with_tab=True)
    tables = [entry for entry in person.tree() if entry.role == "table"]
    assert tables and all(len(row) == 2 for table in tables for row in table.cells), "values are tables"
    person.activate("Senden")
    person.await_text("Ihr Bericht ist angekommen")
    book.add("done", with_tab=True)
    person.activate("Von vorn beginnen")
    person.await_page("WelcomePage")
    assert not book.wrong, "\n".join(book.wrong)


def test_without_internet_the_call_has_everything(person: Employee) -> None:
    book = Book("no-internet", person)
    finding = next(finding for finding, _ in WALKS if finding.code == "network.no-internet")
    to_result(person, Story(findings=(finding, *FINE[:1]), is_online=False))
    person.activate("Weiter zum Bericht")
    person.await_page("SendPage")
    person.activate("Senden")
    person.await_text("Ihr Bericht wartet auf Internet")
    book.add("waits", with_tab=True)
    texts = [entry.name for entry in person.tree()]
    for needed in (FIRM.phone, FIRM.office_hours, "Ihr Kennzeichen", "Kamera"):
        assert any(needed in text for text in texts), (needed, texts)
    person.activate("Von vorn beginnen")
    person.await_page("WelcomePage")
    assert not book.wrong, "\n".join(book.wrong)


def test_a_line_that_breaks_again_and_again_is_watched(person: Employee) -> None:
    book = Book("flaky-line", person)
    person.play(Story(rechecked=(OUTAGE, *FINE)))
    person.await_page("WelcomePage")
    person.activate("Es bricht immer wieder ab")
    person.await_page("OutagesPage")
    book.add("explained", with_tab=True)
    person.activate("Beobachtung starten")
    person.await_page("ResultPage")
    person.activate("Zum ersten Schritt")
    person.activate("Schritt für Schritt")
    person.await_page("RemedyPage")
    to_the_call(person, OUTAGE, book)
    person.press("Escape")
    person.await_page("ResultPage")
    start_over(person)
    assert not book.wrong, "\n".join(book.wrong)


def test_a_run_is_read_out_by_its_levels_and_not_every_tick(person: Employee) -> None:
    person.announcements()
    to_result(person, Story(findings=FINE))
    time.sleep(0.3)
    announced = person.announcements()
    start_over(person)
    assert any("Prüfungen fertig" in text for text in announced)
    assert not any("Teil" in text for text in announced), "a step of a check is on the screen alone"
    assert len(announced) <= ANNOUNCED_A_CHECK * 8 + 2, announced


def test_the_windows_settings_leave_nothing_running() -> None:
    """The bus, its registry and the window end with the walk."""
    display_before = os.environ.get("DISPLAY")
    with employee("--scheme", "dark", "--language", "en", "--scale", "2.0") as somebody:
        folder = BOOK / "large"
        folder.mkdir(parents=True, exist_ok=True)
        somebody.photograph(folder / "01-welcome.png")
        assert not problems(somebody.tree())
    assert os.environ.get("DISPLAY") == display_before
