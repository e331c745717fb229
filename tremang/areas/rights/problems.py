"""What can go wrong in the book of rights, one sentence each."""

from django.utils.translation import gettext_noop

NO_TEXT = gettext_noop("Chưa ghi nội dung. Mời ghi vài câu, đủ để người trả lời hiểu việc.")
NO_SUCH_DAY = gettext_noop("Không phải năm nào tháng %(month)s cũng có ngày ấy. Mời ghi từ 1 đến %(last)s.")
TOO_MANY_BEFORE = gettext_noop("Nghỉ %(days)s ngày thì số ngày trước ngày lễ phải ít hơn. Mời xem lại.")
NO_ANSWER = gettext_noop("Chưa ghi trả lời thế nào. Mời ghi vài câu đã nói với người phản hồi.")
NO_TERM = gettext_noop("Chưa có hạn trả lời cho ngày %(day)s. Mời báo Thành phố khai báo hạn, hoặc xem lại ngày.")
BEFORE_IT = gettext_noop("Ngày %(day)s trước ngày nhận việc (%(start)s). Mời xem lại.")
NOT_NEXT = gettext_noop("Việc này đã sang bước khác nên chưa ghi được bước ấy. Mời mở lại trang rồi chọn bước tiếp.")
NO_STAGE = gettext_noop("Chưa có bước nào sau khi gửi để bỏ. Nếu gửi nhầm, mời bỏ cả dòng ghi.")
HAS_STAGES = gettext_noop("Việc này đã có các bước sau. Mời bỏ lần lượt các bước ấy trước, rồi bỏ dòng này.")
STAGE_BEFORE = gettext_noop("Đã có bước ghi ngày %(day)s nên ngày gửi không thể sau ngày ấy. Mời xem lại ngày gửi.")
CLOSED_ALREADY = gettext_noop("Phản hồi này đã được trả lời hoặc chuyển lên xã, phường. Mời mở lại trang để xem.")
STANDS_OPEN = gettext_noop("Phản hồi này đã có người xử lý hoặc trả lời nên không bỏ được. Mời sửa ngay ở dòng đã ghi.")
MATTER_ANSWERED = gettext_noop("Xã, phường đã trả lời việc này. Mời mở lại trang để xem.")
OF_COMPLAINT = gettext_noop("Việc này đưa lên từ một phản hồi nên không sửa ở đây. Mời mở phản hồi ấy.")
MOVED = gettext_noop(
    "Phản hồi này đã xử lý xong. Muốn sửa nội dung, mời hoàn tác việc trả lời hoặc chuyển lên xã, phường trước."
)
