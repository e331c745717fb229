"""Terms for answers and public holidays, as data that the City can change.

No rule sets a term for a club's own feedback: 15 working days are the product's default. The holidays are those of
Bộ luật Lao động 2019, art. 112, with 24/11 from 2026; of the two days of Quốc khánh the second is taken as 3/9.
"""

from datetime import date

from django.db import migrations

from tremang.kernel.ids import new_id

SINCE = date(2010, 1, 1)
OWN = "Mặc định của phần mềm, không phải quy định; Thành phố đổi được"
TERMS = [("complaint", 15), ("matter", 15)]
HOLIDAYS = [
    ("Tết Dương lịch", False, 1, 1, 0, 1, SINCE), ("Tết Nguyên đán", True, 1, 1, 1, 5, SINCE),
    ("Giỗ Tổ Hùng Vương", True, 3, 10, 0, 1, SINCE), ("Ngày Chiến thắng", False, 4, 30, 0, 1, SINCE),
    ("Ngày Quốc tế Lao động", False, 5, 1, 0, 1, SINCE), ("Quốc khánh", False, 9, 2, 0, 2, SINCE),
    ("Ngày Văn hóa Việt Nam", False, 11, 24, 0, 1, date(2026, 1, 1)),
]  # fmt: skip


def fill(apps, schema_editor):
    term, holiday = apps.get_model("rights", "AnswerTerm"), apps.get_model("rights", "PublicHoliday")
    term.objects.bulk_create(
        term(id=new_id(), code=code, working_days=days, source=OWN, from_on=SINCE) for code, days in TERMS
    )
    holiday.objects.bulk_create(
        holiday(
            id=new_id(), words=words, is_lunar=is_lunar, month=month, day=day, before=before, days=days, from_on=since
        )
        for words, is_lunar, month, day, before, days, since in HOLIDAYS
    )


def empty(apps, schema_editor):
    for name in ("AnswerTerm", "PublicHoliday"):
        apps.get_model("rights", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
