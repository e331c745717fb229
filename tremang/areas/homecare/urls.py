"""Addresses of the book of care at home."""

from django.urls import path

from tremang.areas.common.routes import routes
from tremang.areas.homecare import papers, views
from tremang.areas.homecare.book import BOOK

urlpatterns = [
    *routes(BOOK),
    path("<int:club>/tuan/", views.week_page, name="week"),
    path("<int:club>/xep-nguoi/", views.plan, name="plan"),
    path("<int:club>/xep-nguoi/<int:pk>/", views.assign, name="assign"),
    path("<int:club>/tinh-nguyen-vien/", views.team, name="team"),
    path("<int:club>/in-tuan/", papers.week_paper, name="week_paper"),
    path("<int:club>/in-thang-toi/", papers.month_paper, name="month_paper"),
    path("<int:club>/in-so/", papers.register_paper, name="register_paper"),
]
