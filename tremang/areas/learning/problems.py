"""What can go wrong in the book of learning, one sentence each."""

from django.utils.translation import gettext_noop

NO_SUBJECT = gettext_noop(
    "Chưa ghi nói về việc gì. Mời chọn chủ đề, hoặc ghi vài chữ, ví dụ: cách phòng cháy khi đun nấu."
)
TWO_SUBJECTS = gettext_noop("Vừa chọn chủ đề trong danh sách vừa ghi chủ đề khác. Mời để lại một.")
NO_LEARNERS = gettext_noop("Chưa chọn ai vào lớp. Mời chọn ít nhất một người.")
END_BEFORE = gettext_noop("Ngày kết thúc (%(end)s) trước ngày mở lớp (%(start)s). Mời xem lại.")
OUTSIDE = gettext_noop("Ngày %(day)s lớp chưa mở hoặc đã kết thúc. Mời xem lại ngày.")
DAYS_OUTSIDE = gettext_noop("Lớp đã có buổi học ngày %(day)s. Mời để ngày mở lớp và ngày kết thúc bao cả ngày ấy.")
NOBODY_CAME = gettext_noop("Chưa đánh dấu ai có học. Mời đánh dấu người có học hôm ấy.")
OTHER_CLASS = gettext_noop("Có người hoặc việc không thuộc lớp này. Mời mở lại trang rồi ghi lại.")
HAS_DAYS = gettext_noop("Lớp đã có buổi học nên không bỏ được. Mời ghi ngày kết thúc.")
HAS_MARKS = gettext_noop("%(name)s đã học trong lớp nên không bỏ ra khỏi lớp được. Mời để nguyên tên người ấy.")
GONE = gettext_noop("Lớp này đã được bỏ hoặc đổi trong lúc mở trang. Mời mở lại trang để xem.")
