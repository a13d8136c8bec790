"""What Art. 13 GDPR has people told about a report that they send. No sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checker.desk.firm.models import Firm
from checker.model.privacy import CASE_CODE_DAYS, CLOSED_REPORT_DAYS, REFUSED_UPLOAD_DAYS, REPORT_DAYS, SENT_COPY_DAYS


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Who gets a report, what for, for how long, and which rights there are. The durations are those that apply."""
    context = {
        "firm": Firm.get(),
        "report_days": REPORT_DAYS,
        "closed_days": CLOSED_REPORT_DAYS,
        "refused_days": REFUSED_UPLOAD_DAYS,
        "case_days": CASE_CODE_DAYS,
        "copy_days": SENT_COPY_DAYS,
    }
    return render(request, "reports/privacy.html", context)
