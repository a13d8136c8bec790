"""The page of tokens, for administrators."""

import datetime
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.access import administrators_only
from checker.desk.accounts.forms import ConfirmedForm
from checker.desk.accounts.models import AuditAction, Technician
from checker.desk.api.models import ApiToken, TokenScope
from checker.desk.api.tokens import create_token

MAX_TOKENS = 50


class TokenForm(ConfirmedForm):
    """A new token."""

    name = forms.CharField(
        label=_("Wofür"), max_length=60, help_text=_("Zum Beispiel: Ticketsystem, Überwachung. Hier wiederzufinden.")
    )
    scope = forms.ChoiceField(
        label=_("Was er öffnet"), choices=TokenScope.choices, initial=TokenScope.READ, widget=forms.RadioSelect
    )
    days = forms.ChoiceField(
        label=_("Wie lange er gilt"),
        choices=[("90", _("90 Tage")), ("365", _("ein Jahr")), ("1826", _("fünf Jahre"))],
        initial="365",
    )
    field_order = ("name", "scope", "days", "current")


@administrators_only
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The list; a new one stands once on the page that answers."""
    form, token = TokenForm(request, request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        if ApiToken.objects.count() >= MAX_TOKENS:
            form.add_error(None, gettext("Es gibt schon 50 Zugriffsschlüssel. Beenden Sie, was niemand mehr braucht."))
        else:
            fields = form.cleaned_data
            lifetime = datetime.timedelta(days=int(fields["days"]))
            token = create_token(
                fields["name"].strip(), TokenScope(fields["scope"]), lifetime, cast(Technician, request.user)
            )
            audit_log.record(AuditAction.TOKEN, request, f"+ {fields['name']}")
            form = TokenForm(request)
    context = {"form": form, "token": token, "tokens": ApiToken.objects.all(), "now": timezone.now()}
    return render(request, "api/tokens.html", context)


@administrators_only
@require_POST
def end_token(request: HttpRequest, pk: int) -> HttpResponse:
    """It opens nothing any more."""
    token = get_object_or_404(ApiToken, pk=pk)
    token.delete()
    audit_log.record(AuditAction.TOKEN, request, f"− {token.name}")
    messages.success(request, gettext("Beendet."))
    return redirect("tokens")
