"""Forms that set a second factor up, and the one that asks for it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from checker.desk.accounts.forms import ConfirmedForm

MAX_ANSWER = 20_000
"""Characters of a browser's answer; an attestation with certificates has some thousands."""


class TotpForm(ConfirmedForm):
    """The first code of an app."""

    sealed = forms.CharField(max_length=200, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Der Code, den die App jetzt zeigt"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ("sealed", "code", "current")


class PasskeyForm(ConfirmedForm):
    """What the browser answered, and what to call it."""

    name = forms.CharField(
        label=_("Wie soll er hier heißen?"), max_length=60, help_text=_("Zum Beispiel: Laptop im Büro.")
    )
    credential = forms.CharField(max_length=MAX_ANSWER, widget=forms.HiddenInput)
    field_order = ("name", "current", "credential")


class SecondFactorForm(forms.Form):
    """The code at the sign-in: of the app, or one of those that were printed."""

    code = forms.CharField(
        label=_("Code aus der App, oder ein Notfallcode"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )


class PasskeyAnswerForm(forms.Form):
    """What the browser answered at the sign-in."""

    credential = forms.CharField(max_length=MAX_ANSWER, widget=forms.HiddenInput)
    next = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
