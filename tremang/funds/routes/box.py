"""Addresses: box."""

from django.urls import URLPattern, path

from tremang.funds.views import box

urlpatterns: list[URLPattern] = [
    path("<int:club>/dem-hop/", box.count, name="count"),
    path("<int:club>/dem-hop/<int:pk>/", box.counted, name="counted"),
    path("<int:club>/dem-hop/<int:pk>/hoan-tac/", box.undo_mending, name="undo_mending"),
    path("<int:club>/ma-khoa-so/", box.seal_page, name="seal"),
]
