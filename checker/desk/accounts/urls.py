"""Addresses of the accounts."""

from django.urls import path

from checker.desk.accounts import technician_views, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/<str:token>/", views.sign_in_link, name="sign-in-link"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("account/", views.account, name="account"),
    path("firm/technicians/", technician_views.technicians, name="technicians"),
    path("firm/technicians/<int:pk>/remove/", technician_views.remove, name="remove-technician"),
]
