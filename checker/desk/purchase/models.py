"""A need, the firm's prices, and the link by which a customer's manager approves."""

import msgspec
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checker.desk.accounts.models import Technician
from checker.desk.customers.models import Customer
from checker.desk.purchase.items import Item
from checker.desk.reports.cases.models import Case
from checker.model.finding import Finding

MAX_PERSON = 60
MAX_PRICE = 100_000


class PurchaseState(models.TextChoices):
    """How far it is. The values stand in the table."""

    NEEDED = "needed", _("gebraucht")
    APPROVED = "approved", _("genehmigt")
    ORDERED = "ordered", _("bestellt")
    SENT = "sent", _("verschickt")
    CHECKED = "checked", _("geprüft, es hilft")
    NOT_NEEDED = "not-needed", _("ohne Kauf gelöst")
    DECLINED = "declined", _("abgelehnt")


DONE_STATES = (PurchaseState.CHECKED, PurchaseState.NOT_NEEDED, PurchaseState.DECLINED)
BOUGHT_STATES = (PurchaseState.ORDERED, PurchaseState.SENT)


class Purchase(models.Model):
    """One item for one case. `person`: whom a technician wrote down; else the case says it for as long as it is here.

    `finding` (JSON) is the one that called for it; `changed` when its state changed last.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="purchases")
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="purchases")
    reference = models.CharField(max_length=20)
    item = models.CharField(max_length=10, choices=Item.choices)
    finding = models.TextField()
    free_fix_tried = models.BooleanField(default=False)
    person = models.CharField(max_length=MAX_PERSON, blank=True, default="")
    state = models.CharField(max_length=10, choices=PurchaseState.choices, default=PurchaseState.NEEDED)
    made = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["item", "made", "pk"]
        indexes = [models.Index(fields=["customer", "state"], name="purchases_by_customer")]
        constraints = [models.UniqueConstraint(fields=["case", "item"], name="one_purchase_a_case_and_item")]

    def __str__(self) -> str:
        return f"{self.reference} {self.item}"

    @property
    def reason(self) -> Finding:
        """The finding that called for it."""
        return msgspec.json.decode(self.finding, type=Finding)

    @property
    def recipient(self) -> str:
        """For whom: as a technician wrote, as the employee wrote, or the reference."""
        return self.person or (self.case.name if self.case else "") or self.reference


class CatalogueEntry(models.Model):
    """What the firm offers for an item, and what it costs, in whole euros."""

    item = models.CharField(max_length=10, choices=Item.choices, unique=True)
    product = models.CharField(max_length=120, blank=True, default="")
    low = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(MAX_PRICE)])
    high = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(MAX_PRICE)])

    def __str__(self) -> str:
        return f"{self.item} {self.product}"


class ManagerLink(models.Model):
    """Lets a customer's manager see needs without names, and approve them. Only the hash of its token is stored."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="manager_links")
    hashed = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    ends = models.DateTimeField()

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return f"{self.customer} {self.ends:%Y-%m-%d}"
