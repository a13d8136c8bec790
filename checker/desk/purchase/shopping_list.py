"""The list as people read it: lines with prices, and by item without names, for who must approve it."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext

from checker.desk.customers.models import Customer
from checker.desk.pages.language import page_language
from checker.desk.purchase.items import WHY, Item
from checker.desk.purchase.models import CatalogueEntry, Purchase, PurchaseState
from checker.desk.reports.cases.models import Case
from checker.desk.reports.cases.urgency import Urgency
from checker.model.record import Record
from checker.show.findings import describe_finding

MIN_PEOPLE = 5
"""A manager sees numbers about people from so many on: of fewer, somebody could be told by them (facts: privacy)."""
AGGREGATE_PERIOD = datetime.timedelta(days=30)


class ItemGroup(Record, frozen=True, kw_only=True):
    """All needs of one item: how many in each state, and why, without anybody's name."""

    item: str
    title: str
    product: str
    price: str
    needed: int
    approved: int
    why: str
    free_fix_tried: int


class WorkSummary(Record, frozen=True, kw_only=True):
    """People who sent a report within 30 days. `able`: who can work; None where it would say something of a few."""

    people: int
    able: int | None


def open_purchases(customer: Customer) -> list[Purchase]:
    """Everything on the list, with its case."""
    return list(Purchase.objects.filter(customer=customer).select_related("case", "changed_by"))


def reason_words(purchase: Purchase) -> str:
    """Why, in the page's language."""
    return describe_finding(purchase.reason, page_language())


def catalogue() -> dict[str, CatalogueEntry]:
    """What the firm offers, by item."""
    return {entry.item: entry for entry in CatalogueEntry.objects.all()}


def price_words(entry: CatalogueEntry | None, number: int = 1) -> str:
    """The range for so many, in euros; empty where the firm entered none."""
    if entry is None or (entry.low is None and entry.high is None):
        return ""
    low, high = (number * price if price is not None else None for price in (entry.low, entry.high))
    if low is None or high is None or low == high:
        return f"{low if low is not None else high} €"
    return gettext("%(low)d bis %(high)d €") % {"low": low, "high": high}


def total_words(purchases: list[Purchase]) -> str:
    """The range of all that is still to be bought; what has no price is left out."""
    offers = catalogue()
    entries = [offers[purchase.item] for purchase in _to_buy(purchases) if purchase.item in offers]
    low = sum(entry.low or entry.high or 0 for entry in entries)
    high = sum(entry.high or entry.low or 0 for entry in entries)
    return price_words(CatalogueEntry(low=low, high=high)) if high else ""


def by_item(purchases: list[Purchase]) -> list[ItemGroup]:
    """What waits for a decision or was decided, and is not bought yet."""
    groups = []
    offers = catalogue()
    for item in Item:
        waiting = [purchase for purchase in _to_buy(purchases) if purchase.item == item]
        if not waiting:
            continue
        needed = sum(purchase.state == PurchaseState.NEEDED for purchase in waiting)
        entry = offers.get(item)
        groups.append(
            ItemGroup(
                item=item.value,
                title=str(item.label),
                product=entry.product if entry else "",
                price=price_words(entry, len(waiting)),
                needed=needed,
                approved=len(waiting) - needed,
                why=str(WHY[item]),
                free_fix_tried=sum(purchase.free_fix_tried for purchase in waiting),
            )
        )
    return groups


def work_summary(customer: Customer) -> WorkSummary | None:
    """None for fewer than five people. Both parts of a number have five, or one of them has none."""
    since = timezone.now() - AGGREGATE_PERIOD
    rows = Case.objects.filter(customer=customer, received__gte=since).exclude(code="")
    urgencies = dict(rows.order_by("received").values_list("code", "urgency"))
    people = len(urgencies)
    if people < MIN_PEOPLE:
        return None
    able = sum(urgency in (Urgency.SLOWED, Urgency.FINE) for urgency in urgencies.values())
    parts = (able, people - able)
    return WorkSummary(people=people, able=able if all(part == 0 or part >= MIN_PEOPLE for part in parts) else None)


def _to_buy(purchases: list[Purchase]) -> list[Purchase]:
    return [purchase for purchase in purchases if purchase.state in (PurchaseState.NEEDED, PurchaseState.APPROVED)]
