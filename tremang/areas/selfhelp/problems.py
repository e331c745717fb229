"""What can go wrong in the book of self-help, one sentence each."""

from django.utils.translation import gettext_noop

NOBODY = gettext_noop(
    "Chưa ghi giúp ai. Mời chọn thành viên, hoặc ghi vài chữ về người ngoài câu lạc bộ, ví dụ: một gia đình ở xóm Đông."
)
TWO_PEOPLE = gettext_noop("Vừa chọn thành viên vừa ghi người ngoài câu lạc bộ. Mời để lại một.")
OTHER_GROUP = gettext_noop("Tổ này không thuộc câu lạc bộ. Mời chọn lại.")
