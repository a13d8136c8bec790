"""GET /metrics: the desk's figures in Prometheus' text format, for whoever watches it.

All of them come from the database and the disk, so that each of several processes and desks says the same. The format
is a line a figure (prometheus.io/docs/instrumenting/exposition_formats); a library would bring registries that this
desk does not need.
"""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from checker import __version__
from checker.desk.api.models import TokenScope
from checker.desk.api.tokens import find_token, refuse_token
from checker.desk.backup.archive import LAST_BACKUP_FILE
from checker.desk.disk import DiskState, disk_state, free_bytes
from checker.desk.incidents.models import Incident
from checker.desk.measure.client_address import is_proxied
from checker.desk.notify.models import MessageState, QueuedMessage
from checker.desk.reports.cases.models import Case, CaseState
from checker.desk.reports.cases.urgency import Urgency
from checker.desk.reports.models import Arrival, ArrivalState, ReceivedReport

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_LOOPBACK = ("127.0.0.1", "::1")
_PREFIX = "homeoffice_desk"


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For a token of its own, or for this very machine where no proxy stands between."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    is_local = request.META.get("REMOTE_ADDR") in _LOOPBACK and not is_proxied(headers) and not settings.BEHIND_PROXY
    if not (is_local or find_token(request, TokenScope.METRICS)):
        return refuse_token(request)
    lines = [*_machine_lines()]
    try:
        lines += _database_lines()
        is_up = 1
    except DatabaseError:
        is_up = 0
    lines += _figure("database_up", "Whether the database answers.", is_up)
    return HttpResponse("\n".join(lines) + "\n", content_type=CONTENT_TYPE)


def _machine_lines() -> Iterator[str]:
    yield from _figure("info", "The desk's version.", 1, f'version="{__version__}"')
    yield from _figure("disk_free_bytes", "Free on the disk of the data folder.", free_bytes())
    yield from _figure(
        "disk_ok", "Whether reports can be stored: neither full nor read-only.", int(disk_state() is DiskState.OK)
    )
    yield from _figure("last_backup_timestamp_seconds", "When the last backup was made; 0: never.", _last_backup())


def _last_backup() -> float:
    try:
        last = json.loads((Path(settings.DATA) / LAST_BACKUP_FILE).read_text("ascii"))
        return datetime.datetime.fromisoformat(last["at"]).timestamp()
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _database_lines() -> list[str]:
    """Raises DatabaseError."""
    by_urgency = Case.objects.filter(closed=None).order_by().values_list("urgency")
    numbers = dict(by_urgency.annotate(number=Count("*")))
    lines = _head("cases_open", "Cases that are not closed, by urgency.", "gauge")
    for urgency in Urgency:
        label = urgency.name.lower().replace("_", "-")
        lines.append(f'{_PREFIX}_cases_open{{urgency="{label}"}} {numbers.get(urgency.value, 0)}')
    waiting = Case.objects.filter(closed=None, state=CaseState.WAITING).count()
    lines += _figure("cases_waiting", "Cases that wait for somebody.", waiting)
    # Keys are drawn in a row: counting a million rows would take longer than the page.
    newest = ReceivedReport.objects.aggregate(newest=Max("pk"))["newest"] or 0
    lines += _figure("reports_total", "Reports that were ever accepted.", newest, kind="counter")
    refused = Arrival.objects.filter(state=ArrivalState.REFUSED).count()
    lines += _figure("uploads_refused", "Refused uploads of the last days, 100 at most.", refused)
    open_incidents = Incident.objects.filter(closed=None).count()
    lines += _figure("incidents_open", "Incidents that are not closed.", open_incidents)
    states = QueuedMessage.objects.order_by().values_list("state")
    messages = dict(states.annotate(number=Count("*")))
    lines += _head("messages", "Mails and webhooks of new cases, by state.", "gauge")
    lines += [f'{_PREFIX}_messages{{state="{state}"}} {messages.get(state, 0)}' for state in MessageState.values]
    return lines


def _figure(name: str, help_text: str, value: float, labels: str = "", kind: str = "gauge") -> list[str]:
    tail = f"{{{labels}}}" if labels else ""
    return [*_head(name, help_text, kind), f"{_PREFIX}_{name}{tail} {value}"]


def _head(name: str, help_text: str, kind: str) -> list[str]:
    return [f"# HELP {_PREFIX}_{name} {help_text}", f"# TYPE {_PREFIX}_{name} {kind}"]
