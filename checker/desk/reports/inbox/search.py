"""Finding reports by what people say on the phone: a reference or half of one, a customer, a cause in their words."""

import re

from django.db.models import Q, QuerySet

from checker.desk.customers.models import Customer
from checker.desk.guide.search import search as search_guide
from checker.desk.guide.words import fold_text
from checker.desk.reports.models import ReceivedReport
from checker.desk.reports.reference import REFERENCE, normalize_reference
from checker.model.text import Language

_MAX_CAUSES = 5
"""Of the articles that fit: the further ones are about something else."""


def filter_reports(query: str, reports: QuerySet[ReceivedReport], language: Language) -> QuerySet[ReceivedReport]:
    """Those that fit: a reference with or without its dash, in any case, or the beginning of either half; a customer's
    name in any case, umlauts typed in any way; else a cause, as the guide is searched.
    """
    query = query.replace("\0", "").strip()
    if not query:
        return reports
    condition = Q(customer__in=_customers(query))
    if reference := normalize_reference(query):
        condition |= Q(reference__startswith=reference) | Q(reference__contains=f"-{reference}")
    by_name = reports.filter(condition)
    if by_name.exists():
        return by_name
    results = search_guide(query, language)
    codes = [article.code for article in results.articles[:_MAX_CAUSES]] if results.exact else []
    return reports.filter(cause__in=codes)


def find_by_reference(query: str) -> ReceivedReport | None:
    """The report whose whole reference this is."""
    reference = normalize_reference(query)
    return ReceivedReport.objects.filter(reference=reference).first() if re.fullmatch(REFERENCE, reference) else None


def _customers(query: str) -> list[int]:
    """Customers whose name or code holds the query. Compared here, since SQLite knows no case beyond ASCII."""
    folded = fold_text(query)
    rows = Customer.objects.order_by().values_list("pk", "name", "code")
    return [pk for pk, name, code in rows if folded in fold_text(name) or folded in fold_text(code)]
