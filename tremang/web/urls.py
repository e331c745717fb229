"""Addresses of the pages that bring rooms together."""

from django.urls import path

from tremang.web.views import city, home, map

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("thanh-pho/", city.city_board, name="city"),
    path("ban-do/", map.map_page, name="map"),
    path("ban-do/hinh.svg", map.map_picture, name="map_picture"),
]
