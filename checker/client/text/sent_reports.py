"""Reports that were sent, in the terminal: which there are and how far the desk is, and the deletion of one."""

from rich.console import Console

from checker.client.arguments import ClientOptions
from checker.client.delivery.outbox import Outbox
from checker.client.delivery.sent_reports import SentReports
from checker.client.environment.data_directory import DataDirectory
from checker.client.ports.sent_reports import SentReport, SentReportList
from checker.client.text.prompt import NotInteractive, confirm
from checker.client.text.words import tr
from checker.model.text import Language
from checker.net.net import Net
from checker.show.formatting import format_moment

MAX_ASKED = 10
"""Of the newest the desk is asked; the others are named."""


def run_sent_reports(options: ClientOptions, net: Net | None = None) -> int:
    """Lists them, or deletes the one that was named. 0: done; 1: the desk did not; 2: nothing was asked of it."""
    tr.set_language(options.language)
    console = Console()
    sent = SentReports(Outbox(DataDirectory(options.home)), net or Net())
    if options.delete_report:
        return delete_sent_report(sent, options.delete_report, console, options.language, yes=options.yes)
    return print_sent_reports(sent, console, options.language)


def print_sent_reports(sent: SentReportList, console: Console, language: Language) -> int:
    """A line or two each, the newest first."""
    reports = sent.reports()
    if not reports:
        console.print(tr("Auf diesem Computer liegt kein gesendeter Bericht."))
    else:
        _print_plain(console, tr("Gefragt wird nur Ihre IT-Firma. Dabei geht der Schlüssel jedes Berichts an sie."))
    for at, entry in enumerate(reports):
        _print_plain(console, f"{entry.receipt.reference}  {format_moment(entry.receipt.received, language)}")
        if at < MAX_ASKED:
            _print_plain(console, f"    {sent.query_status(entry.receipt.id).message.render(language)}")
    if reports:
        console.print(tr("Löschen, dort und hier: --delete-report KENNZEICHEN"))
    return 0


def delete_sent_report(
    sent: SentReportList, reference: str, console: Console, language: Language, *, yes: bool = False
) -> int:
    """Deletes it at the desk and here, after a question."""
    entry = _find(sent.reports(), reference)
    if entry is None:
        _print_plain(console, tr("Auf diesem Computer liegt kein gesendeter Bericht {reference}.", reference=reference))
        return 2
    question = tr("Den Bericht {reference} für immer löschen, dort und hier?", reference=entry.receipt.reference)
    try:
        if not yes and not confirm(question, console):
            console.print(tr("Nichts wurde gelöscht."))
            return 2
    except NotInteractive:
        console.print(tr("Niemand hat geantwortet: Nichts wurde gelöscht. Mit --yes wird ohne Frage gelöscht."))
        return 2
    answer = sent.delete(entry.receipt.id)
    _print_plain(console, answer.message.render(language))
    return 0 if answer.is_gone else 1


def _find(reports: list[SentReport], reference: str) -> SentReport | None:
    letters = _letters(reference)
    return next((entry for entry in reports if _letters(entry.receipt.reference) == letters), None)


def _letters(reference: str) -> str:
    """As it may be typed: in any case, with or without its dash."""
    return "".join(character for character in reference.upper() if character.isalnum())


def _print_plain(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
