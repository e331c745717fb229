"""Addresses of the book of rights. Lists that open a page of their own stand before the common ones of the same name."""

from django.urls import path

from tremang.areas.common.routes import routes
from tremang.areas.rights import views
from tremang.areas.rights.book import BOOK

urlpatterns = [
    path("<int:club>/tro-giup-phap-ly/", views.referrals, name="legal_referral"),
    path("<int:club>/phan-hoi/", views.complaints, name="complaint"),
    path("<int:club>/dua-len-xa/", views.matters, name="matter"),
    *routes(BOOK),
    path("<int:club>/tro-giup-phap-ly/<int:pk>/cac-buoc/", views.referral, name="legal_referral_show"),
    path("<int:club>/tro-giup-phap-ly/<int:pk>/lui/", views.back, name="legal_referral_back"),
    path("<int:club>/phan-hoi/<int:pk>/xem/", views.complaint, name="complaint_show"),
    path("<int:club>/phan-hoi/<int:pk>/xu-ly/", views.handle, name="complaint_handle"),
    path("<int:club>/phan-hoi/<int:pk>/tra-loi/", views.answer, name="complaint_answer"),
    path("<int:club>/phan-hoi/<int:pk>/chuyen-xa/", views.carry, name="complaint_carry"),
    path("<int:club>/dua-len-xa/<int:pk>/xem/", views.matter, name="matter_show"),
    path("xa/<str:code>/", views.commune, name="commune"),
]
