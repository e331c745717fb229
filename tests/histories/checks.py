"""What must hold once everything is healed: each act once, nothing vanished, phones and server the same, money whole."""

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tests.histories.effects import effects_once, joined_are_there, no_reading_overwritten, table_money_once
from tests.histories.odd import HUGE
from tests.histories.promise import must
from tests.histories.server import standing
from tests.histories.spoken import nothing_vanished
from tremang.accounts.devices.models import Device
from tremang.accounts.powers import limited
from tremang.facts.actions import catch_up, rebuild_all
from tremang.facts.models import Fact
from tremang.funds.models import ASSETS, Account, Fund, Transfer
from tremang.funds.queries.balances import daily, trial
from tremang.inbox.models import Choice, Outcome, State, Submission, SubmissionText
from tremang.inbox.work import kinds, newest
from tremang.kernel.events import canonical
from tremang.kernel.verify import verify
from tremang.phone.holder import Holder
from tremang.phone.registry import digest, filled
from tremang.phone.syncing import STAMP
from tremang.places.queries import city

if TYPE_CHECKING:
    from tests.histories.history import History

NOT_KEPT = ("garbage", "too_large", "wrong_club", "changed_body")


def _not_kept(code: str) -> bool:
    """Whether a text was refused before anything of it was kept: it stays on the phone alone."""
    return code in NOT_KEPT or code.startswith("http_")


def check(history: "History") -> None:
    """All promises at the end of a history. Raises Broken."""
    told = {phone.name: phone.told() for phone in history.phones if not phone.wiped}
    for mine in told.values():
        for row in [*mine["out"].values(), *mine["sent"].values()]:
            if row["code"]:
                history.count(f"code {row['code']}")
    with standing(history.at):
        for promise in PROMISES:
            promise(history, told)


def each_act_once(history: "History", told: dict[str, Any]) -> None:
    """What a phone acknowledged is at the server once, byte for byte, with an outcome; or waits on it for a decision."""
    for phone in history.phones:
        mine = told.get(phone.name, {"out": {}, "sent": {}})
        rows = mine["out"] | mine["sent"]
        for uid, act in phone.acts.items():
            if not act.owed:
                continue
            if phone.wiped and len(str(act.body)) > HUGE:
                continue  # the server could not take it, and the phone was given up
            row, found = rows.get(uid), Submission.objects.filter(uid=uid)
            if row and row["state"] in ("refused", "dropped") and _not_kept(row["code"]):
                continue
            must(found.count() == 1, f"{act.kind} {uid} of {phone.name} never came to the server ({row})")
            must(newest(found[0]) is not None, f"{act.kind} {uid} has no outcome")
            kept = SubmissionText.objects.get(submission=found[0])
            must(sha256(kept.text.encode()).hexdigest() == found[0].sha256, f"{uid}: the text is another")
            must(not row or row["sha"] == found[0].sha256, f"{uid}: the phone's text is another")


def phones_know(history: "History", told: dict[str, Any]) -> None:
    """Each phone shows of each of its acts the state that holds at the server."""
    for name, mine in told.items():
        for box in ("out", "sent"):
            for uid, row in mine[box].items():
                submission = Submission.objects.filter(uid=uid).first()
                latest = newest(submission) if submission else None
                if latest is None:
                    must(
                        row["state"] in ("refused", "dropped") and _not_kept(row["code"]),
                        f"{name} holds {row['kind']} {uid} as {row['state']}, the server nothing",
                    )
                    continue
                gone = row["state"] == "dropped" and latest.state in (State.REFUSED, State.DROPPED)
                must(
                    row["state"] == latest.state or gone,
                    f"{name} shows {row['kind']} {uid} as {row['state']}, the server has {latest.state} {latest.code}",
                )


def replicas_equal(history: "History", told: dict[str, Any]) -> None:
    """What a phone holds is what the server would send it now; two phones of one post hold the same."""
    held: dict[str, dict[str, str]] = {}
    for phone in history.phones:
        if phone.wiped:
            continue
        device = Device.objects.select_related("user", "place__club").get(uid=history.ground.keys[phone.name]["uid"])
        device.acting = limited(device.user, device.place)
        holder = Holder(device, history.club, history.today, history.at)
        if phone.user in held:  # the parts of this post were worked out a moment ago
            wanted = held[phone.user] | (
                {"inbox": digest(canonical(holder.inbox))} if "inbox" in told[phone.name]["parts"] else {}
            )
        else:
            wanted = {name: part.hash for name, part in filled(holder).items()}
        has = {name: value for name, value in told[phone.name]["parts"].items() if name != STAMP}
        differs = sorted(name for name in wanted.keys() | has.keys() if wanted.get(name) != has.get(name))
        must(not differs, f"{phone.name} holds other parts than the server has: {differs}")
        same = {name: value for name, value in has.items() if name != "inbox"}
        must(held.setdefault(phone.user, same) == same, f"two phones of {phone.user} hold different parts")
    views = defaultdict(set)
    for phone in history.phones:
        mine = told.get(phone.name)
        if mine and _is_bare(mine):
            views[phone.user].add(mine["view"])
    must(all(len(found) == 1 for found in views.values()), "two phones of one post show different things")


def _is_bare(mine: dict[str, Any]) -> bool:
    """Whether nothing of a phone's own lies over the parts; somebody who joined does until it is chosen who it is."""
    return not mine["out"] and not any(
        row["state"] in ("held", "waiting") or (row["kind"], row["state"]) == ("joined", "part")
        for row in mine["sent"].values()
    )


def money_adds_up(history: "History", told: dict[str, Any]) -> None:
    """Debits and credits agree, no box is below nothing, numbers run on, and phones show the balances of the books."""
    rows, sums = Transfer.objects.filter(club=history.club_id), trial(history.club_id, history.today)
    for fund in Fund:
        sides = [sums.sums.get((fund, account), (0, 0)) for account in Account]
        must(
            sum(debit for debit, _ in sides) == sum(credit for _, credit in sides), f"{fund}: debits and credits differ"
        )
        must(sums.total(fund) == sums.capital(fund) + sums.result(fund), f"{fund}: the trial balance is off")
        for account in ASSETS:
            must(
                min(daily(history.club_id, fund, account).values(), default=0) >= 0,
                f"{fund} {account} went below nothing",
            )
    numbers = [*rows.order_by("sequence").values_list("sequence", flat=True)]
    must(numbers == [*range(1, len(numbers) + 1)], "transfers are not numbered through")
    for name, mine in told.items():
        if mine["balances"] and _is_bare(mine):
            for fund in Fund:
                wanted = {"cash": sums.balance(fund, Account.CASH), "bank": sums.balance(fund, Account.BANK),
                          "loans": sums.balance(fund, Account.LOANS), "total": sums.total(fund)}  # fmt: skip
                must(
                    mine["balances"][fund.value] == wanted,
                    f"{name} shows {mine['balances'][fund.value]}, the books have {wanted}",
                )


def events_vouch(history: "History", told: dict[str, Any]) -> None:
    """Every row is as the chain of events says."""
    found = [one for one in verify(history.club_id).findings if one.code != "row_unknown"]
    must(not found, f"verify: {found[:3]}")


def closed_months_stand(history: "History", told: dict[str, Any]) -> None:
    """Not one transfer of a closed month is another than when it was closed."""
    for until, before in history.closed.items():
        must(history.transfers(until) == before, f"money moved before {until}, which was closed")


def facts_are_kept_up(history: "History", told: dict[str, Any]) -> None:
    """Facts kept up by the marks that acts left are those worked out from nothing. In every 20th history: it is slow."""
    if history.seed % 20:
        return
    catch_up(city(), history.today)
    kept = _facts()
    rebuild_all(history.today)
    must(kept == _facts(), "facts kept up are not those of the rows")


def _facts() -> dict[tuple[int, int], Any]:
    return {(row.node_id, row.half): (row.as_of, row.values) for row in Fact.objects.all()}


def choices_are_sound(history: "History", told: dict[str, Any]) -> None:
    """Each open choice belongs to a submission that says so, and holds two different values and who said them."""
    for choice in Choice.objects.filter(club=history.club_id).select_related("submission"):
        latest = newest(choice.submission)
        sides = kinds()[choice.submission.kind].sides
        if sides is not None:  # it keeps no sensitive values; somebody may have taken back what stood
            first, second = sides(choice)
            alike = first == second and not hasattr(choice, "settled")
        else:
            second = choice.second.get("words")
            alike = choice.first.get("value") == choice.second.get("value") and choice.key != "join"
        must(not alike, f"a choice between two alike: {choice.key}")
        must(bool(choice.second.get("who")) and bool(second), f"a choice without words: {choice.key}")
        if not hasattr(choice, "settled"):
            must(
                latest is not None and latest.state == State.PART,
                f"an open choice of a submission that is {latest and latest.state}",
            )
    for outcome in Outcome.objects.filter(club=history.club_id, state=State.PART).select_related("submission"):
        latest = newest(outcome.submission)
        if latest and latest.pk == outcome.pk:
            open_ones = Choice.objects.filter(submission=outcome.submission, settled__isnull=True)
            must(
                open_ones.exists(),
                f"{outcome.submission.kind} {outcome.submission.uid} waits for a choice that is not there",
            )


def seen(history: "History") -> Iterator[str]:
    """What happened in a history, as far as the server knows: states, codes, kinds of choices."""
    for state, code in Outcome.objects.filter(club=history.club_id).values_list("state", "code"):
        yield f"state {state}"
        if code:
            yield f"code {code}"
    for key in Choice.objects.filter(club=history.club_id).values_list("key", flat=True):
        yield f"choice {key.partition('.')[0]}"


PROMISES = (
    each_act_once, phones_know, replicas_equal, effects_once, joined_are_there, no_reading_overwritten, table_money_once,
    nothing_vanished,
    money_adds_up, events_vouch, closed_months_stand, choices_are_sound, facts_are_kept_up,
)  # fmt: skip
