"""A channel, and the firm's mail server."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext, gettext_lazy

from checker.desk.notify.models import ChannelKind, MailServer

if TYPE_CHECKING:
    _Form = forms.ModelForm[MailServer]
else:
    _Form = forms.ModelForm  # takes no parameter while it runs


class ChannelForm(forms.Form):
    """A mail address, or the address of a webhook."""

    kind = forms.ChoiceField(label=gettext_lazy("Wie"), choices=ChannelKind.choices)
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
