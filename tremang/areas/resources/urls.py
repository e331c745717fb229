"""Addresses of the book of resources. Those of the plan, of earnings and of sponsors stand before the common ones."""

from django.urls import path

from tremang.areas.common.routes import routes
from tremang.areas.resources import views
from tremang.areas.resources.book import BOOK

urlpatterns = [
    path("<int:club>/ke-hoach/", views.plan, name="plan_line"),
    path("<int:club>/gay-quy/", views.earnings, name="earning"),
    path("<int:club>/gay-quy/ghi/", views.earn, name="earning_add"),
    path("<int:club>/nha-tai-tro/", views.sponsors, name="sponsor"),
    *routes(BOOK),
    path("<int:club>/gay-quy/thu/", views.take, name="take"),
    path("<int:club>/gay-quy/<int:pk>/tien/", views.money, name="money"),
    path("<int:club>/gay-quy/<int:pk>/hoan-lai/", views.give_back, name="give_back"),
    path("<int:club>/nha-tai-tro/<int:pk>/da-giup/", views.sponsor, name="given"),
    path("<int:club>/nha-tai-tro/<int:pk>/nhan/", views.gift, name="gift"),
]
