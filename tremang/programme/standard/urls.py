"""Addresses of the standard."""

from django.urls import path

from tremang.programme.standard import views

app_name = "standard"
urlpatterns = [path("<int:club>/", views.assess, name="assess")]
