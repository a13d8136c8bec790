"""Which customer a code stands for: its own, or one that was replaced and is still taken for a while."""

import datetime
import re

from django.db.models import F, Q
from django.utils import timezone

from checker.desk.customers.models import Customer, FormerCode, Invitation
from checker.model.profile import CUSTOMER_CODE
from checker.model.record import Record


class AcceptedCode(Record, frozen=True, kw_only=True):
    """`ends`: until when a replaced code or an invitation is taken; None for the customer's own.

    `is_used_up`: an invitation whose runs are done: a report that is on its way again is still answered.
    """

    customer: Customer
    code: str
    ends: datetime.datetime | None = None
    is_invitation: bool = False
    is_used_up: bool = False


class CodeReplaced(Exception):  # noqa: N818 - becomes a refusal
    """The code was replaced by another one, and is over. With the kinds of the refusals that a program gets."""

    fetch_refusal = "profile-replaced"
    upload_refusal = "enrolment-replaced"


class InvitationOver(CodeReplaced):
    """The code is one of an invitation whose time is over, or whose runs are done."""

    fetch_refusal = upload_refusal = "invitation-over"


def find_code(code: str) -> AcceptedCode | None:
    """The customer who takes part under this code, in any case of its letters. Raises CodeReplaced, InvitationOver."""
    code = code.strip().upper()
    if not re.fullmatch(CUSTOMER_CODE, code):
        return None
    customer = Customer.objects.filter(code=code, active=True).first()
    if customer is not None:
        return AcceptedCode(customer=customer, code=code)
    former = FormerCode.objects.select_related("customer").filter(code=code, customer__active=True).first()
    if former is None:
        return _find_invitation(code)
    if former.ends <= timezone.now():
        raise CodeReplaced(code)
    return AcceptedCode(customer=former.customer, code=code, ends=former.ends)


def is_of_customer(code: str, customer: Customer) -> bool:
    """Whether the customer has this code, or had it once, or it is an invitation of his."""
    return code == customer.code or any(
        codes.filter(code=code).exists() for codes in (customer.former_codes, customer.invitations)
    )


def count_run(accepted_code: str, customer: Customer) -> bool:
    """Counts a report that is about to be filed under this code; False where an invitation has no run left.

    Costs nothing for the customer's own code, which nearly every report has.
    """
    if accepted_code == customer.code:
        return True
    invitations = Invitation.objects.filter(code=accepted_code)
    has_room = Q(max_runs=None) | Q(runs__lt=F("max_runs"))
    return bool(invitations.filter(has_room).update(runs=F("runs") + 1)) or not invitations.exists()


def _find_invitation(code: str) -> AcceptedCode | None:
    invitation = Invitation.objects.select_related("customer").filter(code=code, customer__active=True).first()
    if invitation is None:
        return None
    if invitation.ends <= timezone.now():
        raise InvitationOver(code)
    return AcceptedCode(
        customer=invitation.customer,
        code=code,
        ends=invitation.ends,
        is_invitation=True,
        is_used_up=invitation.is_used_up,
    )
