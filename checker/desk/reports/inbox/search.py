"""Finding reports by what people say on the phone: a reference, a customer, a code."""

import re

from django.db.models import Q, QuerySet

from checker.desk.reports.models import ReceivedReport

_REFERENCE_LENGTH = 6


def filter_reports(query: str, reports: QuerySet[ReceivedReport]) -> QuerySet[ReceivedReport]:
    """Those that fit. A reference may be said with or without its dash, in any case, in part from its beginning."""
    query = query.replace("\0", "").strip()
    if not query:
        return reports
    condition = Q(customer__name__icontains=query) | Q(customer__code__icontains=query)
    compact = re.sub(r"[\s-]", "", query).upper()
    if 0 < len(compact) <= _REFERENCE_LENGTH:
        condition |= Q(reference__startswith=compact if len(compact) <= 3 else f"{compact[:3]}-{compact[3:]}")
    return reports.filter(condition)


def find_by_reference(query: str) -> ReceivedReport | None:
    """The report whose whole reference this is."""
    compact = re.sub(r"[\s-]", "", query).upper()
    if len(compact) != _REFERENCE_LENGTH:
        return None
    return ReceivedReport.objects.filter(reference=f"{compact[:3]}-{compact[3:]}").first()
