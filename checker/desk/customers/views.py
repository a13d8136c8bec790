"""The customers' pages, for technicians."""

import datetime

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.models import AuditAction
from checker.desk.customers.employee_views import phrases
from checker.desk.customers.forms import NewCodeForm
from checker.desk.customers.models import Customer
from checker.desk.firm.models import Firm


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
