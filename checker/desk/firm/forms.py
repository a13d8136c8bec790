"""What technicians may say about their firm."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from checker.desk.firm.models import Firm

if TYPE_CHECKING:
    _Form = forms.ModelForm[Firm]
else:
    _Form = forms.ModelForm  # takes no parameter while it runs


class FirmForm(_Form):
    """Shown to employees, so the name is needed."""

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

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["name"].required = True
        for name, current_url in (
            ("public_url", self.instance.last_url),
            ("measure_url", self.instance.last_measure_url),
        ):
            self.fields[name].widget.attrs |= {"placeholder": current_url, "inputmode": "url"}
