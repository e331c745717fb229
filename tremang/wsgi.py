"""The WSGI door."""

import gc
import os
import threading

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils.translation import trans_real

from tremang.kernel.spread import Spread

# Django's own place for it is a context variable under a lock: asked for each word, it took a tenth of a page.
trans_real._active = threading.local()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tremang.settings")
application = Spread(get_wsgi_application(), settings.VAR_DIR / "processes")
_rooms = get_resolver().url_patterns  # loads all rooms now instead of at somebody's first request
gc.collect()
gc.set_threshold(50_000, 20, 50)  # rows for a page are many and little of them garbage: a tenth of the slowest looks
gc.freeze()  # what is loaded stays: looking through it for garbage again and again was a twentieth of each request
