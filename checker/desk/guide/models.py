"""What the firm adds to the guide, and how often each article is read."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from checker.desk.customers.models import Customer
from checker.model.text import Language

MAX_TEXT = 20_000


class OwnPage(models.Model):
    """A page of the firm's own, in one language or both."""

    slug = models.CharField(
        _("Kurzname in der Adresse"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$", _("Kleine Buchstaben, Ziffern und Bindestriche."))],
    )
    title_de = models.CharField(_("Titel"), max_length=120)
    text_de = models.TextField(_("Text"), max_length=MAX_TEXT)
    title_en = models.CharField(_("Titel, englisch"), max_length=120, blank=True)
    text_en = models.TextField(_("Text, englisch"), max_length=MAX_TEXT, blank=True)

    class Meta:
        ordering = ["title_de"]

    def __str__(self) -> str:
        return self.title_de

    def title(self, language: Language) -> str:
        """In this language, or as it was written."""
        return (self.title_en if language == "en" else "") or self.title_de

    def text(self, language: Language) -> str:
        """In this language, or as it was written."""
        return (self.text_en if language == "en" else "") or self.text_de


class Addition(models.Model):
    """What the firm says below one article: to everybody, or to the employees of one customer."""

    code = models.CharField(_("Artikel"), max_length=80, db_index=True)
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, null=True, blank=True, related_name="additions", verbose_name=_("Nur für")
    )
    text_de = models.TextField(_("Text"), max_length=MAX_TEXT)
    text_en = models.TextField(_("Text, englisch"), max_length=MAX_TEXT, blank=True)

    class Meta:
        ordering = ["code", "pk"]

    def __str__(self) -> str:
        return self.code

    def text(self, language: Language) -> str:
        """In this language, or as it was written."""
        return (self.text_en if language == "en" else "") or self.text_de


class ArticleViews(models.Model):
    """How often an article was read on one day. Nothing of who read it."""

    code = models.CharField(max_length=80)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "day"], name="one_count_a_day")]
        indexes = [models.Index(fields=["day"], name="views_by_day")]
