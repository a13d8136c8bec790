"""Addresses of the guide."""

from django.urls import path

from checker.desk.guide import views

urlpatterns = [
    path("guide/", views.guide, name="guide"),
    path("guide/<str:language>/", views.contents, name="guide-in"),
    path("guide/<str:language>/task/<slug:slug>/", views.task, name="guide-task"),
    path("guide/<str:language>/<str:code>/", views.article, name="article"),
    path("guide/<str:language>/<str:code>/checklist/", views.checklist, name="checklist"),
]
