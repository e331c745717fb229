"""Addresses of the book of health."""

from django.urls import path

from tremang.areas.common.routes import routes
from tremang.areas.health.book import BOOK
from tremang.areas.health.views import measuring, papers, people

urlpatterns = [
    *routes(BOOK),
    path("<int:club>/do/", measuring.round_page, name="measure"),
    path("<int:club>/da-do/", measuring.measured, name="round"),
    path("<int:club>/chi-so/<int:pk>/", measuring.reading, name="reading"),
    path("<int:club>/chi-so/<int:pk>/bo/", measuring.drop, name="drop_reading"),
    path("<int:club>/thanh-vien/", people.people, name="people"),
    path("<int:club>/thanh-vien/<int:pk>/", people.member, name="member"),
    path("<int:club>/thanh-vien/<int:pk>/the/", papers.card, name="card"),
    path("<int:club>/thanh-vien/<int:pk>/xoa/", people.forget, name="erase"),
    path("<int:club>/the-sap-het-han/", people.expiring_cards, name="expiring"),
    path("<int:club>/to-do/", papers.sheet, name="sheet"),
]
