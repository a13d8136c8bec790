"""Addresses of the reports: where programs send them, and where technicians read them."""

from django.urls import path

from checker.desk import url_converters  # noqa: F401 - registers `reference` and `report`
from checker.desk.privacy import case_views
from checker.desk.reports import openapi, own_report_views, phone_views
from checker.desk.reports.cases import views as cases
from checker.desk.reports.inbox import import_views, spoken_views
from checker.desk.reports.inbox import views as inbox
from checker.desk.results import views as results
from checker.show.qr_code.payload import LANDING_PATH

urlpatterns = [
    path("api/v1/openapi.json", openapi.openapi_document, name="openapi"),
    path("api/v1/reports/<report:report_id>", own_report_views.own_report, name="own-report"),
    path(LANDING_PATH.removeprefix("/"), phone_views.hand_over, name="hand-over"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox.csv", inbox.inbox_csv, name="inbox-csv"),
    path("inbox/close/", inbox.close_several, name="close-reports"),
    path("inbox/hit-rate/", inbox.hit_rate, name="hit-rate"),
    path("inbox/hit-rate.csv", inbox.hit_rate_csv, name="hit-rate-csv"),
    path("inbox/import/", import_views.import_report, name="import-report"),
    path("inbox/spoken/", spoken_views.spoken, name="spoken-code"),
    path("inbox/refused/", inbox.refused, name="refused-uploads"),
    path("inbox/refused.csv", inbox.refused_csv, name="refused-csv"),
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
