"""How often the cause that was named proved right: by cause and by how sure it was said to be.

The only truth from real homes that there is. Codes and numbers alone: nothing of any customer or employee.
"""

import csv
import functools
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TextIO

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from checker.checks.registry import checks
from checker.desk.guide.article import read_article
from checker.desk.reports.cases.models import Case, CauseConfirmation
from checker.desk.reports.models import ConfirmedCauseCount
from checker.knowledge.causes import Actor, causes
from checker.model.record import Record
from checker.model.text import Language


class HitRate(Record, frozen=True, kw_only=True):
    """Closed cases that named this cause with this sureness, by what proved to be so."""

    cause: str
    sureness: str
    right: int
    wrong: int
    unknown: int

    @property
    def percent(self) -> int | None:
        """Right ones among those that are known; None where none is known."""
        judged = self.right + self.wrong
        return round(100 * self.right / judged) if judged else None


def hit_rates() -> list[HitRate]:
    """Of every cause that was confirmed or refuted, in cases that are here and that were, the most frequent first."""
    numbers: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    present = Case.objects.exclude(confirmation="").exclude(cause="").order_by()
    columns = ("cause", "sureness", "confirmation")
    for cause, sureness, confirmation, number in [
        *present.values_list(*columns).annotate(count=Count("pk")),
        *ConfirmedCauseCount.objects.values_list(*columns).annotate(count=Sum("number")),
    ]:
        numbers[cause, sureness][confirmation] += number
    rates = [
        HitRate(cause=cause, sureness=sureness, **{value: counter[value] for value in CauseConfirmation.values})
        for (cause, sureness), counter in numbers.items()
    ]
    return sorted(rates, key=lambda rate: (-(rate.right + rate.wrong + rate.unknown), rate.cause, rate.sureness))


def write_csv(target: TextIO | HttpResponse, rates: Iterable[HitRate]) -> None:
    """As comma-separated values with a heading."""
    writer = csv.writer(target)
    writer.writerow(HitRate.__struct_fields__)
    writer.writerows([getattr(rate, name) for name in HitRate.__struct_fields__] for rate in rates)


@functools.cache
@functools.cache
def cause_options(language: Language) -> SafeString:
    """What a trouble can come from, as the options of a list, by check. Made once: they are two hundred."""
    groups = (
        (
            declaration.title.render(language),
            [
                (code, cause_title(code, language))
                for code, cause in sorted(causes().items())
                if code.partition(".")[0] == name and cause.who is not Actor.NOBODY
            ],
        )
        for name, declaration in checks().items()
    )
    return format_html_join(
        "",
        '<optgroup label="{}">{}</optgroup>',
        ((title, format_html_join("", '<option value="{}">{}</option>', options)) for title, options in groups),
    )


def cause_title(code: str, language: Language) -> str:
    """The title of the cause's article: its finding's sentence needs values that a list does not have."""
    article = read_article(code, language)
    return article.title if article else code
