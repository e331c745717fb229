"""Refusals of the funds, and the words that stand on slips."""

from django.utils.translation import gettext_lazy, gettext_noop

from tremang.funds.models.ledger import Account

NOT_LAUNCHED = gettext_noop("Câu lạc bộ chưa ra mắt nên chưa có quỹ. Mời chờ sau ngày ra mắt.")
BEFORE_LAUNCH = gettext_noop("Câu lạc bộ ra mắt ngày %(day)s. Ngày ghi phải từ hôm đó trở đi.")
FUTURE = gettext_noop("Ngày %(day)s chưa tới. Mời ghi ngày hôm nay hoặc một ngày đã qua.")
BEFORE_BOOKS = gettext_noop("Sổ bắt đầu từ số dư ngày %(day)s. Mời ghi ngày từ hôm đó trở đi.")
BOOKS_BEGUN = gettext_noop("Sổ đã bắt đầu từ ngày %(day)s nên không ghi số dư ban đầu lần nữa.")
MONTH_CLOSED = gettext_noop("Sổ đã khóa đến hết ngày %(day)s. Mời ghi ngày sau đó, hoặc mở lại tháng rồi ghi.")
MONTH_NOT_OVER = gettext_noop("Tháng này chưa hết nên chưa khóa sổ được. Mời chờ hết tháng.")
MONTH_IS_CLOSED = gettext_noop("Sổ tháng này đã khóa rồi.")
MONTH_NOT_CLOSED = gettext_noop("Tháng này chưa khóa nên không cần mở lại.")
NOT_POSITIVE = gettext_noop("Số tiền phải lớn hơn 0. Mời ghi lại, ví dụ 50.000.")
TOO_LARGE = gettext_noop("Số tiền lớn quá nên có lẽ thừa chữ số. Mời xem lại.")
NOTHING_TO_WRITE = gettext_noop("Chưa có khoản nào để ghi. Mời ghi ít nhất một khoản.")
WRONG_ACCOUNT = gettext_noop("Khoản này không dùng được ở đây. Mời chọn lại trong danh sách.")
NO_DOCUMENT = gettext_noop("Vốn từ bên ngoài cần số văn bản phê duyệt. Mời ghi số và ngày văn bản.")
NO_NAME = gettext_noop("Mời ghi họ tên người đồng ý, ví dụ: Hoàng Văn Khiêm.")
NO_REASON = gettext_noop("Mời ghi lý do, để người xem sổ sau này hiểu.")
ENDS_FIRST = gettext_noop("Ngày kết thúc phải từ %(day)s trở đi. Mời sửa lại.")
NOT_A_MEMBER = gettext_noop("Có người không phải thành viên câu lạc bộ. Mời chọn lại trong danh sách.")
IS_A_REVERSAL = gettext_noop("Phiếu này đã là phiếu hoàn lại. Mời ghi khoản mới cho đúng.")
TAKEN_BACK = gettext_noop("Phiếu %(slip)s đã được hoàn lại trước đó.")
HAS_ITS_OWN_WAY = gettext_noop(
    "Phiếu %(slip)s gắn với khoản vay hoặc số dư ban đầu nên không hoàn riêng được. Mời sửa ở trang của khoản ấy."
)
ABOVE_CAP = gettext_noop("Quy chế của câu lạc bộ cho vay nhiều nhất %(cap)s. Mời ghi số nhỏ hơn.")
ABOVE_CEILING = gettext_noop("Lãi này vượt mức %(most)s%%/năm mà %(source)s cho phép. Mời ghi mức thấp hơn.")
ABOVE_LATE_CEILING = gettext_noop(
    "Lãi quá hạn không được quá %(most)s%% mức lãi đã thỏa thuận (%(source)s). Mời ghi mức thấp hơn, hoặc ghi 0 nếu không thu."
)
NO_LATE_INTEREST = gettext_noop("Khoản vay của %(name)s hiện không còn lãi quá hạn nào. Mời mở lại trang để xem.")
OWN_COSIGNER = gettext_noop("Người vay không tự cùng ký được. Mời chọn người khác.")
OWES_ALREADY = gettext_noop("%(name)s đang có khoản vay chưa trả xong. Mời trả xong rồi mới vay tiếp.")
HOME_OWES_ALREADY = gettext_noop("Nhà %(name)s đang có khoản vay chưa trả xong. Mời trả xong rồi mới vay tiếp.")
NO_PURPOSE = gettext_noop("Mời ghi vay để làm gì, ví dụ nuôi gà.")
NO_COSIGNER = gettext_noop("Quy chế cần người cùng ký. Mời chọn hoặc ghi người cùng ký.")
MONTHS_OUTSIDE = gettext_noop("Số tháng phải từ 1 đến %(most)s và nhiều hơn số kỳ chỉ trả lãi. Mời sửa lại.")
VOTED_DOWN = gettext_noop("Số người đồng ý phải nhiều hơn số người không đồng ý, mời xem lại.")
BOARD_AGAINST = gettext_noop(
    "Quy chế để Ban Chủ nhiệm quyết định, mà ngày %(day)s đã ghi Ban Chủ nhiệm không đồng ý. Nếu ghi nhầm, mời bấm “Bỏ bước vừa "
    "ghi” rồi ghi lại ý kiến."
)
NO_VOTES = gettext_noop("Quy chế để cuộc họp quyết định, mà chưa ghi số người đồng ý.")
NO_OPINION = gettext_noop("Đơn này chưa có ý kiến Ban Chủ nhiệm.")
OPINION_AGAINST = gettext_noop("Ngày %(day)s Ban Chủ nhiệm đã ghi không đồng ý.")
ON_WHAT_GROUND = gettext_noop(
    "%(lacks)s Mời ghi đủ trước; nếu vẫn thông qua, mời ghi lý do ở ô “Theo biên bản nào, ghi thêm”, rồi bấm Ghi lần nữa."
)
MORE_THAN_ASKED = gettext_noop("Chỉ duyệt được đến số đã xin là %(asked)s. Nếu cần hơn, mời viết đơn mới.")
LOAN_MOVED_ON = gettext_noop("Khoản vay này hiện ở bước: %(state)s. Mời mở lại trang để xem.")
BEFORE_ASKED = gettext_noop("Đơn xin vay ghi ngày %(day)s. Ngày này phải từ hôm đó trở đi.")
NOT_APPROVED = gettext_noop("Khoản vay này hiện ở bước: %(state)s, nên chưa giao tiền được.")
DUE_TOO_SOON = gettext_noop("Kỳ trả đầu tiên phải sau ngày giao tiền %(day)s. Mời sửa lại.")
TWO_HANDS = gettext_noop("Giao tiền cần hai người khác nhau, và không phải người vay. Mời chọn lại.")
NOT_ON_BOARD = gettext_noop("Hai người giao tiền phải là người trong Ban Chủ nhiệm. Mời chọn lại.")
NOT_RUNNING = gettext_noop("Khoản vay này hiện không ở bước đang vay nên không ghi thêm được.")
BEFORE_PAYOUT = gettext_noop("Tiền vay được giao ngày %(day)s. Ngày trả phải từ hôm đó trở đi.")
MORE_THAN_OWED = gettext_noop("%(name)s chỉ còn phải trả %(owed)s là hết nợ. Mời ghi đến số đó.")
LATER_TOO_MUCH = gettext_noop(
    "Ghi thêm khoản này thì lần trả ngày %(day)s thừa %(over)s. Mời hoàn lại phiếu ngày ấy trước."
)
BEFORE_DECISION = gettext_noop("Khoản vay được thông qua ngày %(day)s. Ngày giao tiền phải từ hôm đó trở đi.")
BOX_TOO_SMALL = gettext_noop(
    "Hộp có %(held)s, chưa đủ cho vay %(lent)s. Có thể cho vay ít hơn hoặc rút từ ngân hàng trước."
)
ALL_TOO_SMALL = gettext_noop(
    "Hộp có %(held)s, chưa đủ cho vay %(lent)s. Mời cho vay ít hơn, hoặc chờ quỹ có thêm tiền."
)
DUE_TOO_LATE = gettext_noop("Kỳ trả đầu tiên muộn nhất là ngày %(day)s. Mời sửa lại.")
ALL_PAID = gettext_noop("Đến ngày %(day)s %(name)s không còn nợ gì. Mời xem lại ngày và số tiền.")
BEFORE_LAST_STEP = gettext_noop("Khoản vay này đã ghi đến ngày %(day)s. Mời ghi ngày từ hôm đó trở đi.")
SAME_DEBTOR = gettext_noop("%(name)s đang là người trả khoản vay này. Mời chọn người khác.")
NO_DEBTOR = gettext_noop("Chưa ghi ai nhận trả. Mời chọn một thành viên, hoặc ghi tên người ngoài câu lạc bộ.")
TWO_DEBTORS = gettext_noop("Vừa chọn thành viên vừa ghi người ngoài câu lạc bộ. Mời để lại một.")
HEIR_NOT_ASKED = gettext_noop(
    "Chưa ghi người này đã đồng ý nhận trả và cho ghi tên. Mời hỏi, rồi chọn đã hỏi bằng cách nào."
)
HEIR_MINOR = gettext_noop("Người nhận trả phải đủ 18 tuổi. Mời ghi người khác trong gia đình.")
HEIR_IS_MEMBER = gettext_noop("%(name)s đang là thành viên câu lạc bộ. Mời chọn trong danh sách thành viên ở trên.")
IS_WRITTEN_OFF = gettext_noop("Nợ của %(name)s đã xóa nên không hoàn lại phiếu được. Mời bỏ việc xóa nợ trước.")
NO_WAY_BACK = gettext_noop("Bước này không còn bước nào trước để quay lại. Mời mở lại trang để xem.")
PAID_SINCE = gettext_noop("Đã có lần trả nợ nên chưa bỏ việc giao tiền được. Mời hoàn lại các phiếu trả trước.")
TWICE_WITHIN = gettext_noop("Khoản này vừa được ghi rồi nên không ghi lần nữa.")

NOTHING_TO_DRAW = gettext_noop(
    "%(fund)s: ngày %(day)s hộp thiếu %(short)s so với khoản chi. Mời ghi số nhỏ hơn, hoặc chờ quỹ có thêm tiền."
)
OVERDRAWN = {
    Account.CASH: gettext_noop(
        "%(fund)s: ngày %(day)s hộp thiếu %(short)s so với khoản chi. Mời ghi số nhỏ hơn, hoặc rút từ ngân hàng trước."
    ),
    Account.BANK: gettext_noop("%(fund)s: ngày %(day)s tài khoản ngân hàng thiếu %(short)s. Mời xem lại số tiền."),
    Account.LOANS: gettext_noop("%(fund)s: ngày %(day)s số trả nhiều hơn số đang vay %(short)s. Mời xem lại số tiền."),
}

TO_BANK = gettext_lazy("Gửi tiền vào ngân hàng")
FROM_BANK = gettext_lazy("Rút tiền từ ngân hàng")
WRITTEN_WRONGLY = gettext_lazy("ghi nhầm")
TAKES_BACK = gettext_lazy("Hoàn lại phiếu %(slip)s: %(reason)s")
DUES_OF = gettext_lazy("Đóng góp của %(count)s thành viên")
PAYOUT_TO = gettext_lazy("Giao tiền vay cho %(name)s: %(purpose)s")
REPAID_BY = gettext_lazy("%(name)s trả nợ")
SPLIT_ANEW = gettext_lazy("Chia lại gốc và lãi của %(name)s")
WRITTEN_OFF_FOR = gettext_lazy("Xóa nợ của %(name)s")

WRITTEN_ALREADY = gettext_noop(
    "Trang này đã ghi phiếu %(slip)s rồi. Nếu đây là một khoản khác nữa, mời bấm nút ghi lần nữa."
)
WRITTEN_AND_TAKEN_BACK = gettext_noop(
    "Phiếu %(slip)s mà trang này đã ghi nay đã được hoàn lại. Nếu vẫn muốn ghi khoản này, mời bấm nút ghi lần nữa."
)
GIVEN_ALREADY = gettext_noop("Trang này đã ghi %(what)s rồi. Nếu đây là một khoản khác nữa, mời bấm nút ghi lần nữa.")
COUNTED_ALREADY = gettext_noop(
    "Trang này đã ghi một lần đếm, nhưng số tờ hoặc sổ nay đã khác. Nếu đây là lần đếm mới, mời bấm “Xong, so với sổ” lần nữa."
)
EXEMPT_ALREADY = gettext_noop(
    "%(name)s đã được miễn đúng những ngày này, lý do: %(reason)s. "
    "Nếu cần sửa lý do, mời bấm Thôi miễn ở trang Mức đóng góp rồi ghi lại."
)
DUES_MEANWHILE = gettext_noop(
    "Trong lúc đang ghi, đã có người thu đóng góp của %(count)s người, trong đó có %(name)s. Mời xem lại rồi ghi tiếp."
)
REPAID_MEANWHILE = gettext_noop("Trong lúc đang ghi, đã có người ghi %(name)s trả nợ. Mời xem lại rồi ghi tiếp.")
SPLITS_ANEW = gettext_noop(
    "Sau ngày này đã có lần trả khác. Ghi %(sum)s thì gốc và lãi của lần trả sau được chia lại: %(changes)s. "
    "Nếu đúng, mời bấm Ghi lần nữa."
)
SPLITS_ONLY = gettext_noop(
    "Phiếu %(slip)s chỉ chia lại gốc và lãi của các lần trả, không có tiền vào ra, nên không hoàn lại được. "
    "Mời hoàn lại phiếu của lần trả ghi nhầm."
)
WAS_WILL_BE = gettext_lazy("ngày %(day)s đang ghi %(was)s, sẽ ghi %(will)s")
LOAN_UNKNOWN = gettext_noop("Khoản vay này không có trong sổ của câu lạc bộ. Mời mở lại trang để xem.")

OPENING_AFTER_SLIPS = gettext_noop("Sổ đã có phiếu ngày %(day)s. Số dư ban đầu phải của ngày đó hoặc trước đó.")
LENT_LESS = gettext_noop("Số vay lúc đầu không thể ít hơn gốc còn nợ %(left)s. Mời xem lại hai số.")
PERIODS_OUTSIDE = gettext_noop("Số kỳ còn lại phải từ 1 đến %(most)s. Mời sửa lại.")
DUE_LONG_AGO = gettext_noop("Kỳ trả tới sớm nhất là ngày %(day)s. Mời xem lại ngày, ghi cả năm.")
NEXT_DUE_TOO_LATE = gettext_noop("Kỳ trả tới muộn nhất là ngày %(day)s. Mời xem lại ngày, ghi cả năm.")
OPENING_STANDS = gettext_noop(
    "Sổ đã có phiếu khác sau số dư ban đầu, nên không hoàn lại được. Mời ghi phiếu điều chỉnh."
)
NOTHING_TO_SHARE = gettext_noop("Đến ngày này không còn lãi nào chưa phân bổ. Khi có lãi mới, mời phân bổ sau.")
NO_DONOR = gettext_noop("Mời ghi tên người ủng hộ, hoặc đánh dấu người này không muốn nêu tên.")
NO_KIND = gettext_noop("Mời ghi ủng hộ hiện vật gì, ví dụ 5 bộ ấm chén.")
NOT_IN_KIND = gettext_noop("Khoản ủng hộ này là tiền nên mời hoàn lại phiếu thu của nó.")
WRONG_NOTES = gettext_noop("Số tờ mỗi loại từ 0 đến 9.999. Mời đếm lại và sửa.")
NO_GAP = gettext_noop("Hộp và sổ đã khớp nên không cần ghi lệch.")
CAUSE_GONE = gettext_noop("Sổ vừa đổi nên khả năng này không còn. Mời xem lại danh sách.")
MENDED_SINCE = gettext_noop(
    "Sau lần sửa ấy, hộp đã được đếm hoặc sửa lại nên không hoàn tác được nữa. Mời xem lần đếm mới nhất."
)
CHOOSE_ONE = gettext_noop("Chưa chọn là khoản của ai. Mời chọn một người trong danh sách.")
CHOOSE_WHOM = gettext_noop("Mời chọn đúng %(count)s người.")
NOT_BY_ITSELF = gettext_noop("Khoản này không tự sửa ở đây được. Mời mở trang của khoản ấy để sửa.")
MEETING_OF_OTHER_DAY = gettext_noop("Buổi sinh hoạt này không phải của câu lạc bộ hoặc của ngày này. Mời chọn lại.")
NOTHING_TO_SEAL = gettext_noop("Sổ của câu lạc bộ chưa có việc nào nên chưa có mã.")

OPENING_OF = gettext_lazy("Số dư ban đầu ngày %(day)s")
BEFORE_THE_BOOKS = gettext_lazy("vay từ trước khi dùng sổ này")
SHARED_OUT = gettext_lazy("Phân bổ lãi thu được đến hết ngày %(day)s")
GIFT_FROM = gettext_lazy("%(donor)s ủng hộ")
GIFT_UNNAMED = gettext_lazy("Người không nêu tên ủng hộ")
GAP_LEFT = gettext_lazy("Đếm hộp ngày %(day)s lệch sổ: %(reason)s")
LINE_TAKEN_BACK = gettext_lazy("Sửa phiếu %(slip)s: bỏ khoản %(amount)s của %(name)s")
UNUSUAL = gettext_noop(
    "Số này gấp từ 10 lần trở lên so với mọi khi (thường khoảng %(usual)s). Nếu đúng là %(amount)s, mời bấm Ghi lần nữa."
)
UNUSUALLY_SMALL = gettext_noop(
    "Số này chưa quá một phần mười mọi khi (thường khoảng %(usual)s), có thể thiếu một số 0. "
    "Nếu đúng là %(amount)s, mời bấm Ghi lần nữa."
)
RATE_NEGATIVE = gettext_noop("Lãi không thể âm. Mời ghi từ 0 trở lên, ví dụ 0,5.")
GRACE_TOO_LONG = gettext_noop("Số kỳ chỉ trả lãi phải ít hơn số tháng vay, nhiều nhất %(most)s. Mời sửa lại.")
SHARES_ABOVE_ALL = gettext_noop("Hai phần này cộng lại quá 100%. Mời ghi lại cho đủ trong 100%.")
AT_LEAST_ONE_LOAN = gettext_noop("Mỗi người, mỗi nhà được ít nhất một khoản vay. Mời ghi từ 1 trở lên.")
NO_BANK = gettext_noop("Chưa rõ ngân hàng nào. Mời chọn trong danh sách.")
NOT_AN_ACCOUNT = gettext_noop("Số tài khoản chỉ gồm chữ số hoặc chữ cái, từ 4 đến 19 ký tự. Mời xem lại.")
NO_HOLDER = gettext_noop("Mời ghi tên chủ tài khoản, như trên sổ của ngân hàng.")
DUES_BY = gettext_lazy("Đóng góp của %(name)s")
