"""The words that are read to a person before a consent, and their version. Change the words: change the version."""

from django.utils.translation import gettext_lazy as _

from tremang.members.models import Purpose

VERSION = "2026-12"

TEXTS = {
    Purpose.REGISTER: _(
        "Câu lạc bộ ghi họ tên, năm sinh, giới tính của ông (bà) vào sổ thành viên để điểm danh và báo cáo số lượng. "
        "Ban Chủ nhiệm và cán bộ xã, phường phụ trách xem được. Ông (bà) được xem, sửa và yêu cầu xóa bất cứ lúc nào."
    ),
    Purpose.CONTACT: _(
        "Câu lạc bộ dùng số điện thoại của ông (bà), hoặc số của người nhà, chỉ để báo lịch sinh hoạt và thăm hỏi."
    ),
    Purpose.VULNERABLE: _(
        "Câu lạc bộ ghi hoàn cảnh của ông (bà) như hộ nghèo, khuyết tật, sống một mình, lúc ốm đau, gặp nạn, và việc đã giúp, "
        "đã thăm, để được quan tâm, hỗ trợ. Chỉ Chủ nhiệm, Thư ký và cán bộ xã, phường phụ trách xem được, mỗi lần xem đều "
        "được ghi lại."
    ),
    Purpose.ONWARD: _(
        "Cán bộ xã, phường phụ trách được xem tên kèm hoàn cảnh của ông (bà) để xét hỗ trợ. Không đồng ý thì xã, phường "
        "chỉ biết số người, không biết tên."
    ),
    Purpose.PHOTO: _("Câu lạc bộ được dùng ảnh chụp ông (bà) trong buổi sinh hoạt để lưu sổ và báo cáo."),
    Purpose.HEALTH: _(
        "Câu lạc bộ ghi huyết áp, cân nặng và các chỉ số đo được, việc đến trạm y tế và hạn thẻ bảo hiểm y tế của ông (bà) "
        "để theo dõi và khuyên đi khám khi cần. Đây là thông tin nhạy cảm: chỉ Chủ nhiệm và Thư ký câu lạc bộ xem được, mỗi "
        "lần xem đều được ghi lại."
    ),
    Purpose.CARE: _(
        "Câu lạc bộ ghi việc ông (bà) cần giúp tại nhà để phân công tình nguyện viên. Đây là thông tin nhạy cảm: chỉ Chủ "
        "nhiệm, Thư ký, tình nguyện viên được phân công và cán bộ xã, phường phụ trách biết, mỗi lần xem đều được ghi lại."
    ),
}
