"""The list of looks at sensitive data: who looked at whose, what it was, when, and by which duty."""

from django.db.models import Model

from tremang.accounts.models import Role, User
from tremang.kernel import clock
from tremang.kernel.events import key
from tremang.kernel.models import Look


def looked(user: User, subject: Model | str, what: str, duty: Role | str) -> Look:
    """Write down that `user` saw `what` of `subject`, and return the line.

    `subject` is the row looked at, or "model:id"; `what` one short word such as "vulnerable" or "citizen_number";
    `duty` the role that `powers.require(user, Verb.SEE_SENSITIVE, …)` gave, or its words.
    """
    words = f"{duty.get_kind_display()}, {duty.place.name}" if isinstance(duty, Role) else duty
    line = Look(
        at=clock.now(),
        actor_id=user.pk,
        subject=subject if isinstance(subject, str) else key(subject),
        what=what[:40],
        duty=words[:120],
    )
    line.save(force_insert=True)
    return line
