"""The pages of a customer's sites: which gateways each uses, under a code of its own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.models import AuditAction
from checker.desk.customers.models import Customer, Site, unused_customer_code
from checker.desk.customers.needs import InvalidNeeds, gateway_names, parse_customer_needs


class SiteForm(forms.Form):
    """A name, and the gateways that its people use."""

    name = forms.CharField(
        label=gettext_lazy("Name des Standorts"),
        max_length=60,
        help_text=gettext_lazy("Zum Beispiel „Köln“ oder „Lager Nord“."),
    )
    gateways = forms.MultipleChoiceField(
        label=gettext_lazy("Wege in die Firma, die dieser Standort benutzt"),
        required=False,
        help_text=gettext_lazy("Ohne Häkchen: alle."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, customer: Customer, site: Site | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._other_sites = [other for other in customer.sites.all() if other != site]
        choices = list(profile_gateways(customer).items())
        self.fields["gateways"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["gateways"]

    def clean_name(self) -> str:
        """The name, if no other site of the customer has it."""
        name: str = self.cleaned_data["name"]
        if any(name.casefold() == site.name.casefold() for site in self._other_sites):
            raise ValidationError(gettext("Diesen Standort gibt es schon."))
        return name


def profile_gateways(customer: Customer) -> dict[str, str]:
    """The gateways of the newest profile, names by id; none where it can no longer be read."""
    try:
        return gateway_names(parse_customer_needs(customer.needs))
    except InvalidNeeds:
        return {}


@require_http_methods(["GET", "POST"])
def new_site(request: HttpRequest, code: str) -> HttpResponse:
    """Makes one, with a code of its own."""
    return _edit(request, get_object_or_404(Customer, code=code), None)


@require_http_methods(["GET", "POST"])
def site(request: HttpRequest, code: str, site_code: str) -> HttpResponse:
    """Changes its name or its gateways; its people's programs notice at their next start."""
    customer = get_object_or_404(Customer, code=code)
    return _edit(request, customer, get_object_or_404(customer.sites, code=site_code))


@require_POST
def end_site(request: HttpRequest, code: str, site_code: str) -> HttpResponse:
    """Takes its code no longer."""
    customer = get_object_or_404(Customer, code=code)
    ended = get_object_or_404(customer.sites, code=site_code)
    ended.end()
    audit_log.record(AuditAction.CODE_ENDED, request, f"{customer.name}, {ended.name}: {site_code}")
    messages.success(request, gettext("Der Standort ist entfernt, seine Kennung gilt nicht mehr."))
    return redirect("customer", code=customer.code)


def _edit(request: HttpRequest, customer: Customer, edited: Site | None) -> HttpResponse:
    initial = {"name": edited.name, "gateways": edited.gateway_ids} if edited else None
    form = SiteForm(customer, edited, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changed = edited or Site(customer=customer, code=unused_customer_code(customer.name))
        changed.name = form.cleaned_data["name"]
        changed.gateways = "\n".join(form.cleaned_data.get("gateways", ()))
        changed.save()
        if edited is None:
            audit_log.record(AuditAction.CODE, request, f"{customer.name}, {changed.name}: {changed.code}")
        messages.success(request, gettext("Gespeichert. Geben Sie den Mitarbeitern Blatt oder Mail dieses Standorts."))
        return redirect("customer", code=customer.code)
    return render(request, "customers/site.html", {"customer": customer, "site": edited, "form": form})
