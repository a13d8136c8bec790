"""Addresses of the firm's pages."""

from django.urls import path

from checker.desk.firm import appearance_views, views

urlpatterns = [
    path("firm/", views.firm, name="firm"),
    path("firm/appearance/", appearance_views.appearance, name="appearance"),
    path("firm.css", appearance_views.stylesheet, name="firm-style"),
    path("logo", appearance_views.logo, name="logo"),
    path("imprint/", appearance_views.imprint, name="imprint"),
    path("firm/key/", views.change_key, name="firm-key"),
]
