"""What people call the rows that events vouch for."""

from django.utils.translation import gettext_lazy as _

ROWS = {
    "members.membership": _("thành viên"),
    "members.person": _("thẻ người"),
    "members.boardmember": _("chức vụ trong Ban Chủ nhiệm"),
    "members.consent": _("lời đồng ý"),
    "members.vulnerability": _("hoàn cảnh"),
    "members.need": _("nhu cầu"),
    "members.support": _("hỗ trợ"),
    "members.membershippause": _("thời gian tạm nghỉ"),
    "meetings.meeting": _("buổi sinh hoạt kể cả điểm danh và nội dung"),
    "meetings.photo": _("ảnh"),
    "clubs.club": _("câu lạc bộ"),
    "clubs.staterow": _("giai đoạn của câu lạc bộ"),
    "clubs.foundingdecision": _("quyết định thành lập"),
    "clubs.servedhamlet": _("thôn được phục vụ"),
    "clubs.group": _("tổ"),
    "clubs.team": _("đội"),
    "clubs.boardrenewal": _("lần kiện toàn"),
    "accounts.role": _("việc được giao"),
    "places.place": _("địa bàn"),
    "places.hamletcount": _("lần khai báo danh mục thôn"),
    "places.population": _("dân số khai báo"),
    "funds.declaredbalance": _("số dư quỹ khai báo"),
    "standard.assessment": _("kết quả đánh giá"),
}
