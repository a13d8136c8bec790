"""Addresses of the inbox."""

from django.urls import path

from checker.desk import url_converters  # noqa: F401 - registers what stands in the addresses
from checker.desk.inbox import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("reports/<reference:reference>/", views.report, name="report"),
    path("reports/<reference:reference>/report.json", views.raw, name="raw-report"),
    path("reports/<reference:reference>/state/", views.close, name="close-report"),
]
