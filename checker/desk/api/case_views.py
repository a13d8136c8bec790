"""GET /api/v1/cases, /api/v1/cases/REFERENCE and /api/v1/customers."""

import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from checker.desk.api.records import ApiCase, ApiCases, ApiCustomer, ApiCustomers
from checker.desk.api.tokens import for_programs
from checker.desk.customers.models import Customer
from checker.desk.firm.models import Firm
from checker.desk.pages.refusals import refusal_response
from checker.desk.reports.cases.models import Case
from checker.desk.reports.cases.urgency import Urgency
from checker.desk.reports.inbox.search import find_by_reference
from checker.desk.reports.inbox.worklist import open_cases_by_customer
from checker.model.codec import to_json
from checker.model.record import Record

MAX_LIMIT = 100
_MAX_ID = 2**63 - 1
_STATES = ("open", "closed", "all")


class InvalidQuery(ValueError):  # noqa: N818 - becomes an answer
    """A parameter that is none, or a value that it does not take."""


class CaseQuery(Record, frozen=True, kw_only=True):
    """Which cases are asked for."""

    state: str
    customer: int | None
    since: datetime.datetime | None
    after: int
    limit: int


@for_programs
def cases(request: HttpRequest) -> HttpResponse:
    """The next ones behind `after`."""
    try:
        query = _parse_query(request.GET)
    except InvalidQuery:
        return refusal_response("query-invalid")
    rows = list(_select(query)[: query.limit + 1])
    following = ""
    if len(rows) > query.limit:
        parameters = {**request.GET.dict(), "after": str(rows[query.limit - 1].pk)}
        following = f"{Firm.get().address}{request.path}?{urlencode(parameters)}"
    return _json(ApiCases(cases=tuple(map(_case, rows[: query.limit])), next=following))


@for_programs
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """One case, by any reference of one of its reports."""
    match = find_by_reference(reference[:40].replace("\0", ""))
    row = Case.objects.select_related("customer").filter(reference=match.reference).first() if match else None
    return refusal_response("not-found") if row is None else _json(_case(row))


@for_programs
def customers(request: HttpRequest) -> HttpResponse:
    """All of them, regular ones first."""
    open_cases = open_cases_by_customer()
    rows = tuple(
        ApiCustomer(
            id=row.pk,
            name=row.name,
            regular=row.regular,
            active=row.active,
            open_cases=open_cases.get(row.pk, 0),
        )
        for row in Customer.objects.all()
    )
    return _json(ApiCustomers(customers=rows))


def _parse_query(fields: QueryDict) -> CaseQuery:
    """Raises InvalidQuery."""
    if set(fields) - set(CaseQuery.__struct_fields__) or any(len(fields.getlist(name)) != 1 for name in fields):
        raise InvalidQuery
    state = fields.get("state", "open")
    limit = _number(fields.get("limit", str(MAX_LIMIT)))
    if state not in _STATES or not 1 <= limit <= MAX_LIMIT:
        raise InvalidQuery
    return CaseQuery(
        state=state,
        customer=_number(fields.get("customer", "")) if "customer" in fields else None,
        since=_moment(fields.get("since", "")) if "since" in fields else None,
        after=_number(fields.get("after", "0")),
        limit=limit,
    )


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
    if not 0 <= number <= _MAX_ID:
        raise InvalidQuery
    return number


def _moment(text: str) -> datetime.datetime:
    try:
        moment = parse_datetime(text.replace(" ", "+"))
        if moment is None:
            raise InvalidQuery
        return (moment if timezone.is_aware(moment) else timezone.make_aware(moment)).astimezone(datetime.UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidQuery from error


def _select(query: CaseQuery) -> QuerySet[Case]:
    rows = Case.objects.select_related("customer").filter(pk__gt=query.after).order_by("pk")
    if query.state != "all":
        rows = rows.filter(closed__isnull=query.state == "open")
    if query.customer is not None:
        rows = rows.filter(customer=query.customer)
    return rows.filter(received__gte=query.since) if query.since else rows


def _case(row: Case) -> ApiCase:
    return ApiCase(
        id=row.pk,
        reference=row.reference,
        customer=row.customer_id,
        customer_name=row.customer.name,
        state=row.state,
        waiting_for=row.waiting_for,
        urgency=Urgency(row.urgency).name.lower().replace("_", "-"),
        verdict=row.verdict,
        cause=row.cause,
        sureness=row.sureness,
        runs=row.runs,
        received=row.received,
        closed=row.closed,
        address=Firm.get().address + reverse("report", args=[row.reference]),
    )


def _json(answer: Record) -> HttpResponse:
    return HttpResponse(to_json(answer), content_type="application/json")
