"""Addresses of clubs."""

from django.urls import path

from tremang.clubs.views import found, life

app_name = "clubs"
urlpatterns = [
    path("thanh-lap/<str:code>/", found.found, name="found"),
    path("<int:pk>/qua-trinh/", life.life, name="life"),
    path("<int:pk>/qua-trinh/sua/<int:row>/", life.correct, name="correct"),
    path("<int:pk>/qua-trinh/<slug:slug>/", life.step, name="step"),
    path("<int:pk>/quyet-dinh/", life.decision, name="decision"),
    path("<int:pk>/thong-tin/", found.edit, name="edit"),
    path("<int:pk>/hoan-tac/<int:sequence>/", life.undo, name="undo"),
]
