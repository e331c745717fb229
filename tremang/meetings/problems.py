"""What can be wrong with a meeting, as sentences."""

from django.utils.translation import gettext_noop

IN_FUTURE = gettext_noop("Ngày %(day)s chưa tới. Mời ghi ngày đã sinh hoạt, từ hôm nay trở về trước.")
BEFORE_LAUNCH = gettext_noop("Câu lạc bộ ra mắt ngày %(day)s. Ngày sinh hoạt phải từ hôm đó trở đi.")
NOT_LAUNCHED = gettext_noop("Câu lạc bộ chưa ra mắt. Mời ghi ngày ra mắt trước, rồi ghi buổi sinh hoạt.")
WHILE_PAUSED = gettext_noop(
    "Ngày %(day)s câu lạc bộ đang tạm dừng. Nếu đã hoạt động lại, mời nhờ cán bộ xã ghi ngày hoạt động lại trước."
)
AFTER_END = gettext_noop("Câu lạc bộ đã thôi hoạt động từ ngày %(day)s. Mời ghi ngày sinh hoạt trước hôm đó.")
EXISTS = gettext_noop(
    "Buổi sinh hoạt %(day)s đã có, do %(name)s ghi lúc %(at)s ngày %(on)s. Mời mở buổi đó, hoặc ghi ngày khác."
)
NOT_ON_ROLL = gettext_noop(
    "Có %(count)s người không còn trong danh sách của ngày %(day)s. Mời xem lại phần điểm danh rồi ghi."
)
UNKNOWN_MARK = gettext_noop("Chưa rõ ai vắng, ai cử người đi thay. Mời điểm danh lại.")
TOO_MANY_GUESTS = gettext_noop("Số khách mời từ 0 đến %(most)s người. Mời ghi lại.")
TOO_LONG = gettext_noop("Phần này dài %(length)s chữ cái, quá mức %(limit)s. Mời viết gọn lại.")
UNKNOWN_AREA = gettext_noop("Có một nội dung không nằm trong 8 nội dung. Mời chọn lại.")
UNKNOWN_THEME = gettext_noop("Có một chủ đề không nằm trong danh sách. Mời chọn lại.")
BAD_COUNT = gettext_noop("Số người, số việc từ 0 đến %(most)s. Mời ghi lại bằng chữ số.")
NEXT_NOT_AFTER = gettext_noop("Buổi tới phải sau buổi này, tức là sau ngày %(day)s. Mời ghi lại ngày.")
NEXT_TOO_FAR = gettext_noop("Buổi tới ghi ngày %(day)s là quá một năm. Mời ghi lại ngày.")
CHANGED = gettext_noop("%(name)s vừa sửa buổi này lúc %(at)s ngày %(on)s. Mời xem cả hai bản rồi chọn.")
GONE = gettext_noop("Buổi sinh hoạt này vừa được bỏ khỏi sổ. Mời mở danh sách buổi sinh hoạt để xem.")
UNDO_LATE = gettext_noop("Chỉ hoàn tác được trong %(days)s ngày. Mời dùng “Sửa buổi này” để ghi lại cho đúng.")
NOTHING_TO_UNDO = gettext_noop("Buổi này không còn gì để hoàn tác. Mời mở danh sách buổi sinh hoạt để xem.")

NO_PHOTO = gettext_noop("Mời chọn một ảnh rồi bấm thêm ảnh.")
NOT_A_PHOTO = gettext_noop("Tệp này không phải là ảnh. Mời chọn ảnh chụp, loại JPG, PNG hoặc WebP.")
PHOTO_TOO_WIDE = gettext_noop("Ảnh có quá nhiều điểm ảnh để đọc được. Mời chụp lại ở cỡ vừa.")
PHOTO_TWICE = gettext_noop("Ảnh này đã có trong buổi sinh hoạt. Mời chọn ảnh khác.")
TOO_MANY_PHOTOS = gettext_noop("Mỗi buổi giữ nhiều nhất %(most)s ảnh. Mời bỏ bớt một ảnh rồi thêm.")
PHOTO_GONE = gettext_noop("Ảnh này không còn để đưa lại. Mời chọn ảnh từ máy và thêm lần nữa.")
