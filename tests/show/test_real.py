"""The product's own checks and causes, shown."""

from string import Formatter

import pytest

from checker.checks.registry import NAMES, checks
from checker.knowledge.causes import causes
from checker.model.employee.task import Task
from checker.model.finding import Finding, Level
from checker.model.text import LANGUAGES, Language
from checker.show.company_path.segments import SEGMENTS_BY_CODE
from checker.show.markup import escape
from checker.show.report_html.document import report_fragment
from checker.show.work_tasks.effects import needed_checks
from tests.show.samples import report

EFFECTS = {code: row for check in checks().values() for row in check.task_effects for code in row.codes}


@pytest.mark.parametrize("table", [EFFECTS, SEGMENTS_BY_CODE], ids=["effects", "places"])
def test_every_row_of_a_table_speaks_of_a_code_that_exists(real_house: None, table: dict[str, object]) -> None:
    assert not [start for start in table if not any(code.startswith(start) for code in causes())]


def test_every_task_needs_the_network_first(real_house: None) -> None:
    assert {task: needed_checks(task) for task in Task} == {
        Task.MAIL: ["network"],
        Task.PHONE: ["network", "line", "microphone"],
        Task.VIDEO: ["network", "line", "microphone", "camera"],
        Task.REMOTE: ["network", "line", "vpn"],
        Task.FILES: ["network", "vpn"],
    }
    assert set(checks()) == set(NAMES)


def test_a_check_speaks_of_its_own_codes_only(real_house: None) -> None:
    for name, check in checks().items():
        assert all(code.startswith(f"{name}.") for row in check.task_effects for code in row.codes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", [Level.BLOCKER, Level.NOTE, Level.OK])
def test_every_cause_is_shown_with_its_steps_on_every_system(
    real_house: None, level: Level, language: Language
) -> None:
    for code, cause in causes().items():
        made = report_fragment(report(Finding(code=code, level=level)), language)
        for step in cause.steps("windows", language) if level is not Level.OK else []:
            assert escape(step) in made, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_hold_plain_places_only(real_house: None, language: Language) -> None:
    """Values come from a stranger's report, and numbers are written as text first: a format would stumble over both."""
    for code, cause in causes().items():
        title = cause.title.en if language == "en" else cause.title.de
        for _, name, form, conversion in Formatter().parse(title):
            assert name is None or (name.isidentifier() and not form and not conversion), code
