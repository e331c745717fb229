"""What can go wrong in the books of the 8 contents, one sentence each."""

from django.utils.translation import gettext_noop

IN_FUTURE = gettext_noop("Ngày %(day)s chưa tới. Mời ghi ngày đã làm.")
BEFORE_LAUNCH = gettext_noop("Câu lạc bộ ra mắt ngày %(day)s. Mời ghi việc từ ngày ấy trở đi.")
NOT_LAUNCHED = gettext_noop("Câu lạc bộ chưa ra mắt nên chưa có việc để ghi. Ra mắt rồi, mời ghi tiếp.")
CLOSED = gettext_noop("Câu lạc bộ đã thôi hoạt động từ ngày %(day)s. Mời xem lại ngày.")
NO_WORDS = gettext_noop("Chưa ghi đã làm việc gì. Mời ghi vài chữ, ví dụ: %(example)s.")
READING_TOLD = gettext_noop(
    "Ở đây ghi việc chung, ai vào sổ cũng đọc được. Số đo của từng người mời ghi ở trang đo huyết áp, cân nặng."
)
ALSO_AT_MEETING = gettext_noop(
    "Buổi sinh hoạt ngày %(day)s đã ghi nội dung này. Nếu làm ngay tại buổi ấy, mời đánh dấu ô này để không tính hai lần. "
    "Nếu là việc khác, mời bấm Ghi lần nữa."
)
TOLD_ALREADY = gettext_noop("Sổ đã có việc này ngày %(day)s. Nếu là một lần khác, mời bấm Ghi lần nữa.")
RECORDED_ALREADY = gettext_noop("Sổ đã có một dòng giống hệt. Nếu là một lần khác, mời bấm Ghi lần nữa.")
GIVEN_ALREADY = gettext_noop(
    "Việc này ngày %(day)s đã ghi cho câu lạc bộ rồi. Nếu là một lần khác, mời bấm Ghi lần nữa."
)
MORE_OUTSIDERS = gettext_noop(
    "Người ngoài câu lạc bộ (%(outsiders)s) nhiều hơn số người tham gia (%(people)s). Mời xem lại."
)
MORE_THAN_ROLL = gettext_noop(
    "Ngày %(day)s câu lạc bộ có %(members)s thành viên, số đã ghi là %(people)s người. Mời ghi người ngoài câu lạc bộ vào ô riêng."
)
NOT_A_MEMBER = gettext_noop("Có người không phải thành viên câu lạc bộ vào ngày %(day)s. Mời chọn lại trong danh sách.")
NOBODY = gettext_noop(
    "Chưa ghi là ai. Mời chọn thành viên, hoặc ghi vài chữ về người ngoài câu lạc bộ, ví dụ: một cụ ở xóm Đông."
)
TWO_PEOPLE = gettext_noop("Vừa chọn thành viên vừa ghi người ngoài câu lạc bộ. Mời để lại một.")
ENDS_BEFORE = gettext_noop("Ngày cuối (%(until)s) trước ngày đầu (%(since)s). Mời xem lại hai ngày.")
GONE = gettext_noop("Dòng này đã được bỏ hoặc đổi trong lúc mở trang. Mời mở lại trang để xem.")
NOT_AGREED = gettext_noop(
    "Người này chưa đồng ý cho ghi hoặc cho xã, phường xem việc riêng, nên chưa ghi được. Mời hỏi và ghi lời đồng ý ở thẻ "
    "thành viên trước."
)
NOT_VULNERABLE = gettext_noop(
    "%(who)s chưa đồng ý cho câu lạc bộ ghi hoàn cảnh, nên chưa ghi được. Mời hỏi, rồi mở thẻ thành viên, phần Lời đồng ý, "
    "bấm “Hỏi, ghi, rút lại”."
)
NOT_CARE = gettext_noop(
    "%(who)s chưa đồng ý cho câu lạc bộ ghi việc cần chăm sóc tại nhà, nên chưa ghi được. Mời hỏi, rồi mở thẻ thành viên, "
    "phần Lời đồng ý, bấm “Hỏi, ghi, rút lại”."
)
NOT_HEALTH = gettext_noop(
    "%(who)s chưa đồng ý cho câu lạc bộ ghi thông tin sức khỏe, nên chưa ghi được. Mời hỏi, rồi mở thẻ thành viên, phần "
    "Lời đồng ý, bấm “Hỏi, ghi, rút lại”."
)
TAKEN_BACK = gettext_noop(
    "%(who)s đã rút lại lời đồng ý ghi hoàn cảnh, nên không ghi tên được. Mời hỏi lại; nếu không thuận, chọn “Không phải thành "
    "viên” rồi ghi vài chữ, không nêu tên."
)
NOT_ONWARD = gettext_noop(
    "%(who)s chưa đồng ý cho cán bộ xã, phường xem tên và hoàn cảnh, nên xã, phường chưa ghi được. Mời câu lạc bộ hỏi và ghi "
    "lời đồng ý ở thẻ thành viên."
)
NOT_SHOWN = gettext_noop(
    "Việc này nói về người chưa đồng ý cho xem việc riêng, nên không hoàn tác ở đây được. Mời nhờ người giữ sổ của câu lạc bộ, "
    "hoặc hỏi lời đồng ý trước."
)
NOTHING_TO_UNDO = gettext_noop("Việc này không còn hoàn tác được. Mời sửa ngay ở dòng đã ghi.")
ANSWERED = gettext_noop("Việc này câu lạc bộ đã trả lời rồi. Mời xem lại trong sổ.")
TOO_EARLY = gettext_noop("Mức mới áp dụng sớm nhất từ hôm nay, %(day)s. Mời xem lại ngày.")
NOT_AFTER = gettext_noop("Mức đang có áp dụng từ ngày %(day)s. Mời ghi ngày sau ngày ấy.")
NOTHING_NEW = gettext_noop("Mức mới giống mức đang có. Mời sửa lại, hoặc để lại sau.")
NOTHING_ADDED = gettext_noop("Bảng này không thêm dòng được, chỉ thêm mức mới cho dòng đang có. Mời mở dòng ấy.")
MUST_GO_ON = gettext_noop("Dòng này luôn phải có một mức. Mời thêm mức mới thay cho mức đang có.")
ENDS_ALREADY = gettext_noop("Dòng này đã có ngày cuối hoặc không còn nữa. Mời tải lại trang để xem.")
NOT_SOUND = gettext_noop("Dòng này trùng với dòng đã có, hoặc còn thiếu mức. Mời xem lại các ô.")
LATE_DECISION = gettext_noop("Mức này đã áp dụng nên không hoàn tác được nữa. Mời thêm mức mới.")
NO_GIVER = gettext_noop("Chưa ghi đơn vị hỗ trợ. Mời ghi tên, ví dụ: Trạm Y tế xã.")
NO_CLUBS = gettext_noop("Chưa chọn câu lạc bộ nào. Mời chọn ít nhất một câu lạc bộ.")
NONE_FIT = gettext_noop("Trong số đã chọn, không có câu lạc bộ nào hoạt động vào ngày %(day)s. Mời xem lại ngày.")
NOT_HERE = gettext_noop("Có câu lạc bộ không thuộc %(place)s. Mời chọn lại trong danh sách.")
CLUBS_ANSWERED = gettext_noop(
    "Đã có câu lạc bộ trả lời nên không rút lại được nữa. Mời gọi để câu lạc bộ sửa ở sổ của mình."
)
WAITS = gettext_noop("Việc này đang chờ câu lạc bộ trả lời. Mời trả lời trước rồi hãy sửa.")
NOT_THE_SAME = gettext_noop("Chưa chọn việc câu lạc bộ đã ghi. Mời chọn việc ấy, hoặc chọn câu trả lời khác.")
ONLY_WITH_YES = gettext_noop(
    "Ô “%(what)s” chỉ được ghi khi trả lời “Đúng, có việc này”. Nếu câu lạc bộ đã ghi rồi, mời để ô này như cũ và sửa ở dòng "
    "đã ghi."
)
