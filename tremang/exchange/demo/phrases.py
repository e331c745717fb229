"""What clubs write into their minutes, content by content, with the counts that the domain handbook names."""

from random import Random

from tremang.meetings.areas import Area, Theme

LINES = {
    Area.LIVELIHOOD: (
        "Trao đổi kinh nghiệm nuôi gà thả vườn|Xét 3 đơn vay vốn, đồng ý cả 3|Thăm mô hình trồng rau an toàn của tổ 2|"
        "Hướng dẫn trồng ổi, na trái vụ|Nhóm đan lát nhận thêm hàng|Góp vốn mua con giống cho hộ khó khăn"
    ),
    Area.HEALTH: (
        "Đo huyết áp, cân nặng cho thành viên|Tập dưỡng sinh 20 phút đầu giờ|Trạm y tế tư vấn bệnh tăng huyết áp|"
        "Nhắc lịch khám sức khỏe định kỳ|Tập bài thể dục dưỡng sinh mới"
    ),
    Area.HOMECARE: (
        "Tình nguyện viên đến nhà giúp cụ neo đơn mỗi tuần hai lần|Phân công lại tình nguyện viên cho tổ 1 và tổ 3|"
        "Dọn nhà, nấu ăn cho cụ bị đau chân|Nhắc uống thuốc, đo huyết áp tại nhà"
    ),
    Area.SELFHELP: (
        "Giúp một gia đình dựng lại mái bếp sau mưa bão|Góp ngày công thu hoạch lúa cho hộ neo đơn|Vệ sinh đường làng, ngõ xóm|"
        "Quyên góp giúp gia đình có người nằm viện|Dọn vệ sinh nhà văn hóa"
    ),
    Area.RIGHTS: (
        "Hướng dẫn thủ tục hưởng trợ cấp hưu trí xã hội|Giúp làm lại thẻ bảo hiểm y tế|Phổ biến chính sách mừng thọ|"
        "Giới thiệu trung tâm trợ giúp pháp lý|Góp ý quy ước của thôn, tổ dân phố"
    ),
    Area.LEARNING: (
        "Nói chuyện phòng chống lừa đảo qua điện thoại|Bình dân học vụ số: cài và dùng VNeID|Phân loại rác tại nhà|"
        "Dinh dưỡng cho người cao tuổi|Phòng ngã trong nhà|Tìm hiểu Luật Bảo vệ dữ liệu cá nhân"
    ),
    Area.CULTURE: (
        "Văn nghệ, đọc thơ; mừng sinh nhật thành viên trong tháng|Thăm thành viên ốm|Giao lưu với câu lạc bộ bạn|"
        "Tập tiết mục cho ngày hội văn hóa|Hát chèo, kể chuyện truyền thống"
    ),
    Area.RESOURCES: (
        "Thu phí tháng đầy đủ|Ghi Sổ Tấm lòng vàng|Bán sản phẩm gây quỹ tại chợ quê|Thu lãi quỹ tăng thu nhập đúng hạn|"
        "Vận động con cháu xa quê ủng hộ quỹ"
    ),
}  # fmt: skip
LINES_OF = {area: text.split("|") for area, text in LINES.items()}
DECISIONS = (
    "Đồng ý kế hoạch tháng tới. Thăm hỏi gia đình thành viên có việc hiếu.|Giao các tổ trưởng lập danh sách hộ cần giúp.|"
    "Nhất trí mức đóng góp và cách chi quỹ hoạt động.|Bầu bổ sung tổ trưởng tổ 2.|Mời trạm y tế nói chuyện vào tháng tới.|"
    "Nhất trí cho vay thêm hai thành viên, kỳ hạn 12 tháng."
).split("|")
NEXT = (
    "Nói chuyện sức khỏe; đo huyết áp; văn nghệ.|Thăm mô hình sinh kế; thu phí, thu lãi.|Tổng vệ sinh đường làng; tập dưỡng sinh.|"
    "Hướng dẫn dùng điện thoại thông minh; đọc thơ.|Giao lưu với câu lạc bộ bạn; bàn việc tự giúp nhau."
).split("|")
GUESTS = ("Đại diện Hội Người cao tuổi xã, phường", "Trưởng thôn, tổ trưởng tổ dân phố", "Cán bộ trạm y tế", "")


def counts(area: Area, random: Random, present: int) -> dict[str, int]:
    """The counts that go with what was done under `area`; empty where none is usual."""
    if random.random() < 0.4:
        return {}
    match area:
        case Area.LIVELIHOOD:
            return {"mentored": random.randrange(1, 6)}
        case Area.HEALTH:
            measured = random.randrange(present // 2, present + 1)
            return {"measured": measured, "weighed": random.randrange(measured // 2, measured + 1)}
        case Area.HOMECARE:
            cared_for = random.randrange(1, 9)
            return {"cared_for": cared_for, "visits": cared_for * random.randrange(2, 9)}
        case Area.SELFHELP:
            return {"helped": random.randrange(1, 4), "actions": random.randrange(1, 3)}
        case Area.RIGHTS:
            return {"advised": random.randrange(1, 10)}
        case Area.LEARNING:
            return {"heard": present}
        case Area.CULTURE:
            return {"visited": random.randrange(1, 5)}
        case _:
            return {"gave": random.randrange(1, 12)}


# What clubs do between meetings, with the theme that it may serve.
DEEDS_OF: dict[Area, list[tuple[str, Theme | None]]] = {
    Area.LIVELIHOOD: [
        ("Trao đổi cách nuôi gà, trồng rau", None), ("Cùng bán rau, trứng ở chợ quê", Theme.JOBS),
        ("Ủ phân hữu cơ từ rác bếp", Theme.GREEN), ("Nhóm đan lát nhận thêm hàng", Theme.JOBS),
        ("Tập bán hàng qua mạng", Theme.DIGITAL),
    ],
    Area.HEALTH: [
        ("Tập dưỡng sinh buổi sáng", None), ("Đi bộ quanh hồ, quanh làng", None), ("Tập bài thể dục dưỡng sinh mới", None),
    ],
    Area.HOMECARE: [("Tình nguyện viên đến nhà giúp người neo đơn", None), ("Dọn nhà giúp cụ yếu", None)],
    Area.SELFHELP: [
        ("Thăm người ốm", None), ("Giúp gia đình có việc hiếu", None), ("Góp ngày công giúp hộ neo đơn", None),
        ("Thu gom rác, chăm đường hoa", Theme.GREEN),
    ],
    Area.RIGHTS: [
        ("Hướng dẫn hồ sơ trợ cấp", None), ("Giúp làm lại thẻ bảo hiểm y tế", None), ("Phổ biến chính sách mừng thọ", None),
        ("Cài và dùng VNeID", Theme.DIGITAL),
    ],
    Area.LEARNING: [
        ("Học dùng điện thoại thông minh", Theme.DIGITAL), ("Phân loại rác tại nhà", Theme.GREEN),
        ("Nghe nói chuyện phòng lừa đảo qua điện thoại", Theme.DIGITAL), ("Đọc báo, kể chuyện pháp luật", None),
    ],
    Area.CULTURE: [
        ("Tập văn nghệ", None), ("Hát chèo, đọc thơ", None), ("Mừng sinh nhật thành viên trong tháng", None),
        ("Chơi cờ, trò chơi dân gian", None),
    ],
    Area.RESOURCES: [
        ("Vận động con cháu xa quê ủng hộ quỹ", None), ("Bán hàng gây quỹ ở chợ quê", Theme.JOBS),
        ("Thu gom phế liệu gây quỹ", Theme.GREEN), ("Họp bàn kế hoạch gây quỹ", None),
    ],
}  # fmt: skip
