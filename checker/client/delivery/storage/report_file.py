"""The report as a file of the employee's own: a page to read, or data, sealed or not. Works without desk and outbox."""

from pathlib import Path

from checker.client.environment.atomic_files import write_atomically
from checker.model.codec import to_json
from checker.model.failure import Failure, FailureKind, Refusal
from checker.model.report import Receipt, Report
from checker.model.secrecy.sealed_report import seal_report
from checker.model.text import Language

SEALED_ENDING = ".hoc"
"""Of a file that only the IT firm can open: its desk takes it under "Bericht einlesen"."""


def can_seal(report: Report) -> bool:
    """Whether the profile has a key to seal it with."""
    return report.profile.firm is not None and bool(report.profile.firm.sealing_key)


def save_report(report: Report, path: Path, language: Language = "de", receipt: Receipt | None = None) -> None:
    """Writes JSON where the name ends in `.json`, sealed where in SEALED_ENDING, a self-contained HTML page otherwise.

    Raises OperationFailed; see `save_refusal`.
    """
    write_atomically(path, _file_content(report, path, language, receipt))


def suggested_name(report: Report, ending: str = ".html") -> str:
    """A file name that says what it is and when it was, in the PC's own time, and nothing of the person."""
    return f"Homeoffice-Check {report.created.astimezone():%Y-%m-%d %H-%M}{ending}"


def save_refusal(failure: Failure) -> Refusal:
    """Why the file was not written, and what to do."""
    match failure.kind:
        case FailureKind.EXHAUSTED:
            reason = ("Auf diesem Laufwerk ist kein Platz mehr.", "This drive is full.")
        case FailureKind.DENIED:
            reason = ("An diesem Ort darf das Programm nicht schreiben.", "The program may not write in this place.")
        case FailureKind.NOT_FOUND | FailureKind.MISSING:
            reason = ("Diesen Ordner gibt es nicht mehr.", "This folder is no longer there.")
        case FailureKind.UNSUPPORTED:
            reason = ("Unter diesem Namen lässt sich keine Datei anlegen.", "No file can be made under this name.")
        case _:
            reason = ("Die Datei ließ sich nicht schreiben.", "The file could not be written.")
    return Refusal(
        kind="not-saved",
        de=f"{reason[0]} Bitte wählen Sie einen anderen Ort, zum Beispiel „Dokumente“ oder einen USB-Stick.",
        en=f"{reason[1]} Please choose another place, such as “Documents” or a USB stick.",
    )


def _file_content(report: Report, path: Path, language: Language, receipt: Receipt | None) -> bytes:
    if path.suffix.lower() == ".json":
        return to_json(report)
    if path.suffix.lower() == SEALED_ENDING and can_seal(report):
        return seal_report(report)
    from checker.show.report_html.document import report_page  # noqa: PLC0415 - loaded only when somebody saves a page

    return report_page(report, language, receipt=receipt).encode()
