"""Addresses for the firm's other programs."""

from django.urls import path

from checker.desk.api import case_views, views
from checker.desk.api.metrics import metrics

urlpatterns = [
    path("api/v1/cases", case_views.cases, name="api-cases"),
    path("api/v1/cases/<str:reference>", case_views.case, name="api-case"),
    path("api/v1/customers", case_views.customers, name="api-customers"),
    path("metrics", metrics, name="metrics"),
    path("firm/tokens/", views.tokens, name="tokens"),
    path("firm/tokens/<int:pk>/end/", views.end_token, name="end-token"),
]
