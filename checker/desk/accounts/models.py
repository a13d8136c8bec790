"""Technicians, what they sign in with, the sessions they have open, and what they did that others must look up."""

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class AccountRole(models.TextChoices):
    """What an account may open (access.py). The values stand in the table.

    A customer's manager has no account: a link that ends opens one page (purchase/manager_links.py).
    """

    TECHNICIAN = "technician", _("Technik: Fälle, Kunden, Einkauf, Ratgeber")
    ADMINISTRATOR = "administrator", _("Administration: dazu Firma, Schlüssel, Zugänge, Protokoll")


class TechnicianManager(BaseUserManager["Technician"]):
    """Finds technicians by name."""

    def get_or_create_named(self, name: str, role: AccountRole = AccountRole.TECHNICIAN) -> "Technician":
        """The technician of this name; made now, without a password, where there is none.

        Where nobody administers the desk, whoever is made does: somebody must be able to invite the others.
        """
        if account := self.filter(name__iexact=name).first():
            return account
        is_first = not self.filter(role=AccountRole.ADMINISTRATOR, is_active=True).exists()
        return self.create(name=name, role=AccountRole.ADMINISTRATOR if is_first else role)

    def get_by_natural_key(self, username: str | None) -> "Technician":
        """As people type their name: in any case."""
        return self.get(name__iexact=username)


class Technician(AbstractBaseUser):
    """Someone of the IT firm who works at this desk."""

    name = models.CharField(_("Name"), max_length=60, unique=True)
    role = models.CharField(max_length=13, choices=AccountRole.choices, default=AccountRole.TECHNICIAN)
    is_active = models.BooleanField(default=True)
    made = models.DateTimeField(default=timezone.now)

    objects: ClassVar[TechnicianManager] = TechnicianManager()

    USERNAME_FIELD = "name"

    @property
    def is_administrator(self) -> bool:
        """Whether pages that change whom others trust are open to this account."""
        return self.role == AccountRole.ADMINISTRATOR

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


class TotpSecret(models.Model):
    """What an app makes codes from (RFC 6238). `sealed`: under the desk's secret, so the table alone makes no code.

    `last_step`: the time step of the newest code that was taken; none counts twice.
    """

    technician = models.OneToOneField(Technician, on_delete=models.CASCADE, related_name="totp")
    sealed = models.BinaryField(max_length=200)
    last_step = models.PositiveBigIntegerField(default=0)
    made = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.technician} TOTP"


class Passkey(models.Model):
    """A passkey (w3.org/TR/webauthn-3). `credential`: its id and public key as the authenticator gave them.

    `last_challenge`: when the newest challenge that it answered was made, in microseconds; none counts twice.
    """

    technician = models.ForeignKey(Technician, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True)
    credential = models.BinaryField(max_length=4000)
    sign_count = models.PositiveBigIntegerField(default=0)
    last_challenge = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=60)
    made = models.DateTimeField(default=timezone.now)
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made", "pk"]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """Takes the place of a second factor once. Only its hash is kept."""

    technician = models.ForeignKey(Technician, on_delete=models.CASCADE, related_name="recovery_codes")
    hashed = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.technician} recovery code"


class BrowserSession(models.Model):
    """One browser that is signed in: what its owner recognises it by, and ends it with."""

    technician = models.ForeignKey(Technician, on_delete=models.CASCADE, related_name="browser_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60, blank=True)
    began = models.DateTimeField(default=timezone.now)
    used = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-used", "-pk"]

    def __str__(self) -> str:
        return f"{self.technician} {self.browser}"


class AuditAction(models.TextChoices):
    """What is written down. The values stand in the table."""

    SIGN_IN = "sign-in", _("Mit Passwort angemeldet")
    SIGN_IN_LINK = "sign-in-link", _("Mit einem Anmeldelink angemeldet")
    SIGN_IN_PASSKEY = "sign-in-passkey", _("Mit einem Passkey angemeldet")
    SIGN_IN_BLOCKED = "sign-in-blocked", _("Zu viele falsche Anmeldungen, vorerst gesperrt")
    RECOVERY_CODE = "recovery-code", _("Notfallcode benutzt")
    PASSWORD = "password", _("Passwort gesetzt")
    FACTOR = "factor", _("Zweiter Faktor eingerichtet, entfernt oder zurückgesetzt")
    FACTOR_POLICY = "factor-policy", _("Zweiter Faktor für alle verlangt oder freigestellt")
    ROLE = "role", _("Rechte eines Zugangs geändert")
    SESSIONS = "sessions", _("Sitzungen beendet")
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
    TOKEN = "token", _("Zugriff für ein Programm angelegt oder beendet")
    PROGRAM = "program", _("Programm bereitgelegt oder weggenommen")
    TECHNICIAN = "technician", _("Zugang angelegt, zurückgesetzt oder entfernt")


def audit_actions() -> "list[tuple[str, StrOrPromise]]":
    """The choices by reference: a migration names this function, so one more action needs none."""
    return list(AuditAction.choices)


class AuditEntry(models.Model):
    """Who did what, and when. `technician` is None for a command on the desk's own machine, and for a stranger."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    technician = models.ForeignKey(Technician, on_delete=models.SET_NULL, null=True, blank=True)
    action = models.CharField(max_length=20, choices=audit_actions)
    subject = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
