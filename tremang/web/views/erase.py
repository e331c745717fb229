"""Erasing a person by law: a page of its own, because it cannot be undone."""

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, require
from tremang.kernel.clock import today
from tremang.kernel.problems import Problem
from tremang.members.erasing import erase_person
from tremang.members.models import Person
from tremang.places.queries import city
from tremang.ui.said import said


class Erase(forms.Form):
    """Whom, and by what right. The name stays with who may see it: the code stands on the person's card."""

    code = forms.RegexField(
        r"^\s*\d{1,19}\s*$", label=gettext_lazy("Mã thẻ người"),
        error_messages={
            "required": gettext_lazy("Chưa có mã thẻ. Mời hỏi cán bộ xã, phường: mã ở cuối địa chỉ trang của người đó."),
            "invalid": gettext_lazy("Mã thẻ chỉ gồm chữ số. Mời ghi lại đúng mã cán bộ xã, phường đã gửi."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ"), max_length=200,
        error_messages={"required": gettext_lazy("Chưa ghi căn cứ để xóa. Mời ghi số, ngày của đơn hoặc quyết định.")},
        widget=forms.TextInput(attrs={"data-example": gettext_lazy("Ví dụ Đơn ngày 20/9/2026 của gia đình")}),
    )  # fmt: skip


def erase(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code and the basis; destroy at once."""
    day = today()
    require(request.user, Verb.ERASE, city(), day)
    form = Erase(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        number = int(form.cleaned_data["code"])
        person = Person.objects.filter(pk=number).first() if number < 2**63 else None
        if person is None:
            form.add_error("code", _("Không có thẻ nào mang mã này. Mời hỏi lại cán bộ xã, phường."))
        else:
            try:
                events = erase_person(person, legal_basis=form.cleaned_data["legal_basis"], by=request.user, today=day)
            except Problem as problem:
                form.add_error(problem.field or "code", problem.sentence)
            else:
                said(request, _("Đã xóa thông tin cá nhân và lời ghi của %(count)s việc.") % {"count": events})
                return redirect("web:erase")
    return render(request, "web/erase.html", {"form": form}, status=422 if form.errors else 200)
