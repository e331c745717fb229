"""Addresses of communication."""

from django.urls import path

from tremang.programme.communication import views

app_name = "communication"
urlpatterns = [path("<str:code>/", views.reach, name="reach")]
