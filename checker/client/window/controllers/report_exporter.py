"""The report as a file of the employee's own, and as a page to print. Nothing here locks the window."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from checker.client.delivery.report_mail import mail_link
from checker.client.delivery.storage.report_file import (
    SEALED_ENDING,
    can_seal,
    save_refusal,
    save_report,
    suggested_name,
)
from checker.client.window.controllers.page_opener import open_file, open_link
from checker.client.window.translation import tr
from checker.model.failure import Failure, Operation, OperationFailed, failure_of
from checker.model.report import Receipt, Report


class ReportExporter:
    """`on_error` hears what did not work, as a sentence, or nothing when it did."""

    def __init__(self, parent: QWidget, on_error: Callable[[str], None]) -> None:
        self._parent = parent
        self._on_error = on_error
        self._folder: Path | None = None
        self.dialog: QFileDialog | None = None

    def save(self, report: Report, receipt: Receipt | None) -> None:
        """Asks where to, and writes the file there: a page to read, or data for the IT firm."""
        dialog = QFileDialog(self._parent, tr("Bericht speichern"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = [tr("Seite zum Lesen und Drucken (*.html)"), tr("Daten für die IT-Firma (*.json)")]
        if can_seal(report):
            filters.append(tr("Verschlüsselt für die IT-Firma, auch per E-Mail (*.hoc)"))
        dialog.setNameFilters(filters)
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_suffix(chosen)))
        dialog.selectFile(suggested_name(report))
        dialog.fileSelected.connect(lambda name: self.write(Path(name), report, receipt))
        self.dialog = dialog
        dialog.open()

    def write(self, path: Path, report: Report, receipt: Receipt | None) -> bool:
        """Writes the report: data where the name ends so, a page otherwise. Whether it worked."""
        try:
            save_report(report, path, tr.language, receipt)
        except OperationFailed as failed:
            self._report_failure(failed.failure)
            return False
        self._on_error("")
        return True

    def print(self, report: Report, receipt: Receipt | None) -> None:
        """Opens the page in the browser, whose own printing people know. The file goes with this window."""
        try:
            self._folder = self._folder or Path(tempfile.mkdtemp(prefix="homeoffice-check-"))
        except OSError as error:
            self._report_failure(failure_of(Operation.WRITE, error))
            return
        path = self._folder / suggested_name(report)
        if self.write(path, report, receipt) and not open_file(path):
            self._on_error(
                tr("Es ließ sich kein Browser öffnen. Speichern Sie den Bericht als Datei und drucken Sie ihn.")
            )

    def prepare_mail(self, report: Report) -> str:
        """Lays the sealed file where people look for theirs, and opens a mail; what is left to do, in a sentence.

        Empty where the file could not be written, which `on_error` hears.
        """
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path = Path(folder or Path.home()) / suggested_name(report, SEALED_ENDING)
        if not self.write(path, report, None):
            return ""
        firm = report.profile.firm
        if open_link(mail_link(report, path.name, tr.language)):
            return tr(
                "Ihr E-Mail-Programm ist offen. Hängen Sie diese Datei an die Nachricht an, das kann dieses Programm "
                "nicht für Sie tun: {file}",
                file=path,
            )
        return tr(
            "Es ließ sich kein E-Mail-Programm öffnen. Schicken Sie diese Datei an {mail}: {file}",
            mail=firm.mail if firm is not None else "",
            file=path,
        )

    def close(self) -> None:
        """Takes away what was only made for printing."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _report_failure(self, failure: Failure) -> None:
        self._on_error(save_refusal(failure).render(tr.language))


def _suffix(chosen_filter: str) -> str:
    return next((suffix for suffix in ("json", "hoc") if f"*.{suffix}" in chosen_filter), "html")
