"""Addresses of targets."""

from django.urls import path

from tremang.targets.views import indicator, levels

app_name = "targets"
urlpatterns = [
    path("muc/", levels.levels, name="levels"),
    path("muc/<slug:code>/<slug:phase>/", levels.level, name="level"),
    path("muc/<int:pk>/hoan-tac/", levels.undo_level, name="undo_level"),
    path("giao/", levels.shares, name="shares"),
    path("giao/<int:pk>/hoan-tac/", levels.undo_shares, name="undo_shares"),
    path("<slug:code>/", indicator.indicator_page, name="indicator"),
]
