"""Every report that is here becomes a case of its own: none of them carries a code.

A migration of its own: PostgreSQL alters no table in the transaction that has filled it.
"""

from typing import Any

from django.core.management.color import no_style
from django.db import connections, migrations
from django.db.models import Case, F, IntegerField, Value, When

_CHUNK = 500
_URGENCY = {0: 0, 1: 2, 2: 3, 3: 4}
"""Who cannot work stays first; "can work in part" comes in between."""
_COPIED = (
    "customer_id",
    "reference",
    "received",
    "verdict",
    "worst",
    "cause",
    "sureness",
    "closed",
    "closed_by_id",
    "confirmation",
    "actual_cause",
)


def _rescaled(scale: dict[int, int]) -> Case:
    cases = [When(urgency=old, then=Value(new)) for old, new in scale.items()]
    return Case(*cases, default=Value(0), output_field=IntegerField())


def make_cases(apps: Any, schema_editor: Any) -> None:
    """With the report's own key, so that the second step is one statement."""
    alias = schema_editor.connection.alias
    reports = apps.get_model("reports", "ReceivedReport").objects.using(alias)
    case_model = apps.get_model("reports", "Case")
    columns = ("pk", "urgency", *_COPIED)
    chunk = []
    for pk, urgency, *values in reports.order_by("pk").values_list(*columns).iterator(_CHUNK):
        fields = dict(zip(_COPIED, values, strict=True))
        state = "new" if fields["closed"] is None else "solved"
        chunk.append(
            case_model(pk=pk, urgency=_URGENCY.get(urgency, 3), created=fields["received"], state=state, **fields)
        )
        if len(chunk) == _CHUNK:
            case_model.objects.using(alias).bulk_create(chunk)
            chunk.clear()
    case_model.objects.using(alias).bulk_create(chunk)
    reports.update(case_id=F("pk"), urgency=_rescaled(_URGENCY))
    with connections[alias].cursor() as cursor:
        for statement in connections[alias].ops.sequence_reset_sql(no_style(), [case_model]):
            cursor.execute(statement)


def give_back(apps: Any, schema_editor: Any) -> None:
    """What the case knows of its reports, into the columns that they had."""
    alias = schema_editor.connection.alias
    reports = apps.get_model("reports", "ReceivedReport").objects.using(alias)
    for case in apps.get_model("reports", "Case").objects.using(alias).iterator(_CHUNK):
        names = ("cause", "sureness", "confirmation", "actual_cause")
        reports.filter(case=case).update(**{name: getattr(case, name) for name in names})
    reports.update(case=None, urgency=_rescaled({new: old for old, new in _URGENCY.items()}))
    apps.get_model("reports", "Case").objects.using(alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_cases")]
    operations = [migrations.RunPython(make_cases, give_back)]
