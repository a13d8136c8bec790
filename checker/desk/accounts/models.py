"""Technicians, the links that sign them in once, and what they did that others must be able to look up."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TechnicianManager(BaseUserManager["Technician"]):
    """Finds technicians by name."""

    def get_or_create_named(self, name: str) -> "Technician":
        """The technician of this name; made now, without a password, where there is none."""
        return self.filter(name__iexact=name).first() or self.create(name=name)

    def get_by_natural_key(self, username: str | None) -> "Technician":
        """As people type their name: in any case."""
        return self.get(name__iexact=username)


class Technician(AbstractBaseUser):
    """Someone of the IT firm who works at this desk. All have the same rights."""

    name = models.CharField(_("Name"), max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    made = models.DateTimeField(default=timezone.now)

    objects: ClassVar[TechnicianManager] = TechnicianManager()

    USERNAME_FIELD = "name"

    def has_usable_password(self) -> bool:
        """Whether one was ever set: Django takes an empty one for usable."""
        return bool(self.password) and super().has_usable_password()

    def __str__(self) -> str:
        return self.name


class SignInLink(models.Model):
    """A link that signs in once. Only the hash of its token is kept, so the table lets nobody in."""

    hashed = models.CharField(max_length=64, unique=True)
    technician = models.ForeignKey(Technician, on_delete=models.CASCADE)
    next = models.CharField(max_length=200, default="/")
    expires = models.DateTimeField(db_index=True)


class AuditAction(models.TextChoices):
    """What is written down. The values stand in the table."""

    SIGN_IN = "sign-in", _("Mit Passwort angemeldet")
    SIGN_IN_LINK = "sign-in-link", _("Mit einem Anmeldelink angemeldet")
    PASSWORD = "password", _("Passwort gesetzt")
    FIRM = "firm", _("Angaben zur Firma geändert")
    KEY = "key", _("Schlüssel der Firma gewechselt")
    CODE = "code", _("Neue Kennung für einen Kunden")
    CODE_ENDED = "code-ended", _("Alte Kennung eines Kunden beendet")
    INVITATION = "invitation", _("Einladung angelegt oder beendet")
    CUSTOMER_DELETED = "customer-deleted", _("Kunde gelöscht")
    PROFILE = "profile", _("Profil eines Kunden geändert")
    CASE_EXPORTED = "case-exported", _("Auskunft zu einem Fall als Datei geladen")
    CASE_DELETED = "case-deleted", _("Fall gelöscht")
    MANAGER_LINK = "manager-link", _("Link zum Genehmigen angelegt oder beendet")
    CHANNEL = "channel", _("Benachrichtigung angelegt, geändert oder beendet")
    TECHNICIAN = "technician", _("Zugang angelegt, zurückgesetzt oder entfernt")


class AuditEntry(models.Model):
    """Who did what, and when. `technician` is None for a command on the desk's own machine."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    technician = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True)
    action = models.CharField(max_length=20, choices=AuditAction.choices)
    subject = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
