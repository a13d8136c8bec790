"""All addresses of the desk, feature by feature."""

from django.urls import include, path

from checker.desk.pages import style, views

urlpatterns = [
    path("", views.start, name="start"),
    path("language/", views.choose_language, name="choose-language"),
    path("report.css", style.report_css, name="report-style"),
    path("", include("checker.desk.health.urls")),
    path("", include("checker.desk.reports.urls")),
    path("", include("checker.desk.privacy.urls")),
    path("", include("checker.desk.accounts.urls")),
    path("", include("checker.desk.api.urls")),
    path("", include("checker.desk.customers.urls")),
    path("", include("checker.desk.incidents.urls")),
    path("", include("checker.desk.programs.urls")),
    path("", include("checker.desk.firm.urls")),
    path("", include("checker.desk.guide.urls")),
]

handler400 = views.bad_request
handler404 = views.not_found
handler500 = views.defect
