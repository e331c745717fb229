"""Addresses of the loans."""

from django.urls import path

from tremang.funds.views import loans, loans_money, loans_papers, loans_steps

ONE = "<int:club>/vay/<int:loan>/"
urlpatterns = [
    path("<int:club>/vay/", loans.loans, name="loans"),
    path("<int:club>/vay/xin/", loans_steps.ask, name="ask_loan"),
    path("<int:club>/vay/nhac/", loans_papers.reminders, name="loan_reminders"),
    path("<int:club>/vay/in/", loans_papers.book, name="print_loans"),
    path("<int:club>/vay/buoi-toi/", loans_papers.due_sheet, name="loans_due"),
    path(ONE, loans.loan, name="loan"),
    path(f"{ONE}y-kien/", loans_steps.review, name="review_loan"),
    path(f"{ONE}quyet-dinh/", loans_steps.decide, name="decide_loan"),
    path(f"{ONE}rut-don/", loans_steps.withdraw, name="withdraw_loan"),
    path(f"{ONE}giao-tien/", loans_money.pay_out, name="pay_out_loan"),
    path(f"{ONE}tra/", loans_money.repay, name="repay_loan"),
    path(f"{ONE}tra/<int:slip>/hoan-lai/", loans_money.take_back, name="take_back_repayment"),
    path(f"{ONE}gia-han/", loans_steps.extend, name="extend_loan"),
    path(f"{ONE}mien-lai-cham-tra/", loans_money.waive, name="waive_late_interest"),
    path(f"{ONE}xoa-no/", loans_money.write_off, name="write_off_loan"),
    path(f"{ONE}nhan-tra/", loans_steps.take_over, name="take_over_loan"),
    path(f"{ONE}hoan-tac/", loans_steps.undo, name="undo_loan"),
    path(f"{ONE}giay-vay/", loans_papers.note, name="loan_note"),
    path(f"{ONE}nhac/", loans_papers.reminder, name="loan_reminder"),
]
