"""Addresses of the customers' pages, and of what their employees get."""

from django.urls import path

from checker.desk import url_converters  # noqa: F401 - registers what stands in the addresses
from checker.desk.customers import employee_views, site_views, views
from checker.desk.customers.invitations import views as invitation_views
from checker.desk.customers.profile import views as profile_views
from checker.desk.purchase import manager_views
from checker.desk.purchase import views as purchase_views
from checker.desk.results import views as result_views

urlpatterns = [
    path("customers/", views.customers, name="customers"),
    path("customers.csv", views.customers_csv, name="customers-csv"),
    path("customers/new/", profile_views.new, name="new-customer"),
    path("customers/<code:code>/", views.customer, name="customer"),
    path("customers/<code:code>/edit/", profile_views.edit, name="edit-customer"),
    path("customers/<code:code>/new-code/", views.new_code, name="new-code"),
    path("customers/<code:code>/codes/<code:former_code>/end/", views.end_code, name="end-code"),
    path("customers/<code:code>/versions/<int:number>/", profile_views.version, name="profile-version"),
    path("customers/<code:code>/versions/<int:number>/restore/", profile_views.restore, name="restore-profile"),
    path("customers/<code:code>/delete/", views.delete, name="delete-customer"),
    path("customers/<code:code>/sites/new/", site_views.new_site, name="new-site"),
    path("customers/<code:code>/sites/<code:site_code>/", site_views.site, name="site"),
    path("customers/<code:code>/sites/<code:site_code>/end/", site_views.end_site, name="end-site"),
    path("customers/<code:code>/try/", views.try_gateways, name="try-gateways"),
    path("customers/<code:code>/invite/", invitation_views.invite, name="invite"),
    path("customers/<code:code>/invite/<code:invited>/", invitation_views.invitation, name="invitation"),
    path("customers/<code:code>/invite/<code:invited>/end/", invitation_views.end, name="end-invitation"),
    path(
        "customers/<code:code>/invite/<code:invited>/sheet/<str:language>/",
        invitation_views.sheet,
        name="invitation-sheet",
    ),
    path("customers/<code:code>/purchases/", purchase_views.purchases, name="purchases"),
    path("customers/<code:code>/purchases/change/", purchase_views.change, name="change-purchases"),
    path("customers/<code:code>/purchases/link/", purchase_views.new_link, name="new-manager-link"),
    path("customers/<code:code>/purchases/end-links/", purchase_views.end_links, name="end-manager-links"),
    path("customers/<code:code>/purchases.csv", purchase_views.purchases_csv, name="purchases-csv"),
    path("m/<str:token>/", manager_views.manager, name="manager"),
    path("customers/<code:code>/results/", result_views.this_month, name="customer-results"),
    path("customers/<code:code>/results/<str:text>/", result_views.month, name="customer-month"),
    path("d/<str:code>/", employee_views.page, name="download"),
    path("d/<str:code>/<str:name>", employee_views.program, name="download-program"),
    path("api/v1/profiles/<str:code>", employee_views.profile, name="profile"),
]
