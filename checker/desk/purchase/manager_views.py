"""What a customer's manager sees by a link: needs without names, numbers of five people and more, and a button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from checker.desk.customers.models import Customer
from checker.desk.purchase.items import Item
from checker.desk.purchase.manager_links import find_manager_link
from checker.desk.purchase.models import Purchase, PurchaseState
from checker.desk.purchase.reported_needs import update_purchases
from checker.desk.purchase.shopping_list import AGGREGATE_PERIOD, by_item, open_purchases, total_words, work_summary


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def manager(request: HttpRequest, token: str) -> HttpResponse:
    """The needs by item; approving all of one item that were visible."""
    link = find_manager_link(token)
    if link is None:
        return render(request, "purchase/link_over.html", status=410)
    customer = link.customer
    if request.method == "POST":
        if _approve(customer, request.POST.get("item", ""), request.POST.get("number", "")):
            messages.success(request, gettext("Danke. Ihre IT-Firma kann bestellen."))
        else:
            messages.warning(
                request, gettext("Inzwischen hat sich die Liste geändert. Bitte sehen Sie sie noch einmal an.")
            )
        return redirect("manager", token=token)
    update_purchases(customer)
    rows = open_purchases(customer)
    context = {
        "customer": customer,
        "groups": by_item(rows),
        "total": total_words(rows),
        "ends": link.ends,
        "summary": work_summary(customer),
        "days": AGGREGATE_PERIOD.days,
    }
    return render(request, "purchase/manager.html", context)


def _approve(customer: Customer, item: str, number: str) -> bool:
    """Only as many as were on the page: what came in between was not looked at."""
    if item not in Item.values:
        return False
    with transaction.atomic():
        waiting = Purchase.objects.filter(customer=customer, item=item, state=PurchaseState.NEEDED)
        keys = list(waiting.values_list("pk", flat=True))
        if not keys or str(len(keys)) != number:
            return False
        Purchase.objects.filter(pk__in=keys).update(
            state=PurchaseState.APPROVED, changed=timezone.now(), changed_by=None
        )
    return True
