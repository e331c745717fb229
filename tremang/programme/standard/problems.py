"""Refusals of assessments."""

from django.utils.translation import gettext_noop

NOT_LAUNCHED = gettext_noop("Câu lạc bộ chưa ra mắt nên chưa đánh giá. Mời chờ sau ngày ra mắt.")
BEFORE_LAUNCH = gettext_noop("Câu lạc bộ ra mắt ngày %(day)s. Ngày đánh giá phải từ hôm đó trở đi.")
CLOSED = gettext_noop("Ngày %(day)s câu lạc bộ đã dừng hẳn nên không đánh giá nữa. Mời xem lại ngày.")
