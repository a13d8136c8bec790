"""Addresses of the programs."""

from django.urls import path

from checker.desk.programs import views

urlpatterns = [
    path("programs/<str:name>", views.program, name="program"),
    path("firm/programs/", views.program_files, name="program-files"),
    path("api/v1/programs", views.manifest, name="manifest"),
]
