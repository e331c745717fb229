"""Addresses of the book of self-help."""

from tremang.areas.common.routes import routes
from tremang.areas.selfhelp.book import BOOK

urlpatterns = routes(BOOK)
