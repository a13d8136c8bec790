"""Addresses of data protection: what anybody may read, and what technicians print."""

from django.urls import path

from checker.desk.privacy import paper_views

urlpatterns = [
    path("privacy/", paper_views.privacy, name="privacy"),
    path("privacy/data/", paper_views.data_list, name="data-list"),
    path("privacy/data.csv", paper_views.data_list_csv, name="data-list-csv"),
    path("privacy/<str:kind>/<str:language>/", paper_views.paper, name="privacy-paper"),
]
