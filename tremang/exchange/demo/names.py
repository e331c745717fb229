"""Names, telephone numbers and places of nobody: drawn from lists of common Vietnamese names by frequency."""

from random import Random

FAMILY = {
    "Nguyễn": 330, "Trần": 95, "Lê": 85, "Phạm": 70, "Hoàng": 45, "Vũ": 40, "Bùi": 38, "Đỗ": 36, "Đặng": 24,
    "Phan": 22, "Ngô": 20, "Dương": 16, "Đinh": 15, "Đào": 14, "Trịnh": 13, "Phùng": 13, "Lưu": 11, "Tạ": 11,
    "Chu": 10, "Đoàn": 10, "Kiều": 9, "Khuất": 9, "Mai": 8, "Hà": 8, "Lương": 8, "Cao": 7, "Hồ": 7, "Cấn": 6,
    "Nghiêm": 6, "Vương": 6, "Quách": 5, "Tô": 5, "Bạch": 5, "Lại": 4, "Lý": 4, "Thái": 4, "Doãn": 3, "Công": 2,
    "Võ": 5, "Huỳnh": 2, "Âu": 1, "Ứng": 1,
}  # fmt: skip
MIDDLE_F = {
    "Thị": 640, "Thị Kim": 26, "Thị Thanh": 26, "Thị Ngọc": 26, "Thị Thu": 24, "Thị Minh": 20, "Thị Bích": 18,
    "Thị Hồng": 18, "Thị Xuân": 10, "Thu": 16, "Ngọc": 14, "Thanh": 14, "Kim": 10, "Minh": 10, "Bích": 8, "Thúy": 8,
}  # fmt: skip
MIDDLE_M = {
    "Văn": 480, "Đức": 60, "Đình": 50, "Quang": 44, "Hữu": 42, "Xuân": 40, "Ngọc": 32, "Công": 28, "Minh": 28,
    "Duy": 24, "Quốc": 24, "Trọng": 22, "Bá": 20, "Viết": 20, "Thế": 18, "Mạnh": 16, "Khắc": 12, "Anh": 8,
}  # fmt: skip
GIVEN_F_OLD = (
    "Lan Hoa Hồng Mai Cúc Huệ Thơm Nhàn Lụa Tuyết Hợi Tý Sửu Mùi Mão Thìn Tỵ Dần Thân Dậu Tuất Mận Đào Lý Na Nhài "
    "Liên Sen Loan Phượng Yến Oanh Nga Nhung Vân Thoa Thắm Thanh Tâm Bình Hòa Thuận Hiền Hậu Nết Ngoan Ngát Út Bé "
    "Tư Năm Sáu Bảy Tám Chín Mười Xuyến Vàng Ngọc Bích Thúy Hải Minh Chung Nụ Nhị Nguyệt Hằng Hà Sâm Quế Chè "
    "Cam Quýt Bưởi Thu Hạ Xuân Đông Tính Lành Khuyên Ẩn Duyên Dung Điệp Lượng Luyến Lưu Mơ Mỵ Mùa Nhiên Ninh"
).split()  # fmt: skip
GIVEN_F_YOUNG = (
    "Hương Hường Trang Linh Thảo Phương Hà Ngân Huyền Nhung Quỳnh Ngọc Thúy Hạnh Hiền Yến Mai Lan Loan Oanh Dung Giang "
    "Hằng Thủy Vân Anh Chi Diệp Duyên Hoài Hoàn Huệ Liên Ly My Nga Nguyệt Như Tâm Thanh Thu Thương Trà Tuyết Uyên Xuân"
).split()
GIVEN_M_OLD = (
    "Hùng Dũng Sơn Hải Minh Bình Hòa Thành Thắng Lợi Lực Tạo Khiêm Cường Tiến Đạt Phúc Lộc Thọ Khang Ninh Ngọ Mùi Thân "
    "Dậu Tuất Hợi Tý Sửu Dần Mão Thìn Tỵ Nhất Nhị Ba Tư Năm Bảy Tám Chín Mười Cần Kiệm Liêm Chính Quang Vinh Hiển Đạo "
    "Đức Nhân Nghĩa Lễ Trí Tín Chiến Hiếu Trung Kiên Quyết Tâm Thiện Mỹ Toàn Hợp Tác Luân Lý Điền Thổ Thủy "
    "Khoa Học Cử Tú Nho Sáng Tỏ Rạng Đông Phong Vũ Chỉnh Tuyên Huấn Oai Hào Kỳ Phú Quý Thịnh Vượng An Thái"
).split()
GIVEN_M_YOUNG = (
    "Hùng Dũng Tuấn Anh Minh Nam Long Hoàng Việt Thắng Hiếu Trung Kiên Đức Huy Khánh Hưng Quân Quang Sơn Tùng Tú Thành "
    "Toàn Trường Vinh Bảo Cường Duy Đạt Giang Hà Hải Hòa Khoa Lâm Linh Luân Mạnh Nghĩa Phong Phúc Phương Tài Tân Thái"
).split()
MOBILE = ("032", "033", "034", "035", "036", "037", "038", "039", "070", "077", "079", "081", "082", "083", "084",
          "085", "086", "088", "089", "090", "091", "093", "094", "096", "097", "098")  # fmt: skip

VILLAGES = (
    "Đồng Vàng|Trại Giữa|Đông Thượng|Đoài Hạ|Trung Nội|Cổ Ngõa|Tân Lập|Phú Mỹ|Yên Khê|Phúc Lộc|Xuân Đài|Vân Trì|Ngọc Nhị|"
    "Cầu Đơ|Chợ Mới|Đình Tổ|Hạ Hòa|Thượng Khê|Nội Thôn|Ngoại Độ|Trung Hưng|Đại Đồng|Thái Bình|Hòa Lạc|An Hạ|Bãi Trên|"
    "Bãi Dưới|Gò Sỏi|Đầm Sen|Cây Đa|Giếng Đá|Ao Vua|Bến Đò|Cổng Chùa|Đồng Mít|Đồi Chè|Làng Giữa|Xóm Đình|Tiên Lữ|Kim Hoa|"
    "Thanh Trí|Minh Nghĩa|Lễ Pháp|Đức Hậu|Quang Tiến|Hưng Giáo|Bình Xá|Vĩnh Phệ|Lương Quy|Hữu Bằng|Phương Quan|Nhân Lý|"
    "Mai Hiên|Trúc Động|Liễu Nội|Đào Nguyên|Tùng Ảnh|Lan Trì|Cúc Bồ|Bạch Lộ|Hoàng Xá|Thanh Vân|Hồng Thái|Lam Điền|Tía Ngoài"
).split("|")


class Names:
    """Draws names, birth dates and telephone numbers from one seeded source."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._family = list(FAMILY), _running(FAMILY)
        self._middle = {"F": (list(MIDDLE_F), _running(MIDDLE_F)), "M": (list(MIDDLE_M), _running(MIDDLE_M))}

    def full(self, sex: str, age: int) -> str:
        """A full name as people of that sex and age bear it."""
        draw = self.random
        family = draw.choices(self._family[0], cum_weights=self._family[1])[0]
        middles, weights = self._middle[sex]
        middle = draw.choices(middles, cum_weights=weights)[0]
        if sex == "F":
            given = draw.choice(GIVEN_F_OLD if age >= 50 else GIVEN_F_YOUNG)
        else:
            given = draw.choice(GIVEN_M_OLD if age >= 50 else GIVEN_M_YOUNG)
        return f"{family} {middle} {given}"

    def phone(self, age: int) -> str:
        """A mobile number, sometimes a landline of Hanoi; empty where there is none."""
        draw = self.random
        chance = draw.random()
        if chance < (0.28 if age >= 70 else 0.12):
            return ""
        if chance > 0.96:
            return f"024{draw.randrange(30_000_000, 40_000_000)}"
        return f"{draw.choice(MOBILE)}{draw.randrange(1_000_000, 10_000_000)}"


def _running(weights: dict[str, int]) -> list[int]:
    total, sums = 0, []
    for weight in weights.values():
        total += weight
        sums.append(total)
    return sums
