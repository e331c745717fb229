"""Addresses of the book of culture."""

from django.urls import path

from tremang.areas.common.routes import routes
from tremang.areas.culture import views
from tremang.areas.culture.book import BOOK

urlpatterns = [
    *routes(BOOK),
    path("<int:club>/giao-luu/cho/<int:pk>/", views.answer_exchange, name="answer_exchange"),
    path("<int:club>/noi-da-den/", views.venues, name="venues"),
    path("<int:club>/sinh-nhat/", views.birthdays, name="birthdays"),
    path("<int:club>/sinh-nhat/in/", views.birthdays_paper, name="birthdays_paper"),
    path("<int:club>/mung-tho/", views.longevity, name="longevity"),
    path("<int:club>/mung-tho/in/", views.longevity_paper, name="longevity_paper"),
    path("<int:club>/mung-tho/ghi/", views.wish, name="wish"),
    path("<int:club>/mung-tho/<int:pk>/bo/", views.drop_wish, name="drop_wish"),
]
