"""Addresses of the funds."""

from django.urls import path

from tremang.funds import views

app_name = "funds"
urlpatterns = [path("<int:club>/so-du/", views.balance, name="balance")]
