"""The WSGI door."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tremang.settings")
application = get_wsgi_application()
_ = (
    get_resolver().url_patterns
)  # every page is read now, or the first visitor of each process would wait a second for it
