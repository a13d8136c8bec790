"""Shows every value that would leave the PC, asks, and waits for the receipt a while."""

import threading

from rich.console import Console

from checker.client.session import Session
from checker.client.text.ask import NobodyThere, yes_or_no
from checker.client.text.rescue import rescue
from checker.client.text.words import tr
from checker.client.window.delivery import Delivery, Sending
from checker.model.failure import OperationFailed
from checker.model.report import Receipt
from checker.show.preview import preview_sections

WAIT_S = 25.0
"""So long the terminal waits for a receipt; after that the report is sent at the next start."""


def ask_and_send(session: Session, delivery: Delivery, console: Console, *, send: bool | None) -> Receipt | None:
    """`send` answers for the employee; None asks. A report that is agreed to is never lost: see `rescue`."""
    show_values(session, console)
    firm = session.profile.firm
    name = firm.name if firm is not None else ""
    agreed = send if send is not None else _asked(name, console)
    if not agreed:
        console.print(tr("Nicht gesendet. Der Bericht bleibt bei Ihnen."))
        return None
    report = session.agreed_to_send()
    waiter = _Waiter(report.id, session, console)
    delivery.listen(waiter.hear)
    try:
        delivery.submit(report, session.profile.enrolment)
    except OperationFailed:
        rescue(report, console)
        return None
    receipt = waiter.receipt()
    if receipt is None and not waiter.kept:
        rescue(report, console)
    return receipt


def show_values(session: Session, console: Console) -> None:
    """Every value, by group."""
    console.print()
    console.print(tr("Diese Werte würden gesendet:"), style="bold")
    for section in preview_sections(session.report, session.language):
        console.print(f"\n{section.title}", style="bold", highlight=False, markup=False)
        for row in section.rows:
            console.print(f"  {row.what}: {row.value}", highlight=False, markup=False)
    console.print()


def _asked(firm: str, console: Console) -> bool:
    try:
        return yes_or_no(tr("An {firm} senden?", firm=firm), console)
    except NobodyThere:
        console.print(tr("Niemand hat geantwortet: Es wird nichts gesendet. Mit --send wird ohne Frage gesendet."))
    except KeyboardInterrupt:  # the result was shown; what --report asks for is still to be written
        console.print()
    return False


class _Waiter:
    """Waits for the end of one sending and says every step once."""

    def __init__(self, report: str, session: Session, console: Console) -> None:
        self._report = report
        self._session = session
        self._console = console
        self._over = threading.Event()
        self._last: Sending | None = None

    def hear(self, sending: Sending) -> None:
        """Called from the courier's thread."""
        if sending.report != self._report:
            return
        if self._last is None or sending.said != self._last.said:
            self._console.print(sending.said.render(self._session.language), highlight=False, markup=False)
        self._last = sending
        if sending.over:
            self._over.set()

    def receipt(self) -> Receipt | None:
        """The receipt, or None where there is none yet."""
        try:
            ended = self._over.wait(WAIT_S)
        except KeyboardInterrupt:
            ended = False
        if not ended and self.kept:
            self._console.print(tr("Der Bericht ist aufgehoben und wird beim nächsten Start gesendet."))
        return self._last.receipt if self._last else None

    @property
    def kept(self) -> bool:
        """Whether it survives the end of the program."""
        return self._last is not None and self._last.kept
