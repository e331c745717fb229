"""Every write of members."""

from tremang.members.actions.cards import edit_person, undo_edit
from tremang.members.actions.consents import agreed, give_consent, take_back_consent, withdraw_consent
from tremang.members.actions.joining import back_again, join, take_back_join
from tremang.members.actions.leaving import leave, move, undo_move
from tremang.members.actions.merging import merge_persons, undo_merge
from tremang.members.actions.needs import declare_need, declare_vulnerability, give_support, take_back, withdraw
from tremang.members.actions.pausing import pause, resume, take_back_pause

__all__ = [
    "agreed", "back_again", "declare_need", "declare_vulnerability", "edit_person", "give_consent", "give_support", "join",
    "leave", "merge_persons", "move", "pause", "resume", "take_back", "take_back_consent", "take_back_join",
    "take_back_pause", "undo_edit", "undo_merge", "undo_move", "withdraw", "withdraw_consent",
]  # fmt: skip
