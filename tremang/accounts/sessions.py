"""Who asks: his session and his account. Every page reads them first, so each is one statement that is not built anew.

The ORM takes longer to build the two than the database to answer them.
"""

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as Stored
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from tremang.accounts.models import User
from tremang.kernel.rows import read, read_ids


class SessionStore(Stored):
    """Sessions in the database; what Django asks for by the name of a session engine."""

    def _get_session_from_db(self) -> Session | None:
        now = connection.ops.adapt_datetimefield_value(timezone.now())  # as Django wrote when it ends
        found = read(Session, "session_key = %s AND expire_date > %s", [self.session_key, now])
        if found:
            return found[0]
        self._session_key = None
        return None


class Accounts(ModelBackend):
    """Passwords as Django checks them."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session; None for one that was closed since."""
        user = read_ids(User, [user_id]).get(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
