"""Addresses of the funds."""

from django.urls import URLPattern

from tremang.funds.routes import beginnings, books, box, loans, sitting

app_name = "funds"
urlpatterns: list[URLPattern] = [
    *books.urlpatterns,
    *loans.urlpatterns,
    *sitting.urlpatterns,
    *box.urlpatterns,
    *beginnings.urlpatterns,
]
