"""Addresses of the reports: where programs send them, and where technicians read them."""

from django.urls import path

from checker.desk import url_converters  # noqa: F401 - registers `reference`
from checker.desk.reports import openapi, privacy_views
from checker.desk.reports.cases import views as cases
from checker.desk.reports.inbox import views as inbox

urlpatterns = [
    path("privacy/", privacy_views.privacy, name="privacy"),
    path("api/v1/openapi.json", openapi.openapi_document, name="openapi"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/close/", inbox.close_several, name="close-reports"),
    path("inbox/hit-rate/", inbox.hit_rate, name="hit-rate"),
    path("inbox/hit-rate.csv", inbox.hit_rate_csv, name="hit-rate-csv"),
    path("inbox/refused/", inbox.refused, name="refused-uploads"),
    path("replies/<str:code>/<str:language>/", cases.reply, name="reply"),
    path("reports/<reference:reference>/", cases.report, name="report"),
    path("reports/<reference:reference>/report.json", cases.raw, name="raw-report"),
    path("reports/<reference:reference>/state/", cases.change_state, name="close-report"),
]
