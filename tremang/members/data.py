"""What is asked of a person, read from what people write, and checked."""

import re
from dataclasses import dataclass
from datetime import date

from tremang.clubs.models import Club
from tremang.kernel.days import read_day
from tremang.kernel.format import day as written
from tremang.kernel.periods import age_on
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.text import clean
from tremang.members import problems
from tremang.members.citizen import index_of, number_of, sealed
from tremang.members.models import LeaveReason, Membership, Person, Sex
from tremang.members.titles import title_of

OLDEST = 120
NAME_LIMIT = 120
_NAME = re.compile(r"[^\W\d_]+(?:[ '’.\-][^\W\d_]*)*")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class PersonData:
    """A card as it was written. `born` is a year ("1952") or a day ("5/9/1952"); what is not known stays empty.

    `citizen` None leaves the stored number as it is.
    """

    full_name: str
    sex: str
    born: str
    phone: str = ""
    nickname: str = ""
    title: str = ""
    is_association_member: bool = False
    citizen: str | None = None


def read_birth(text: str, today: date) -> tuple[int, date | None]:
    """(year, day or None) of a birth; raises Problem where it cannot be one."""
    text = text.strip()
    if not text:
        raise Problem("no_birth", problems.NO_BIRTH, field="born")
    if _YEAR.fullmatch(text):
        year, born_on = int(text), None
    elif text.isdigit():
        raise Problem("birth_unread", problems.BIRTH_UNREAD, field="born", text=text[:30])
    else:
        if len(re.findall(r"\d+", text)) < 3:
            raise Problem("birth_unread", problems.BIRTH_UNREAD, field="born", text=text[:30])
        born_on = read_day(text, today, field="born")
        if re.search(r"\D\d{2}$", text) and not re.match(r"\d{4}", text):
            # "5/9/52": two digits of a birth are of the last century unless that would be the future's child.
            born_on = born_on.replace(year=born_on.year - 100) if born_on.year > today.year - 15 else born_on
        year = born_on.year
    if year > today.year or (born_on and born_on > today):
        raise Problem("birth_ahead", problems.BIRTH_AHEAD, field="born", year=year)
    if (age := age_on(year, born_on, today)) > OLDEST:
        raise Problem("too_old", problems.TOO_OLD, field="born", year=year, age=age)
    return year, born_on


def read_name(text: str) -> str:
    """A full name, spaces tidied; raises Problem for what is no name."""
    name = clean(text)
    if not name:
        raise Problem("no_name", problems.NO_NAME, field="full_name")
    if len(name) > NAME_LIMIT:
        raise Problem("name_long", problems.NAME_LONG, field="full_name", limit=NAME_LIMIT)
    if not _NAME.fullmatch(name):
        raise Problem("name_letters", problems.NAME_LETTERS, field="full_name")
    return name


def read_phone(text: str) -> str:
    """Digits of a phone, possibly shared or a landline; "" for none."""
    digits = re.sub(r"[\s.\-()]", "", text)
    digits = re.sub(r"^\+?84(?=\d{9,10}$)", "0", digits)
    if digits and not re.fullmatch(r"0\d{9,10}", digits, re.ASCII):
        raise Problem("bad_phone", problems.BAD_PHONE, field="phone")
    return digits


def apply(data: PersonData, person: Person, today: date, *, unique: bool = True) -> None:
    """Write `data` onto `person` (not saved); raises the first Problem.

    `unique` False: the citizen number may be that of another card, to find which.
    """
    name = read_name(data.full_name)
    if data.sex not in Sex.values:
        raise Problem("no_sex", problems.NO_SEX, field="sex")
    year, born_on = read_birth(data.born, today)
    phone = read_phone(data.phone)
    number = None if data.citizen is None else number_of(data.citizen)
    if number and unique and Person.objects.filter(citizen_index=index_of(number)).exclude(pk=person.pk).exists():
        raise Problem("citizen_taken", problems.CITIZEN_TAKEN, field="citizen")
    person.rename(name)
    person.sex, person.born_year, person.born_on, person.phone = data.sex, year, born_on, phone
    person.nickname, person.title = clean(data.nickname)[:60], clean(data.title)[:6]
    person.is_association_member = data.is_association_member
    if number is not None:
        person.citizen_number, person.citizen_index = sealed(number), index_of(number)


def written_birth(person: Person) -> str:
    """The birth as people write it, as `read_birth` reads it."""
    return written(person.born_on) if person.born_on else str(person.born_year)


def past_day(day: date, today: date, field: str) -> None:
    """Raises Problem where `day` is still to come."""
    if day > today:
        raise Problem("day_ahead", problems.DAY_AHEAD, field=field, day=written(day))


def of_club(person: Person, club: Club) -> None:
    """Raises Refused unless the person is or was a member of `club`: a duty there reaches no other card."""
    if not Membership.objects.filter(person=person, club=club).exclude(leave_reason=LeaveReason.MISTAKE).exists():
        raise Refused("not_of_club", problems.NOT_OF_CLUB)


def called(person: Person, day: date) -> str:
    """Title and full name: from 60 on ông or bà, below anh or chị, a child cháu; the card may say otherwise."""
    return f"{title_of(person.sex, person.age_on(day), person.title)} {person.full_name}"
