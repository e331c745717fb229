"""Addresses of places."""

from django.urls import path

from tremang.programme.territory.views import changes, declare, hamlets, lists, undo

app_name = "places"
urlpatterns = [
    path("thon/<int:pk>/", hamlets.hamlet, name="hamlet"),
    path("hoan-tac/<int:pk>/", undo.undo, name="undo"),
    path("thay-doi/", changes.changes, name="changes"),
    path("thay-doi/<int:pk>/doi-ten/", changes.rename, name="rename_unit"),
    path("thay-doi/<int:pk>/nhap/", changes.merge, name="merge"),
    path("thay-doi/<int:pk>/chia/", changes.split, name="split"),
    path("thay-doi/<int:pk>/chuyen/", changes.move, name="move"),
    path("thay-doi/<int:pk>/hoan-tac/", changes.undo_change, name="undo_change"),
    path("<str:code>/lich-su/", changes.history, name="history"),
    path("<str:code>/so-dan/", declare.population, name="declare"),
    path("<str:code>/dac-diem/", declare.profile, name="profile"),
    path("<str:code>/thon/", hamlets.hamlets, name="hamlets"),
    path("<str:code>/thon/them/", hamlets.add_hamlet, name="add_hamlet"),
    path("<str:code>/thon/kiem-dem/", hamlets.count, name="count"),
    path("<str:code>/thon/danh-sach/", lists.load, name="load_hamlets"),
    path("<str:code>/thon/vua-doc/", lists.draft, name="draft"),
    path("<str:code>/thon/vua-doc/bo/", lists.drop, name="drop_draft"),
]
