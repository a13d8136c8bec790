"""Addresses of the guide."""

from django.urls import path

from checker.desk import url_converters  # noqa: F401 - registers what stands in the addresses
from checker.desk.guide import views
from checker.desk.guide.own import views as own_views

urlpatterns = [
    path("guide/", views.guide, name="guide"),
    path("guide/<str:language>/", views.contents, name="guide-in"),
    path("firm/guide/", own_views.own, name="own-guide"),
    path("firm/guide/<own:kind>/new/", own_views.edit, name="new-own"),
    path("firm/guide/<own:kind>/<int:pk>/", own_views.edit, name="edit-own"),
    path("firm/guide/<own:kind>/<int:pk>/delete/", own_views.delete, name="delete-own"),
    path("guide/<str:language>/page/<slug:slug>/", views.own_page, name="own-page"),
    path("guide/<str:language>/task/<slug:slug>/", views.task, name="guide-task"),
    path("guide/<str:language>/<str:code>/", views.article, name="article"),
    path("guide/<str:language>/<str:code>/checklist/", views.checklist, name="checklist"),
]
