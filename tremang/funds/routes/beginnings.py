"""Addresses: beginnings."""

from django.urls import URLPattern, path

from tremang.funds.views import beginnings, gifts, months

urlpatterns: list[URLPattern] = [
    path("<int:club>/bat-dau/", beginnings.opening, name="opening"),
    path("<int:club>/tam-long-vang/", gifts.book, name="gifts"),
    path("<int:club>/tam-long-vang/cam-on/", gifts.thanks, name="thanks"),
    path("<int:club>/tam-long-vang/in/", gifts.print_book, name="print_gifts"),
    path("<int:club>/tam-long-vang/<int:pk>/bien-nhan/", gifts.receipt, name="gift_receipt"),
    path("<int:club>/tam-long-vang/<int:pk>/bo/", gifts.drop, name="drop_gift"),
    path("<int:club>/von-hien-vat/", gifts.things, name="things"),
    path("<int:club>/von-hien-vat/<int:pk>/bo/", gifts.drop_thing, name="drop_thing"),
    path("<int:club>/khoa-so/", months.months, name="months"),
]
