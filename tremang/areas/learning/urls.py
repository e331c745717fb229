"""Addresses of the book of learning."""

from django.urls import path

from tremang.areas.common.routes import routes
from tremang.areas.learning import views
from tremang.areas.learning.book import BOOK

urlpatterns = [
    path("tai-lieu/", views.materials, name="materials"),
    path("tai-lieu/<int:pk>/", views.material, name="material"),
    path("tai-lieu/<int:pk>/in/", views.material_paper, name="material_paper"),
    *routes(BOOK),
    path("<int:club>/chu-de/", views.topics, name="topics"),
    path("<int:club>/lop/", views.classes, name="classes"),
    path("<int:club>/lop/mo/", views.open_class, name="open_class"),
    path("<int:club>/lop/<int:pk>/", views.learning_class, name="class"),
    path("<int:club>/lop/<int:pk>/sua/", views.change_class, name="change_class"),
    path("<int:club>/lop/<int:pk>/bo/", views.drop_class, name="drop_class"),
]
