"""What the inbox shows, as it stands in the address: a link to a list shows everyone the same."""

from typing import Self
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from checker.desk.pages.language import page_language
from checker.desk.reports.cases.models import Case
from checker.desk.reports.inbox.search import filter_cases
from checker.desk.reports.inbox.worklist import GROUPINGS, PERIODS, STATES, received_in
from checker.knowledge.causes import causes
from checker.model.record import Record

MAX_QUERY_LENGTH = 200
_USUAL = ("state", "open")


class InboxFilters(Record, frozen=True, kw_only=True):
    """State, words, cause (a code), customer (a code) and period; empty where nothing is left out.

    `group`: what the list is grouped by.
    """

    state: str = "open"
    q: str = ""
    cause: str = ""
    customer: str = ""
    period: str = ""
    group: str = ""

    @classmethod
    def from_request(cls, request: HttpRequest) -> Self:
        """Those of the address that was asked for."""
        return cls.from_query(request.GET)

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """What has no meaning here is left out."""
        state, cause, period = query.get("state", ""), query.get("cause", ""), query.get("period", "")
        group = query.get("group", "")
        return cls(
            state=state if state in STATES else "open",
            q=query.get("q", "").replace("\0", "").strip()[:MAX_QUERY_LENGTH],
            cause=cause if cause in causes() else "",
            customer=query.get("customer", "").replace("\0", "")[:MAX_QUERY_LENGTH],
            period=period if period in PERIODS else "",
            group=group if group in GROUPINGS else "",
        )

    def apply(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        """Those of the cases that fit."""
        cases = received_in(self.period, filter_cases(self.q, cases, page_language()))
        if self.cause:
            cases = cases.filter(cause=self.cause)
        return cases.filter(customer__code=self.customer) if self.customer else cases

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the state is chosen."""
        return bool(self.q or self.cause or self.customer or self.period)

    @property
    def address(self) -> str:
        """The part of the address behind the question mark."""
        return self.address_with()

    def address_with(self, **changes: str) -> str:
        """The same with some of it changed; what is so without being named is left out."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__} | changes
        return urlencode({name: value for name, value in fields.items() if value and (name, value) != _USUAL})
