"""Closed cases with the same cause: of this customer, and of all; and what solved them."""

from collections import Counter
from collections.abc import Iterable

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
    closed = Case.objects.filter(cause=case.cause, closed__isnull=False).exclude(pk=case.pk).order_by("-received")
    columns = ("pk", "customer", "confirmation", "actual_cause", "solution", "closed")
    rows = list(closed.values_list(*columns, named=True)[:_NEWEST])
    if not rows:
        return None
    confirmations = Counter(row.confirmation for row in rows)
    causes = Counter(row.actual_cause for row in rows if row.actual_cause)
    last_first = sorted(rows, key=lambda row: row.closed, reverse=True)
    explained = [row for row in last_first if row.confirmation or row.solution]
    own_first = sorted(explained, key=lambda row: row.customer != case.customer_id)
    return SimilarCases(
        number=len(rows),
        own=sum(row.customer == case.customer_id for row in rows),
        right=confirmations[CauseConfirmation.RIGHT],
        wrong=confirmations[CauseConfirmation.WRONG],
        alternatives=tuple(sorted(causes.items(), key=lambda entry: (-entry[1], entry[0]))[:_MOST]),
        examples=_cases(row.pk for row in own_first[:_MOST]),
    )


def _cases(keys: Iterable[int]) -> tuple[Case, ...]:
    """In this order."""
    ordered = list(keys)
    rows = Case.objects.select_related("customer").in_bulk(ordered)
    return tuple(rows[key] for key in ordered if key in rows)
