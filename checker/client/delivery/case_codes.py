"""The code by which the desk sees that several reports are about one trouble: random, kept on this PC, one a customer.

It says nothing about anybody. It is written down only when a report with it leaves, and ends by itself.
"""

import datetime

import msgspec

from checker.client.environment.atomic_files import read_file, write_atomically
from checker.client.environment.data_directory import DataDirectory
from checker.model.failure import OperationFailed
from checker.model.privacy import CASE_CODE_DAYS
from checker.model.record import Record
from checker.model.report import Moment, new_case_code

MAX_CUSTOMERS = 20
_LIFETIME = datetime.timedelta(days=CASE_CODE_DAYS)


class _SentCase(Record, frozen=True, kw_only=True):
    code: str
    sent: Moment


class _CaseFile(Record, frozen=True, kw_only=True):
    """The file: the last trouble of each customer's employee here, and when a report about it was last sent."""

    cases: dict[str, _SentCase] = {}


class CaseCodes:
    """Reads and writes it. Where nothing can be kept, each start is a trouble of its own. Used from one thread."""

    def __init__(self, data_directory: DataDirectory | None = None) -> None:
        self._data_directory = data_directory
        self._current: dict[str, str] = {}
        self._sent: dict[str, str] = {}

    def current(self, customer: str) -> str:
        """The code for this customer's reports: that of the last CASE_CODE_DAYS, else a new one. Never raises."""
        if customer not in self._current:
            self._current[customer] = self.last_sent(customer) or new_case_code()
        return self._current[customer]

    def last_sent(self, customer: str) -> str:
        """The code that a report was last sent with; empty where none was, or its days are over. Never raises."""
        if customer not in self._sent:
            sent_case = self._read().get(customer)
            self._sent[customer] = "" if sent_case is None else sent_case.code
        return self._sent[customer]

    def begin(self, customer: str) -> str:
        """A new code: the employee says that it is another trouble."""
        self._current[customer] = new_case_code()
        return self._current[customer]

    def resume(self, customer: str) -> str:
        """It is the last trouble after all: the code that was last sent, where there is one."""
        self._current[customer] = self.last_sent(customer) or self.current(customer)
        return self._current[customer]

    def keep(self, customer: str) -> None:
        """A report with the current code leaves now. Never raises."""
        self._sent[customer] = self.current(customer)
        sent_case = _SentCase(code=self.current(customer), sent=datetime.datetime.now(datetime.UTC))
        newest = sorted({**self._read(), customer: sent_case}.items(), key=lambda item: item[1].sent)[-MAX_CUSTOMERS:]
        if self._data_directory is None:
            return
        try:
            self._data_directory.make_folder(self._data_directory.home)
            write_atomically(self._data_directory.cases, msgspec.json.encode(_CaseFile(cases=dict(newest))))
        except OperationFailed:
            return

    def _read(self) -> dict[str, _SentCase]:
        """Those that are not over; one from the future, left by a wrong clock, is over too."""
        if self._data_directory is None:
            return {}
        path = self._data_directory.cases
        try:
            cases = msgspec.json.decode(read_file(path), type=_CaseFile).cases
        except OperationFailed:
            return {}
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._data_directory.quarantine(path)
            return {}
        now = datetime.datetime.now(datetime.UTC)
        return {customer: case for customer, case in cases.items() if case.sent <= now <= case.sent + _LIFETIME}
