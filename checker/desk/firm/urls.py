"""Addresses of the firm's pages."""

from django.urls import path

from checker.desk.accounts import log_views
from checker.desk.firm import appearance_views, views
from checker.desk.notify import views as notify_views
from checker.desk.purchase import views as purchase_views

urlpatterns = [
    path("firm/", views.firm, name="firm"),
    path("firm/appearance/", appearance_views.appearance, name="appearance"),
    path("firm.css", appearance_views.stylesheet, name="firm-style"),
    path("logo", appearance_views.logo, name="logo"),
    path("imprint/", appearance_views.imprint, name="imprint"),
    path("firm/catalogue/", purchase_views.edit_catalogue, name="catalogue"),
    path("firm/channels/", notify_views.channels, name="channels"),
    path("firm/channels/ticket-system/", notify_views.ticket_system, name="ticket-system"),
    path("firm/channels/retry/", notify_views.retry, name="retry-messages"),
    path("firm/channels/<int:pk>/end/", notify_views.end, name="end-channel"),
    path("firm/mail-server/", notify_views.mail_server, name="mail-server"),
    path("firm/log/", log_views.log, name="log"),
    path("firm/log.csv", log_views.log_csv, name="log-csv"),
    path("firm/key/", views.change_key, name="firm-key"),
]
