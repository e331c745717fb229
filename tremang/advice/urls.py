"""Addresses of advice."""

from django.urls import path

from tremang.advice import views

app_name = "advice"
urlpatterns = [path("im-lang/", views.silent, name="silent"), path("nen-den-tham/", views.money, name="money")]
