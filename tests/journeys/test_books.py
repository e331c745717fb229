"""A secretary enters a month of all eight books on her phone; the ticks fill, papers print, and no reading leaves the club."""

from datetime import date

import pytest

from tests.cast import TODAY
from tremang.areas.common.models import Activity
from tremang.clubs.models import Team, TeamKind
from tremang.kernel import clock
from tremang.members.models import TeamMember

pytestmark = pytest.mark.journey
MEASURED = "Đỗ Thị Ẩn"
READING = "187/113"
QUICK = {  # content → what was done, how many
    "tang-thu-nhap": ("Trao đổi cách nuôi gà", "8"),
    "quyen-loi": ("Hướng dẫn hồ sơ trợ cấp", "5"),
    "nang-cao-nhan-thuc": ("Nghe chuyện phòng lừa đảo", "11"),
    "van-hoa": ("Tập văn nghệ", "7"),
    "van-dong-nguon-luc": ("Họp bàn gây quỹ", "4"),
}


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def volunteers(world):
    """A team of home care with two members."""
    team = Team.objects.create(club=world.dong_vang, kind=TeamKind.HOMECARE, name="Đội chăm sóc tại nhà")
    for name in ("Trần Thị Lụa", "Vũ Thị Lương"):
        TeamMember.objects.create(
            club=world.dong_vang, team=team, membership=world.members[name], from_on=date(2026, 1, 5)
        )


def onward(page) -> None:
    with page.expect_navigation():
        page.locator("main button.primary").first.click()


def quickly(page, club, slug: str, what: str, people: str) -> None:
    page.goto(f"/so/{slug}/{club.pk}/viec/ghi/")
    page.locator("[name=what]").fill(what)
    page.locator("[name=people]").fill(people)
    onward(page)
    assert "Đã ghi" in page.locator("body").inner_text()


def helped(page, club, member) -> None:
    page.goto(f"/so/tu-giup-nhau/{club.pk}/giup-do/ghi/")
    page.locator("[name=membership_id]").select_option(str(member.pk))
    page.locator("[name=kind]").select_option("goods")
    page.locator("[name=what]").fill("10 kg gạo")
    onward(page)


def measured(page, club, member) -> None:
    page.goto(f"/so/suc-khoe/{club.pk}/do/")
    page.locator(f"[name=yes-{member.pk}]").check()
    page.locator(f"[name=bp-{member.pk}]").fill(READING)
    onward(page)


def cared_for(page, club, member, volunteer) -> None:
    page.goto(f"/thanh-vien/{member.person_id}/dong-y/")
    page.locator("input[name=purposes][value=care]").check()
    channel = page.locator("select[name=channel]")
    if channel.count():
        channel.select_option("spoken")
    elif page.locator("input[name=channel][value=spoken]").count():
        page.locator("input[name=channel][value=spoken]").check()
    onward(page)
    page.goto(f"/so/cham-soc-tai-nha/{club.pk}/nguoi-duoc-cham-soc/ghi/")
    page.locator("[name=membership_id]").select_option(str(member.pk))
    page.locator("[name=needs]").first.check()
    page.locator("[name=from_on]").fill("1/9/2026")
    onward(page)
    page.goto(f"/so/cham-soc-tai-nha/{club.pk}/phan-cong/ghi/")
    chosen(page, "cared_id")
    chosen(page, "volunteer_id", volunteer.pk)
    page.locator("[name=weekdays]").first.check()
    onward(page)
    page.goto(f"/so/cham-soc-tai-nha/{club.pk}/lan-tham/ghi/")
    chosen(page, "cared_id")
    chosen(page, "volunteer_id", volunteer.pk)
    page.locator("[name=done]").first.check()
    page.locator("[name=on]").fill("20/9/2026")
    onward(page)


def chosen(page, name: str, value: int = 0) -> None:
    """Choose `value` in a list, or its first entry."""
    box = page.locator(f"[name={name}]")
    values = box.locator("option").evaluate_all("all => all.map(one => one.value).filter(Boolean)")
    box.select_option(str(value) if value else values[0])


def test_a_month_of_eight_books_from_the_first_word_to_the_sheet_on_the_wall(world, volunteers, page, desk, sign_in):
    club, members = world.dong_vang, world.members
    sign_in(page, "man")
    page.goto(f"/8-noi-dung/{club.pk}/")
    assert "0 trong 8" in page.locator("main").inner_text()
    for slug, (what, people) in QUICK.items():
        quickly(page, club, slug, what, people)
    helped(page, club, members["Kiều Văn Lực"])
    measured(page, club, members[MEASURED])
    cared_for(page, club, members["Phùng Thị Tư"], members["Trần Thị Lụa"])
    assert set(Activity.objects.values_list("area", flat=True)) == set(range(1, 9))

    page.goto(f"/8-noi-dung/{club.pk}/")
    text = page.locator("main").inner_text()
    assert "8 trong 8" in text
    assert "Tập văn nghệ" in text
    page.goto(f"/8-noi-dung/{club.pk}/thang-nay/")
    wall = page.locator("article").inner_text()
    assert "Đã có 8 trong 8 nội dung" in wall
    assert MEASURED not in wall
    assert READING not in wall
    page.goto(f"/so/cham-soc-tai-nha/{club.pk}/in-thang-toi/")
    assert "Phùng Thị Tư" in page.locator("article").first.inner_text()

    sign_in(desk, "tuan")
    book, member = f"/so/suc-khoe/{club.pk}/", members[MEASURED]
    for url in (
        book, f"{book}thanh-vien/{member.pk}/", f"{book}da-do/?ngay=2026-09-23", f"/thanh-vien/{member.person_id}/",
        "/xa-phuong/09715/8-noi-dung/", f"/nhat-ky/{club.pk}/",
    ):  # fmt: skip
        desk.goto(url)
        assert READING not in desk.content(), url
        assert "187" not in desk.locator("body").inner_text(), url
