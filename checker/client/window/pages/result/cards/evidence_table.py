"""How a finding is known: what speaks for it in sentences, then the observations, with what each of them means."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.window.pages.report.value_table import ValueRow, ValueTable
from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Label, selectable
from checker.client.window.widgets.live.curve_plot import CurvePlot
from checker.model.finding import Finding
from checker.model.measurement import Measurement
from checker.model.report import Report
from checker.show.curves import POINT_INTERVAL_S, MeasurementCurve, describe_curve, measurement_curves
from checker.show.declarations import observation_label
from checker.show.failures import failure_text, outcome_text
from checker.show.findings import affected_check
from checker.show.formatting import format_observation, format_uncertainty


def evidence_rows(finding: Finding, report: Report) -> list[tuple[str, str]]:
    """Meaning and value of each observation, and how the check ended where it did not come to its end."""
    measurement = next((entry for entry in report.measurements if entry.check == affected_check(finding)), None)
    if measurement is None:
        return []
    rows = [
        (
            observation_label(measurement.check, entry.name, entry.subject, tr.language),
            f"{format_observation(entry, tr.language)} {format_uncertainty(entry, tr.language)}".rstrip(),
        )
        for entry in measurement.observations
        if entry.key in finding.evidence
    ]
    return [*rows, *_outcome_rows(measurement, finding)]


def _outcome_rows(measurement: Measurement, finding: Finding) -> list[tuple[str, str]]:
    if finding.check != "run":
        return []
    rows = [(tr("Wie die Prüfung endete"), outcome_text(measurement.outcome, tr.language))]
    if measurement.failure is not None:
        rows.append((tr("Warum"), failure_text(measurement.failure, tr.language)))
    return rows


def evidence_curves(finding: Finding, report: Report) -> list[MeasurementCurve]:
    """The courses of the figures that it rests on."""
    measurements = (measurement for measurement in report.measurements if measurement.check == affected_check(finding))
    return [
        curve
        for measurement in measurements
        for curve in measurement_curves(measurement, tr.language)
        if curve.figure in finding.evidence
    ]


class EvidenceTable(QWidget):
    """The reasons, a line each; the values as a table; below them the courses, words first."""

    def __init__(
        self,
        rows: list[tuple[str, str]],
        curves: Sequence[MeasurementCurve] = (),
        reasons: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 0, 4)
        for reason in reasons:
            column.addWidget(selectable(Label(f"• {reason}")))
        if rows:
            table_rows = [ValueRow(name=meaning, value=value) for meaning, value in rows]
            self.table = ValueTable(table_rows, tr("Woher wir das wissen"))
            column.addWidget(self.table)
        for curve in curves:
            column.addWidget(Label(f"{curve.caption}. {describe_curve(curve, tr.language)}", "soft"))
            column.addWidget(_plot(curve))


def _plot(curve: MeasurementCurve) -> CurvePlot:
    plot = CurvePlot()
    plot.setAccessibleName(curve.caption)
    plot.setAccessibleDescription(describe_curve(curve, tr.language))
    for at, value in enumerate(curve.points):
        plot.add(at * POINT_INTERVAL_S, value)
    plot.compare_with([(at * POINT_INTERVAL_S, value) for at, value in enumerate(curve.router_points)])
    return plot
