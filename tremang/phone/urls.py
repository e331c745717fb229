"""Addresses of the phone. All lie under one folder: that is how far its service worker reaches."""

from django.urls import path

from tremang.phone.views import shell, sync

app_name = "phone"
urlpatterns = [
    path("", shell.page, name="page"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("sw.js", shell.worker, name="worker"),
    path("a/<slug:version>/<path:name>", shell.asset, name="asset"),
    path("dong-bo", sync.sync, name="sync"),
]
