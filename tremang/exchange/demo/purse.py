"""What the money of the demo is drawn from: sums in đồng, chances, words."""

from decimal import Decimal

from tremang.funds.models import Account

EARLIER = 0.45  # of that was lent in the years before: clubs lent less then, and ten years of loans stay few
TRIP_FROM = 12_000_000  # đồng in the box of the Quỹ hoạt động
MEDIAN_FUND = (
    52_000_000  # so that about 52 % hold 50 million or more and 10 % more than 100 (plan I.2.3.a; handbook 4.2)
)
SPREAD = 0.5  # of the logarithm
SMALLEST, LARGEST = 15_000_000, 130_000_000
RATES = {
    Decimal("0.5"): 70,
    Decimal("0.6"): 12,
    Decimal("0.8"): 10,
    Decimal(1): 8,
}  # per cent of a month (handbook, 4.3)
TERMS = {6: 15, 10: 30, 12: 55}  # months
BANKS = ("970405", "970418", "970436", "970415")  # Agribank, BIDV, Vietcombank, VietinBank
SOURCES = {Account.STATE: 42, Account.SPONSOR: 22, Account.CARE: 16, Account.PROJECT: 6, Account.MEMBERS: 14}
DONORS = (
    "Gia đình con cháu ở xa", "Công ty may trên địa bàn", "Hội Phụ nữ xã", "Ban liên lạc đồng hương", "Cửa hàng vật tư đầu làng",
    "Một gia đình trong thôn", "Chi hội Cựu chiến binh", "Nhà hảo tâm ở nội thành",
)  # fmt: skip
IN_KIND = (
    ("10 con gà giống", 800_000),
    ("2 bộ loa kéo", 3_000_000),
    ("20 chiếc ghế nhựa", 1_600_000),
    ("1 máy đo huyết áp", 900_000),
)
SPENDINGS = (
    (Account.SUPPLIES, 0.8, 80, 200, "Mua chè nước, văn phòng phẩm"), (Account.VISITS, 0.6, 100, 400, "Thăm thành viên ốm"),
    (Account.ARTS, 0.22, 300, 1500, "Trang phục, tập văn nghệ"), (Account.HARDSHIP, 0.15, 200, 800, "Giúp gia đình khó khăn"),
    (Account.HEALTH, 0.1, 100, 500, "Khám sức khỏe, que thử đường huyết"),
)  # fmt: skip
WORD_OF = {
    Account.STATE: "Ngân sách hỗ trợ vốn", Account.SPONSOR: "Nhà tài trợ góp vốn", Account.PROJECT: "Dự án hỗ trợ vốn",
    Account.CARE: "Quỹ chăm sóc và phát huy vai trò người cao tuổi hỗ trợ vốn", Account.MEMBERS: "Thành viên góp vốn",
}  # fmt: skip
