"""Addresses of the firm's pages."""

from django.urls import path

from checker.desk.firm import views

urlpatterns = [
    path("firm/", views.firm, name="firm"),
    path("firm/key/", views.change_key, name="firm-key"),
]
