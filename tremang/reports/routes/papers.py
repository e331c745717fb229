"""Addresses: reports as files, one or all together."""

from django.urls import path
from django.urls.resolvers import URLPattern

from tremang.reports.views import files

urlpatterns: list[URLPattern] = [
    path("tap/", files.archives, name="archives"),
    path("tap/<int:pk>/", files.archive, name="archive"),
    path("tap/<int:pk>/lam-tiep/", files.archive_work, name="archive_work"),
    path("tap/<int:pk>/tep/", files.archive_file, name="archive_file"),
    path("<str:kind>/<str:code>/<str:period>/tep/<str:form>/", files.report_file, name="file"),
]
