"""The observations that a finding rests on, with what each of them means."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from checker.client.window.arrange import check_of
from checker.client.window.curve import Line
from checker.client.window.labels import Label, selectable
from checker.client.window.words import tr
from checker.model.finding import Finding
from checker.model.measurement import Measurement
from checker.model.report import Report
from checker.show.curves import STEP_S, Course, courses, described
from checker.show.facts import facts, meaning
from checker.show.failures import failure, outcome
from checker.show.values import observed, uncertainty


def evidence(finding: Finding, report: Report) -> list[tuple[str, str]]:
    """Meaning and value of each observation, and how the check ended where it did not come to its end."""
    measurement = next((one for one in report.measurements if one.check == check_of(finding)), None)
    if measurement is None:
        return []
    declared = facts(measurement.check)
    told = [
        (
            meaning(declared.get(one.name), one.name, one.subject, tr.language),
            f"{observed(one, tr.language)} {uncertainty(one, tr.language)}".rstrip(),
        )
        for one in measurement.observations
        if one.key in finding.evidence
    ]
    return [*told, *_ended(measurement, finding)]


def _ended(measurement: Measurement, finding: Finding) -> list[tuple[str, str]]:
    if finding.check != "run":
        return []
    told = [(tr("Wie die Prüfung endete"), outcome(measurement.outcome, tr.language))]
    if measurement.failure is not None:
        told.append((tr("Warum"), failure(measurement.failure, tr.language)))
    return told


def drawn(finding: Finding, report: Report) -> list[Course]:
    """The courses of the figures that it rests on."""
    measured = (one for one in report.measurements if one.check == check_of(finding))
    return [course for one in measured for course in courses(one, tr.language) if course.figure in finding.evidence]


class Evidence(QWidget):
    """Two columns: what, and its value; below them the courses, words first."""

    def __init__(
        self, rows: list[tuple[str, str]], courses: Sequence[Course] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 0, 4)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for at, (what, value) in enumerate(rows):
            grid.addWidget(Label(what, "soft"), at, 0)
            grid.addWidget(selectable(Label(value)), at, 1)
        for course in courses:
            grid.addWidget(Label(f"{course.said}. {described(course, tr.language)}", "soft"), grid.rowCount(), 0, 1, 2)
            grid.addWidget(_line(course), grid.rowCount(), 0, 1, 2)


def _line(course: Course) -> Line:
    line = Line()
    line.setAccessibleName(course.said)
    line.setAccessibleDescription(described(course, tr.language))
    for at, value in enumerate(course.points):
        line.add(at * STEP_S, value)
    return line
