"""Finding cases by what people say on the phone: a reference or half of one, a customer, a name, a day, or a cause in
their words.
"""

import re

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Substr
from django.db.models.lookups import In

from checker.desk.customers.models import Customer
from checker.desk.guide.search import search as search_guide
from checker.desk.guide.words import fold_text
from checker.desk.reports.cases.deletion import deleted_cases
from checker.desk.reports.cases.models import Case, CaseNameWord, PhoneSummary
from checker.desk.reports.inbox.search_dates import split_days
from checker.desk.reports.models import ReceivedReport
from checker.desk.reports.reference import REFERENCE, normalize_reference
from checker.model.text import Language

_MAX_CAUSES = 5
"""Of the articles that fit: the further ones are about something else."""
_MAX_MATCHES = 300
"""Cases that are found by a reference or a name: whoever finds more types one letter more."""
_MAX_CUSTOMERS = 20
"""Customers whose cases are looked up one customer after the other."""
_HALF_LENGTH = 3
_SECOND_HALF = Substr(F("reference"), RawSQL("5", ()))
"""The 5 is no parameter: only so SQLite sees that it is the index's."""


def filter_cases(query: str, cases: QuerySet[Case], language: Language) -> tuple[QuerySet[Case], list[Q]]:
    """Those that can fit, and conditions of which each of them must meet one; none where all of them fit.

    It fits: a reference with or without its dash, in any case, or the beginning of either half; a customer's name, or
    the employee's, in any case, umlauts typed in any way; a day; else a cause, as the guide is searched.
    """
    days, query = split_days(query.replace("\0", "").strip())
    if days is not None:
        cases = cases.filter(received__gte=days[0], received__lt=days[1])
    if not query:
        return cases, []
    named = [*_key_conditions({*_by_reference(query), *_by_name(query)}), *_customer_conditions(_customers(query))]
    if any(cases.filter(condition).order_by().exists() for condition in named):
        return cases, named
    results = search_guide(query, language)
    codes = [article.code for article in results.articles[:_MAX_CAUSES]] if results.exact else []
    return cases, [Q(cause=code) for code in codes] or [Q(pk__in=[])]


def _key_conditions(keys: set[int]) -> list[Q]:
    return [Q(pk__in=keys)] if keys else []


def _customer_conditions(customers: list[int]) -> list[Q]:
    """One for each, since the newest of one customer stand together. Of many, some are soon met among the newest: there
    the sum, which no index holds, keeps the database from reading all cases of each.
    """
    if len(customers) <= _MAX_CUSTOMERS:
        return [Q(customer=pk) for pk in customers]
    return [Q(In(F("customer_id") + 0, customers))]


def find_by_reference(query: str) -> ReceivedReport | PhoneSummary | Case | None:
    """The report whose whole reference this is, what a phone handed over of it, or what is left of a deleted one."""
    reference = normalize_reference(query)
    if not re.fullmatch(REFERENCE, reference):
        return None
    return (
        ReceivedReport.objects.filter(reference=reference).first()
        or PhoneSummary.objects.filter(reference=reference).first()
        or deleted_cases().filter(reference=reference).first()
    )


def _by_reference(query: str) -> list[int]:
    """Ranges, not patterns: only so the indexes serve, on both databases."""
    reference = normalize_reference(query)
    if not re.fullmatch(r"[A-Z0-9]{1,3}(-[A-Z0-9]{0,3})?", reference):
        return []
    reports = ReceivedReport.objects.order_by()
    first = reports.filter(reference__range=_range(reference))
    keys = list(first.values_list("case", flat=True)[:_MAX_MATCHES])
    if len(reference) <= _HALF_LENGTH:
        first_text, last_text = _range(reference)
        halves = reports.alias(second=_SECOND_HALF)
        second = halves.filter(second__gte=first_text, second__lte=last_text)
        keys += second.values_list("case", flat=True)[:_MAX_MATCHES]
    return keys


def _by_name(query: str) -> set[int]:
    """Cases in whose employee's name each word is the beginning of one."""
    matches: set[int] | None = None
    for word in fold_text(query).replace(",", " ").split()[:4]:
        begins = Q(word__range=_range(word)) if word.isascii() else Q(word__startswith=word)
        rows = CaseNameWord.objects.filter(begins)
        keys = set(rows.order_by("-case").values_list("case", flat=True)[:_MAX_MATCHES])
        matches = keys if matches is None else matches & keys
    return matches or set()


def _range(beginning: str) -> tuple[str, str]:
    """All texts of ASCII letters and digits with this beginning, whatever the database sorts by."""
    last = "Z" if beginning.isupper() else "z"
    return beginning, beginning + 8 * last


def _customers(query: str) -> list[int]:
    """Customers whose name or code holds the query. Compared here, since SQLite knows no case beyond ASCII."""
    folded = fold_text(query)
    rows = Customer.objects.order_by().values_list("pk", "name", "code")
    return [pk for pk, name, code in rows if folded in fold_text(name) or folded in fold_text(code)]
