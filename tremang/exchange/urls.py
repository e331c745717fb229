"""Addresses of exchange."""

from django.urls import path

from tremang.exchange import views

app_name = "exchange"
urlpatterns = [path("thanh-vien.xlsx", views.members, name="members")]
