"""What technicians may say about their firm."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from checker.desk.accounts.forms import ConfirmedForm
from checker.desk.firm.models import Firm

if TYPE_CHECKING:
    _Form = forms.ModelForm[Firm]
else:
    _Form = forms.ModelForm  # takes no parameter while it runs


class KeyChangeForm(ConfirmedForm):
    """Why the key is changed decides whether the old one may vouch for the new one."""

    reason = forms.ChoiceField(
        label=_("Warum"),
        choices=[
            ("planned", _("Planmäßig: Niemand sonst hatte den alten Schlüssel.")),
            ("stolen", _("Verloren oder gestohlen: Jemand könnte mit ihm unterschreiben.")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("reason", "current")


class FirmForm(ConfirmedForm, _Form):
    """Shown to employees and signed in every profile, so the name is needed, and the technician's password."""

    class Meta:
        model = Firm
        fields = ["name", "phone", "mail", "public_url", "measure_url"]
        help_texts = {
            "public_url": _(
                "Unter ihr erreichen Mitarbeiter den Desk. Leer: die Adresse, unter der er gestartet wurde."
            ),
            "measure_url": _("Gegen sie misst das Programm die Leitung. Leer: wie gestartet."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "mail": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    field_order = ("name", "phone", "mail", "public_url", "measure_url", "current")

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["name"].required = True
        for name, current_url in (
            ("public_url", self.instance.last_url),
            ("measure_url", self.instance.last_measure_url),
        ):
            self.fields[name].widget.attrs |= {"placeholder": current_url, "inputmode": "url"}
