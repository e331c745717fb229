"""Every write of the books' common ground: records and their undoing, and support by offices. Special acts use `acts.Act`."""

from tremang.areas.common.actions.offices import answer, answer_anew, give, undo_withdraw, waiting_row, withdraw
from tremang.areas.common.actions.records import add, correct, drop, undo

__all__ = [
    "add",
    "answer",
    "answer_anew",
    "correct",
    "drop",
    "give",
    "undo",
    "undo_withdraw",
    "waiting_row",
    "withdraw",
]
