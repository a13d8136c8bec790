"""The customers' pages, for technicians."""

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from checker.desk.accounts.models import Technician
from checker.desk.customers.blank import blanks
from checker.desk.customers.codes import new_code
from checker.desk.customers.download import phrases
from checker.desk.customers.forms import CustomerForm
from checker.desk.customers.models import Customer
from checker.desk.firm.models import Firm
from checker.desk.pages.language import page_language


@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    """All customers, regular ones first, with the number of their open reports."""
    wanted = request.GET.get("q", "").replace("\0", "").strip()
    listed = Customer.objects.annotate(
        open_reports=Count("reports", filter=Q(reports__closed=None)),
        all_reports=Count("reports"),
    )
    if wanted:
        listed = listed.filter(Q(name__icontains=wanted) | Q(code__icontains=wanted))
    return render(request, "customers/list.html", {"customers": listed, "q": wanted})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new customer; its code is drawn from its name."""
    form = CustomerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.code = new_code(form.instance.name)
        customer = _save(request, form)
        messages.success(request, gettext("Angelegt. Geben Sie den Mitarbeitern nun diese Adresse."))
        return redirect("customer", code=customer.code)
    return render(request, "customers/edit.html", {"form": form, "blanks": blanks(page_language())})


@require_GET
def customer(request: HttpRequest, code: str) -> HttpResponse:
    """One customer: what employees get, the profile, its versions and the newest reports."""
    found = get_object_or_404(Customer, code=code)
    shown = {
        "customer": found,
        "versions": found.versions.select_related("by")[:10],
        "reports": found.reports.order_by("-received")[:8],
        "address": Firm.get().address,
        "phrase": phrases(found)["phrase"],
    }
    return render(request, "customers/customer.html", shown)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Changes a customer. A changed profile is a new version; the employee's program fetches it by itself."""
    found = get_object_or_404(Customer, code=code)
    form = CustomerForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        _save(request, form)
        messages.success(request, gettext("Gespeichert."))
        return redirect("customer", code=found.code)
    return render(request, "customers/edit.html", {"form": form, "customer": found, "blanks": blanks(page_language())})


@require_GET
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """An older version of a profile, to read and to copy from."""
    found = get_object_or_404(Customer, code=code)
    shown = get_object_or_404(found.versions.select_related("by"), number=number)
    return render(request, "customers/version.html", {"customer": found, "version": shown})


def _save(request: HttpRequest, form: CustomerForm) -> Customer:
    with transaction.atomic():
        customer = form.save()
        customer.change_needs(form.cleaned_data["needs"], cast(Technician, request.user))
    return customer
