"""What was done to places, as sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "rename_place": _("đã ghi đổi tên %(before)s thành %(after)s từ ngày %(effective_on)s theo %(decree)s"),
    "merge_places": _("đã ghi nhập %(names)s vào %(into)s từ ngày %(effective_on)s theo %(decree)s"),
    "split_place": _("đã ghi chia %(name)s thành %(names)s từ ngày %(effective_on)s theo %(decree)s"),
    "move_place": _("đã ghi chuyển %(name)s từ %(before)s về %(after)s từ ngày %(effective_on)s theo %(decree)s"),
    "undo_change": _("đã hoàn tác việc %(kind)s có hiệu lực từ ngày %(effective_on)s theo %(decree)s"),
    "count_hamlets": _("đã ghi ngày kiểm đếm thôn, tổ dân phố của %(commune)s: %(count)s nơi"),
    "add_hamlets": _("đã thêm %(count)s thôn, tổ dân phố của %(commune)s: %(names)s"),
    "rename_hamlet": _("đã sửa tên %(before)s thành %(after)s"),
    "close_hamlet": _("đã ghi %(name)s có đến hết ngày %(last)s"),
    "take_back": _("đã hoàn tác một việc: %(what)s"),
    "declare_population": _("đã khai báo số dân từ 15 tuổi năm %(year)s: %(people)s người"),
    "describe_commune": _("đã ghi đặc điểm của %(commune)s"),
}
