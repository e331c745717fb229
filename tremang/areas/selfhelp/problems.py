"""What can go wrong in the book of self-help, one sentence each."""

from django.utils.translation import gettext_noop

OTHER_GROUP = gettext_noop("Tổ này không thuộc câu lạc bộ. Mời chọn lại.")
WHOLE_HOURS = gettext_noop("Mời ghi số giờ tròn, ví dụ 2 hoặc 3. Nửa giờ thì làm tròn lên.")
