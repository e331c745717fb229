"""What people of the demo write about reports. Made up, as all its persons are."""

RETURNED = (
    "Số tiền đóng góp trong quý chưa khớp với sổ quỹ của các câu lạc bộ, đề nghị kiểm tra lại.",
    "Phần khó khăn, vướng mắc còn chung chung, đề nghị nêu rõ câu lạc bộ nào.",
    "Chưa giải thích vì sao số buổi sinh hoạt giảm so với kỳ trước.",
    "Đề nghị đối chiếu lại số thành viên với danh sách của từng câu lạc bộ.",
)
MISSING = (
    "Câu lạc bộ chưa sinh hoạt được trong tháng, xã, phường đã nhắc.",
    "Biên bản còn viết trên giấy, chưa kịp ghi vào phần mềm.",
    "Ban Chủ nhiệm đang kiện toàn, tháng sau sẽ sinh hoạt bù.",
)
MISSING_CITY = "Một số xã, phường chưa gửi hoặc chưa được duyệt báo cáo; số liệu lấy theo sổ của các câu lạc bộ."
BEFORE_NEW_MAP = "Kỳ này kết thúc trước khi có xã, phường mới từ ngày 1/7/2025; số liệu lấy theo sổ của các câu lạc bộ."
LATE_ENTRY = (
    "Cán bộ phụ trách nghỉ ốm dài ngày, người thay mới nhận việc.",
    "Xã, phường sắp xếp lại trụ sở nên gửi muộn, đã báo trước.",
)
OVERRIDES = (
    ("meetings", 2, "Hai buổi sinh hoạt đã họp, biên bản giấy chưa kịp ghi vào phần mềm."),
    ("gifts", 500_000, "Một khoản ủng hộ đã nhận, phiếu thu chưa ghi vào sổ."),
    ("memberships", 1, "Một thành viên mới đã có đơn, câu lạc bộ chưa kịp ghi vào danh sách."),
)
OWN_SENTENCES = (
    "Đề nghị hỗ trợ mỗi câu lạc bộ mới một máy đo huyết áp và bộ loa nhỏ để sinh hoạt.",
    "Đề nghị tổ chức giao lưu giữa các câu lạc bộ trong cụm mỗi năm một lần.",
    "Đề nghị tập huấn cách ghi sổ trên điện thoại cho thư ký câu lạc bộ.",
)
ADDED = "Đã đối chiếu với biên bản giấy của các câu lạc bộ."
EXPLANATIONS = {
    "silent": (
        "Đã gọi cho Chủ nhiệm, câu lạc bộ hẹn sinh hoạt lại trong tháng tới.",
        "Đã cử cán bộ đến gặp Ban Chủ nhiệm để giúp sinh hoạt trở lại.",
        "Đang bàn với thôn, tổ dân phố về việc kiện toàn Ban Chủ nhiệm.",
    ),
    "box": (
        "Đã nhắc thủ quỹ đếm lại hộp tiền trước buổi sinh hoạt tới.",
        "Thủ quỹ báo còn một phiếu chi nhỏ chưa ghi, sẽ ghi bổ sung.",
    ),
    "outlier": (
        "Đã đối chiếu với sổ giấy của câu lạc bộ, số liệu đúng.",
        "Đã hỏi lại câu lạc bộ, số liệu đúng như sổ.",
    ),
    "undeclared": (
        "Ủy ban nhân dân đang rà soát số liệu, sẽ khai báo trước kỳ báo cáo sau.",
        "Đang chờ công an và các thôn, tổ dân phố cung cấp số liệu.",
    ),
    "against": ("Đã kiểm tra từng dòng với sổ của câu lạc bộ, sẽ hướng dẫn ghi lại cho khớp.",),
    "far": ("Đã xem lại, không thừa hay thiếu chữ số.",),
    "no": ("Trong tháng câu lạc bộ không họp được vì nhà văn hóa đang sửa.",),
}  # fmt: skip
CLUB_OBSTACLES = (
    (
        "Nhà văn hóa thôn dột mái, mưa to không họp được.",
        "Ủy ban nhân dân đã bố trí sửa mái nhà văn hóa trong tháng này.",
    ),
    (
        "Câu lạc bộ chưa có loa đài, thành viên cao tuổi nghe không rõ.",
        "Đã chuyển cho câu lạc bộ một bộ loa kéo của Hội Người cao tuổi.",
    ),
    (
        "Thư ký lớn tuổi, ghi sổ trên điện thoại còn chậm.",
        "Đoàn Thanh niên cử hai bạn đến giúp thư ký vào mỗi buổi sinh hoạt.",
    ),
    (
        "Nhiều thành viên muốn vay vốn nhưng Quỹ tăng thu nhập còn ít.",
        "Đã giới thiệu câu lạc bộ với Ngân hàng Chính sách xã hội.",
    ),
    ("Chưa mời được trạm y tế đến đo huyết áp định kỳ.", "Trạm y tế hẹn đến vào thứ năm tuần đầu mỗi tháng."),
    (
        "Tình nguyện viên chăm sóc tại nhà thiếu người trẻ.",
        "Hội Phụ nữ nhận vận động thêm năm tình nguyện viên.",
    ),
    (
        "Đường vào nhà văn hóa tối, người cao tuổi ngại đi họp buổi chiều muộn.",
        "Thôn đã lắp thêm ba bóng đèn.",
    ),
    (
        "Chủ nhiệm xin nghỉ vì sức khỏe, chưa tìm được người thay.",
        "Xã, phường cử cán bộ dự buổi kiện toàn Ban Chủ nhiệm.",
    ),
)  # fmt: skip
COMMUNE_OBSTACLES = (
    (
        "Kinh phí hỗ trợ ban đầu cho câu lạc bộ mới năm nay chưa được cấp.",
        "Thành phố đã có văn bản phân bổ, cấp trong quý tới.",
    ),
    (
        "Ban Chủ nhiệm các câu lạc bộ mới chưa được tập huấn.",
        "Thành phố mở lớp tập huấn cụm vào tháng sau, đề nghị cử đủ người.",
    ),
    (
        "Chưa có hướng dẫn cho vay Quỹ tăng thu nhập đối với người trên 75 tuổi.",
        "Thực hiện theo quy chế của từng câu lạc bộ, Thành phố sẽ có văn bản chung.",
    ),
    (
        "Địa bàn rộng sau sắp xếp, một cán bộ phụ trách quá nhiều câu lạc bộ.",
        "Đề nghị phân công thêm một cán bộ văn hóa - xã hội cùng theo dõi.",
    ),
    (
        "Thiếu tài liệu truyền thông về câu lạc bộ liên thế hệ tự giúp nhau.",
        "Thành phố đã gửi bộ tờ rơi và bài phát thanh mẫu.",
    ),
    (
        "Một số câu lạc bộ dùng chung nhà văn hóa nên trùng lịch sinh hoạt.",
        "Đề nghị xã, phường lập lịch chung từng quý.",
    ),
)  # fmt: skip
PASSED_UP = "Xã, phường không tự giải quyết được, đề nghị Thành phố xem xét: {}"
