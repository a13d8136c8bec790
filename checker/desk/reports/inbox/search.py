"""Finding reports by what people say on the phone: a reference, a customer, a code."""

import re

from django.db.models import Q, QuerySet

from checker.desk.reports.models import ReceivedReport
from checker.desk.reports.reference import REFERENCE, normalize_reference


def filter_reports(query: str, reports: QuerySet[ReceivedReport]) -> QuerySet[ReceivedReport]:
    """Those that fit. A reference may be said with or without its dash, in any case, in part from its beginning."""
    query = query.replace("\0", "").strip()
    if not query:
        return reports
    condition = Q(customer__name__icontains=query) | Q(customer__code__icontains=query)
    if reference := normalize_reference(query):
        condition |= Q(reference__startswith=reference)
    return reports.filter(condition)


def find_by_reference(query: str) -> ReceivedReport | None:
    """The report whose whole reference this is."""
    reference = normalize_reference(query)
    return ReceivedReport.objects.filter(reference=reference).first() if re.fullmatch(REFERENCE, reference) else None
