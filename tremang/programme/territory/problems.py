"""Refusals of catalogues and declarations."""

from django.utils.translation import gettext_noop

FUTURE = gettext_noop("Ngày %(day)s chưa tới. Mời ghi ngày đã qua, muộn nhất là hôm nay.")
CLOSED_UNIT = gettext_noop("%(name)s không còn từ ngày %(day)s nên không ghi thêm được. Mời ghi ở đơn vị kế tiếp.")
NO_LIST = gettext_noop("Chưa có dòng nào. Mời dán danh sách hoặc chọn tệp.")
TOO_MANY = gettext_noop("Danh sách có hơn %(limit)s dòng. Mời chia làm nhiều lần; một xã thường có dưới 200 thôn.")
NOT_A_SHEET = gettext_noop("Chưa mở được tệp này như một bảng. Mời lưu lại thành .xlsx hoặc .csv rồi chọn lại.")
HAS_CLUB = gettext_noop(
    "%(name)s đang có %(club)s. Mời chuyển câu lạc bộ về nơi khác, hoặc ghi việc nhập thôn, rồi mới đóng."
)
NOTHING_COUNTED = gettext_noop("Danh mục chưa có thôn, tổ dân phố nào. Mời thêm trước rồi ghi ngày kiểm đếm.")
COUNTED_ALREADY = gettext_noop("Ngày kiểm đếm %(day)s đã ghi rồi. Mời ghi ngày khác nếu vừa kiểm đếm lại.")
NO_PEOPLE = gettext_noop("Số dân phải từ 1 đến 2.000.000. Mời xem lại con số.")
OLDER_MORE = gettext_noop("Số người cao tuổi (%(older)s) nhiều hơn số dân từ 15 tuổi (%(people)s). Mời xem lại hai số.")
BAD_YEAR = gettext_noop("Năm %(year)s nằm ngoài khoảng %(first)s–%(last)s. Mời ghi lại năm.")

LINE_EMPTY = gettext_noop("Dòng không có tên.")
LINE_LONG = gettext_noop("Tên dài quá 100 chữ.")
LINE_STRANGE = gettext_noop("Tên có ký tự lạ: %(found)s.")
LINE_DAY = gettext_noop("“%(day)s” là một ngày, không phải tên.")
LINE_FIGURE = gettext_noop("“%(figure)s” là một con số, không phải tên.")
LINE_KIND = gettext_noop("Loại “%(kind)s” không phải thôn, tổ dân phố hay khu dân cư.")
LINE_COMMUNE = gettext_noop("Đây là tên xã, phường, không phải thôn.")
LINE_TWICE = gettext_noop("Trùng với dòng %(line)s.")
LINE_KNOWN = gettext_noop("Đã có trong danh mục.")
