"""Addresses of accounts."""

from django.urls import include, path

from tremang.accounts.views import kept, me, users

app_name = "accounts"
urlpatterns = [
    path("", me.me, name="me"),
    path("dang-ghi-do/", kept.kept, name="kept"),
    path("nguoi-dung/", users.users, name="users"),
    path("nguoi-dung/them/", users.new_user, name="new_user"),
    path("nguoi-dung/<int:pk>/", users.user, name="user"),
    path("nguoi-dung/<int:pk>/giao-viec/", users.give_role, name="give_role"),
    path("nguoi-dung/<int:pk>/mat-khau/", users.reset, name="reset"),
    path("nguoi-dung/<int:pk>/<str:state>/", users.lock, name="lock"),
    path("dien-thoai/", include("tremang.accounts.devices.urls")),
    path("viec/<int:pk>/thoi/", users.end_role, name="end_role"),
    path("viec/<int:pk>/giao-lai/", users.give_back, name="give_back"),
]
