"""The forms about a customer, but for that of its profile."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from checker.desk.accounts.forms import ConfirmedForm
from checker.desk.customers.models import Customer

if TYPE_CHECKING:
    _Form = forms.ModelForm[Customer]
else:
    _Form = forms.ModelForm  # takes no parameter while it runs


class NewCodeForm(forms.Form):
    """How long the old code is still taken."""

    overlap_days = forms.TypedChoiceField(
        label=gettext_lazy("Die alte Kennung gilt noch"),
        coerce=int,
        choices=[
            (0, gettext_lazy("gar nicht mehr: Sie ist in falschen Händen")),
            (14, gettext_lazy("14 Tage")),
            (30, gettext_lazy("30 Tage")),
            (60, gettext_lazy("60 Tage")),
        ],
        initial=14,
        widget=forms.RadioSelect,
    )


class InvitationForm(forms.Form):
    """For whom, for how long, and for how many reports."""

    purpose = forms.CharField(
        label=gettext_lazy("Wofür"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Nur für Sie, zum Beispiel „Neue im März“."),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Gilt"),
        coerce=int,
        choices=[
            (1, gettext_lazy("einen Tag")),
            (7, gettext_lazy("7 Tage")),
            (14, gettext_lazy("14 Tage")),
            (30, gettext_lazy("30 Tage")),
            (90, gettext_lazy("90 Tage")),
        ],
        initial=14,
    )
    max_runs = forms.IntegerField(
        label=gettext_lazy("Berichte, höchstens"),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text=gettext_lazy("Leer: beliebig viele."),
        widget=forms.NumberInput(attrs={"placeholder": "∞"}),
    )
    site = forms.ChoiceField(label=gettext_lazy("Standort"), required=False)
    is_preflight = forms.BooleanField(
        label=gettext_lazy("Vorab-Prüfung für einen neuen Arbeitsplatz"),
        required=False,
        help_text=gettext_lazy(
            "Für eine Person, vor dem ersten Tag. Hier und auf ihrer Seite steht dann: bestanden oder nicht bestanden."
        ),
    )

    def __init__(self, customer: Customer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = [(site.code, site.name) for site in customer.sites.all()]
        self.fields["site"].choices = [("", gettext("keiner")), *sites]  # type: ignore[attr-defined]
        if not sites:
            del self.fields["site"]


class DeletionForm(ConfirmedForm):
    """The customer's name typed once more, and the technician's password: nothing of it comes back."""

    name = forms.CharField(
        label=gettext_lazy("Zur Sicherheit: der Name des Kunden"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "current")

    def __init__(self, customer: Customer, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.customer = customer

    def clean_name(self) -> str:
        """The name, if it is this customer's."""
        name: str = self.cleaned_data["name"]
        if name.strip().casefold() != self.customer.name.casefold():
            raise ValidationError(gettext("Das ist nicht der Name dieses Kunden."))
        return name


class CustomerForm(_Form):
    """Name and flags. The profile is a draft of its own (profile/draft.py)."""

    class Meta:
        model = Customer
        fields = ["name", "regular", "active", "uplink_mbit"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["active"]
