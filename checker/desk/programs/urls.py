"""Addresses of the programs."""

from django.urls import path

from checker.desk.programs import technician_views, views

urlpatterns = [
    path("programs/<str:name>", views.program, name="program"),
    path("firm/programs/", technician_views.program_files, name="program-files"),
    path("firm/programs/upload/", technician_views.upload, name="upload-program"),
    path("firm/programs/<str:name>/remove/", technician_views.remove, name="remove-program"),
    path("api/v1/programs", views.manifest, name="manifest"),
]
