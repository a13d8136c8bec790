"""A customer at the end of the contract: what is there of it, and taking all of it away for good."""

from django.db import transaction

from checker.desk.customers.models import Customer
from checker.desk.reports.retention import delete_reports
from checker.model.record import Record


class StoredAmount(Record, frozen=True, kw_only=True):
    """How much goes with the customer."""

    reports: int
    versions: int
    codes: int
    invitations: int


def stored_amount(customer: Customer) -> StoredAmount:
    """Counted now."""
    return StoredAmount(
        reports=customer.reports.count(),
        versions=customer.versions.count(),
        codes=1 + customer.former_codes.count(),
        invitations=customer.invitations.count(),
    )


def delete_customer(customer: Customer) -> None:
    """Everything of it, the raw bytes of its reports too. SQLite overwrites them; PostgreSQL at its next VACUUM."""
    with transaction.atomic():
        delete_reports(customer.reports.all())
        customer.delete()
