"""Addresses that programs ask."""

from django.urls import path

from checker.desk.health import views

urlpatterns = [
    path("health", views.health, name="health"),
    path("generate_204", views.generate_204, name="generate-204"),
]
