"""A public test of the line: what its operator learns is said first, and only a button of its own starts it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.line.public_measurement import SECOND_OPINION, SPEEDTEST, PublicTest
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Label


class PublicTestConsent(QWidget):
    """What is to be known beforehand, and the button."""

    agreed = Signal()

    def __init__(self, test: PublicTest) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(Label(_explanation(test)))
        row = QWidget()
        flow = FlowLayout(row)
        button = Button(tr("Einverstanden, öffentlich messen"))
        button.clicked.connect(self.agreed)
        flow.addWidget(button)
        column.addWidget(row)


def _explanation(test: PublicTest) -> str:
    if test.part == SPEEDTEST:
        return tr(
            "Der öffentliche Test gehört nicht zu Ihrer IT-Firma. Sein Betreiber (Ookla, USA) erfährt Ihre "
            "vollständige Internetadresse und damit ungefähr Ihren Ort, und er darf das Ergebnis speichern. "
            "Es werden bis zu mehrere hundert Megabyte übertragen. "
            "In Ihren Bericht kommen nur die Messwerte, nicht Ihre Internetadresse."
        )
    reason = (
        tr("Sicher ist das erst, wenn eine zweite Messstelle dasselbe sagt.") + " "
        if test.part == SECOND_OPINION
        else ""
    )
    return reason + tr(
        "Gemessen würde gegen {host}. Dieser Server gehört nicht zu Ihrer IT-Firma: Sein Betreiber erfährt Ihre "
        "vollständige Internetadresse und damit ungefähr Ihren Ort. Es werden etwa 1 bis 55 Megabyte übertragen. "
        "In Ihren Bericht kommen nur die Messwerte, nicht Ihre Internetadresse.",
        host=test.host,
    )
