"""Addresses of the firm's page."""

from django.urls import path

from checker.desk.firm import views

urlpatterns = [path("firm/", views.firm, name="firm")]
