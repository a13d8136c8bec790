"""What an employee gets with the customer's code: the page, the program and the signed profile. No sign-in."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from checker.desk.customers.codes import CODE
from checker.desk.customers.issue import issue
from checker.desk.customers.models import Customer
from checker.desk.customers.needs import Wrong
from checker.desk.firm.models import Firm
from checker.desk.pages.language import page_language
from checker.desk.pages.refusals import refused
from checker.desk.programs.files import Program, programs
from checker.desk.programs.names import handed
from checker.desk.programs.news import news
from checker.desk.programs.systems import PHONE, SYSTEMS, system_of, too_old
from checker.desk.programs.views import sent
from checker.desk.throttle.limits import Limit
from checker.desk.throttle.network import network_of
from checker.model.phrase import phrase
from checker.model.signature import fingerprint

WRONG_CODES = Limit(name="profile.wrong-code", times=30, window_s=600)
"""From one network. A code's end has 30 bits: at this pace a guess takes longer than any code lives."""


@login_not_required
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The page whose address the firm gives to its customer's employees."""
    customer, answer = _allowed(request, code)
    if customer is None:
        return answer
    agent = request.headers.get("User-Agent", "")
    guessed, asked = system_of(agent), request.GET.get("system", "")
    system = asked if asked in SYSTEMS else guessed
    offered = _offered(customer)
    shown = {
        "customer": customer,
        "firm": Firm.get(),
        "system": system,
        "phone": guessed == PHONE,
        "too_old": system == "windows" and too_old(agent),
        "systems": [one for one in SYSTEMS if any(program.system == one for program in offered.values())],
        "offers": [(name, program) for name, program in offered.items() if program.system == system],
        "publisher": news().publisher,
        "address": f"{Firm.get().address}/d/{customer.code}/".partition("://")[2],
        **phrases(customer),
    }
    return render(request, "customers/download.html", shown)


@login_not_required
@require_safe
def program(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """The program under the name that carries this customer's code. Another name leads to the page."""
    customer, answer = _allowed(request, code)
    if customer is None:
        return answer
    found = _offered(customer).get(name)
    return redirect("download", code=customer.code) if found is None else sent(request, found, name)


@login_not_required
@require_safe
def profile(request: HttpRequest, code: str) -> HttpResponse:
    """The signed profile."""
    if wait_s := WRONG_CODES.wait_s(network_of(request)):
        return refused("too-many", wait_s)
    customer = _customer(request, code)
    if customer is None:
        return refused("profile-unknown")
    try:
        answer = HttpResponse(issue(customer), content_type="application/toml; charset=utf-8")
    except Wrong:
        return refused("profile-outdated")
    answer["Content-Disposition"] = f'inline; filename="Homeoffice-Check_{customer.code}.toml"'
    answer["Cache-Control"] = "no-store"
    return answer


def _offered(customer: Customer) -> dict[str, Program]:
    return handed(programs(), customer.code, Firm.get().address if news().desk_in_name else "")


def phrases(customer: Customer) -> dict[str, str]:
    """The check phrase in the page's language, and in the other one: the program may speak that."""
    known = bytes(Firm.get().public_key)
    if not known:
        return {"phrase": "", "other_phrase": ""}
    words = phrase(fingerprint(known), customer.code)
    return {
        "phrase": words.render(page_language()),
        "other_phrase": words.de if page_language() == "en" else words.en,
    }


def _allowed(request: HttpRequest, code: str) -> tuple[Customer | None, HttpResponse]:
    """The customer of this code; None with the answer to whoever has a wrong one, or tried too many."""
    wait_s = WRONG_CODES.wait_s(network_of(request))
    customer = None if wait_s else _customer(request, code)
    if customer is not None:
        return customer, HttpResponse()
    answer = render(request, "customers/no_such_code.html", {"wait_s": wait_s}, status=429 if wait_s else 404)
    if wait_s:
        answer["Retry-After"] = str(wait_s)
    return None, answer


def _customer(request: HttpRequest, code: str) -> Customer | None:
    code = code.strip().upper()
    found = Customer.objects.filter(code=code, active=True).first() if re.match(CODE, code) else None
    if found is None:
        WRONG_CODES.count(network_of(request))
    return found
