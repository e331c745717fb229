"""Addresses of pages in rooms that this room does not know."""

from django.urls import NoReverseMatch, reverse


def address(name: str, *arguments: object) -> str:
    """The address of a page by its name; "" while the site does not have that page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
