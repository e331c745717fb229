"""Addresses of the pages that bring rooms together."""

from django.urls import path

from tremang.web.views import books, city, club, commune, erase, home, lists, log, maps, money, search

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("thanh-pho/", city.city_board, name="city"),
    path("thanh-pho/tien-quy/", money.city_money, name="city_money"),
    path("thanh-pho/8-noi-dung/", books.city_books, name="city_books"),
    path("xa-phuong/", lists.communes, name="communes"),
    path("xa-phuong/<str:code>/", commune.commune, name="commune"),
    path("xa-phuong/<str:code>/tien-quy/", money.commune_money, name="commune_money"),
    path("xa-phuong/<str:code>/8-noi-dung/", books.commune_books, name="commune_books"),
    path("cau-lac-bo/", lists.clubs, name="clubs"),
    path("cau-lac-bo/<int:pk>/", club.club, name="club"),
    path("ban-do/", maps.map_page, name="map"),
    path("ban-do/hinh.svg", maps.map_picture, name="map_picture"),
    path("tim/", search.search_page, name="search"),
    path("nhat-ky/<int:node>/", log.log, name="log"),
    path("xoa-theo-luat/", erase.erase, name="erase"),
]
