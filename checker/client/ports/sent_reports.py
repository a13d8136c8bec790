"""What the window needs of whoever knows the reports that were sent: a list, a copy, and what the desk says of one."""

from typing import Protocol

from checker.model.record import Record
from checker.model.report import Receipt, Report
from checker.model.text import Text


class SentReport(Record, frozen=True, kw_only=True):
    """A report that the desk has, and of which this PC still has a copy."""

    receipt: Receipt


class DeskAnswer(Record, frozen=True, kw_only=True):
    """What the desk said of a report, or why it said nothing. `is_gone`: it has the report no more."""

    message: Text
    is_gone: bool = False
    is_refused: bool = False


class DeskReply(Record, frozen=True, kw_only=True):
    """The answer to a question about this report, once it is there."""

    report_id: str
    answer: DeskAnswer
    is_deletion: bool = False


class SentReportList(Protocol):
    """Safe to use from any thread."""

    def reports(self) -> list[SentReport]:
        """The newest first."""

    def report(self, report_id: str) -> Report:
        """This PC's copy. Raises OperationFailed, Unreadable."""

    def query_status(self, report_id: str) -> DeskAnswer:
        """How far the desk is with it. Waits for the answer."""

    def delete(self, report_id: str) -> DeskAnswer:
        """Deletes it at the desk, and then here. Waits for the answer."""
