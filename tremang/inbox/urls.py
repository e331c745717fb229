"""Addresses of what came to a club from its phones."""

from django.urls import path

from tremang.inbox import views

app_name = "inbox"
urlpatterns = [
    path("<int:club>/", views.work, name="list"),
    path("<int:club>/chon/", views.choose, name="choose"),
    path("<int:club>/nhan/", views.accept, name="accept"),
    path("<int:club>/ghi-lai/", views.again, name="retry"),
    path("<int:club>/khong-nhan/", views.refuse, name="drop"),
    path("<int:club>/tep/", views.file, name="file"),
]
