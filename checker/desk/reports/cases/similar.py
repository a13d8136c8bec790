"""Closed cases with the same cause: of this customer, and of all; and what solved them."""

from django.db.models import Count, Q, QuerySet

from checker.desk.reports.cases.models import Case, CauseConfirmation
from checker.model.record import Record

_NEWEST = 200
"""Cases that are looked at: the last ones say most, and a frequent cause has a hundred thousand."""
_MOST = 3
"""Cases that are named one by one."""


class SimilarCases(Record, frozen=True, kw_only=True):
    """How many with this cause are closed, how often it was the one, and the last ones that somebody explained.

    `alternatives`: what it was where it was something else, as code and number.
    """

    number: int
    own: int
    right: int
    wrong: int
    alternatives: tuple[tuple[str, int], ...]
    examples: tuple[Case, ...]


def similar_cases(case: Case) -> SimilarCases | None:
    """None where no cause was named, or none with it is closed."""
    if not case.cause:
        return None
    closed = Case.objects.filter(cause=case.cause, closed__isnull=False).exclude(pk=case.pk)
    newest = closed.order_by("-received").values_list("pk", flat=True)
    same = Case.objects.filter(pk__in=list(newest[:_NEWEST]))
    numbers = same.aggregate(
        number=Count("pk"),
        own=Count("pk", filter=Q(customer=case.customer_id)),
        right=Count("pk", filter=Q(confirmation=CauseConfirmation.RIGHT)),
        wrong=Count("pk", filter=Q(confirmation=CauseConfirmation.WRONG)),
    )
    if not numbers["number"]:
        return None
    alternatives = same.exclude(actual_cause="").order_by().values_list("actual_cause").annotate(n=Count("pk"))
    explained = same.filter(~Q(confirmation="") | ~Q(solution="")).select_related("customer")
    own_first = sorted(
        [*explained.filter(customer=case.customer_id).order_by("-closed")[:_MOST], *_of_others(explained, case)],
        key=lambda example: example.customer_id != case.customer_id,
    )
    most = tuple(alternatives.order_by("-n", "actual_cause")[:_MOST])
    return SimilarCases(**numbers, alternatives=most, examples=tuple(own_first[:_MOST]))


def _of_others(explained: QuerySet[Case], case: Case) -> list[Case]:
    return list(explained.exclude(customer=case.customer_id).order_by("-closed")[:_MOST])
