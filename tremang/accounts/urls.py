"""Addresses of accounts."""

from django.urls import path

from tremang.accounts.views import kept, me

app_name = "accounts"
urlpatterns = [
    path("", me.me, name="me"),
    path("dang-ghi-do/", kept.kept, name="kept"),
]
