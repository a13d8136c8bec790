"""The details of a finding draw what it rests on."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from checker.client.window.pages.result.cards.evidence_table import EvidenceTable, evidence_curves, evidence_rows
from checker.client.window.widgets.live.curve_plot import CurvePlot
from checker.model.finding import Finding
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from tests.client.window.sample import PlayedSession

SLOW = Finding.warning("line.up-slow", evidence=Observation(name="up.rate", value=1.0), have=1, want=3)
OBSERVATIONS = (
    Observation(name="up.rate", value=1.0, unit="Mbit/s"),
    Observation(name="up.curve", value=[0.2, 0.9, 1.0], unit="Mbit/s"),
    Observation(name="down.rate", value=50.0, unit="Mbit/s"),
    Observation(name="down.curve", value=[20.0, 50.0], unit="Mbit/s"),
)


def test_the_course_of_a_figure_is_drawn_beside_it(qtbot: QtBot) -> None:
    session = PlayedSession((SLOW,))
    session.add_measurements([Measurement(check="line", outcome=Outcome.DONE, observations=OBSERVATIONS)])
    curves = evidence_curves(SLOW, session.report)
    assert [controller.name for controller in curves] == ["up.curve"]
    details = EvidenceTable(evidence_rows(SLOW, session.report), curves)
    qtbot.addWidget(details)
    (line,) = details.findChildren(CurvePlot)
    assert line.accessibleName().startswith("Tempo beim Hochladen")
    assert [round(at, 1) for at, _ in line.points] == [0.0, 0.1, 0.2]
    details.grab()


def test_the_reasons_stand_before_the_values(qtbot: QtBot) -> None:
    details = EvidenceTable([("Was", "1")], reasons=["Der Zugang antwortete nicht.", "Ihr Router lässt Daten durch."])
    qtbot.addWidget(details)
    texts = [label.text() for label in details.findChildren(QLabel)]
    assert texts[:2] == ["• Der Zugang antwortete nicht.", "• Ihr Router lässt Daten durch."]
    assert details.table.lines == ["Was: 1"]
    details.resize(600, 300)
    details.show()
    assert details.table.y() > details.findChildren(QLabel)[1].y()
