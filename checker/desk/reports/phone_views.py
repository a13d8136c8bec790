"""The page that a phone opens from the QR code of a PC without internet. No sign-in, and no program of ours.

The code stands behind the `#` of the address, which browsers keep to themselves; the page's script puts it into a form.
"""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from checker.desk.disk import DiskState, disk_state
from checker.desk.firm.models import Firm
from checker.desk.firm.sealing_key import sealing_secret
from checker.desk.pages.language import page_language
from checker.desk.pages.refusals import REFUSALS, refusal_of_kind
from checker.desk.pages.script import with_script
from checker.desk.reports.cases.phone_summaries import store_summary
from checker.desk.reports.upload.validation import UploadRefused
from checker.desk.throttle.client_network import client_site
from checker.desk.throttle.rate_limit import RateLimit
from checker.model.codec import Unreadable
from checker.model.failure import Refusal
from checker.model.secrecy.sealing import open_sealed
from checker.model.signature import bytes_from_text
from checker.show.qr_code.payload import unpack_summary
from checker.show.spelling_alphabet import spell_out

log = logging.getLogger("checker.desk.reports")

MAX_SEALED = 2_000
"""Characters: twice what a code of ours may have."""
PER_SITE = RateLimit(name="phone.summary", times=120, window_s=600)
"""Of one address, which many phones of one provider share."""


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_script
def hand_over(request: HttpRequest) -> HttpResponse:
    """By GET the page that reads the code; by POST what became of it. Whoever has the code may hand it over twice."""
    context: dict[str, object] = {"firm": Firm.get()}
    if request.method != "POST":
        return render(request, "reports/phone.html", context | {"state": "ready"})
    reference, refusal, status = _store(request)
    if refusal is not None:
        context |= {"state": "refused", "message": refusal.render(page_language())}
    else:
        context |= {"state": "done", "reference": reference, "spelling": spell_out(reference, page_language())}
    response = render(request, "reports/phone.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _store(request: HttpRequest) -> tuple[str, Refusal | None, int]:
    """Its reference, or why not; and the status of the answer."""
    if PER_SITE.count(client_site(request)):
        return _refused("too-many-tries")
    if disk_state() is not DiskState.OK:
        return _refused("not-now")
    try:
        sealed = bytes_from_text(request.POST.get("sealed", "")[:MAX_SEALED].encode())
        return store_summary(unpack_summary(open_sealed(sealed, sealing_secret()))), None, 200
    except ValueError:
        return _refused("code-unreadable")
    except Unreadable as unreadable:
        return "", unreadable.refusal, 400
    except UploadRefused as refused:
        return "", refused.refusal, refused.status
    except (OperationalError, InterfaceError, OSError) as error:
        log.error("a summary could not be kept: %s", type(error).__name__)
        return _refused("not-now")


def _refused(kind: str) -> tuple[str, Refusal, int]:
    return "", refusal_of_kind(kind), REFUSALS[kind][0]
