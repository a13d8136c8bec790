"""Shows what would leave the PC, asks, and waits for the receipt a while.

A sentence a group, each by its number in or out; every value by one letter.

A report that neither arrived nor could be kept is written to the first place that takes it: it is never lost.
"""

import contextlib
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from rich.console import Console

from checker.client.delivery.report_mail import can_mail
from checker.client.delivery.storage.report_file import SEALED_ENDING, save_report, suggested_name
from checker.client.ports.report_delivery import ReportDelivery, SendStatus
from checker.client.session import Session
from checker.client.text.own_words import ask_own_words
from checker.client.text.prompt import NotInteractive, confirm, prompt_choice
from checker.client.text.words import tr
from checker.model.failure import OperationFailed
from checker.model.privacy import GROUP_TITLES, DataGroup
from checker.model.report import Receipt, Report
from checker.run.hold_back import hold_back
from checker.show.privacy_preview.group_sentences import GROUP_SENTENCES
from checker.show.privacy_preview.preview_rows import delivery_section, preview_sections, typed_rows
from checker.show.qr_code.payload import landing_link
from checker.show.qr_code.symbol import qr_text


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


VALUES, WRITE, ANOTHER = "w", "s", "a"
"""Typed to see every value, to write something, and to say that it is another trouble."""
WAIT_S = 25.0
"""So long the terminal waits for a receipt; after that the report is sent at the next start."""


def confirm_and_send(
    session: Session, delivery: ReportDelivery, console: Console, *, send: bool | None
) -> Receipt | None:
    """`send` answers for the employee; None asks. A report that is agreed to is never lost: see `rescue_report`."""
    held_back: tuple[DataGroup, ...] = ()
    is_confirmed = send
    if send is None:
        is_confirmed, held_back = _confirm_sending(session, console)
    else:
        print_values(session, session.report, console)
    if not is_confirmed:
        console.print(tr("Nicht gesendet. Der Bericht bleibt bei Ihnen."))
        return None
    report = session.approve_sending(held_back)
    waiter = _ReceiptWaiter(report.id, session, console)
    delivery.listen(waiter.on_status)
    try:
        delivery.submit(report, session.profile.enrolment, session.secret_of(report.id))
    except OperationFailed:
        rescue_report(report, console)
        return None
    receipt = waiter.wait_for_receipt()
    if receipt is not None:
        console.print(tr("Später ansehen oder löschen: --sent-reports"))
    elif waiter.waits_for_internet:
        print_link(landing_link(report, session.profile.enrolment), console)
    if receipt is None and not waiter.is_stored:
        rescue_report(report, console)
    if receipt is None and send is None and can_mail(report):
        print_mail(report, console)
    return receipt


def print_mail(report: Report, console: Console) -> None:
    """The sealed file, and whom to send it to: attaching it is the employee's."""
    firm = report.profile.firm
    for folder in _rescue_folders():
        path = folder / suggested_name(report, SEALED_ENDING)
        with contextlib.suppress(OperationFailed):
            save_report(report, path, report.language)
            console.print(
                tr(
                    "Per E-Mail geht es auch. Hängen Sie diese Datei an eine Nachricht an {mail} an, nur Ihre IT-Firma "
                    "kann sie lesen: {file}",
                    mail=firm.mail if firm is not None else "",
                    file=path,
                ),
                markup=False,
                soft_wrap=True,
            )
            return


def print_link(link: str, console: Console) -> None:
    """A QR code that hands a summary over from a phone, where there is one and the terminal is wide enough for it."""
    picture = qr_text(link) if link else ""
    if picture and console.width > len(picture.partition("\n")[0]):
        console.print(
            tr(
                "Kein Internet? Richten Sie die Kamera Ihres Handys auf dieses Bild und öffnen Sie den Link. Übergeben "
                "wird nur, was das Programm gefunden hat, verschlüsselt für Ihre IT-Firma."
            )
        )
        console.print(picture, markup=False, highlight=False, soft_wrap=True)


def print_values(session: Session, report: Report, console: Console) -> None:
    """Every value of this report, by group."""
    console.print()
    console.print(tr("Diese Werte würden gesendet:"), style="bold")
    enrolment = delivery_section(report, session.profile.enrolment, session.language)
    for section in (*preview_sections(report, session.language), enrolment):
        console.print(f"\n{section.title}", style="bold", highlight=False, markup=False)
        for row in section.rows:
            console.print(f"  {row.what}: {row.value}", highlight=False, markup=False)
    console.print()


def _confirm_sending(session: Session, console: Console) -> tuple[bool, tuple[DataGroup, ...]]:
    """Whether it may be sent, and what stays here: groups first, every value for whoever wants to see it."""
    firm = session.profile.firm
    name = firm.name if firm is not None else ""
    try:
        held_back = choose_held_back(session, console, lambda report: print_values(session, report, console))
        return confirm(tr("An {firm} senden?", firm=name), console), held_back
    except NotInteractive:
        console.print(tr("Niemand hat geantwortet: Es wird nichts gesendet. Mit --send wird ohne Frage gesendet."))
    except KeyboardInterrupt:  # the result was shown; what --report asks for is still to be written
        console.print()
    return False, ()


def choose_held_back(
    session: Session, console: Console, show_values: Callable[[Report], None]
) -> tuple[DataGroup, ...]:
    """The groups that stay here. Asks until Enter alone is pressed. Raises NotInteractive where nobody can choose."""
    groups = tuple(group for group in session.report.consent.groups if group is not DataGroup.REPORT)
    held_back: set[DataGroup] = set()
    keys = {str(at): group for at, group in enumerate(groups, 1)}
    letters = (WRITE, VALUES, ANOTHER) if session.has_earlier_case else (WRITE, VALUES)
    while True:
        question = tr(
            "Nummer: herausnehmen oder zurück, s: etwas dazu schreiben, w: jeden Wert zeigen. Enter geht weiter:"
        )
        answer = prompt_choice(question, console, (*keys, *letters), _explanation(keys, held_back, session))
        if not answer:
            return tuple(group for group in groups if group in held_back)
        if answer == VALUES:
            show_values(hold_back(session.report, held_back))
        elif answer == WRITE:
            ask_own_words(session, console)
        elif answer == ANOTHER:
            session.set_another_case(not session.is_another_case)
        else:
            held_back ^= {keys[answer]}


def _explanation(keys: Mapping[str, DataGroup], held_back: Collection[DataGroup], session: Session) -> str:
    language = session.language
    firm = session.profile.firm
    lines = [
        "",
        tr("Das würde an {firm} gesendet:", firm=firm.name if firm is not None else ""),
        f"  -  {GROUP_TITLES[DataGroup.REPORT].render(language)}. {GROUP_SENTENCES[DataGroup.REPORT].render(language)}",
    ]
    for key, group in keys.items():
        title, sentence = GROUP_TITLES[group].render(language), GROUP_SENTENCES[group].render(language)
        left_out = tr("bleibt hier")
        lines.append(f"  {key}  {title}: {left_out}." if group in held_back else f"  {key}  {title}. {sentence}")
    lines.append(f"  {WRITE}  {_own_words_text(session)}")
    if session.has_earlier_case:
        chosen = tr("ja") if session.is_another_case else tr("nein")
        another = tr("Es geht um ein anderes Problem als beim letzten Mal: {chosen}", chosen=chosen)
        lines.append(f"  {ANOTHER}  {another}")
    return "\n".join(lines)


def _own_words_text(session: Session) -> str:
    rows = [f"{row.what}: {row.value}" for row in typed_rows(session.report, session.language)]
    if rows:
        return "\n     ".join((tr("So geht hinaus, was Sie geschrieben haben:"), *rows))
    return tr("Möchten Sie etwas dazu schreiben? Alles ist freiwillig: was nicht geht, seit wann, Ihre Nummer.")


class _ReceiptWaiter:
    """Waits for the end of one sending and says every step once."""

    def __init__(self, report: str, session: Session, console: Console) -> None:
        self._report = report
        self._session = session
        self._console = console
        self._finished = threading.Event()
        self._latest: SendStatus | None = None

    def on_status(self, status: SendStatus) -> None:
        """Called from the courier's thread."""
        if status.report != self._report:
            return
        if self._latest is None or status.message != self._latest.message:
            self._console.print(status.message.render(self._session.language), highlight=False, markup=False)
        self._latest = status
        if status.is_final:
            self._finished.set()

    def wait_for_receipt(self) -> Receipt | None:
        """The receipt, or None where there is none yet."""
        try:
            is_finished = self._finished.wait(WAIT_S)
        except KeyboardInterrupt:
            is_finished = False
        if not is_finished and self.is_stored:
            self._console.print(tr("Der Bericht ist aufgehoben und wird beim nächsten Start gesendet."))
        return self._latest.receipt if self._latest else None

    @property
    def waits_for_internet(self) -> bool:
        """Whether no attempt gets out of this PC."""
        status = self._latest
        return status is not None and not status.is_final and status.waits_for_internet

    @property
    def is_stored(self) -> bool:
        """Whether it survives the end of the program."""
        return self._latest is not None and self._latest.is_stored
