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
from checker.show.curves import POINT_INTERVAL_S, MeasurementCurve, describe_curve, measurement_curves
from checker.show.facts import declared_facts, observation_label
from checker.show.failures import failure_text, outcome_text
from checker.show.values import format_observation, format_uncertainty


def evidence(finding: Finding, report: Report) -> list[tuple[str, str]]:
    """Meaning and value of each observation, and how the check ended where it did not come to its end."""
    measurement = next((one for one in report.measurements if one.check == check_of(finding)), None)
    if measurement is None:
        return []
    declared = declared_facts(measurement.check)
    told = [
        (
            observation_label(declared.get(one.name), one.name, one.subject, tr.language),
            f"{format_observation(one, tr.language)} {format_uncertainty(one, tr.language)}".rstrip(),
        )
        for one in measurement.observations
        if one.key in finding.evidence
    ]
    return [*told, *_ended(measurement, finding)]


def _ended(measurement: Measurement, finding: Finding) -> list[tuple[str, str]]:
    if finding.check != "run":
        return []
    told = [(tr("Wie die Prüfung endete"), outcome_text(measurement.outcome, tr.language))]
    if measurement.failure is not None:
        told.append((tr("Warum"), failure_text(measurement.failure, tr.language)))
    return told


def drawn(finding: Finding, report: Report) -> list[MeasurementCurve]:
    """The courses of the figures that it rests on."""
    measured = (one for one in report.measurements if one.check == check_of(finding))
    return [
        course
        for one in measured
        for course in measurement_curves(one, tr.language)
        if course.figure in finding.evidence
    ]


class Evidence(QWidget):
    """Two columns: what, and its value; below them the courses, words first."""

    def __init__(
        self, rows: list[tuple[str, str]], courses: Sequence[MeasurementCurve] = (), parent: QWidget | None = None
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
            grid.addWidget(
                Label(f"{course.caption}. {describe_curve(course, tr.language)}", "soft"), grid.rowCount(), 0, 1, 2
            )
            grid.addWidget(_line(course), grid.rowCount(), 0, 1, 2)


def _line(course: MeasurementCurve) -> Line:
    line = Line()
    line.setAccessibleName(course.caption)
    line.setAccessibleDescription(describe_curve(course, tr.language))
    for at, value in enumerate(course.points):
        line.add(at * POINT_INTERVAL_S, value)
    return line
