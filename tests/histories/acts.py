"""What the holders of phones do: each function gives (kind, body, base, words of the story), or None where it cannot be."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.histories.phones import Phone

if TYPE_CHECKING:
    from tests.histories.history import History

MARKS = ("absent", "excused", "represented", "present")
TEXTS = {"place": ("Nhà văn hóa", "Sân đình", "Nhà bà Mận"), "decisions": ("Góp quỹ.", "Sửa đường."),
         "chaired_by": ("Ông Khiêm", "Bà Mận"), "guest_names": ("Ông Trưởng thôn", "Bà Chủ tịch"),
         "next_plan": ("Đi thăm người ốm.", "Nuôi gà.")}  # fmt: skip
CONTENTS = {"1": "mentored", "2": "measured", "4": "helped"}
NAMES = (("Nguyễn Văn Giáp", "M", "1950"), ("Đặng Thị Xuân", "F", "1957"), ("Trịnh Bá Thu", "M", "1948"))
FIELDS = {
    "phone": ("0912345678", "0987654321", "0900000001"),
    "nickname": ("Tư Bún", "Cả", "Út"),
    "title": ("cụ", "bà"),
}
Made = tuple[str, dict[str, Any], dict[str, Any], str] | None


def one_of(rng: random.Random, history: "History") -> str:
    """One of the few members whom acts are about."""
    return str(rng.choice(history.ground.members[:3]).pk)


def said(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any], day: date) -> dict[str, Any]:
    """What somebody notes at a meeting."""
    money = phone.is_treasurer or rng.random() < 0.4
    found: dict[str, Any] = {"more": {}}
    if not phone.is_treasurer or rng.random() < 0.2:
        found["marks"] = {one_of(rng, history): rng.choice(MARKS) for _ in range(rng.randint(0, 3))}
        found["texts"] = {name: rng.choice(TEXTS[name]) for name in rng.sample(sorted(TEXTS), rng.randint(0, 3))}
        if rng.random() < 0.2:
            found["texts"] |= {"guests": rng.randint(1, 3)}
        if rng.random() < 0.2:
            found["texts"] |= {"next_on": (day + timedelta(days=rng.choice((25, 30)))).isoformat()}
        found["contents"] = {n: _content(rng, n) for n in rng.sample(sorted(CONTENTS), rng.randint(0, 2))}
        if rng.random() < 0.2:
            found["more"]["themes"] = [rng.choice(history.themes)]
    if money:
        found["dues"] = {one_of(rng, history): rng.choice((10_000, 20_000)) for _ in range(rng.randint(0, 3))}
        _loans(found, rng, view)
        if rng.random() < 0.15:
            found["more"] |= {"counts": {"income": {"500000": rng.randint(1, 3)}}, "gaps": {"income": "đếm nhầm"}}
    board = view["board"]
    if money and len(board) > 1 and rng.random() < 0.35:
        hands = {"paid_by": board[0], "witness": board[1]}
        ready = [loan["id"] for loan in view["loans"] or [] if loan["state"] == "approved"]
        if ready and rng.random() < 0.6:
            found["more"]["payouts"] = [{"loan": rng.choice(ready), **hands}]
        else:
            found["more"]["lending"] = [
                {"membership": str(history.ground.members[4].pk), "principal": rng.choice((1_000_000, 2_000_000)),
                 "purpose": "mua gà", "cosigner": "Con trai", "months": 6, **hands}
            ]  # fmt: skip
    return found


def _loans(found: dict[str, Any], rng: random.Random, view: dict[str, Any]) -> None:
    running = [
        loan["id"] for loan in view["loans"] or [] if loan["state"] == "running" and not loan["id"].startswith("new")
    ]
    if running and rng.random() < 0.6:
        found["repayments"] = {rng.choice(running): rng.choice((300_000, 500_000))}


def _content(rng: random.Random, n: str) -> dict[str, Any]:
    counts = {CONTENTS[n]: rng.randint(1, 3)} if rng.random() < 0.6 else {}
    return {"note": rng.choice(("", "nuôi gà", "dọn đường")), "counts": counts}


def fix(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    """Put a recorded meeting right: what was there, as this phone shows it, and what is right."""
    meetings = [row for row in view["meetings"] if str(row.get("on", "")) >= "2026-08"]
    if not meetings:
        return None
    row = rng.choice(meetings)
    changes: dict[str, Any] = {}
    for _ in range(rng.randint(1, 2)):
        if rng.random() < 0.5:
            m = one_of(rng, history)
            changes[f"marks.{m}"] = [row.get("marks", {}).get(m, "present"), rng.choice(MARKS)]
        elif rng.random() < 0.3:
            n = rng.choice(sorted(CONTENTS))
            was = row.get("contents", {}).get(n)
            was = None if was is None else {"note": was.get("note", ""), "counts": was.get("counts", {})}
            changes[f"contents.{n}"] = [was, _content(rng, n) if rng.random() < 0.7 else None]
        else:
            name = rng.choice(sorted(TEXTS))
            changes[name] = [row.get(name, ""), rng.choice((*TEXTS[name], ""))]
    changes = {path: pair for path, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return None
    return (
        "meeting_fix",
        {"meeting": row["id"], "changes": changes},
        {"version": row.get("version", 0)},
        f"sửa buổi {row['on']}: {changes}",
    )


def card(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    """Put a card right."""
    m = str(rng.choice(history.ground.members[:2]).pk)
    row = next((row for row in view["members"] if row["id"] == m), None)
    if row is None:
        return None
    changes = {}
    for name in rng.sample(sorted(FIELDS), 2):
        now, was = rng.choice(FIELDS[name]), row.get("own_title" if name == "title" else name, "")
        if now != was:
            changes[name] = [was, now]
    return (
        ("card", {"membership": m, "changes": changes}, {"version": row["version"]}, f"sửa thẻ {m}: {changes}")
        if changes
        else None
    )


def joined(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    name, sex, born = rng.choice(NAMES)
    person = {"full_name": name, "sex": sex, "born": born}
    if view["groups"] and rng.random() < 0.3:
        return (
            "joined",
            {"person": person, "joined_on": _day(history, rng), "group": rng.choice(view["groups"])},
            {},
            f"thêm {name}",
        )
    return "joined", {"person": person, "joined_on": _day(history, rng)}, {}, f"thêm {name}"


def of_the_new(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    """Something about a member who joined on this phone a moment ago."""
    fresh = [row for row in view["members"] if row["id"].startswith("new:")]
    if not fresh:
        return joined(history, phone, rng, view)
    row = rng.choice(fresh)
    if phone.is_treasurer:
        return "dues", {"day": _day(history, rng), "sums": {row["id"]: 10_000}}, {}, f"thu của {row['name']} mới vào"
    if rng.random() < 0.5:
        changes = {"phone": ["", rng.choice(FIELDS["phone"])]}
        return "card", {"membership": row["id"], "changes": changes}, {"version": 0}, f"sửa thẻ người mới {row['name']}"
    return (
        "left",
        {"membership": row["id"], "left_on": history.today.isoformat(), "reason": "moved"},
        {},
        f"{row['name']} mới vào lại thôi",
    )


def left(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    m = str(rng.choice(history.ground.members[2:]).pk)
    reason = rng.choice(("died", "moved", "left"))
    return (
        "left",
        {"membership": m, "left_on": _day(history, rng), "reason": reason},
        {},
        f"{m} thôi tham gia: {reason}",
    )


def visit(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    if not view["care"]:
        return None
    body = {"cared": view["care"][0], "volunteer": str(history.volunteers[0]), "on": _day(history, rng), "done": ["food"],
            "report": history.tag()}  # fmt: skip
    return "visit", body, {}, f"thăm tại nhà {body['report']}"


def helped(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    body = {
        "day": _day(history, rng),
        "helped": [one_of(rng, history)],
        "helpers": [one_of(rng, history)],
        "kind": "goods",
    }
    body |= {"what": f"cho gạo {history.tag()}", "amount": 100_000}
    return "help", body, {}, f"giúp người: {body['what']}"


def readings(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    m = str(history.world.members["Đỗ Thị Ẩn"].pk)
    taken = {
        m: {
            "systolic": rng.randint(110, 150),
            "diastolic": rng.randint(60, 90),
            "weight": 40_000 + 100 * history.next(),
        }
    }
    return "readings", {"day": _day(history, rng), "taken": taken, "agreeing": []}, {}, f"đo huyết áp {taken}"


def looked(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    return "looked", {"what": rng.choice(("health", "care")), "at": history.at.isoformat()}, {}, "xem sổ sức khỏe"


def gift(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    goods = rng.random() < 0.3
    body = {
        "day": _day(history, rng),
        "fund": "activity",
        "giver": "Hội Phụ nữ",
        "kind": "goods" if goods else "money",
        "words": history.tag(),
    }
    body |= {"what": "10 kg gạo", "amount": 150_000} if goods else {"amount": 200_000}
    return "gift", body, {}, f"nhận ủng hộ {body['words']}"


def slip(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    kind = rng.choice(("other_in", "supplies", "visits", "to_bank"))
    body = {
        "day": _day(history, rng),
        "fund": "activity",
        "kind": kind,
        "amount": 50_000,
        "who": "Bà Lương",
        "words": history.tag(),
    }
    return "slip", body, {}, f"phiếu {kind} {body['words']}"


def dues(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    sums = {one_of(rng, history): rng.choice((10_000, 20_000)) for _ in range(rng.randint(1, 3))}
    return "dues", {"day": _day(history, rng), "sums": sums}, {}, f"thu đóng góp {sums}"


def repayments(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    found: dict[str, Any] = {}
    _loans(found, rng, view)
    if not found:
        return None
    return "repayments", {"day": _day(history, rng), "sums": found["repayments"]}, {}, f"thu nợ {found['repayments']}"


def choose(history: "History", phone: Phone, rng: random.Random, view: dict[str, Any]) -> Made:
    open_ones = [row for row in view["choices"] if row.get("may")]
    if not open_ones:
        return None
    row, pick = rng.choice(open_ones), rng.choice(("first", "second"))
    return "choose", {"choice": row["id"], "pick": pick}, {}, f"chọn “{pick}” cho {row['what']}"


def _day(history: "History", rng: random.Random) -> str:
    return history.day(rng).isoformat()


Maker = Callable[["History", Phone, random.Random, dict[str, Any]], Made]
KEEPER: dict[Maker, int] = {
    fix: 16, card: 16, joined: 8, of_the_new: 5, left: 4, visit: 5, helped: 5, readings: 5, looked: 3, choose: 14,
}  # fmt: skip
TREASURER: dict[Maker, int] = {dues: 20, repayments: 10, gift: 9, slip: 9, choose: 14, of_the_new: 1, card: 1}
