"""Customers, and every version of the profile of each."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checker.desk.accounts.models import Technician
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
        """Keeps a new version; None where nothing changed."""
        newest = self.versions.first()
        if newest is not None and newest.needs == needs:
            return None
        number = newest.number + 1 if newest else 1
        return self.versions.create(number=number, needs=needs, by=by)


class ProfileVersion(models.Model):
    """What the workplaces of a customer needed from `made` on. Never changed, never deleted."""

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
