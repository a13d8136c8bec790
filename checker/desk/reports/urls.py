"""Addresses of the reports: where programs send them, and where technicians read them."""

from django.urls import path

from checker.desk import url_converters  # noqa: F401 - registers `reference`
from checker.desk.privacy import case_views
from checker.desk.reports import openapi
from checker.desk.reports.cases import views as cases
from checker.desk.reports.inbox import views as inbox
from checker.desk.results import views as results

urlpatterns = [
    path("api/v1/openapi.json", openapi.openapi_document, name="openapi"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/close/", inbox.close_several, name="close-reports"),
    path("inbox/hit-rate/", inbox.hit_rate, name="hit-rate"),
    path("inbox/hit-rate.csv", inbox.hit_rate_csv, name="hit-rate-csv"),
    path("inbox/refused/", inbox.refused, name="refused-uploads"),
    path("results/", results.results, name="results"),
    path("results.csv", results.results_csv, name="results-csv"),
    path("replies/<str:code>/<str:language>/", cases.reply, name="reply"),
    path("reports/<reference:reference>/", cases.report, name="report"),
    path("reports/<reference:reference>/report.json", cases.raw, name="raw-report"),
    path("reports/<reference:reference>/state/", cases.change_state, name="close-report"),
    path("reports/<reference:reference>/access/", case_views.access, name="case-access"),
    path("reports/<reference:reference>/access.json", case_views.access_file, name="case-access-file"),
    path("reports/<reference:reference>/delete/", case_views.delete, name="delete-case"),
]
