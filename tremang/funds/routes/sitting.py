"""Addresses: the money of a meeting."""

from django.urls import path

from tremang.funds.views import other_days, sitting

urlpatterns = [
    path("<int:club>/buoi/", other_days.other_days, name="other_days"),
    path("<int:club>/buoi/<str:day>/", sitting.start, name="sitting"),
    path("<int:club>/buoi/<str:day>/<slug:slug>/", sitting.step, name="sitting_step"),
    path("<int:club>/buoi/<str:day>/<slug:slug>/hoan-lai/", sitting.undo, name="sitting_undo"),
]
