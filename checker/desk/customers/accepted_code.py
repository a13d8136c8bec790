"""Which customer a code stands for: its own, or one that was replaced and is still taken for a while."""

import datetime
import re

from django.utils import timezone

from checker.desk.customers.models import Customer, FormerCode
from checker.model.profile import CUSTOMER_CODE
from checker.model.record import Record


class AcceptedCode(Record, frozen=True, kw_only=True):
    """`ends`: until when a replaced code is taken; None for the customer's own."""

    customer: Customer
    code: str
    ends: datetime.datetime | None = None


class CodeReplaced(Exception):  # noqa: N818 - becomes a refusal
    """The code was replaced by another one, and is over."""


def find_code(code: str) -> AcceptedCode | None:
    """The customer who takes part under this code, in any case of its letters. Raises CodeReplaced."""
    code = code.strip().upper()
    if not re.fullmatch(CUSTOMER_CODE, code):
        return None
    customer = Customer.objects.filter(code=code, active=True).first()
    if customer is not None:
        return AcceptedCode(customer=customer, code=code)
    former = FormerCode.objects.select_related("customer").filter(code=code, customer__active=True).first()
    if former is None:
        return None
    if former.ends <= timezone.now():
        raise CodeReplaced(code)
    return AcceptedCode(customer=former.customer, code=code, ends=former.ends)


def is_of_customer(code: str, customer: Customer) -> bool:
    """Whether the customer has this code, or had it once."""
    return code == customer.code or customer.former_codes.filter(code=code).exists()
