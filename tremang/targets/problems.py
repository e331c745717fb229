"""What can go wrong when the City sets levels and shares."""

from django.utils.translation import gettext_noop

NOT_SHARED = gettext_noop("Chỉ tiêu này tính bằng tỷ lệ nên không chia cho từng xã, phường.")
BAD_YEAR = gettext_noop("Kế hoạch có từ năm 2026 đến năm 2035. Mời ghi năm trong khoảng đó.")
BAD_SHARE = gettext_noop("Số giao cho %(place)s từ 0 đến %(most)s. Mời ghi lại.")
NOT_A_COMMUNE = gettext_noop("Có nơi nay không còn là xã, phường của Thành phố. Mời mở lại trang rồi ghi.")
NOTHING_NEW = gettext_noop("Chưa có số nào khác với số đã giao.")
NO_TARGET = gettext_noop("Kế hoạch không đặt chỉ tiêu này trong giai đoạn đã chọn.")
BAD_LEVEL = gettext_noop("Mức từ 0 đến %(most)s. Mời ghi lại.")
BAD_RANGE = gettext_noop("Mức trên phải bằng hoặc cao hơn mức dưới. Mời ghi lại.")
NEEDS_LEAST = gettext_noop("Có mức trên thì phải có mức dưới. Mời ghi mức dưới.")
TOO_EARLY = gettext_noop("Mức mới có hiệu lực từ hôm nay (%(day)s) trở đi. Mời ghi ngày từ hôm nay.")
SAME_LEVEL = gettext_noop("Mức này đang có hiệu lực rồi.")
LATE_UNDO = gettext_noop("Mức này đã được đặt lại sau đó nên không hoàn tác được. Mời đặt mức mới.")
