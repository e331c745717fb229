"""Addresses: the home of a club's money, slips, books and rules."""

from django.urls import URLPattern, path

from tremang.funds.views import books, home, rules, slips

urlpatterns: list[URLPattern] = [
    path("<int:club>/", home.home, name="home"),
    path("<int:club>/thu/", slips.take_in, name="take_in"),
    path("<int:club>/chi/", slips.spend, name="spend"),
    path("<int:club>/nhan-von/", slips.capital, name="capital"),
    path("<int:club>/ngan-hang/", slips.bank, name="bank"),
    path("<int:club>/chuyen-quy/", slips.move, name="move"),
    path("<int:club>/phieu/<int:pk>/", slips.slip, name="slip"),
    path("<int:club>/phieu/<int:pk>/in/", slips.paper, name="slip_paper"),
    path("<int:club>/phieu/<int:pk>/hoan-lai/", slips.take_back, name="take_back"),
    path("<int:club>/phieu/<int:pk>/hoan-tac/", slips.undo, name="undo_slip"),
    path("<int:club>/so-quy/<slug:fund>/", books.cashbook, name="cashbook"),
    path("<int:club>/so-quy/<slug:fund>/phieu/", books.slips_of, name="slips"),
    path("<int:club>/so-quy/<slug:fund>/in/", books.print_cashbook, name="print_cashbook"),
    path("<int:club>/cong-khai/", books.public, name="public"),
    path("<int:club>/dong-gop/", books.dues_grid, name="dues"),
    path("<int:club>/dong-gop/in/", books.print_dues, name="print_dues"),
    path("<int:club>/dong-gop/<int:membership>/", slips.one_dues, name="one_dues"),
    path("<int:club>/thanh-vien/<int:membership>/", books.statement, name="statement"),
    path("<int:club>/quy-che/", rules.regulation, name="regulation"),
    path("<int:club>/muc-dong-gop/", rules.dues_rule, name="dues_rule"),
    path("<int:club>/mien-dong-gop/", rules.exemption, name="exemption"),
    path("<int:club>/mien-dong-gop/<int:pk>/", rules.end_of_exemption, name="end_exemption"),
    path("<int:club>/tai-khoan/<slug:fund>/", rules.bank_account, name="bank_account"),
    path("<int:club>/ma-qr/<slug:fund>/", rules.code, name="code"),
]
