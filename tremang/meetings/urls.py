"""Addresses of meetings."""

from django.urls import path

from tremang.meetings.views import lists, papers, photos, show

app_name = "meetings"
urlpatterns = [
    path("cua/<int:club>/", lists.meetings, name="list"),
    path("cua/<int:club>/co-mat/", lists.attendance, name="attendance"),
    path("cua/<int:club>/phieu/", papers.sheet, name="sheet"),
    path("cua/<int:club>/dua-lai/<int:pk>/", show.bring_back, name="bring_back"),
    path("<int:pk>/", show.show, name="show"),
    path("<int:pk>/bien-ban/", papers.minutes, name="minutes"),
    path("<int:pk>/hoan-tac/<int:version>/", show.undo, name="undo"),
    path("<int:pk>/them-anh/", photos.add, name="add_photo"),
    path("<int:pk>/dua-lai-anh/<int:photo>/", photos.bring_back, name="bring_back_photo"),
    path("anh/<int:pk>.jpg", photos.picture, name="photo"),
    path("anh/<int:pk>/bo/", photos.remove, name="remove_photo"),
]
