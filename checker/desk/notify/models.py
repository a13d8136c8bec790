"""Where messages go, through which server, and the queue of those on their way."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_one_line = RegexValidator(r"^[^\x00-\x1f\x7f]*$", _("Bitte eine Zeile ohne Sonderzeichen."))


class MailSecurity(models.TextChoices):
    """How the connection to the mail server is protected. The values stand in the table."""

    STARTTLS = "starttls", _("STARTTLS, meist Port 587")
    TLS = "tls", _("TLS von Anfang an, meist Port 465")
    NONE = "none", _("gar nicht: nur für einen Server auf diesem Rechner")


class MailServer(models.Model):
    """One row: the firm's own mail server."""

    host = models.CharField(_("Mailserver"), max_length=250, validators=[_one_line])
    port = models.PositiveIntegerField(
        _("Port"), default=587, validators=[MinValueValidator(1), MaxValueValidator(65535)]
    )
    security = models.CharField(_("Schutz"), max_length=8, choices=MailSecurity.choices, default=MailSecurity.STARTTLS)
    user = models.CharField(_("Benutzer"), max_length=120, blank=True, default="", validators=[_one_line])
    password = models.CharField(_("Passwort"), max_length=200, blank=True, default="")
    sender = models.EmailField(_("Absender"), max_length=120)

    def __str__(self) -> str:
        return self.host


class ChannelKind(models.TextChoices):
    """The values stand in the table."""

    MAIL = "mail", _("E-Mail")
    WEBHOOK = "webhook", _("Webhook")
    ZAMMAD = "zammad", _("Ticket in Zammad")
    OSTICKET = "osticket", _("Ticket in osTicket")


TICKET_KINDS = (ChannelKind.ZAMMAD, ChannelKind.OSTICKET)


class Channel(models.Model):
    """Where new cases are told. `last_case`: the newest that it was told of; `secret` signs a webhook's messages,
    or is the key that a help desk gave out.

    `ticket_group`: Zammad's group, or the number of osTicket's help topic; `requester`: whose tickets they are, by mail
    address. Of a help desk `target` is the address without a path of its interface.
    """

    kind = models.CharField(max_length=8, choices=ChannelKind.choices)
    target = models.CharField(max_length=300)
    secret = models.CharField(max_length=200, blank=True, default="")
    ticket_group = models.CharField(max_length=120, blank=True, default="")
    requester = models.EmailField(max_length=120, blank=True, default="")
    only_urgent = models.BooleanField(default=True)
    last_case = models.PositiveBigIntegerField(default=0)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind", "target"]

    def __str__(self) -> str:
        return self.target


class MessageState(models.TextChoices):
    """The values stand in the table."""

    WAITING = "waiting", _("wartet")
    SENT = "sent", _("gesendet")
    FAILED = "failed", _("aufgegeben")


class QueuedMessage(models.Model):
    """One message to one channel. `content` is JSON, without anything of the employee; `ticket`: its number."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="messages")
    content = models.TextField()
    state = models.CharField(max_length=8, choices=MessageState.choices, default=MessageState.WAITING)
    made = models.DateTimeField(default=timezone.now)
    next_try = models.DateTimeField(default=timezone.now)
    tries = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True, default="")
    sent = models.DateTimeField(null=True, blank=True)
    ticket = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ["-made", "-pk"]
        indexes = [models.Index(fields=["state", "next_try"], name="messages_due")]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
