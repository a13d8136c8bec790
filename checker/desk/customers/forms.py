"""The form of a customer, its profile included."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from checker.desk.customers.models import Customer
from checker.desk.customers.needs import MAX_LENGTH, InvalidNeeds, NeedsProblem, parse_customer_needs

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
    """Name, flags, and the needs as TOML. `mistakes` says where the TOML is wrong."""

    needs = forms.CharField(
        label=gettext_lazy("Was die Arbeitsplätze brauchen"),
        required=False,
        max_length=MAX_LENGTH,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false", "autocapitalize": "off", "wrap": "off"}),
    )

    class Meta:
        model = Customer
        fields = ["name", "regular", "active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problem: NeedsProblem | None = None
        if self.instance.pk is None:
            del self.fields["active"]
        else:
            self.fields["needs"].initial = self.instance.needs

    def clean_needs(self) -> str:
        """The TOML with the line ends of TOML, once every check takes its table."""
        needs = "\n".join(self.cleaned_data["needs"].splitlines())
        needs = needs.rstrip() + "\n" if needs.strip() else ""
        try:
            parse_customer_needs(needs)
        except InvalidNeeds as error:
            self.problem = error.problem
            raise ValidationError(_sentence(error.problem)) from error
        return needs

    @property
    def problem_line(self) -> str:
        """The text of the line with the mistake, to show beside it."""
        if self.problem is None or self.problem.line is None:
            return ""
        lines = str(self.data.get("needs", "")).splitlines()
        return lines[self.problem.line - 1] if self.problem.line <= len(lines) else ""


def _sentence(problem: NeedsProblem) -> str:
    if problem.line is None:
        return problem.message
    return gettext("Zeile %(line)d: %(said)s") % {"line": problem.line, "said": problem.message}
