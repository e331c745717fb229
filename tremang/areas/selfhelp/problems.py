"""What can go wrong in the book of self-help, one sentence each."""

from django.utils.translation import gettext_noop

OTHER_GROUP = gettext_noop("Tổ này không thuộc câu lạc bộ. Mời chọn lại.")
WHOLE_HOURS = gettext_noop("Mời ghi số giờ tròn, ví dụ 2 hoặc 3. Nửa giờ thì làm tròn lên.")
TOO_MANY_HOURS = gettext_noop(
    "Một ngày chỉ có 24 giờ, ở đây ghi mỗi người %(hours)s giờ. Mời ghi số giờ của một người trong ngày ấy."
)
MANY_HOURS = gettext_noop(
    "Mỗi người làm %(hours)s giờ trong một ngày là rất nhiều. Nếu đúng vậy, mời bấm Ghi lần nữa; nếu đó là số giờ của mọi người "
    "cộng lại, mời ghi số giờ của một người."
)
