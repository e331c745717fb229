"""What can go wrong in the book of health, one sentence each."""

from django.utils.translation import gettext_noop

PRESSURE = gettext_noop("Chưa hiểu huyết áp “%(text)s”. Mời ghi số trên rồi số dưới, ví dụ 120/80.")
PRESSURE_ORDER = gettext_noop("Huyết áp “%(text)s” có số trên không lớn hơn số dưới. Mời xem lại, ví dụ 120/80.")
WEIGHT = gettext_noop("Chưa hiểu cân nặng “%(text)s”. Mời ghi theo kg, từ 20 đến 250, ví dụ 52,5.")
WAIST = gettext_noop("Chưa hiểu vòng bụng “%(text)s”. Mời ghi theo cm, từ 40 đến 200, ví dụ 82.")
GLUCOSE = gettext_noop("Chưa hiểu đường huyết “%(text)s”. Mời ghi theo mmol/l, ví dụ 5,6.")
NO_CONSENT = gettext_noop(
    "%(name)s chưa đồng ý cho ghi chỉ số. Mời hỏi, nếu đồng ý thì đánh dấu ở ô “Đã hỏi, người này đồng ý”."
)
NOT_AGREED = gettext_noop(
    "Chưa đồng ý cho ghi chỉ số. Mời hỏi, nếu đồng ý thì đánh dấu ở ô “Đã hỏi, người này đồng ý”."
)
NOT_ASKED = gettext_noop(
    "Người này chưa đồng ý cho ghi thông tin sức khỏe. Mời hỏi và đánh dấu đồng ý ở trang “Đo huyết áp, cân nặng” trước."
)
DEAD = gettext_noop("%(name)s đã mất ngày %(died)s nên không ghi được chỉ số ngày %(day)s. Mời để trống dòng này.")
NOT_THEN = gettext_noop(
    "%(name)s không phải thành viên câu lạc bộ vào ngày %(day)s. Mời để trống dòng này, hoặc xem lại ngày đo."
)
STRANGER = gettext_noop("Có người không thuộc câu lạc bộ này. Mời mở lại trang để xem.")
STANDS_ALREADY = gettext_noop(
    "Ngày %(day)s đã ghi %(what)s là %(stands)s, ở đây là %(read)s. Nếu thay, mời bấm Ghi lần nữa; nếu không, mời xem lại ngày đo."
)
NOTHING = gettext_noop("Chưa ghi chỉ số nào. Mời ghi ít nhất một người, ví dụ 120/80 và 52,5.")
NO_PROVIDER = gettext_noop("Chưa ghi đơn vị khám. Mời ghi tên, ví dụ: Trạm Y tế xã.")
NOBODY_CAME = gettext_noop("Chưa ghi ai đến khám. Mời chọn thành viên, hoặc ghi số người.")
OTHER_TEAM = gettext_noop("Đội này không phải đội thể thao của câu lạc bộ. Mời chọn lại.")
TEAM_MONTH = gettext_noop("Tháng %(month)s/%(year)s đội này đã ghi rồi. Mời sửa dòng đã ghi.")
NO_OUTCOME = gettext_noop("Đã ghi ngày mà chưa ghi kết quả. Mời chọn kết quả.")
OUTCOME_FIRST = gettext_noop("Ngày biết kết quả không thể trước ngày nhắc đi khám (%(day)s). Mời xem lại ngày.")
INSURED_ONCE = gettext_noop("Người này đã có dòng ghi thẻ bảo hiểm y tế. Mời sửa dòng ấy.")
NO_CARD = gettext_noop("Không có thẻ thì không có ngày hết hạn. Mời bỏ ngày, hoặc chọn là có thẻ.")
FAR_AWAY = gettext_noop("Ngày hết hạn %(day)s xa quá. Mời xem lại năm trên thẻ.")
NOT_WITHDRAWN = gettext_noop(
    "Chỉ xóa hẳn được khi người này đã rút lại lời đồng ý, hoặc chưa từng đồng ý. Mời xem ở thẻ thành viên."
)
NOTHING_KEPT = gettext_noop("Không còn chỉ số nào của người này để xóa. Mời mở lại trang để xem.")
MEASURED = gettext_noop("Đo huyết áp, cân nặng")
