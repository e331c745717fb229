"""Norms of the handbook, as data that the City can change. None of them is official; each says where it was seen."""

from datetime import date

from django.db import migrations

from tremang.kernel.ids import new_id

SINCE = date(2018, 1, 1)
NORMS = [
    (1, "volunteers", 5, "always", "Đội tình nguyện viên phát triển kinh tế có từ 5 người",
     "HelpAge Việt Nam, trang Tăng thu nhập"),
    (2, "checkups", 2, "year", "Khám sức khỏe định kỳ 2 lần một năm", "Các câu lạc bộ Bá Thước, Hưng Đạo (Thanh Hóa)"),
    (2, "measuring", 1, "month", "Đo huyết áp, cân nặng mỗi tháng một lần", "Dự án SUNI-SEA; câu lạc bộ thôn Cổ Điển"),
    (3, "volunteers", 5, "always", "Có từ 5 tình nguyện viên chăm sóc tại nhà", "AARP, nghiên cứu tình huống Việt Nam"),
    (4, "helped", 1, "month", "Mỗi tháng giúp ít nhất 1 người gặp khó khăn đột xuất",
     "HelpAge Việt Nam, trang Tự giúp nhau và hỗ trợ cộng đồng"),
    (4, "actions", 1, "month", "Mỗi tháng ít nhất 1 việc cho cộng đồng",
     "HelpAge Việt Nam, trang Tự giúp nhau và hỗ trợ cộng đồng"),
    (6, "talks", 1, "month", "Mỗi buổi sinh hoạt có một bài nói chuyện", "HelpAge Việt Nam, 7 bước truyền thông"),
    (7, "exchanges", 2, "year", "Mỗi năm giao lưu ít nhất 2 lần", "HelpAge Việt Nam, trang Văn hóa, văn nghệ"),
]


def fill(apps, schema_editor):
    norm = apps.get_model("areas", "Norm")
    norm.objects.bulk_create(
        norm(id=new_id(), area=area, code=code, least=least, per=per, words=words, source=source, from_on=SINCE)
        for area, code, least, per, words, source in NORMS
    )


def empty(apps, schema_editor):
    apps.get_model("areas", "Norm").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
