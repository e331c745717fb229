"""Enough people to search among: demo data topped up with members until 150,000 persons are on the register."""

import random
from datetime import date

from django.db import transaction

from tremang.clubs.models import Club, State
from tremang.kernel.ids import new_id
from tremang.members.models import Membership, Person

PERSONS = 150_000
BATCH = 5_000
FAMILY = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Kiều Khuất Cấn Đinh Phùng Chử Nghiêm Trịnh"
).split()
MIDDLE = "Thị Văn Đức Hữu Ngọc Thanh Minh Quang Xuân Thu Kim Bá Duy Đình Công Thúy Hồng Bích Mạnh Tiến".split()
GIVEN = (
    "An Anh Ánh Bình Cường Chiến Chung Dung Dũng Dương Đào Đạt Điệp Đức Giang Hà Hải Hạnh Hảo Hiền Hiếu Hoa Hòa Hồng Hợi "
    "Hùng Hương Hường Khánh Khiêm Lan Lâm Liên Loan Long Lụa Lực Lương Mai Mận Minh Mùi Nga Ngân Nghĩa Nhàn Nhung Oanh "
    "Phúc Phương Quý Quyên Sáu Sơn Tạo Tâm Tân Thành Thắm Thảo Thắng Thơm Thủy Tiến Tình Toàn Tú Tuấn Tuyết Tư Vân Xuyến Yến"
).split()


def top_up(seed: int) -> int:
    """Add persons, each with a membership of some active club, until there are 150,000; returns how many were added."""
    chooser = random.Random(seed)
    clubs = list(Club.objects.filter(state=State.ACTIVE).order_by("pk").values_list("pk", "launched_on"))
    lacking = PERSONS - Person.objects.count()
    for start in range(0, lacking, BATCH):
        persons = [_person(chooser) for _number in range(min(BATCH, lacking - start))]
        memberships = [_membership(chooser.choice(clubs), person) for person in persons]
        with transaction.atomic():
            Person.objects.bulk_create(persons)
            Membership.objects.bulk_create(memberships)
    return max(lacking, 0)


def _person(chooser: random.Random) -> Person:
    middles = chooser.choices(MIDDLE, k=chooser.choice([1, 1, 2]))
    person = Person(id=new_id(), sex=chooser.choice("FFM"), born_year=chooser.randint(1935, 1990))
    person.rename(" ".join([chooser.choice(FAMILY), *middles, chooser.choice(GIVEN)]))
    return person


def _membership(club: tuple[int, date], person: Person) -> Membership:
    return Membership(id=new_id(), club_id=club[0], person=person, joined_on=club[1])
