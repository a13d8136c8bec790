"""Which customer a code stands for: its own, or one that was replaced and is still taken for a while."""

import datetime
import re
from collections.abc import Iterable

from django.db.models import F, Q
from django.utils import timezone

from checker.desk.customers.models import Customer, FormerCode, Invitation, Site
from checker.model.profile import CUSTOMER_CODE
from checker.model.record import Record


class AcceptedCode(Record, frozen=True, kw_only=True):
    """`ends`: until when a replaced code or an invitation is taken; None for the customer's own, and a site's.

    `is_used_up`: an invitation whose runs are done: a report that is on its way again is still answered. `gateways`:
    the ids of those that the code's people use; none: all of the profile.
    """

    customer: Customer
    code: str
    ends: datetime.datetime | None = None
    is_invitation: bool = False
    is_used_up: bool = False
    gateways: tuple[str, ...] = ()

    def end(self) -> "CodeReplaced | None":
        """Why the code is over, once its time has passed."""
        if self.ends is None or self.ends > timezone.now():
            return None
        return InvitationOver(self.code) if self.is_invitation else CodeReplaced(self.code)


class CodeReplaced(Exception):  # noqa: N818 - becomes a refusal
    """The code was replaced by another one, and is over. With the kinds of the refusals that a program gets."""

    fetch_refusal = "profile-replaced"
    upload_refusal = "enrolment-replaced"


class InvitationOver(CodeReplaced):
    """The code is one of an invitation whose time is over, or whose runs are done."""

    fetch_refusal = upload_refusal = "invitation-over"


def find_code(code: str) -> AcceptedCode | None:
    """The customer who takes part under this code, in any case of its letters. Raises CodeReplaced."""
    accepted = find_codes([code]).get(code)
    if isinstance(accepted, CodeReplaced):
        raise accepted
    return accepted


def find_codes(codes: Iterable[str]) -> dict[str, AcceptedCode | CodeReplaced]:
    """The same for several, by the code as it was given; those that nobody has or had are left out."""
    canonical = {code: code.strip().upper() for code in codes}
    unread = {code for code in canonical.values() if re.fullmatch(CUSTOMER_CODE, code)}
    accepted: dict[str, AcceptedCode] = {}
    for read in (_own_codes, _sites, _former_codes, _invitations):
        if unread := unread - accepted.keys():
            accepted |= {accepted_code.code: accepted_code for accepted_code in read(unread)}
    return {code: accepted[name].end() or accepted[name] for code, name in canonical.items() if name in accepted}


def _own_codes(codes: set[str]) -> Iterable[AcceptedCode]:
    for customer in Customer.objects.filter(code__in=codes, active=True):
        yield AcceptedCode(customer=customer, code=customer.code)


def _sites(codes: set[str]) -> Iterable[AcceptedCode]:
    for site in Site.objects.select_related("customer").filter(code__in=codes, customer__active=True):
        yield AcceptedCode(customer=site.customer, code=site.code, gateways=site.gateway_ids)


def _former_codes(codes: set[str]) -> Iterable[AcceptedCode]:
    for former in FormerCode.objects.select_related("customer").filter(code__in=codes, customer__active=True):
        yield AcceptedCode(customer=former.customer, code=former.code, ends=former.ends)


def _invitations(codes: set[str]) -> Iterable[AcceptedCode]:
    invitations = Invitation.objects.select_related("customer", "site")
    for invitation in invitations.filter(code__in=codes, customer__active=True):
        yield AcceptedCode(
            customer=invitation.customer,
            code=invitation.code,
            ends=invitation.ends,
            is_invitation=True,
            is_used_up=invitation.is_used_up,
            gateways=invitation.site.gateway_ids if invitation.site else (),
        )


def is_of_customer(code: str, customer: Customer) -> bool:
    """Whether the customer has this code, or had it once, or it is one of his sites' or invitations'."""
    return code == customer.code or any(
        codes.filter(code=code).exists() for codes in (customer.former_codes, customer.sites, customer.invitations)
    )


def count_run(accepted_code: str, customer: Customer, reference: str) -> bool:
    """Counts the report of this reference, which is about to be filed under this code; False where an invitation has no
    run left.

    Costs nothing for the customer's own code, which nearly every report has.
    """
    if accepted_code == customer.code:
        return True
    invitations = Invitation.objects.filter(code=accepted_code)
    has_room = Q(max_runs=None) | Q(runs__lt=F("max_runs"))
    counted = invitations.filter(has_room).update(runs=F("runs") + 1, reference=reference)
    return bool(counted) or not invitations.exists()
