"""What an employee gets with the customer's code: the page, the program and the signed profile. No sign-in."""

import logging

from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from checker.desk.customers.accepted_code import AcceptedCode, CodeReplaced, InvitationOver
from checker.desk.customers.code_guessing import look_up_code
from checker.desk.customers.invitations.preflight import Preflight, preflight_of
from checker.desk.customers.models import Customer
from checker.desk.customers.needs import InvalidNeeds
from checker.desk.customers.signed_profile import issue_profile
from checker.desk.firm.models import Firm
from checker.desk.firm.signing_key import FirmKeyMismatch
from checker.desk.guide.article import read_article
from checker.desk.pages.language import page_language
from checker.desk.pages.refusals import refusal_response
from checker.desk.pages.user_agent import PHONE, detect_system, is_outdated_windows
from checker.desk.programs.download_names import programs_by_download_name
from checker.desk.programs.program_files import Program, offered_programs
from checker.desk.programs.release_info import release_info_or_default
from checker.desk.programs.views import download_response
from checker.model.phrase import phrase
from checker.model.signature import fingerprint
from checker.model.systems import SYSTEMS

log = logging.getLogger("checker.desk.customers")


@login_not_required
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The page whose address the firm gives to its customer's employees."""
    accepted, refusal = _code_or_refusal(request, code)
    if accepted is None:
        return refusal
    customer = accepted.customer
    user_agent = request.headers.get("User-Agent", "")
    detected_system, requested_system = detect_system(user_agent), request.GET.get("system", "")
    system = requested_system if requested_system in SYSTEMS else detected_system
    programs_by_name = _programs_by_name(accepted.code)
    context = {
        "customer": customer,
        "code": accepted.code,
        "ends": accepted.ends,
        "is_invitation": accepted.is_invitation,
        "firm": Firm.get(),
        "system": system,
        "phone": detected_system == PHONE,
        "too_old": system == "windows" and is_outdated_windows(user_agent),
        "systems": [
            candidate
            for candidate in SYSTEMS
            if any(program.system == candidate for program in programs_by_name.values())
        ],
        "offers": [(name, program) for name, program in programs_by_name.items() if program.system == system],
        "publisher": release_info_or_default().publisher,
        "address": f"{Firm.get().address}/d/{accepted.code}/".partition("://")[2],
        "additions": _additions(customer),
        "preflight": _preflight(accepted),
        **phrases(accepted.code),
    }
    return render(request, "customers/download.html", context)


@login_not_required
@require_safe
def program(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """The program under the name that carries this customer's code. Another name leads to the page."""
    accepted, refusal = _code_or_refusal(request, code)
    if accepted is None:
        return refusal
    requested = _programs_by_name(accepted.code).get(name)
    return (
        redirect("download", code=accepted.code) if requested is None else download_response(request, requested, name)
    )


@login_not_required
@require_safe
def profile(request: HttpRequest, code: str) -> HttpResponse:
    """The signed profile."""
    try:
        accepted, wait_s = look_up_code(request, code)
    except CodeReplaced as over:
        return refusal_response(over.fetch_refusal)
    if accepted is None:
        return refusal_response("too-many", wait_s) if wait_s else refusal_response("profile-unknown")
    try:
        response = HttpResponse(issue_profile(accepted), content_type="application/toml; charset=utf-8")
    except InvalidNeeds:
        return refusal_response("profile-outdated")
    except (FirmKeyMismatch, OSError) as error:
        log.error("no profile could be signed: %s", type(error).__name__)
        return refusal_response("desk-busy")
    response["Content-Disposition"] = f'inline; filename="Homeoffice-Check_{accepted.code}.toml"'
    response["Cache-Control"] = "no-store"
    return response


def _preflight(accepted: AcceptedCode) -> Preflight | None:
    """The outcome, for whoever was invited to a pre-flight check."""
    if not accepted.is_invitation:
        return None
    invitation = accepted.customer.invitations.filter(code=accepted.code, is_preflight=True).first()
    return preflight_of(invitation, page_language()) if invitation is not None else None


def _additions(customer: Customer) -> list[tuple[str, str]]:
    """The articles to which the firm has said something to this customer's employees, with their titles."""
    additions = apps.get_model("guide", "Addition").objects.filter(customer=customer)
    codes = dict.fromkeys(additions.values_list("code", flat=True))
    return [(code, entry.title) for code in codes if (entry := read_article(code, page_language()))]


def _programs_by_name(code: str) -> dict[str, Program]:
    return programs_by_download_name(
        offered_programs(), code, Firm.get().address if release_info_or_default().desk_in_name else ""
    )


def phrases(code: str) -> dict[str, str]:
    """The check phrase in the page's language, and in the other one: the program may speak that."""
    public_key = bytes(Firm.get().public_key)
    if not public_key:
        return {"phrase": "", "other_phrase": ""}
    words = phrase(fingerprint(public_key), code)
    return {
        "phrase": words.render(page_language()),
        "other_phrase": words.de if page_language() == "en" else words.en,
    }


def _code_or_refusal(request: HttpRequest, code: str) -> tuple[AcceptedCode | None, HttpResponse]:
    """What this code opens; None with the answer to whoever has a wrong one, or tried too many."""
    try:
        accepted, wait_s = look_up_code(request, code)
    except CodeReplaced as over:
        context = {"replaced": True, "is_invitation": isinstance(over, InvitationOver)}
        return None, render(request, "customers/no_such_code.html", context, status=410)
    if accepted is not None:
        return accepted, HttpResponse()
    response = render(request, "customers/no_such_code.html", {"wait_s": wait_s}, status=429 if wait_s else 404)
    if wait_s:
        response["Retry-After"] = str(wait_s)
    return None, response
