"""What the inbox shows, as it stands in the address: a link to a list shows everyone the same."""

import functools
import operator
from typing import Self
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from checker.desk.customers.models import Customer
from checker.desk.pages.language import page_language
from checker.desk.reports.inbox.search import filter_cases
from checker.desk.reports.inbox.worklist import (
    GROUPINGS,
    LONG_STATES,
    PERIODS,
    STATES,
    CaseList,
    are_many_open,
    cases_in_state,
    open_stretches,
    received_in,
)
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

    def select(self) -> CaseList:
        """The cases that fit, in the order of their state."""
        cases = cases_in_state(self.state, is_narrow=self.is_narrow)
        cases, conditions = filter_cases(self.q, cases, page_language())
        cases = received_in(self.period, cases)
        if self.cause:
            cases = cases.filter(cause=self.cause)
        if self.customer:
            # By its key: only so the database knows that the cases of one customer are in order.
            cases = cases.filter(
                customer=Customer.objects.filter(code=self.customer).values_list("pk", flat=True).first() or 0
            )
        if not conditions:
            is_whole = self.state == "open" and not self.is_narrow
            return CaseList(parts=(cases,), stretches=open_stretches if is_whole and are_many_open() else None)
        if self.state in LONG_STATES:
            return CaseList(parts=tuple(cases.filter(condition) for condition in conditions))
        return CaseList(parts=(cases.filter(functools.reduce(operator.or_, conditions)),))

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
