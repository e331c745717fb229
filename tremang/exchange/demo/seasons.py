"""What is done or said only at its time of the year: a feast at its date, the harvest when the rice is ripe.

The words are drawn as ever and then made to fit the day, so that no draw of the demo moves.
"""

from datetime import date

SPRING, STORMS, HARVEST = (1, 2, 3), (7, 8, 9, 10), (5, 6, 9, 10)
# words → the months that they belong to, and what is said in the others
SEASONAL: dict[str, tuple[tuple[int, ...], str]] = {
    "Văn nghệ mừng ngày Người cao tuổi": ((10,), "Hát, đọc thơ, kể chuyện"),
    "Quà Tết": ((12, 1, 2), "Tiền nước, quà bánh"),
    "gặt giúp một sào lúa": (HARVEST, "làm cỏ, vun luống rau"),
    "Dọn cây đổ sau bão": (STORMS, "Khơi cống, tỉa cành cây trước mùa mưa bão"),
    "Giúp một gia đình dựng lại mái bếp sau mưa bão": (STORMS, "Giúp một gia đình sửa lại mái bếp"),
    "Góp ngày công thu hoạch lúa cho hộ neo đơn": (HARVEST, "Góp ngày công giúp hộ neo đơn"),
    "Cấy giúp một buổi, góp tiền công vào quỹ": ((1, 2, 6, 7), "Làm vườn giúp một buổi, góp tiền công vào quỹ"),
}
FEASTS = {
    "Hát chèo ngày hội làng": (1, 2, 3, 4),
    "Văn nghệ ngày Đại đoàn kết": (11,),
    "Dân vũ mừng Xuân": SPRING,
}
SHOWS = {  # where a feast is out of season
    1: "Dân vũ mừng Xuân", 2: "Hát chèo ngày hội làng", 3: "Hát chèo ngày hội làng", 4: "Văn nghệ mừng ngày 30/4",
    5: "Hát về Bác Hồ", 6: "Hát dân ca cùng các cháu nghỉ hè", 7: "Hát tri ân thương binh, liệt sĩ",
    8: "Dân vũ ở nhà văn hóa", 9: "Hát chèo ở nhà văn hóa", 10: "Văn nghệ tháng Người cao tuổi",
    11: "Văn nghệ ngày Đại đoàn kết", 12: "Văn nghệ tổng kết năm",
}  # fmt: skip


def in_season(words: str, on: date) -> str:
    """The words, or what is said instead where `on` is not their time of the year."""
    if words in FEASTS:
        return words if on.month in FEASTS[words] else SHOWS[on.month]
    months, otherwise = SEASONAL.get(words, ((on.month,), words))
    return words if on.month in months else otherwise
