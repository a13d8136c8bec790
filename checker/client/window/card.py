"""One finding: how bad it is, the sentence, the steps, what follows from it, and what can be done about it here."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from checker.checks.context import LiveSample, Progress
from checker.client.trial import DeviceTrial
from checker.client.window import public
from checker.client.window.arrange import Item, check_of
from checker.client.window.buttons import Button, Role
from checker.client.window.compared import Compared
from checker.client.window.disclosure import Disclosure
from checker.client.window.evidence import Evidence, drawn, evidence
from checker.client.window.flow import Flow
from checker.client.window.labels import Heading, Label, selectable
from checker.client.window.live import LiveView
from checker.client.window.steps import Steps
from checker.client.window.symbol import Symbol
from checker.client.window.symbols import LEVELS
from checker.client.window.tile import request
from checker.client.window.words import tr
from checker.knowledge.articles import article
from checker.knowledge.causes import cause_of
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.report import Report
from checker.show.broken import proof_sentence, sureness_sentence
from checker.show.findings import describe_finding
from checker.show.signs import level_word

LIVE = {"camera": DeviceTrial.PREVIEW, "microphone": DeviceTrial.LEVEL, "speaker": DeviceTrial.DIGIT}
NOTHING_LIVE = {"camera.none", "microphone.none", "run.not-allowed"}
"""Where there is no device, or nobody may use it."""


class Offers(Record, frozen=True, kw_only=True):
    """What a card can offer besides checking again: the firm's guide in the browser, the public test of the line,

    and what can be tried with camera, microphone and speaker.
    """

    guide: bool = False
    public: bool = False
    trials: frozenset[DeviceTrial] = frozenset()

    def trial(self, finding: Finding) -> DeviceTrial | None:
        """What shows live whether this finding still holds."""
        wanted = LIVE.get(check_of(finding))
        return wanted if wanted in self.trials and finding.code not in NOTHING_LIVE else None


class Card(QFrame):
    """A finding that stands. `asked_again` and its like carry the finding."""

    asked_again = Signal(object)
    asked_cancel = Signal()
    asked_article = Signal(object)
    asked_guide = Signal(object)
    asked_public = Signal(object)
    asked_part = Signal(object)

    def __init__(self, item: Item, report: Report, offers: Offers, *, steps_open: bool, hint: str = "") -> None:
        super().__init__()
        self.item = item
        self.finding: Finding = item.root.finding
        self.setProperty("role", "card")
        self._report = report
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(20, 16, 20, 14)
        self._box.setSpacing(8)
        self._say()
        if hint:
            self._box.addWidget(Label(hint, level="note"))
        self._advise(steps_open)
        self._follow()
        self._watch()
        self._offer(offers)

    def begin(self) -> None:
        """Its check runs again."""
        self.again.setVisible(False)
        self.cancel.setVisible(True)
        self.cancel.setFocus()
        self.bar.setRange(0, 0)
        self.bar.setVisible(True)
        self.doing.setText(request(check_of(self.finding), None) or tr("Wird erneut geprüft …"))
        self.doing.setVisible(True)

    def lock(self, locked: bool) -> None:
        """While something else runs."""
        self.again.setEnabled(not locked)
        if self.watch is not None:
            self.watch.setEnabled(not locked)

    def go_on(self, what: Progress | LiveSample) -> None:
        """What its check tells meanwhile."""
        if isinstance(what, LiveSample):
            self.live.take(what)
            return
        self.bar.setRange(0, 100)
        self.bar.setValue(round(min(max(what.done, 0.0), 1.0) * 100))
        said = request(check_of(self.finding), what) or (what.text.render(tr.language) if what.text else "")
        if said:
            self.doing.setText(said)

    def _say(self) -> None:
        level = self.item.root.level
        sentence = describe_finding(self.finding, tr.language)
        self._box.addWidget(badge(level, level_word(level, tr.language)))
        self.heading = Heading(sentence, "sentence")
        self.heading.setAccessibleName(f"{level_word(level, tr.language)}: {sentence}")
        self._box.addWidget(self.heading)
        if sure := sureness_sentence(self.item.root, tr.language):
            self._box.addWidget(Label(sure, "soft"))
        if self.item.rechecked is not None:
            self._box.addWidget(Compared(self.item.rechecked))

    def _advise(self, steps_open: bool) -> None:
        steps = cause_of(self.finding).steps(self._report.system, tr.language)
        if steps and steps_open:
            self._box.addWidget(Steps(steps))
        elif steps:
            self._more(tr("Was zu tun ist"), tr("Was zu tun ist, ausblenden"), lambda: Steps(steps))
        if tried := proof_sentence(self.item.root, tr.language):
            self._box.addWidget(selectable(Label(tried, "soft")))

    def _follow(self) -> None:
        behind = self.item.root.consequences
        if behind:
            said = tr.plural("Daraus folgt noch {n} Punkt", "Daraus folgen noch {n} Punkte", len(behind))
            self._more(said, tr("Folgen ausblenden"), lambda: _sentences(behind))

    def _watch(self) -> None:
        self.doing = Label(level="note")
        self.live = LiveView()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Fortschritt der erneuten Prüfung"))
        for widget in (self.doing, self.live, self.bar):
            widget.setVisible(False)
            self._box.addWidget(widget)

    def _offer(self, offers: Offers) -> None:
        row = QWidget()
        flow = Flow(row)
        self._box.addWidget(row)
        self.again = self._button(flow, self._again_words(offers), lambda: self.asked_again.emit(self.finding))
        self.cancel = self._button(flow, tr("Erneute Prüfung abbrechen"), self.asked_cancel.emit)
        self.cancel.setVisible(False)
        trial = offers.trial(self.finding)
        self.watch = None
        if trial is not None and trial is not DeviceTrial.DIGIT:
            self.watch = self._button(flow, tr("Live ansehen"), lambda: self.asked_part.emit(trial))
        if article(self.finding.code, tr.language) is not None:
            self._button(flow, tr("Anleitung lesen"), lambda: self.asked_article.emit(self.finding), "quiet")
        if offers.guide:
            self._button(flow, tr("Anleitung im Browser"), lambda: self.asked_guide.emit(self.finding), "quiet")
        if offers.public and public.helps(self.finding):
            words = tr("Öffentlich messen"), tr("Doch nicht öffentlich messen")
            self._box.addWidget(Disclosure(*words, self._public, flow))
        rows = evidence(self.finding, self._report)
        if rows:
            details = Disclosure(
                tr("Einzelheiten"),
                tr("Einzelheiten ausblenden"),
                lambda: Evidence(rows, drawn(self.finding, self._report)),
                flow,
            )
            self._box.addWidget(details)

    def _again_words(self, offers: Offers) -> str:
        if offers.trial(self.finding) is DeviceTrial.DIGIT:
            return tr("Ziffer anhören")
        return tr("Erlauben und prüfen") if self.finding.code == "run.not-allowed" else tr("Erneut prüfen")

    def _button(self, flow: Flow, text: str, pressed: Callable[[], object], role: Role = "usual") -> Button:
        button = Button(text, role)
        button.setAccessibleDescription(self.heading.text())
        button.clicked.connect(lambda _checked: pressed())
        flow.addWidget(button)
        return button

    def _public(self) -> QWidget:
        ask = public.PublicAsk()
        ask.agreed.connect(lambda: self.asked_public.emit(self.finding))
        return ask

    def _more(self, show: str, hide: str, make: Callable[[], QWidget]) -> None:
        self._box.addWidget(Disclosure(show, hide, make))


def badge(level: Level, said: str) -> QWidget:
    """Symbol and word of a level."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(Symbol(LEVELS[level], mark=level.value, disc=True, lines=1.15))
    box.addWidget(Label(said, "badge", level.value), 1)
    return row


def _sentences(findings: tuple[Finding, ...]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(12, 0, 0, 0)
    for finding in findings:
        column.addWidget(badge(finding.level, describe_finding(finding, tr.language)))
    return box
