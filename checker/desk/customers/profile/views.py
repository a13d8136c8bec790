"""The pages that change a customer and its profile, and those of the versions before."""

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checker.desk.accounts import audit_log
from checker.desk.accounts.models import AuditAction, Technician
from checker.desk.customers.forms import CustomerForm
from checker.desk.customers.models import Customer, unused_customer_code
from checker.desk.customers.needs import MAX_LENGTH
from checker.desk.customers.needs_template import needs_templates
from checker.desk.customers.profile.draft import ProfileDraft
from checker.desk.customers.profile.rows import gateway_kinds
from checker.desk.customers.profile.versions import compare, restored_needs
from checker.desk.pages.language import page_language

FORM, TOML = "form", "toml"


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new customer; its code is drawn from its name."""
    return _edit(request, None)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Changes a customer. A changed profile is a new version; the employee's program fetches it by itself."""
    return _edit(request, get_object_or_404(Customer, code=code))


@require_GET
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A version of a profile: what it changed, and what stands otherwise today."""
    customer = get_object_or_404(Customer, code=code)
    current = get_object_or_404(customer.versions.select_related("by"), number=number)
    newest = customer.versions.first()
    before = customer.versions.filter(number=number - 1).first()
    return render(
        request,
        "customers/version.html",
        {
            "customer": customer,
            "version": current,
            "is_newest": newest == current,
            "before": before,
            "changes": compare(before.needs if before else "", current.needs),
            "since": compare(current.needs, newest.needs) if newest and newest != current else [],
        },
    )


@require_POST
def restore(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Makes an older version the newest again, as a new one, with today's secrets: older ones no longer hold theirs."""
    customer = get_object_or_404(Customer, code=code)
    former = get_object_or_404(customer.versions, number=number)
    needs, lacking = restored_needs(former.needs, customer.needs)
    _change_needs(request, customer, needs)
    messages.success(request, gettext("Fassung %(n)d gilt wieder, als neue Fassung.") % {"n": number})
    if lacking:
        names = ", ".join(lacking)
        messages.warning(
            request, gettext("Diese Schlüssel fehlen ihr und sind neu einzutragen: %(names)s.") % {"names": names}
        )
    return redirect("customer", code=customer.code)


def _edit(request: HttpRequest, customer: Customer | None) -> HttpResponse:
    is_post = request.method == "POST"
    form = CustomerForm(request.POST if is_post else None, instance=customer)
    # Without saying which, it is TOML alone: what scripts of a technician post.
    view = request.POST.get("view", TOML) if is_post else request.GET.get("view", FORM)
    draft = ProfileDraft(_posted_toml(request) if is_post else customer.needs if customer else "")
    action = request.POST.get("do", "save") if is_post else ""
    opened_version = request.POST.get("version", "") if is_post else str(_newest_number(customer))
    if is_post:
        if view == FORM:
            draft.read(request.POST)
        elif draft.read_as_file():
            view = FORM
        draft.act(action, request.POST, request.FILES.getlist("files"))
        if _is_to_save(action, draft):
            if _is_overtaken(opened_version, customer, draft):
                opened_version = str(_newest_number(customer))
                messages.warning(request, _overtaken_sentence())
            elif _save(request, form, draft):
                return redirect("customer", code=form.instance.code)
        if action in (FORM, TOML):
            view = action
        elif action == "check" and draft.validate():
            messages.success(request, gettext("Das Profil ist in Ordnung. Noch ist es nicht gespeichert."))
    if not draft.is_form_possible:
        view = TOML
    context = {
        "form": form if action in ("", "save", "check") else CustomerForm(instance=customer, initial=_flags(request)),
        "customer": customer,
        "draft": draft,
        "view": view,
        "kinds": gateway_kinds(),
        "version": opened_version,
        "blanks": needs_templates(page_language()) if view == TOML else (),
        "max_length": MAX_LENGTH,
    }
    return render(request, "customers/edit.html", context)


def _is_to_save(action: str, draft: ProfileDraft) -> bool:
    """Not with files that were only just read: what came of them is looked at first."""
    return action == "save" and draft.summary is None


def _save(request: HttpRequest, form: CustomerForm, draft: ProfileDraft) -> bool:
    is_good, is_named = draft.validate(), form.is_valid()
    if not (is_good and is_named):
        return False
    is_new = form.instance.pk is None
    if is_new:
        form.instance.code = unused_customer_code(form.instance.name)
    with transaction.atomic():
        customer = form.save()
        _change_needs(request, customer, draft.toml)
    message = gettext("Angelegt. Laden Sie nun die Mitarbeiter ein.") if is_new else gettext("Gespeichert.")
    messages.success(request, message)
    return True


def _change_needs(request: HttpRequest, customer: Customer, needs: str) -> None:
    version = customer.change_needs(needs, cast(Technician, request.user))
    if version is not None:
        audit_log.record(AuditAction.PROFILE, request, f"{customer.name}: v{version.number}")


def _is_overtaken(opened_version: str, customer: Customer | None, draft: ProfileDraft) -> bool:
    """Whether somebody else has saved another profile since this form was opened."""
    if customer is None or not opened_version.isdigit() or draft.toml == customer.needs:
        return False
    return int(opened_version) != _newest_number(customer)


def _overtaken_sentence() -> str:
    return gettext(
        "Inzwischen hat jemand anders dieses Profil gespeichert. Vergleichen Sie unter „Frühere Fassungen“. "
        "Speichern Sie noch einmal, gilt Ihres."
    )


def _newest_number(customer: Customer | None) -> int:
    newest = customer.versions.first() if customer else None
    return newest.number if newest else 0


def _posted_toml(request: HttpRequest) -> str:
    """With the line ends of TOML."""
    toml = "\n".join(request.POST.get("needs", "")[:MAX_LENGTH].splitlines())
    return toml.rstrip() + "\n" if toml.strip() else ""


def _flags(request: HttpRequest) -> dict[str, object]:
    """What was typed of the customer itself, while something else is done: no mistakes are named yet."""
    if request.method != "POST":
        return {}
    return {
        "name": request.POST.get("name", ""),
        "regular": "regular" in request.POST,
        "active": "active" in request.POST,
        "uplink_mbit": request.POST.get("uplink_mbit", ""),
    }
