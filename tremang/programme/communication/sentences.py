"""What was done in communication, as sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "declare_reach": _("đã khai báo số người được tuyên truyền năm %(year)s: %(reached)s người"),
}
