"""The shopping list of a customer and the firm's catalogue, for technicians."""

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.models import AuditAction, Technician
from checker.desk.customers.models import Customer
from checker.desk.pages.csv_response import csv_response
from checker.desk.purchase.forms import CatalogueForm
from checker.desk.purchase.manager_links import LIFETIME, create_manager_link
from checker.desk.purchase.models import MAX_PERSON, PurchaseState
from checker.desk.purchase.reported_needs import update_purchases
from checker.desk.purchase.shopping_list import catalogue, open_purchases, price_words, reason_words, total_words


@require_GET
def purchases(request: HttpRequest, code: str) -> HttpResponse:
    """Who needs what and why; brought up to date from the newest reports."""
    customer = get_object_or_404(Customer, code=code)
    return _list(request, customer)


@require_POST
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Moves what was ticked to another state, and saves for whom each is."""
    customer = get_object_or_404(Customer, code=code)
    ticked, state = set(request.POST.getlist("purchase")), request.POST.get("state", "")
    technician, moved = cast(Technician, request.user), 0
    with transaction.atomic():
        for purchase in open_purchases(customer):
            person = " ".join(request.POST.get(f"person-{purchase.pk}", "").replace("\0", "").split())[:MAX_PERSON]
            if f"person-{purchase.pk}" in request.POST and person != purchase.recipient:
                purchase.person = person
            if str(purchase.pk) in ticked and state in PurchaseState.values and state != purchase.state:
                purchase.state, purchase.changed, purchase.changed_by = state, timezone.now(), technician
                moved += 1
            purchase.save(update_fields=["person", "state", "changed", "changed_by"])
    text = ngettext("%(n)d Zeile geändert.", "%(n)d Zeilen geändert.", moved) % {"n": moved}
    messages.success(request, text if moved else gettext("Gespeichert."))
    return redirect("purchases", code=customer.code)


@require_GET
def purchases_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The list as a table, for an order."""
    customer = get_object_or_404(Customer, code=code)
    update_purchases(customer)
    offers = catalogue()
    rows = []
    for purchase in open_purchases(customer):
        entry = offers.get(purchase.item)
        rows.append(
            (
                purchase.recipient,
                purchase.get_item_display(),
                entry.product if entry else "",
                reason_words(purchase),
                gettext("ja") if purchase.free_fix_tried else gettext("nein"),
                purchase.get_state_display(),
                entry.low if entry else None,
                entry.high if entry else None,
                timezone.localtime(purchase.made).date().isoformat(),
                purchase.reference,
            )
        )
    heading = ("for", "item", "product", "why", "free_fix_tried", "state", "from_eur", "to_eur", "since", "reference")
    return csv_response(f"Homeoffice-Check_purchases_{customer.code}", heading, rows)


@never_cache
@require_POST
def new_link(request: HttpRequest, code: str) -> HttpResponse:
    """A link for the customer's manager; it is visible once, on the page that answers."""
    customer = get_object_or_404(Customer, code=code)
    link = create_manager_link(customer, cast(Technician, request.user))
    audit_log.record(AuditAction.MANAGER_LINK, request, customer.name)
    return _list(request, customer, link)


@require_POST
def end_links(request: HttpRequest, code: str) -> HttpResponse:
    """No link of this customer opens anything any more."""
    customer = get_object_or_404(Customer, code=code)
    if customer.manager_links.all().delete()[0]:
        audit_log.record(AuditAction.MANAGER_LINK, request, customer.name)
        messages.success(request, gettext("Die Links zum Genehmigen gelten nicht mehr."))
    return redirect("purchases", code=customer.code)


@require_http_methods(["GET", "POST"])
def edit_catalogue(request: HttpRequest) -> HttpResponse:
    """What the firm offers and what it costs."""
    form = CatalogueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Gespeichert."))
        return redirect("catalogue")
    return render(request, "purchase/catalogue.html", {"form": form})


def _list(request: HttpRequest, customer: Customer, link: str = "") -> HttpResponse:
    update_purchases(customer)
    offers, rows = catalogue(), open_purchases(customer)
    context = {
        "customer": customer,
        "rows": [
            (purchase, reason_words(purchase), offers.get(purchase.item), price_words(offers.get(purchase.item)))
            for purchase in rows
        ],
        "total": total_words(rows),
        "states": PurchaseState.choices,
        "link": link,
        "link_days": LIFETIME.days,
        "links": customer.manager_links.filter(ends__gt=timezone.now()).count(),
        "longest": MAX_PERSON,
        "has_prices": bool(offers),
    }
    return render(request, "purchase/list.html", context)
