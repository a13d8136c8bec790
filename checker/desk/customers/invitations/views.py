"""The pages by which employees are invited: sheet, mail, and codes that end."""

import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.models import AuditAction, Technician
from checker.desk.customers.forms import InvitationForm
from checker.desk.customers.invitations.mail_text import MailText, mail_text
from checker.desk.customers.invitations.preflight import preflight_of
from checker.desk.customers.models import Customer, Invitation, unused_customer_code
from checker.desk.firm.models import Firm
from checker.desk.pages.language import page_language
from checker.desk.programs.program_files import offered_programs
from checker.model.phrase import phrase
from checker.model.signature import fingerprint
from checker.model.text import LANGUAGES, Language
from checker.show.qr_code.symbol import qr_svg


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """The ways in: the customer's own address, or an invitation that ends."""
    customer = get_object_or_404(Customer, code=code)
    preset = {"is_preflight": True, "purpose": gettext("Erster Tag")} if "preflight" in request.GET else None
    form = InvitationForm(customer, request.POST or None, initial=preset)
    if request.method == "POST" and form.is_valid():
        invitation = Invitation.objects.create(
            customer=customer,
            code=unused_customer_code(customer.name),
            purpose=form.cleaned_data["purpose"],
            ends=timezone.now() + datetime.timedelta(days=form.cleaned_data["days"]),
            max_runs=form.cleaned_data["max_runs"],
            is_preflight=form.cleaned_data["is_preflight"],
            site=customer.sites.filter(code=form.cleaned_data.get("site", "")).first(),
            by=cast(Technician, request.user),
        )
        audit_log.record(AuditAction.INVITATION, request, f"{customer.name}: {invitation.code}")
        messages.success(request, gettext("Angelegt. Geben Sie Blatt oder Mail weiter."))
        return redirect("invitation", code=customer.code, invited=invitation.code)
    invitations = customer.invitations.select_related("by", "site")[:30]
    context = {
        "customer": customer,
        "form": form,
        "invitations": [
            (entry, preflight_of(entry, page_language()) if entry.is_preflight else None) for entry in invitations
        ],
        "has_program": bool(offered_programs()),
    }
    return render(request, "customers/invitations/invite.html", context)


@require_GET
def invitation(request: HttpRequest, code: str, invited: str) -> HttpResponse:
    """Sheet and mail of the customer's own code, or of an invitation."""
    customer = get_object_or_404(Customer, code=code)
    own = _invitation_or_404(customer, invited)
    ends = timezone.localdate(own.ends) if own else None
    context = {
        "customer": customer,
        "invitation": own,
        "invited": invited,
        "site": own.site if own else customer.sites.filter(code=invited).first(),
        "preflight": preflight_of(own, page_language()) if own and own.is_preflight else None,
        "mails": [_mail(customer, invited, ends, language) for language in LANGUAGES],
        "sheets": [(language, *_sheet_parts(invited, language)) for language in LANGUAGES],
    }
    return render(request, "customers/invitations/invitation.html", context)


@require_GET
def sheet(request: HttpRequest, code: str, invited: str, language: str) -> HttpResponse:
    """One page to print and hand out."""
    customer = get_object_or_404(Customer, code=code)
    own = _invitation_or_404(customer, invited)
    sheet_language: Language = "en" if language == "en" else "de"
    address, words = _sheet_parts(invited, sheet_language)
    context = {
        "customer": customer,
        "invited": invited,
        "ends": own.ends if own else None,
        "address": address,
        "phrase": words,
        "qr": qr_svg(address, address),
    }
    return render(request, f"customers/invitations/sheet_{sheet_language}.html", context)


@require_POST
def end(request: HttpRequest, code: str, invited: str) -> HttpResponse:
    """Ends an invitation before its time."""
    customer = get_object_or_404(Customer, code=code)
    own = get_object_or_404(customer.invitations, code=invited)
    if own.is_accepted:
        own.end()
        audit_log.record(AuditAction.INVITATION, request, f"{customer.name}: {own.code}")
    return redirect("invite", code=customer.code)


def _invitation_or_404(customer: Customer, invited: str) -> Invitation | None:
    """None for the customer's own code, and for a site's."""
    if invited == customer.code or customer.sites.filter(code=invited).exists():
        return None
    return get_object_or_404(customer.invitations.select_related("site"), code=invited)


def _sheet_parts(code: str, language: Language) -> tuple[str, str]:
    """The address, and the check words in this language."""
    firm = Firm.get()
    public_key = bytes(firm.public_key)
    words = phrase(fingerprint(public_key), code).render(language) if public_key else ""
    return f"{firm.address}/d/{code}/", words


def _mail(customer: Customer, invited: str, ends: datetime.date | None, language: Language) -> MailText:
    firm = Firm.get()
    address, words = _sheet_parts(invited, language)
    return mail_text(
        language,
        firm=firm.display_name,
        customer=customer.name,
        address=address,
        phrase=words,
        contact=", ".join(part for part in (firm.display_name, firm.phone, firm.mail) if part),
        ends=ends,
    )
