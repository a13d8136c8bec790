"""The customers' pages, for technicians."""

import datetime
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.models import AuditAction, Technician
from checker.desk.customers.employee_views import phrases
from checker.desk.customers.forms import CustomerForm, NewCodeForm
from checker.desk.customers.models import Customer, unused_customer_code
from checker.desk.customers.needs_template import needs_templates
from checker.desk.firm.models import Firm
from checker.desk.pages.language import page_language


@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    """All customers, regular ones first, with the number of their open reports."""
    query = request.GET.get("q", "").replace("\0", "").strip()
    matches = Customer.objects.annotate(
        open_reports=Count("reports", filter=Q(reports__closed=None)),
        all_reports=Count("reports"),
    )
    if query:
        matches = matches.filter(Q(name__icontains=query) | Q(code__icontains=query))
    return render(request, "customers/list.html", {"customers": matches, "q": query})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new customer; its code is drawn from its name."""
    form = CustomerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.code = unused_customer_code(form.instance.name)
        customer = _save_customer(request, form)
        messages.success(request, gettext("Angelegt. Geben Sie den Mitarbeitern nun diese Adresse."))
        return redirect("customer", code=customer.code)
    return render(request, "customers/edit.html", {"form": form, "blanks": needs_templates(page_language())})


@require_GET
def customer(request: HttpRequest, code: str) -> HttpResponse:
    """One customer: what employees get, the profile, its versions and the newest reports."""
    record = get_object_or_404(Customer, code=code)
    context = {
        "customer": record,
        "former_codes": [former for former in record.former_codes.all() if former.is_accepted],
        "versions": record.versions.select_related("by")[:10],
        "reports": record.reports.order_by("-received")[:8],
        "address": Firm.get().address,
        "phrase": phrases(record.code)["phrase"],
    }
    return render(request, "customers/customer.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Changes a customer. A changed profile is a new version; the employee's program fetches it by itself."""
    customer = get_object_or_404(Customer, code=code)
    form = CustomerForm(request.POST or None, instance=customer)
    if request.method == "POST" and form.is_valid():
        _save_customer(request, form)
        messages.success(request, gettext("Gespeichert."))
        return redirect("customer", code=customer.code)
    return render(
        request, "customers/edit.html", {"form": form, "customer": customer, "blanks": needs_templates(page_language())}
    )


@require_http_methods(["GET", "POST"])
def new_code(request: HttpRequest, code: str) -> HttpResponse:
    """Replaces a customer's code; the old one is taken for a while, or no longer."""
    customer = get_object_or_404(Customer, code=code)
    form = NewCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        former = customer.replace_code(datetime.timedelta(days=form.cleaned_data["overlap_days"]))
        audit_log.record(AuditAction.CODE, request, f"{customer.name}: {former.code} → {customer.code}")
        messages.success(request, gettext("Der Kunde hat eine neue Kennung. Geben Sie den Mitarbeitern die neue."))
        return redirect("customer", code=customer.code)
    return render(request, "customers/new_code.html", {"form": form, "customer": customer})


@require_POST
def end_code(request: HttpRequest, code: str, former_code: str) -> HttpResponse:
    """Takes a replaced code no longer, before its time is over."""
    customer = get_object_or_404(Customer, code=code)
    former = get_object_or_404(customer.former_codes, code=former_code)
    if former.is_accepted:
        former.end()
        audit_log.record(AuditAction.CODE_ENDED, request, f"{customer.name}: {former.code}")
    return redirect("customer", code=customer.code)


@require_GET
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """An older version of a profile, to read and to copy from."""
    customer = get_object_or_404(Customer, code=code)
    profile_version = get_object_or_404(customer.versions.select_related("by"), number=number)
    return render(request, "customers/version.html", {"customer": customer, "version": profile_version})


def _save_customer(request: HttpRequest, form: CustomerForm) -> Customer:
    with transaction.atomic():
        customer = form.save()
        customer.change_needs(form.cleaned_data["needs"], cast(Technician, request.user))
    return customer
