"""Incidents where people look: technicians on every page, employees on theirs and in the guide."""

import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from checker.desk.customers.models import Customer
from checker.desk.guide.article import read_article
from checker.desk.incidents.announcing import announced_incidents, headline
from checker.desk.incidents.detection import detect_if_due
from checker.desk.incidents.models import Incident
from checker.desk.pages.language import page_language

register = template.Library()
MAX_BANNERS = 3


@register.simple_tag
def open_incidents() -> list[Incident]:
    """All that are open, the newest first; for technicians."""
    detect_if_due()
    return list(Incident.objects.filter(closed=None).select_related("customer", "worker")[:MAX_BANNERS])


@register.simple_tag
def incidents_of(customer: Customer | None) -> list[Incident]:
    """Those that this customer's employees are told of."""
    return announced_incidents(customer) if customer else []


@register.filter
def place(incident: Incident) -> str:
    """What does not work, in words for everybody; empty where its own words say it."""
    words = headline(incident)
    return words.render(page_language()) if words else ""


@register.filter
def clock_or_day(moment: datetime.datetime) -> str:
    """The time of today, else with its day."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return date_format(local, "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT")


@register.filter
def cause_words(incident: Incident) -> str:
    """The cause, as technicians know it."""
    article = read_article(incident.cause, page_language()) if incident.cause else None
    return article.title if article else incident.cause or gettext("von Hand eröffnet")
