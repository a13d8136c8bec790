"""A report that neither arrived nor could be kept is written to the first place that takes it: it is never lost."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from checker.client.delivery.storage.report_file import save_report, suggested_name
from checker.client.text.words import tr
from checker.model.failure import OperationFailed
from checker.model.report import Report


def rescue_report(report: Report, console: Console) -> None:
    """Says where it lies now, or what is left to do."""
    for folder in _rescue_folders():
        path = folder / suggested_name(report, ".json")
        try:
            save_report(report, path, report.language)
        except OperationFailed:
            continue
        console.print(
            tr("Damit der Bericht nicht verloren geht, liegt er hier: {file}", file=path), markup=False, soft_wrap=True
        )
        console.print(tr("Schicken Sie diese Datei Ihrer IT-Firma, oder starten Sie die Prüfung später noch einmal."))
        return
    console.print(
        tr("Der Bericht konnte nicht aufgehoben werden. Mit --report DATEI legen Sie ihn an einem anderen Ort ab.")
    )


def _rescue_folders() -> Iterator[Path]:
    with contextlib.suppress(OSError):  # a folder that was deleted under us
        yield Path.cwd()
    with contextlib.suppress(RuntimeError):  # a user without a home
        yield Path.home()
    with contextlib.suppress(OSError):
        yield Path(tempfile.gettempdir())
