"""Addresses of training."""

from django.urls import path

from tremang.programme.training import views

app_name = "training"
urlpatterns = [
    path("can-bo/<int:pk>/", views.official, name="official"),
    path("<str:code>/can-bo/", views.officials, name="officials"),
    path("<str:code>/can-bo/lop/", views.course, name="course"),
    path("<str:code>/ban-chu-nhiem/", views.boards, name="boards"),
]
