"""The page that sets the appearance, and what readers' browsers fetch of it."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from checker.desk.accounts import audit_log
from checker.desk.accounts.access import administrators_only
from checker.desk.accounts.models import AuditAction
from checker.desk.firm.forms import AppearanceForm, image_type
from checker.desk.firm.models import Firm, Logo

YEAR_S = 365 * 86400


@administrators_only
@require_http_methods(["GET", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    """Logo, colour, imprint, privacy."""
    form = AppearanceForm(request, request.POST or None, request.FILES or None, instance=Firm.get())
    if request.method == "POST" and form.is_valid():
        raw = form.cleaned_data["logo"]
        if raw or form.cleaned_data["no_logo"]:
            Logo.objects.all().delete()
            form.instance.logo_digest = sha256(raw).hexdigest() if raw else ""
        if raw:
            Logo.objects.create(image=raw, content_type=image_type(raw))
        form.save()
        audit_log.record(AuditAction.FIRM, request, ", ".join(_changed_labels(form)))
        messages.success(request, gettext("Gespeichert. Neue Profile tragen ab jetzt diese Angaben."))
        return redirect("appearance")
    return render(request, "firm/appearance.html", {"form": form})


def _changed_labels(form: AppearanceForm) -> list[str]:
    return [str(form.fields[name].label) for name in form.changed_data if name != "current"]


@login_not_required
@require_safe
@cache_control(max_age=YEAR_S, public=True)
def logo(request: HttpRequest) -> HttpResponse:
    """The picture; its address changes with it."""
    stored = Logo.objects.first()
    if stored is None:
        raise Http404
    return HttpResponse(bytes(stored.image), content_type=stored.content_type)


@login_not_required
@require_safe
@cache_control(max_age=3600, public=True)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The firm's colour: a stripe, so that no text can become unreadable by it."""
    colour = Firm.get().colour
    rule = f".top {{ border-top: .35rem solid {colour}; }}\n" if colour else ""
    return HttpResponse(rule, content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """Who runs this site."""
    if not Firm.get().imprint:
        raise Http404
    return render(request, "firm/imprint.html")
