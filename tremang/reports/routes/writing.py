"""Addresses: a report for whoever writes and approves it, and the kinds of reports.

A report is named by its kind, place and period.
"""

from django.urls import path
from django.urls.resolvers import URLPattern

from tremang.reports.views import drafting, issuing, kinds, obstacles, opening, reading, versions, way_up

ONE = "<str:kind>/<str:code>/<str:period>/"

urlpatterns: list[URLPattern] = [
    path("loai/", kinds.kinds, name="kinds"),
    path("loai/moi/", kinds.new_kind, name="new_kind"),
    path("loai/<str:kind>/", kinds.kind_page, name="kind"),
    path("vuong-mac/<int:pk>/", obstacles.obstacle, name="obstacle"),
    path("vuong-mac/<int:pk>/tra-loi/", obstacles.answer, name="answer_obstacle"),
    path("vuong-mac/<int:pk>/chuyen-len/", obstacles.pass_on, name="pass_up_obstacle"),
    path("vuong-mac/<int:pk>/rut/", obstacles.withdraw, name="withdraw_obstacle"),
    path(ONE, reading.report, name="report"),
    path(f"{ONE}mo/", drafting.begin_report, name="begin"),
    path(f"{ONE}giai-thich/", drafting.explain_caution, name="explain"),
    path(f"{ONE}so/<str:line>/", opening.line_page, name="line"),
    path(f"{ONE}so/<str:line>/sua/", drafting.override_figure, name="override"),
    path(f"{ONE}so/<str:line>/so-goc/", drafting.drop_override, name="drop_override"),
    path(f"{ONE}loi-van/<str:box>/them/", drafting.own_sentence, name="own"),
    path(f"{ONE}loi-van/<str:box>/soan-san/<path:key>/", drafting.restore, name="restore"),
    path(f"{ONE}loi-van/<str:box>/cau/<path:key>/", drafting.sentence, name="sentence"),
    path(f"{ONE}gui/", way_up.send, name="send"),
    path(f"{ONE}rut-ve/", way_up.withdraw_report, name="withdraw"),
    path(f"{ONE}tra-lai/", way_up.send_back_report, name="send_back"),
    path(f"{ONE}duyet/", way_up.approve_report, name="approve"),
    path(f"{ONE}bo-duyet/", way_up.unapprove_report, name="unapprove"),
    path(f"{ONE}cho-gui-muon/", issuing.late_entry, name="late_entry"),
    path(f"{ONE}phat-hanh/", issuing.issue_report, name="issue"),
    path(f"{ONE}vuong-mac/", obstacles.raise_one, name="raise"),
    path(f"{ONE}ban/<int:number>/", versions.version, name="version"),
    path(f"{ONE}ban/<int:number>/da-ky/", versions.signed, name="signed"),
    path(f"{ONE}ban/<int:number>/da-ky/truoc/<int:pk>/", versions.signed_before, name="signed_before"),
    path(f"{ONE}ban/<int:number>/phat-hanh/sua/", issuing.correct_issued, name="correct_issue"),
    path(f"{ONE}ban/<int:number>/da-ky/them/", issuing.add_signed_paper, name="add_signed"),
]
