"""A channel, and the firm's mail server."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext, gettext_lazy

from checker.desk.notify.models import TICKET_KINDS, Channel, ChannelKind, MailServer

if TYPE_CHECKING:
    _Form = forms.ModelForm[MailServer]
    _ChannelForm = forms.ModelForm[Channel]
else:
    _Form = _ChannelForm = forms.ModelForm  # takes no parameter while it runs


class ChannelForm(forms.Form):
    """A mail address, or the address of a webhook."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Wie"),
        choices=[(kind.value, kind.label) for kind in (ChannelKind.MAIL, ChannelKind.WEBHOOK)],
    )
    target = forms.CharField(label=gettext_lazy("Mailadresse, oder Adresse des Webhooks"), max_length=300)
    only_urgent = forms.BooleanField(
        label=gettext_lazy("Nur, wenn jemand nicht arbeiten kann"), required=False, initial=True
    )

    def clean(self) -> None:
        super().clean()
        target, kind = str(self.cleaned_data.get("target", "")).strip(), self.cleaned_data.get("kind")
        if not target or not kind:
            return
        if kind == ChannelKind.MAIL:
            try:
                validate_email(target)
            except ValidationError as error:
                self.add_error("target", error)
        elif not is_webhook_address(target):
            message = gettext("Eine Adresse mit https://; ohne Verschlüsselung nur auf diesem Rechner.")
            self.add_error("target", message)
        self.cleaned_data["target"] = target


class TicketChannelForm(_ChannelForm):
    """The firm's help desk. Its key is typed once, and is on no page afterwards."""

    class Meta:
        model = Channel
        fields = ["kind", "target", "secret", "ticket_group", "requester", "only_urgent"]
        labels = {
            "kind": gettext_lazy("Welches Ticketsystem"),
            "target": gettext_lazy("Seine Adresse"),
            "secret": gettext_lazy("Zugriffs-Token, oder API-Schlüssel"),
            "ticket_group": gettext_lazy("Gruppe in Zammad, oder Nummer des Hilfethemas in osTicket"),
            "requester": gettext_lazy("Mailadresse, unter der die Tickets angelegt werden"),
            "only_urgent": gettext_lazy("Nur, wenn jemand nicht arbeiten kann"),
        }
        help_texts = {
            "target": gettext_lazy("Zum Beispiel https://tickets.muster-it.de"),
            "secret": gettext_lazy("In osTicket gilt er für die Adresse dieses Desks."),
            "ticket_group": gettext_lazy("In osTicket darf es leer bleiben."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=self.fields["kind"].label, choices=[(kind.value, kind.label) for kind in TICKET_KINDS]
        )
        self.fields["secret"].widget = forms.PasswordInput(attrs={"autocomplete": "off"})
        self.fields["secret"].required = self.fields["requester"].required = True

    def clean_target(self) -> str:
        """As a webhook's."""
        target = str(self.cleaned_data["target"]).strip()
        if not is_webhook_address(target) or "?" in target or "#" in target:
            raise ValidationError(gettext("Eine Adresse mit https://; ohne Verschlüsselung nur auf diesem Rechner."))
        return target

    def clean_secret(self) -> str:
        """What an HTTP header can carry."""
        secret = str(self.cleaned_data["secret"]).strip()
        if not secret.isascii() or not secret.isprintable() or " " in secret:
            raise ValidationError(gettext("Das ist kein Schlüssel: Er hat nur Ziffern, Buchstaben und Zeichen."))
        return secret

    def clean(self) -> None:
        super().clean()
        kind, group = self.cleaned_data.get("kind"), str(self.cleaned_data.get("ticket_group", "")).strip()
        if kind == ChannelKind.ZAMMAD and not group:
            self.add_error("ticket_group", gettext("Zammad braucht eine Gruppe."))
        if kind == ChannelKind.OSTICKET and group and not (group.isascii() and group.isdecimal()):
            self.add_error("ticket_group", gettext("Das Hilfethema ist eine Nummer."))
        self.cleaned_data["ticket_group"] = group


class MailServerForm(_Form):
    """The password is typed anew or stays as it is; it is never on a page."""

    class Meta:
        model = MailServer
        fields = ["host", "port", "security", "user", "password", "sender"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        self.fields["password"].help_text = gettext("Leer: bleibt, wie es ist.") if self.instance.password else ""
        self._former_password = self.instance.password

    def clean_password(self) -> str:
        """The former one, where nothing was typed."""
        return str(self.cleaned_data["password"]) or self._former_password


def is_webhook_address(address: str) -> bool:
    """HTTPS anywhere, HTTP to this machine alone."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username or any(letter.isspace() for letter in address):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in ("127.0.0.1", "localhost", "::1"))
