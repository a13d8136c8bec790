"""The form of an invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _


class InvitationForm(forms.Form):
    """For whom, for how long, and for how many reports."""

    purpose = forms.CharField(
        label=_("Wofür"), max_length=80, required=False, help_text=_("Nur für Sie, zum Beispiel „Neue im März“.")
    )
    days = forms.TypedChoiceField(
        label=_("Gilt"),
        coerce=int,
        choices=[(1, _("einen Tag")), (7, _("7 Tage")), (14, _("14 Tage")), (30, _("30 Tage")), (90, _("90 Tage"))],
        initial=14,
    )
    max_runs = forms.IntegerField(
        label=_("Berichte, höchstens"),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text=_("Leer: beliebig viele."),
        widget=forms.NumberInput(attrs={"placeholder": "∞"}),
    )
