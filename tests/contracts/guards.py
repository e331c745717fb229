"""How the list of powers in powers_of_urls.py says what guards an address."""

from dataclasses import dataclass

from tremang.accounts.powers import Verb


@dataclass(frozen=True)
class Guard:
    """What the address is about, who may read it, who may send to it (None: it takes nothing, or like reading)."""

    about: str
    see: Verb | None = None
    do: Verb | None = None
    get: bool = True  # False: the address only takes what is sent

    def verb(self, sent: bool) -> Verb | None:
        """The power that is asked of whoever sends to the address, or reads it."""
        return (self.do or self.see) if sent else self.see


def post(about: str, do: Verb | None) -> Guard:
    """An address that only takes what is sent."""
    return Guard(about, do, do, get=False)


def register(
    name: str, see: Verb | None = Verb.SEE_PERSONS, keep: Verb = Verb.KEEP_BOOKS, *, paper: bool = True
) -> dict[str, Guard]:
    """The addresses of a register of the books: its list, forms and paper; `see` None: it has no list of its own."""
    found = {
        f"{name}_add": Guard("club", keep),
        f"{name}_correct": Guard("club", keep),
        f"{name}_drop": post("club", keep),
    }
    if see is not None:
        found[name] = Guard("club", see)
    return found | ({f"{name}_paper": Guard("club", see or Verb.SEE_PERSONS)} if paper else {})


SIGNED_IN = Guard("nothing")
