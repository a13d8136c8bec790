"""An upload as it came, with what could be told of it without the database; and the answer to it."""

from checker.desk.reports.upload.validation import UploadRefused
from checker.model.record import Record
from checker.model.report import Report


class ReportUpload(Record, frozen=True, kw_only=True):
    """`report`: what the bytes say, or why they are none. `network`: where it comes from, to count it under."""

    raw: bytes
    token: str
    network: str
    report: Report | UploadRefused


class Answer(Record, frozen=True, kw_only=True):
    """To a sender: a receipt or a refusal, as JSON. `retry_s`: seconds until it is welcome again."""

    status: int
    body: bytes
    retry_s: int | None = None
