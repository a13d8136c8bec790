"""The one row about the IT firm itself, and the keys that it signed with before."""

from django.apps import apps
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checker.model import profile
from checker.model.firm.appearance import FirmAppearance

_url_validator = RegexValidator(
    r"^https?://[^\s/]+(/[^\s]*)?$", _("Eine Adresse beginnt mit https:// und hat keine Leerzeichen.")
)


_one_line = RegexValidator(profile.SINGLE_LINE, _("Bitte eine Zeile ohne Sonderzeichen."))


class Firm(models.Model):
    """How employees reach the firm. `last_url` is where the desk was last started: what commands go by.

    `former_url`: what profiles named before a start elsewhere changed it; empty once a technician has seen to it.
    """

    name = models.CharField(_("Name Ihrer Firma"), max_length=120, blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    mail = models.EmailField(_("E-Mail"), max_length=120, blank=True)
    public_url = models.CharField(
        _("Öffentliche Adresse des Desks"), max_length=250, blank=True, validators=[_url_validator]
    )
    measure_url = models.CharField(
        _("Öffentliche Adresse der Messstelle"), max_length=250, blank=True, validators=[_url_validator]
    )
    office_hours = models.CharField(_("Sprechzeiten"), max_length=120, blank=True, default="", validators=[_one_line])
    promise = models.CharField(
        _("Bis wann Sie sich melden"), max_length=200, blank=True, default="", validators=[_one_line]
    )
    colour = models.CharField(
        _("Farbe"),
        max_length=7,
        blank=True,
        default="",
        validators=[
            RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Eine Farbe besteht aus # und sechs Ziffern, zum Beispiel #1a5fb4."))
        ],
    )
    logo_digest = models.CharField(max_length=64, blank=True, default="")
    imprint = models.TextField(_("Impressum"), max_length=20_000, blank=True, default="")
    privacy_text = models.TextField(_("Datenschutz: was Sie hinzufügen"), max_length=20_000, blank=True, default="")
    second_factor_required = models.BooleanField(default=False)
    public_key = models.BinaryField(max_length=32)
    last_url = models.CharField(max_length=250, default="http://127.0.0.1:8000")
    last_measure_url = models.CharField(max_length=250, blank=True)
    former_url = models.CharField(max_length=250, blank=True, default="")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def get(cls) -> "Firm":
        """The firm; an empty one, not saved, before the first start."""
        return cls.objects.first() or cls(pk=1, public_key=b"")

    def note_start(self, url: str, measure_url: str, served_before_at: str = "") -> None:
        """Notes where the desk answers from now on. A change of what profiles name is never a silent one.

        `served_before_at`: its address of the start before; empty on the first.
        """
        if served_before_at not in ("", url) and not self.public_url and self._has_customers():
            self.former_url = self.former_url or served_before_at
        self.former_url = "" if self.former_url == url else self.former_url
        self.last_url, self.last_measure_url = url, measure_url
        self.save(update_fields=["last_url", "last_measure_url", "former_url"])

    @property
    def has_moved(self) -> bool:
        """Whether profiles are out there that name another address than new ones do."""
        return bool(self.former_url) and not self.public_url

    def _has_customers(self) -> bool:
        return apps.get_model("customers", "Customer").objects.exists()

    @property
    def address(self) -> str:
        """Where the desk answers, without a slash at its end."""
        return (self.public_url or self.last_url).rstrip("/")

    @property
    def measure_address(self) -> str:
        """Where employees reach the measuring endpoints, without a slash at its end; empty where nobody said.

        Behind a public address, the one that the desk itself listens on says nothing.
        """
        return (self.measure_url or ("" if self.public_url else self.last_measure_url)).rstrip("/")

    @property
    def display_name(self) -> str:
        """The firm's name, or what to call it until it has one."""
        return self.name or str(_("Ihre IT-Firma"))

    def to_contact(self) -> profile.FirmContact:
        """The firm as a profile names it."""
        return profile.FirmContact(
            name=self.display_name,
            phone=self.phone,
            mail=self.mail,
            desk_url=self.address,
            office_hours=self.office_hours,
            promise=self.promise,
        )

    def to_appearance(self) -> FirmAppearance:
        """How programs show it: they decode a PNG alone, and find it by its digest."""
        logo_digest = self.logo_digest if Logo.objects.filter(content_type="image/png").exists() else ""
        return FirmAppearance(colour=self.colour, logo_digest=logo_digest)


class Logo(models.Model):
    """The firm's logo: apart from its row, which every page reads."""

    image = models.BinaryField()
    content_type = models.CharField(max_length=20)


class FormerKey(models.Model):
    """A public key that was replaced. `succession`: its own statement for the next one; empty after a loss or theft.

    Enrolments that it signed count as long as they are good, but not those of one without a statement.
    """

    public_key = models.BinaryField(max_length=32)
    replaced = models.DateTimeField(default=timezone.now)
    succession = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["replaced", "pk"]
