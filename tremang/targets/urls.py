"""Addresses of targets."""

from django.urls import path

from tremang.targets.views import indicator

app_name = "targets"
urlpatterns = [path("<slug:code>/", indicator.indicator_page, name="indicator")]
