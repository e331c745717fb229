"""Every write of accounts."""

from tremang.accounts.models import User
from tremang.accounts.problems import NO_NAME
from tremang.kernel.lock import writing
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean


def name_oneself(user: User, *, full_name: str, address_as: str) -> User:
    """Set how `user` is called; the name must have at least two words."""
    full_name = clean(full_name)
    if len(full_name.split()) < 2:
        raise Problem("no_name", NO_NAME, field="full_name")
    with writing():
        user.full_name, user.address_as = full_name, address_as
        user.save(update_fields=["full_name", "address_as"])
    return user
