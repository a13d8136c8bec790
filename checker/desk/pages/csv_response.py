"""A list as comma-separated values, which a spreadsheet opens and does not run."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils import timezone

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""owasp.org/www-community/attacks/CSV_Injection"""


def csv_response(name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """With a mark that lets a spreadsheet read it as UTF-8, and semicolons, as German ones expect."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}_{timezone.localdate().isoformat()}.csv"'
    writer = csv.writer(response, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([defuse(value) for value in row] for row in rows)
    return response


def defuse(value: object) -> object:
    """A text that a spreadsheet would take for a formula, as a text; numbers as they are."""
    text = "" if value is None else value
    return f"'{text}" if isinstance(text, str) and text.startswith(_STARTS_A_FORMULA) else text
