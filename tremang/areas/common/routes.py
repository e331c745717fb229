"""The addresses that every book has; a book's own `urls.py` adds its special pages."""

from django.urls import URLPattern, path

from tremang.areas.common import papers, views
from tremang.areas.common.books import Book, Register
from tremang.areas.common.done import CODE, done_of


def routes(book: Book) -> list[URLPattern]:
    """Home, and for each register: list, add, correct, drop, paper."""
    patterns = [path("<int:club>/", views.home, {"book": book.code}, name="home")]
    for register in (done_of(book.area), *book.registers):
        patterns += _of_register(book, register)
    return patterns


def _of_register(book: Book, register: Register) -> list[URLPattern]:
    code, start = register.code, f"<int:club>/{register.slug}/"
    which = {"book": book.code, "register": code}
    found = [
        path(f"{start}ghi/", views.add, which, name=f"{code}_add"),
        path(f"{start}<int:pk>/", views.correct, which, name=f"{code}_correct"),
        path(f"{start}<int:pk>/bo/", views.drop, which, name=f"{code}_drop"),
    ]
    if code != CODE:  # the common entries stand on the book's own page
        found.append(path(start, views.records, which, name=code))
    if register.blank:
        found.append(path(f"{start}in/", papers.paper, which, name=f"{code}_paper"))
    return found
