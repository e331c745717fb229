"""Who works for an office, how long he may rest before he signs in again, and whether his second step is on."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings

from tremang.accounts import powers
from tremang.accounts.models import User
from tremang.kernel.clock import today
from tremang.places.models import Kind


def works_for_office(user: User) -> bool:
    """Whether any of the user's duties is above the clubs."""
    return any(role.place.kind != Kind.CLUB for role in powers.roles(user, today()))


def idle_limit(user: User) -> timedelta:
    """How long the user's session lives without a request."""
    office = works_for_office(user)
    return timedelta(minutes=settings.IDLE_MINUTES_OFFICE if office else settings.IDLE_MINUTES_CLUB)


def has_second_step(user: User) -> bool:
    """Whether codes of an app or a security key are switched on."""
    return Authenticator.objects.filter(user_id=user.pk).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def lacks_second_step(user: User) -> bool:
    """Whether the user works for an office and signs in by password alone."""
    return works_for_office(user) and not has_second_step(user)
