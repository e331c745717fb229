"""What can go wrong with reports, and what to do next."""

from django.utils.translation import gettext_noop

BAD_PERIOD = gettext_noop("“%(period)s” không phải là một kỳ của %(kind)s. Mời ghi theo mẫu %(example)s.")
NO_KIND = gettext_noop("Không có loại báo cáo “%(kind)s”. Các loại đang dùng: %(kinds)s.")
NO_PLACE = gettext_noop("Không có nơi nào mang mã “%(named)s”. Mời xem lại mã.")
WRONG_LEVEL = gettext_noop("%(kind)s do cấp %(level)s lập, nên không lập cho %(place)s.")
NOT_BEGUN = gettext_noop("Kỳ %(period)s bắt đầu từ ngày %(day)s nên chưa có gì để báo cáo.")
BEFORE_RECORDS = gettext_noop(
    "Kỳ %(period)s xong trước ngày %(day)s là ngày bắt đầu có loại báo cáo này trên phần mềm, nên không phải gửi báo cáo."
)
NOT_OVER = gettext_noop("Kỳ %(period)s đến hết ngày %(day)s mới xong. Từ ngày hôm sau mời gửi.")
PLACE_CLOSED = gettext_noop(
    "%(place)s %(ended)s nên không lập báo cáo nữa; số liệu nằm trong báo cáo của %(heirs)s. Mời mở báo cáo ở đó."
)
NOT_YET = gettext_noop("%(place)s có từ ngày %(day)s nên không có báo cáo kỳ %(period)s.")
IS_SENT = gettext_noop("Báo cáo này %(state)s nên không sửa được. %(next)s")
NO_STEP = gettext_noop("Báo cáo này %(state)s nên không %(step)s được. %(next)s")
NEXT_DRAFT = gettext_noop("Mời chờ %(place)s gửi.")
NEXT_SUBMITTED = gettext_noop("%(who)s duyệt hoặc trả lại được; %(place)s rút về được.")
NEXT_RETURNED = gettext_noop("Mời chờ %(place)s sửa rồi gửi lại.")
NEXT_APPROVED = gettext_noop("Muốn mở lại, mời nhờ %(who)s bỏ duyệt.")
NEXT_ACCEPTED = gettext_noop("Mời nhờ nơi duyệt báo cáo cấp trên mở báo cáo đó trước.")
MISSING_CHANGED = gettext_noop("Danh sách nơi còn thiếu vừa thay đổi, nay là: %(missing)s. Mời xem lại rồi gửi.")
MISSING = gettext_noop("Còn thiếu báo cáo của %(missing)s. Mời chờ họ, hoặc đánh dấu gửi khi còn thiếu và ghi lý do.")
UNEXPLAINED = gettext_noop("Còn %(count)s điều cần giải thích trước khi gửi. Mời ghi lý do ở từng điều.")
CLOSED = gettext_noop("Kỳ %(period)s đã khóa nhận báo cáo từ ngày %(day)s. Mời nhờ %(who)s cho gửi muộn rồi gửi.")
HELD_APPROVED = gettext_noop(
    "Báo cáo này nằm trong “%(title)s” %(period)s đã duyệt nên chưa mở được. Mời nhờ %(who)s bỏ duyệt báo cáo đó trước."
)
HELD_SUBMITTED = gettext_noop(
    "Báo cáo này nằm trong “%(title)s” %(period)s đã gửi, chờ duyệt nên chưa mở được. Mời nhờ %(place)s rút báo cáo đó "
    "về, hoặc %(who)s trả lại, rồi mở."
)
NEEDS_REASON = gettext_noop("Mời ghi lý do, để nơi kia biết cần làm gì.")
NO_LINE = gettext_noop("Báo cáo này không có dòng số liệu đó. Mời mở lại trang rồi ghi.")
NOT_OVERRIDDEN = gettext_noop("“%(line)s” là tỷ lệ, tính ra từ hai số khác. Mời sửa ở số gốc.")
BAD_NUMBER = gettext_noop("“%(value)s” không phải là một số nguyên từ 0 trở lên. Mời ghi số, ví dụ 1.250.")
BAD_SUM = gettext_noop("Số %(value)s lớn quá mức ghi được. Mời xem lại có thừa chữ số 0 không.")
NO_BOX = gettext_noop("Báo cáo này không có phần đó. Mời mở lại trang rồi ghi.")
TOO_LONG = gettext_noop("Câu dài %(length)s chữ cái, quá mức %(most)s. Mời tách thành hai câu.")
NO_WARNING = gettext_noop("Điều này không còn phải giải thích nữa. Mời mở lại trang.")
CHANGED_MEANWHILE = gettext_noop("Báo cáo vừa được người khác chuyển sang bước “%(state)s”. Mời xem lại rồi làm tiếp.")
NOT_SENT = gettext_noop("Báo cáo này chưa gửi nên chưa có bản để phát hành. Mời gửi trước.")
NOT_FOR_READERS = gettext_noop(
    "Báo cáo này của %(place)s chưa gửi xong nên chỉ nơi lập và nơi duyệt xem được. Khi gửi, duyệt xong, mời mở lại."
)
OLD_VERSION = gettext_noop("Bản này không còn là bản đang gửi nên chỉ nơi lập và nơi duyệt xem được.")
NOTHING_SENT = gettext_noop("Báo cáo này chưa được gửi. Mời chờ %(place)s gửi rồi làm tiếp.")
IS_ISSUED = gettext_noop(
    "Bản này đã phát hành, số %(number)s ngày %(day)s. Nếu ghi nhầm, mời bấm “Sửa văn bản đã ghi”."
)
NO_NUMBER = gettext_noop("Mời ghi số văn bản, ví dụ 12/BC-HNCT.")
ODD_NUMBER = gettext_noop("Số văn bản “%(number)s” chưa đúng: phải bắt đầu bằng chữ số, ví dụ 12/BC-HNCT.")
NUMBER_TAKEN = gettext_noop("Số %(number)s đã ghi cho báo cáo ký ngày %(day)s. Mời xem lại số trên bản giấy.")
ISSUED_IN_FUTURE = gettext_noop("Ngày %(day)s chưa tới. Mời ghi ngày ký, không sau hôm nay.")
ISSUED_TOO_EARLY = gettext_noop("Ngày ký %(day)s trước ngày gửi báo cáo. Mời xem lại ngày.")
NO_SIGNER = gettext_noop("Mời ghi họ tên và chức vụ người ký.")
NOT_A_PDF = gettext_noop("Tệp này không phải là PDF. Mời chọn bản PDF đã ký; những phần đã ghi vẫn còn nguyên.")
NO_PDF = gettext_noop("Chưa chọn tệp. Mời chọn bản PDF đã ký.")
NOT_ISSUED = gettext_noop("Bản này chưa phát hành. Mời ghi số, ngày và người ký trước.")
HAS_SIGNED = gettext_noop(
    "Văn bản số %(number)s đã có bản PDF đã ký. Nếu nhầm tệp, mời bấm “Sửa văn bản đã ghi” và nói rõ lý do."
)
NO_CORRECTION_REASON = gettext_noop("Chưa ghi lý do sửa. Mời ghi một câu, ví dụ: gõ nhầm số.")
BAD_UNTIL = gettext_noop("Mời ghi ngày được gửi muộn từ hôm nay đến %(last)s.")
KIND_TOO_EARLY = gettext_noop("Loại báo cáo mới có hiệu lực từ hôm nay (%(day)s) trở đi. Mời ghi ngày từ hôm nay.")
BAD_KIND = gettext_noop("Loại báo cáo cần có mã, tên, cấp lập, kỳ và ít nhất một dòng số liệu. Mời ghi đủ.")
BAD_WORDS = gettext_noop(
    "Trong “%(text)s” chỉ dùng được {period}, {place}, {above} ở giữa hai dấu ngoặc nhọn. Mời xem lại chỗ có ngoặc."
)
OTHER_KIND = gettext_noop(
    "Loại báo cáo này đã có báo cáo theo cấp và kỳ cũ nên không đổi cấp, đổi kỳ được. Mời thêm loại mới, rồi thôi dùng loại này."
)
CODE_TAKEN = gettext_noop("Mã “%(named)s” đã có. Mời ghi mã khác, hoặc sửa loại báo cáo đó.")
KIND_LOOP = gettext_noop("Một loại báo cáo không thể đưa vào chính nó. Mời chọn loại cấp trên.")
NO_OBSTACLE = gettext_noop("Chưa ghi vướng mắc. Mời ghi một, hai câu, đủ để nơi trả lời hiểu việc.")
OBSTACLE_TOO_LONG = gettext_noop("Đoạn ghi dài %(length)s chữ cái, quá mức %(most)s. Mời ghi gọn lại.")
NO_ANSWER = gettext_noop("Chưa ghi câu trả lời. Mời ghi rồi lưu.")
IS_ANSWERED = gettext_noop("Vướng mắc này đã được trả lời ngày %(day)s nên không %(step)s nữa.")
IS_WITHDRAWN = gettext_noop("Vướng mắc này đã được %(place)s rút ngày %(day)s.")
IS_PASSED_UP = gettext_noop(
    "Vướng mắc này đã chuyển lên %(owner)s. Mời xem ở đó, hoặc nhờ %(place)s rút lại việc chuyển."
)
NO_LEVEL_ABOVE = gettext_noop("%(owner)s là cấp cuối cùng trong phần mềm nên không chuyển lên được. Mời trả lời ở đây.")
OTHER_REPORT = gettext_noop("Báo cáo đó không phải của %(place)s. Mời mở đúng báo cáo rồi nêu vướng mắc.")
NOT_YOURS = gettext_noop(
    "Vướng mắc này do %(place)s nêu nên chỉ nơi ấy rút được. Nếu đã giải quyết xong, mời ghi lời trả lời."
)
PASS_UP = gettext_noop("chuyển lên")
WITHDRAW = gettext_noop("rút lại")
NO_PERIOD = gettext_noop("“%(period)s” không phải là kỳ của loại báo cáo nào. Mời ghi theo mẫu %(examples)s.")
NO_ARCHIVE = gettext_noop("Mời chọn một loại báo cáo của xã, phường, một kỳ đã hết và ít nhất một dạng tệp.")
NOT_MADE = gettext_noop("Tập báo cáo này chưa lập xong. Mời mở lại trang để lập tiếp.")
CHANNEL_GONE = gettext_noop(
    "Cách nhắc này không còn dùng được cho người ấy. Mời xem lại địa chỉ, hoặc nhắc theo danh sách in."
)
RULE_TOO_EARLY = gettext_noop("Cách nhắc mới có hiệu lực từ hôm nay (%(day)s) trở đi. Mời ghi ngày từ hôm nay.")
BAD_OFFSETS = gettext_noop("Mời ghi các ngày nhắc, tính theo ngày làm việc so với hạn, từ %(first)s đến %(last)s.")
BAD_CHANNELS = gettext_noop("Mời chọn ít nhất một cách nhắc trong các cách: %(known)s.")
BAD_TRIES = gettext_noop("Mời ghi số lần thử gửi từ 1 đến 10.")
