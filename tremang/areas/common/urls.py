"""Addresses of the books: what all of them share, then each book's own."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from tremang.areas.common import deciding, papers, views
from tremang.areas.common.books import books
from tremang.areas.common.offices import views as offices

own: list[URLPattern] = [
    path("<int:club>/", views.everything, name="all"),
    path("<int:club>/thang-nay/", papers.wall, name="wall"),
    path("<int:club>/anh/<int:pk>.jpg", views.photo, name="photo"),
    path("<int:club>/hoan-tac/<int:event>/", views.undo, name="undo"),
    path("<int:club>/tra-loi/<int:pk>/", offices.answer, name="answer"),
    path("<int:club>/da-tra-loi/", offices.answers, name="answers"),
    path("muc/", deciding.decided, name="decided"),
    path("muc/moi/", deciding.decide, name="decide"),
    path("muc/thoi/", deciding.decide_end, name="decide_end"),
    path("muc/hoan-tac/<int:event>/", deciding.undo, name="undo_decided"),
    path("ho-tro/<str:code>/", offices.give, name="give"),
    path("ho-tro/<str:code>/da-ghi/", offices.told, name="given"),
    path("ho-tro/<str:code>/<int:pk>/bo/", offices.withdraw, name="withdraw"),
    path("ho-tro/<str:code>/hoan-tac/<int:event>/", offices.undo_withdraw, name="undo_withdraw"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("8-noi-dung/", include((own, "areas"))),
    *(
        path(f"so/{book.slug}/", include((import_module(f"tremang.areas.{code}.urls").urlpatterns, code)))
        for code, book in books().items()
    ),
]
