"""Addresses of the accounts."""

from django.urls import path

from checker.desk.accounts import technician_views, views
from checker.desk.accounts.second_factor import sign_in_views
from checker.desk.accounts.second_factor import views as factor_views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/second-factor/", sign_in_views.second_factor_sign_in, name="second-factor-sign-in"),
    path("sign-in/passkey/", sign_in_views.passkey_sign_in, name="passkey-sign-in"),
    path("sign-in/<str:token>/", views.sign_in_link, name="sign-in-link"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("account/", views.account, name="account"),
    path("account/sessions/end/", views.end_other_sessions, name="end-sessions"),
    path("account/sessions/<int:pk>/end/", views.end_session, name="end-session"),
    path("account/second-factor/", factor_views.overview, name="second-factor"),
    path("account/second-factor/app/", factor_views.set_up_totp, name="set-up-totp"),
    path("account/second-factor/app/remove/", factor_views.remove_totp, name="remove-totp"),
    path("account/second-factor/passkey/", factor_views.add_passkey, name="add-passkey"),
    path("account/second-factor/passkey/<int:pk>/remove/", factor_views.remove_passkey, name="remove-passkey"),
    path("account/second-factor/codes/", factor_views.new_recovery_codes, name="new-recovery-codes"),
    path("firm/technicians/", technician_views.technicians, name="technicians"),
    path("firm/technicians/second-factor/", technician_views.require_factor, name="require-factor"),
    path("firm/technicians/<int:pk>/", technician_views.colleague, name="colleague"),
    path("firm/technicians/<int:pk>/remove/", technician_views.remove, name="remove-technician"),
]
