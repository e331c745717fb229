"""Addresses of members."""

from django.urls import include, path

from tremang.members.board import urls as board
from tremang.members.views import cards, consents, homes, joining, lists, memberships, needs

app_name = "members"
urlpatterns = [
    path("cau-lac-bo/<int:club>/", lists.members, name="list"),
    path("cau-lac-bo/<int:club>/them/", joining.join, name="join"),
    path("cau-lac-bo/<int:club>/the-giong/", joining.alike_cards, name="alike"),
    path("cau-lac-bo/", include(board.urlpatterns)),
    path("<int:pk>/", cards.person, name="person"),
    path("<int:pk>/sua/", cards.edit, name="edit"),
    path("<int:pk>/sua/hoan-tac/", cards.undo_edit, name="undo_edit"),
    path("<int:pk>/nhap-the/", cards.merge, name="merge"),
    path("<int:pk>/nhap-the/hoan-tac/", cards.undo_merge, name="undo_merge"),
    path("<int:pk>/dong-y/", consents.consent, name="consent"),
    path("<int:pk>/dong-y/rut-lai/", consents.withdraw, name="withdraw_consent"),
    path("<int:pk>/dong-y/hoan-tac/", consents.undo_consent, name="undo_consent"),
    path("<int:pk>/cung-nha/", homes.home, name="home"),
    path("<int:pk>/cung-nha/rieng/", homes.apart, name="apart"),
    path("<int:pk>/cung-nha/hoan-tac/", homes.undo, name="undo_home"),
    path("<int:pk>/nhu-cau/", needs.need, name="need"),
    path("<int:pk>/nhu-cau/thoi/", needs.end_line, name="end_line"),
    path("<int:pk>/nhu-cau/hoan-tac/", needs.undo_line, name="undo_line"),
    path("tu-cach/<int:pk>/nghi/", memberships.pause, name="pause"),
    path("tu-cach/<int:pk>/tro-lai/", memberships.resume, name="resume"),
    path("tu-cach/<int:pk>/nghi/hoan-tac/", memberships.take_back_pause, name="take_back_pause"),
    path("tu-cach/<int:pk>/thoi/", memberships.leave, name="leave"),
    path("tu-cach/<int:pk>/thoi/hoan-tac/", memberships.back, name="back"),
    path("tu-cach/<int:pk>/chuyen/", memberships.move, name="move"),
    path("tu-cach/<int:pk>/chuyen/hoan-tac/", memberships.undo_move, name="undo_move"),
    path("tu-cach/<int:pk>/vao/hoan-tac/", memberships.take_back_join, name="take_back_join"),
]
