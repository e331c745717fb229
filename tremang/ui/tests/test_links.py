"""Addresses of pages in rooms that are not known here are put together once for each set of addresses."""

from tremang.ui.links import address


def test_a_page_that_one_site_lacks_is_still_found_on_another_one(settings):
    """An error page rendered under other addresses must not take the search away from every page after it."""
    site = settings.ROOT_URLCONF
    settings.ROOT_URLCONF = "tremang.kernel.tests.test_middleware"
    assert address("web:search") == "" and address("web:club", 7) == ""
    settings.ROOT_URLCONF = site
    assert address("web:search") and address("web:club", 7).endswith("/7/")
