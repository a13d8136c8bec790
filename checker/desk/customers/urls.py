"""Addresses of the customers' pages, and of what their employees get."""

from django.urls import path

from checker.desk import paths  # noqa: F401 - registers what stands in the addresses
from checker.desk.customers import download, views

urlpatterns = [
    path("customers/", views.customers, name="customers"),
    path("customers/new/", views.new, name="new-customer"),
    path("customers/<code:code>/", views.customer, name="customer"),
    path("customers/<code:code>/edit/", views.edit, name="edit-customer"),
    path("customers/<code:code>/versions/<int:number>/", views.version, name="profile-version"),
    path("d/<str:code>/", download.page, name="download"),
    path("d/<str:code>/<str:name>", download.program, name="download-program"),
    path("api/v1/profiles/<str:code>", download.profile, name="profile"),
]
