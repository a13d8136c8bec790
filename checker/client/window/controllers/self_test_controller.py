"""The self-test in the window: asks where its file is to lie, and measures beside the window."""

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from checker.client.window.app.event_bridge import EventBridge
from checker.client.window.pages.welcome.self_test_panel import SelfTestPanel
from checker.client.window.translation import tr
from checker.model.failure import Failure, OperationFailed, defect_failure
from checker.model.record import Record


class SelfTestProgress(Record, frozen=True, kw_only=True):
    """So many assumptions are done, those of other systems among them."""

    done: int
    total: int


class SelfTestEnded(Record, frozen=True, kw_only=True):
    """It is over: `file` holds the result, or `failure` tells why not."""

    file: str
    as_assumed: int = 0
    measured: int = 0
    problems: int = 0
    failure: Failure | None = None


class SelfTestController(QObject):
    """One at a time; what is under way ends with the window."""

    def __init__(self, bridge: EventBridge, parent: QWidget, panel: SelfTestPanel) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._parent = parent
        self._panel = panel
        self._cancelled = threading.Event()
        self.dialog: QFileDialog | None = None
        panel.requested.connect(self.choose_file)

    def choose_file(self, with_network: bool) -> None:
        """Asks where to, then begins."""
        dialog = QFileDialog(self._parent, tr("Ergebnis des Selbsttests speichern"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Daten für die IT-Firma (*.json)"))
        dialog.setDefaultSuffix("json")
        dialog.selectFile(tr("Homeoffice-Check Selbsttest.json"))
        dialog.fileSelected.connect(lambda name: self.start(Path(name), with_network))
        self.dialog = dialog
        dialog.open()

    def start(self, file: Path, with_network: bool) -> None:
        """Measures in a thread of its own."""
        self._panel.show_status(tr("Der Selbsttest läuft ..."), running=True)
        threading.Thread(target=self._measure, args=(file, with_network), name="self-test", daemon=True).start()

    def close(self) -> None:
        """Measures nothing further."""
        self._cancelled.set()

    def handle_event(self, event: SelfTestProgress | SelfTestEnded) -> None:
        """Shows how far it is, or what came of it."""
        if isinstance(event, SelfTestProgress):
            text = tr("Der Selbsttest läuft: {done} von {total}", done=event.done, total=event.total)
            self._panel.show_status(text, running=True)
            return
        self._panel.show_status(_ended_text(event), running=False)

    def _measure(self, file: Path, with_network: bool) -> None:
        """Loads what it needs here: the first page stands sooner without."""
        from checker.client.self_test.assumptions import ASSUMPTIONS  # noqa: PLC0415
        from checker.client.self_test.command import write_self_test  # noqa: PLC0415
        from checker.client.self_test.measure import measure_assumptions  # noqa: PLC0415
        from checker.client.self_test.result import AssumptionOutcome, AssumptionResult  # noqa: PLC0415

        done: list[AssumptionResult] = []

        def report(result: AssumptionResult) -> None:
            done.append(result)
            self._bridge.post(SelfTestProgress(done=len(done), total=len(ASSUMPTIONS)))

        try:
            result = measure_assumptions(
                with_network=with_network, listener=report, is_cancelled=self._cancelled.is_set
            )
            if self._cancelled.is_set():
                return
            write_self_test(result, file)
        except OperationFailed as failed:
            self._bridge.post(SelfTestEnded(file=str(file), failure=failed.failure))
        except Exception as error:  # noqa: BLE001 - the window goes on, and says so
            self._bridge.post(SelfTestEnded(file=str(file), failure=defect_failure(error)))
        else:
            self._bridge.post(
                SelfTestEnded(
                    file=str(file),
                    as_assumed=result.count(AssumptionOutcome.AS_ASSUMED),
                    measured=result.count(AssumptionOutcome.MEASURED),
                    problems=len(result.problems),
                )
            )


def _ended_text(ended: SelfTestEnded) -> str:
    if ended.failure is not None:
        from checker.client.delivery.storage.report_file import save_refusal  # noqa: PLC0415 - seldom needed

        return save_refusal(ended.failure).render(tr.language)
    return tr(
        "Fertig: {as_assumed} wie angenommen, {measured} ohne Vergleich, {problems} anders oder nicht messbar. "
        "Die Datei liegt hier: {file}. Es wurde nichts gesendet; geben Sie sie Ihrer IT-Firma, wenn sie danach fragt.",
        as_assumed=ended.as_assumed,
        measured=ended.measured,
        problems=ended.problems,
        file=ended.file,
    )
