"""Addresses of the shell."""

from django.urls import path

from tremang.ui import views

app_name = "ui"
urlpatterns = [
    path("kieu/<slug:digest>.css", views.css, name="css"),
    path("cach-doc/", views.reading, name="reading"),
    path("bo-phan/", views.parts, name="parts"),
]
