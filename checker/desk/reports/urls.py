"""Addresses of the intake."""

from django.urls import path

from checker.desk.intake import openapi, views

urlpatterns = [
    path("api/v1/reports", views.reports, name="reports"),
    path("api/v1/openapi.json", openapi.openapi_document, name="openapi"),
]
