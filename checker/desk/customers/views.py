"""The customers' pages, for technicians."""

import datetime

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.access import administrators_only
from checker.desk.accounts.models import AuditAction
from checker.desk.customers.employee_views import phrases
from checker.desk.customers.forms import DeletionForm, NewCodeForm
from checker.desk.customers.gateway_trial import TrialBusy, try_saved_gateways
from checker.desk.customers.models import Customer, Site
from checker.desk.customers.site_views import profile_gateways
from checker.desk.firm.models import Firm
from checker.desk.pages.csv_response import csv_response
from checker.desk.pages.language import page_language
from checker.desk.privacy.overwriting import overwrite_deleted
from checker.desk.reports.customer_deletion import delete_customer, stored_amount
from checker.desk.reports.inbox.worklist import open_cases_by_customer


@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    """All customers, regular ones first, with the number of their open cases."""
    query = request.GET.get("q", "").replace("\0", "").strip()
    matches = Customer.objects.all()
    if query:
        matches = matches.filter(Q(name__icontains=query) | Q(code__icontains=query))
    open_cases = open_cases_by_customer()
    rows = [(record, open_cases.get(record.pk, 0)) for record in matches]
    return render(request, "customers/list.html", {"customers": rows, "q": query})


@require_GET
def customers_csv(request: HttpRequest) -> HttpResponse:
    """All customers as a table. Their codes are secrets of their employees: they stand on the page alone."""
    open_cases = open_cases_by_customer()
    rows = (
        (record.name, int(record.regular), int(record.active), open_cases.get(record.pk, 0))
        for record in Customer.objects.all()
    )
    return csv_response("Homeoffice-Check_customers", ("customer", "regular", "active", "open cases"), rows)


@require_GET
def customer(request: HttpRequest, code: str) -> HttpResponse:
    """One customer: what employees get, the profile, its versions and the newest reports."""
    record = get_object_or_404(Customer, code=code)
    context = {
        "customer": record,
        "former_codes": [former for former in record.former_codes.all() if former.is_accepted],
        "versions": record.versions.select_related("by")[:10],
        "reports": record.reports.select_related("case").order_by("-received")[:8],
        "address": Firm.get().address,
        "phrase": phrases(record.code)["phrase"],
        "sites": _sites(record),
    }
    return render(request, "customers/customer.html", context)


def _sites(record: Customer) -> list[tuple[Site, list[str], bool]]:
    """Each with the names of its gateways, and whether one that was chosen is there no longer."""
    sites = list(record.sites.all())
    names = profile_gateways(record) if sites else {}
    return [
        (site, [names[key] for key in site.gateway_ids if key in names], not set(site.gateway_ids) <= names.keys())
        for site in sites
    ]


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


@administrators_only
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, code: str) -> HttpResponse:
    """The end of the contract: says what goes, and takes it away for good."""
    customer = get_object_or_404(Customer, code=code)
    form = DeletionForm(customer, request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = customer.name
        delete_customer(customer)
        audit_log.record(AuditAction.CUSTOMER_DELETED, request, name)
        overwrite_deleted()
        messages.success(request, gettext("%(name)s ist gelöscht, mit allen Berichten.") % {"name": name})
        return redirect("customers")
    context = {"customer": customer, "form": form, "amount": stored_amount(customer)}
    return render(request, "customers/delete.html", context)


@require_http_methods(["GET", "POST"])
def try_gateways(request: HttpRequest, code: str) -> HttpResponse:
    """Asks the saved gateways from the desk's machine."""
    customer = get_object_or_404(Customer, code=code)
    context = {"customer": customer, "has_gateways": "gateways" in customer.needs}
    if request.method == "POST" and context["has_gateways"]:
        try:
            context["result"] = try_saved_gateways(customer.needs, page_language())
        except TrialBusy:
            messages.warning(
                request, gettext("Gerade läuft schon eine Probe. Bitte versuchen Sie es gleich noch einmal.")
            )
        except OSError as error:
            messages.warning(
                request, gettext("Die Probe ließ sich nicht starten: %(error)s") % {"error": error.strerror}
            )
    return render(request, "customers/try.html", context)
