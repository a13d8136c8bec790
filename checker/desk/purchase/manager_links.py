"""Links that let a customer's manager in without an account, for a while, and to one page."""

import datetime
import hashlib
import secrets
from urllib.parse import urljoin

from django.urls import reverse
from django.utils import timezone

from checker.desk.accounts.models import Technician
from checker.desk.customers.models import Customer
from checker.desk.firm.models import Firm
from checker.desk.purchase.models import ManagerLink

LIFETIME = datetime.timedelta(days=14)


def create_manager_link(customer: Customer, by: Technician) -> str:
    """A link to the page of this customer's needs; it is good for 14 days, as often as it is opened."""
    token = secrets.token_urlsafe(32)
    ManagerLink.objects.create(customer=customer, hashed=_hash(token), by=by, ends=timezone.now() + LIFETIME)
    return urljoin(Firm.get().address, reverse("manager", args=[token]))


def find_manager_link(token: str) -> ManagerLink | None:
    """The link of this token; None for one that is over, or never was."""
    link = ManagerLink.objects.select_related("customer").filter(hashed=_hash(token)).first()
    return link if link is not None and link.ends > timezone.now() and link.customer.active else None


def delete_expired_manager_links() -> int:
    """Deletes those that are over; returns how many."""
    return ManagerLink.objects.filter(ends__lt=timezone.now()).delete()[0]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
