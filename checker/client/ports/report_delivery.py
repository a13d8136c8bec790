"""What the window needs of whoever delivers a report: to hand one over, and to hear how it goes."""

from collections.abc import Callable
from typing import Protocol

from checker.client.ports.sent_reports import SentReportList
from checker.model.record import Record
from checker.model.report import Receipt, Report
from checker.model.text import Text


class SendStatus(Record, frozen=True, kw_only=True):
    """How far a report is on its way, in a sentence; `is_final` when nothing more will happen to it by itself.

    `is_sending`: an attempt is under way, or about to begin; without that, `waits_for_internet` or else for the desk.
    `is_stored`: it lies on the disk and survives the end of the program; without that, it is in memory only.
    """

    report: str
    message: Text
    is_final: bool = False
    is_sending: bool = False
    waits_for_internet: bool = True
    is_stored: bool = True
    receipt: Receipt | None = None


class ReportDelivery(Protocol):
    """Keeps a report until the desk has it."""

    def listen(self, listener: Callable[[SendStatus], None]) -> None:
        """`listener` hears every change from now on, from another thread."""

    @property
    def sent(self) -> SentReportList:
        """Those that the desk has."""

    def submit(self, report: Report, enrolment: str, secret: str = "") -> None:
        """Keeps the report and begins to send it. Raises OperationFailed where it cannot even be kept.

        `secret`: what opens it at the desk.
        """

    def try_now(self) -> None:
        """Tries every waiting report now, without its pause."""

    def withdraw(self, report_id: str) -> bool:
        """Deletes a report that is not sent yet. False while it is just being sent. Raises OperationFailed."""

    def waiting(self) -> int:
        """How many reports are kept and not sent yet."""
