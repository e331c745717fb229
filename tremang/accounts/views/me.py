"""One's own account."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tremang.accounts import powers
from tremang.accounts.actions import name_oneself
from tremang.accounts.forms import Me
from tremang.accounts.powers import Verb
from tremang.accounts.security import has_second_step, works_for_office
from tremang.accounts.words import role_words
from tremang.kernel.clock import today
from tremang.kernel.problems import Problem
from tremang.ui.said import said


def me(request: HttpRequest) -> HttpResponseBase:
    """Who I am here, how I am addressed, what I was given to do, and my safety."""
    user, day = request.user, today()
    initial = {"full_name": user.full_name, "address_as": user.address_as, "email": user.email}
    form = Me(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            name_oneself(user, **form.cleaned_data)
        except Problem as problem:
            form.add_error(problem.field or None, problem.sentence)
        else:
            said(request, _("Đã ghi tên, cách xưng hô và thư điện tử."))
            return redirect("accounts:me")
    held = powers.roles(user, day)
    context = {
        "form": form,
        "roles": [role_words(role) for role in held],
        "second_step": has_second_step(user),
        "office": works_for_office(user),
        "erases": powers.holds_any(user, Verb.ERASE, day),
    }
    return render(request, "accounts/me.html", context, status=422 if form.errors else 200)
