"""Addresses of exchange: what leaves as files, and what other programs send."""

from django.urls import path

from tremang.exchange import api, views

app_name = "exchange"
urlpatterns = [
    path("tai-ve/thanh-vien.xlsx", views.members, name="members"),
    path("api/cau-lac-bo/<int:club>/buoi-sinh-hoat", api.whole_meeting, name="whole_meeting"),
]
