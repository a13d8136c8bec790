"""Customers, the codes that each had, and every version of the profile of each."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checker.desk.accounts.models import Technician
from checker.desk.customers.customer_code import new_customer_code
from checker.desk.customers.needs_secrets import blank_secrets
from checker.model.profile import CUSTOMER_CODE


class Customer(models.Model):
    """A company that the firm looks after. Its code is a secret shared by its employees: it opens the profile."""

    code = models.CharField(max_length=24, unique=True, validators=[RegexValidator(rf"^{CUSTOMER_CODE}$")])
    name = models.CharField(_("Name des Kunden"), max_length=120)
    regular = models.BooleanField(
        _("Stammkunde"), default=False, help_text=_("Berichte von Stammkunden stehen im Posteingang zuerst.")
    )
    active = models.BooleanField(
        _("Nimmt teil"), default=True, help_text=_("Ohne dieses Häkchen gibt es weder Profil noch neue Berichte.")
    )
    uplink_mbit = models.PositiveIntegerField(
        _("Leitung der Firma hinauf, in Mbit/s"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(400_000)],
        help_text=_("Freiwillig. Bei einer Störung steht damit, ob sie für alle zugleich reicht."),
    )
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-regular", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def needs(self) -> str:
        """The newest version of what the workplaces need, as TOML; empty before there is one."""
        newest = self.versions.first()
        return newest.needs if newest else ""

    def change_needs(self, needs: str, by: Technician | None = None) -> "ProfileVersion | None":
        """Keeps a new version, and the secrets of the newest alone; None where nothing changed."""
        newest = self.versions.first()
        if newest is not None and newest.needs == needs:
            return None
        number = newest.number + 1 if newest else 1
        with transaction.atomic():
            for version in self.versions.all():
                version.forget_secrets()
            return self.versions.create(number=number, needs=needs, by=by)

    def replace_code(self, overlap: datetime.timedelta) -> "FormerCode":
        """Draws a new code. The one of before is taken until `overlap` has passed."""
        now = timezone.now()
        with transaction.atomic():
            former = self.former_codes.create(code=self.code, replaced=now, ends=now + overlap)
            self.code = unused_customer_code(self.name)
            self.save(update_fields=["code"])
        return former


def unused_customer_code(name: str) -> str:
    """A new code that no customer has or had, and no invitation."""
    while True:
        code = new_customer_code(name)
        if not any(model.objects.filter(code=code).exists() for model in (Customer, FormerCode, Site, Invitation)):
            return code


class FormerCode(models.Model):
    """A code that a customer had. Kept for good: it never stands for another customer."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="former_codes")
    code = models.CharField(max_length=24, unique=True)
    replaced = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField()

    class Meta:
        ordering = ["-replaced"]

    def __str__(self) -> str:
        return self.code

    @property
    def is_accepted(self) -> bool:
        """Whether it still opens the profile."""
        return self.ends > timezone.now()

    def end(self) -> None:
        """Takes it no longer."""
        self.ends = timezone.now()
        self.save(update_fields=["ends"])


class Site(models.Model):
    """A place of the customer's with ways in of its own, and the code under which its people get just these.

    `gateways`: ids of those of the profile, a line each; none: all of them.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="sites")
    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(_("Name des Standorts"), max_length=60)
    gateways = models.TextField(blank=True, max_length=2000)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["customer", "name"], name="one_site_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def gateway_ids(self) -> tuple[str, ...]:
        """Those that were chosen."""
        return tuple(self.gateways.split())

    def end(self) -> None:
        """Takes its code no longer, for anybody."""
        with transaction.atomic():
            self.customer.former_codes.create(code=self.code, ends=timezone.now())
            self.delete()


class Invitation(models.Model):
    """A code for a few people and a while, such as a new colleague: it opens the profile as the customer's own does.

    `runs`: reports that came under it; `max_runs`: how many may; None for any number. `reference`: the newest one's.
    `is_preflight`: the newest report says whether a new colleague's workplace passes (invitations/preflight.py).
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="invitations")
    code = models.CharField(max_length=24, unique=True)
    purpose = models.CharField(_("Wofür"), max_length=80, blank=True)
    ends = models.DateTimeField()
    max_runs = models.PositiveIntegerField(null=True, blank=True)
    runs = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=20, blank=True, default="")
    is_preflight = models.BooleanField(default=False)
    site = models.ForeignKey(Site, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations")
    made = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return self.code

    @property
    def is_used_up(self) -> bool:
        """Whether all of its runs are done."""
        return self.max_runs is not None and self.runs >= self.max_runs

    @property
    def is_accepted(self) -> bool:
        """Whether it still opens the profile."""
        return self.ends > timezone.now() and not self.is_used_up

    def end(self) -> None:
        """Takes it no longer."""
        self.ends = timezone.now()
        self.save(update_fields=["ends"])


class ProfileVersion(models.Model):
    """What the workplaces of a customer needed from `made` on. Never changed but for its secrets, never deleted."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    needs = models.TextField(blank=True)
    made = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["customer", "number"], name="one_profile_a_number")]

    def __str__(self) -> str:
        return f"{self.customer.code} v{self.number}"

    def forget_secrets(self) -> None:
        """Once there is a newer one: what no longer counts must not lie about."""
        needs = blank_secrets(self.needs)
        if needs != self.needs:
            self.needs = needs
            self.save(update_fields=["needs"])
