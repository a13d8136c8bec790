"""Addresses of incidents."""

from django.urls import path

from checker.desk import url_converters  # noqa: F401 - registers `code`
from checker.desk.incidents import views

urlpatterns = [
    path("incidents/", views.incidents, name="incidents"),
    path("incidents.csv", views.incidents_csv, name="incidents-csv"),
    path("incidents/<int:pk>/", views.incident, name="incident"),
    path("incidents/<int:pk>/change/", views.change, name="change-incident"),
    path("customers/<code:code>/incident/", views.new, name="new-incident"),
    path("api/v1/incidents/<str:code>", views.announcements, name="announcements"),
]
