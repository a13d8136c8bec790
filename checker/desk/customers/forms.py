"""The forms about a customer, but for that of its profile."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

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


class CustomerForm(_Form):
    """Name and flags. The profile is a draft of its own (profile/draft.py)."""

    class Meta:
        model = Customer
        fields = ["name", "regular", "active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["active"]
