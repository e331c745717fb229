"""Addresses of the book of income. Those of groups stand before the common ones of the same name."""

from django.urls import path

from tremang.areas.common.routes import routes
from tremang.areas.livelihood import views
from tremang.areas.livelihood.book import BOOK

urlpatterns = [
    path("<int:club>/to-lam-an/", views.groups, name="income_group"),
    path("<int:club>/to-lam-an/ghi/", views.found, name="income_group_add"),
    *routes(BOOK),
    path("<int:club>/to-lam-an/<int:pk>/vao/", views.join, name="join"),
    path("<int:club>/nguoi-trong-to/<int:pk>/", views.member, name="member"),
    path("<int:club>/nguoi-trong-to/<int:pk>/bo/", views.drop_member, name="member_drop"),
    path("<int:club>/cac-cap/", views.months, name="months"),
    path("<int:club>/tinh-nguyen-vien/", views.team, name="team"),
    path("<int:club>/nhu-cau/", views.needs, name="needs"),
]
