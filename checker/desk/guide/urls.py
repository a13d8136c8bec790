"""Addresses of the guide."""

from django.urls import path

from checker.desk.guide import views

urlpatterns = [
    path("guide/", views.guide, name="guide"),
    path("guide/<str:language>/", views.contents, name="guide-in"),
    path("guide/<str:language>/<str:code>/", views.article, name="article"),
]
