"""Refusals of the funds."""

from django.utils.translation import gettext_noop

NOT_LAUNCHED = gettext_noop("Câu lạc bộ chưa ra mắt nên chưa có quỹ để khai báo. Mời chờ sau ngày ra mắt.")
BEFORE_LAUNCH = gettext_noop("Câu lạc bộ ra mắt ngày %(day)s. Ngày khai báo phải từ hôm đó trở đi.")
FUTURE = gettext_noop("Ngày %(day)s chưa tới. Mời ghi số dư của hôm nay hoặc một ngày đã qua.")
