"""Addresses of places."""

from django.urls import path

from tremang.programme.territory.views import declare, hamlets, lists, undo

app_name = "places"
urlpatterns = [
    path("thon/<int:pk>/", hamlets.hamlet, name="hamlet"),
    path("hoan-tac/<int:pk>/", undo.undo, name="undo"),
    path("<str:code>/so-dan/", declare.population, name="declare"),
    path("<str:code>/dac-diem/", declare.profile, name="profile"),
    path("<str:code>/thon/", hamlets.hamlets, name="hamlets"),
    path("<str:code>/thon/them/", hamlets.add_hamlet, name="add_hamlet"),
    path("<str:code>/thon/kiem-dem/", hamlets.count, name="count"),
    path("<str:code>/thon/danh-sach/", lists.load, name="load_hamlets"),
    path("<str:code>/thon/vua-doc/", lists.draft, name="draft"),
    path("<str:code>/thon/vua-doc/bo/", lists.drop, name="drop_draft"),
]
