"""Addresses of standard."""

from django.urls import URLPattern

app_name = "standard"
urlpatterns: list[URLPattern] = []
