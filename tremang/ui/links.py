"""Addresses of pages in rooms that this room does not know."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse

KEPT = 4096


def address(name: str, *arguments: object) -> str:
    """The address of a page by its name; "" while the site does not have that page."""
    return _address(get_urlconf() or settings.ROOT_URLCONF, name, arguments)


# A page of the shell asks for a dozen, the same ones each time: to put them together took a twentieth of its time.
@lru_cache(KEPT, typed=True)
def _address(urls: str, name: str, arguments: tuple[object, ...]) -> str:
    try:
        return reverse(name, urls, args=arguments)
    except NoReverseMatch:
        return ""
