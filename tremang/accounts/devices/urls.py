"""Addresses of a club's phones."""

from django.urls import path

from tremang.accounts.devices import views

app_name = "devices"
urlpatterns = [
    path("<int:club>/", views.phones, name="list"),
    path("<int:club>/nguoi-moi/", views.new_holder, name="new"),
    path("<int:club>/in-the/", views.print_card, name="print"),
    path("<int:club>/the/<int:pk>/", views.card, name="card"),
    path("<int:club>/the/<int:pk>/huy/", views.cancel, name="cancel"),
    path("<int:club>/may/<int:pk>/mat/", views.lost, name="lost"),
    path("<int:club>/may/<int:pk>/tim-thay/", views.found, name="found"),
    path("<int:club>/may/<int:pk>/ma-pin/", views.code, name="code"),
]
