"""Links shown only to those whom they let in."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may
from tremang.kernel.clock import today
from tremang.places.models import Place
from tremang.places.queries import CITY_CODE, ROOT_PATH

register = template.Library()


@register.filter
def sees(user: User, place: Place | None) -> bool:
    """Whether `user` may open the page of `place`; without a place, that of the City. No query beyond his roles."""
    return may(user, Verb.SEE_FIGURES, place or Place(path=f"{ROOT_PATH}.{CITY_CODE}"), today())


@register.simple_tag(takes_context=True)
def crumb(context: template.Context, url: str, name: str, place: Place | None = None) -> SafeString:
    """A step of the path to a page: a link for whoever may open it, else only its name."""
    if sees(context["request"].user, place):
        return format_html('<a href="{}">{}</a>', url, name)
    return format_html("<span>{}</span>", name)
