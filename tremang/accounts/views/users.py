"""The users of a place: who may sign in, what each was given to do."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tremang.accounts import actions, powers
from tremang.accounts.forms import GiveRole, NewUser
from tremang.accounts.models import Role, User
from tremang.accounts.powers import Verb
from tremang.accounts.problems import refused_anywhere
from tremang.accounts.words import role_words
from tremang.kernel.clock import today
from tremang.kernel.problems import Problem
from tremang.kernel.text import fold, whole
from tremang.places.models import Dated, Kind, Place
from tremang.ui.said import said
from tremang.ui.tables import Column, Table

ONE_TIME = "one_time_password"
PLACES = 30


def _reach(request: HttpRequest, day: date, field: str = "path"):
    """Where the user keeps users; refuses who keeps none anywhere."""
    if not powers.holds_any(request.user, Verb.KEEP_USERS, day):
        raise refused_anywhere(Verb.KEEP_USERS)
    return powers.reach(request.user, Verb.KEEP_USERS, day, field)


@require_GET
def users(request: HttpRequest) -> HttpResponseBase:
    """Everybody with a duty within reach."""
    day = today()
    held = Role.objects.filter(_reach(request, day, "place__path"), Dated.on(day)).select_related("user", "place")
    rows: dict[int, dict] = {}
    for role in held.order_by("place__path", "kind"):
        user = role.user
        row = rows.setdefault(
            user.pk,
            {
                "name": user.full_name, "username": user.username, "url": reverse("accounts:user", args=[user.pk]),
                "state": _state(user), "email": user.email, "duties": [], "places": [],
            },
        )  # fmt: skip
        row["duties"].append(str(role.get_kind_display()))
        row["places"].append(role.place.name)
    for row in rows.values():
        row["duties"], row["places"] = "; ".join(row["duties"]), "; ".join(dict.fromkeys(row["places"]))
    columns = [
        Column("name", _("Họ và tên"), "link", url="url", small="username"),
        Column("duties", _("Việc được giao")),
        Column("places", _("Ở đâu")),
        Column("state", _("Tài khoản"), small="email"),
    ]
    table = Table(request, columns, list(rows.values()), search=("name", "username", "duties", "places"), sort="name")
    if table.download_asked:
        return table.download("nguoi-dung", _("Người dùng"))
    return render(request, "accounts/users.html", {"table": table})


def _state(user: User) -> str:
    if not user.is_active:
        return _("Đã khóa")
    if not user.has_usable_password():
        return _("Không có mật khẩu, chỉ dùng điện thoại")
    if user.must_change_password:
        return _("Chưa đổi mật khẩu dùng một lần")
    return _("Đang dùng") if user.last_login else _("Chưa đăng nhập lần nào")


def _place(request: HttpRequest, day: date) -> Place | None:
    """The place of ?place=, if it exists and lies within reach."""
    asked = whole(request.GET.get("place", ""))
    if not asked:
        return None
    place = get_object_or_404(Place, pk=asked)
    powers.require(request.user, Verb.KEEP_USERS, place, day)
    return place


def _places(request: HttpRequest, day: date) -> list[Place]:
    """Places to choose from: those within reach whose name holds every word of ?q=; the widest first."""
    found = Place.objects.filter(_reach(request, day), kind__in=actions.DUTIES, valid_to__isnull=True)
    for word in fold(request.GET.get("q", "")[:80]).split():
        found = found.filter(name_fold__contains=word)
    rank = [Kind.NATION, Kind.PROVINCE, Kind.COMMUNE, Kind.CLUB]
    places = sorted(found.order_by("kind", "sort")[: PLACES * 20], key=lambda place: rank.index(place.kind))[:PLACES]
    communes = dict(Place.objects.filter(code__in={place.commune_code for place in places}).values_list("code", "name"))
    for place in places:
        place.beside = communes.get(place.commune_code, "") if place.kind == Kind.CLUB else ""  # type: ignore[attr-defined]
    return places


def new_user(request: HttpRequest) -> HttpResponseBase:
    """First where, then who and what: the new account's password is shown once on its page."""
    day = today()
    place = _place(request, day)
    if place is None:
        return render(
            request, "accounts/choose_place.html", {"places": _places(request, day), "q": request.GET.get("q", "")}
        )
    kinds = actions.givable(request.user, place, day)
    form = NewUser(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = actions.create_user(**form.cleaned_data, place=place, by=request.user, today=day)
        except Problem as problem:
            form.add_error(problem.field or None, problem.sentence)
        else:
            request.session[ONE_TIME] = [user.pk, password]
            said(request, _("Đã cấp tài khoản %(username)s.") % {"username": user.username})
            return redirect("accounts:user", user.pk)
    phones = place.kind == Kind.CLUB and powers.may(request.user, Verb.PRINT_CARDS, place, day)
    context = {"form": form, "place": place, "kinds": kinds, "phones": phones}
    return render(request, "accounts/new_user.html", context, status=422 if form.errors else 200)


def _user(request: HttpRequest, pk: int, day: date) -> User:
    """An account with a duty within reach, now or earlier, or opened there."""
    user = get_object_or_404(User, pk=pk)
    if Role.objects.filter(_reach(request, day, "place__path"), user=user).exists():
        return user
    home = actions.home_of(user, day)
    if home is None or not powers.may(request.user, Verb.KEEP_USERS, home, day):
        raise refused_anywhere(Verb.KEEP_USERS)
    return user


@require_GET
def user(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One account: its duties, and what its keeper may do."""
    day = today()
    account = _user(request, pk, day)
    found = Role.objects.filter(Dated.on(day), user=account).select_related("place").order_by("from_on", "pk")
    duties = [
        role_words(role)
        | {
            "endable": account != request.user and role.kind in actions.givable(request.user, role.place, day),
            "phones": role.place.kind == Kind.CLUB and powers.may(request.user, Verb.KEEP_DEVICES, role.place, day),
        }
        for role in found
    ]
    shown = request.session.get(ONE_TIME)
    password = request.session.pop(ONE_TIME)[1] if shown and shown[0] == account.pk else ""
    context = {
        "account": account, "duties": duties, "state": _state(account), "password": password,
        "keeps": actions.keeps(request.user, account, day),
    }  # fmt: skip
    return render(request, "accounts/user.html", context)


def give_role(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One more duty: first where, then which."""
    day = today()
    account = _user(request, pk, day)
    place = _place(request, day)
    if place is None:
        context = {"places": _places(request, day), "q": request.GET.get("q", ""), "account": account}
        return render(request, "accounts/choose_place.html", context)
    kinds = actions.givable(request.user, place, day)
    form = GiveRole(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(account, place=place, by=request.user, today=day, **form.cleaned_data)
        except Problem as problem:
            form.add_error(problem.field or None, problem.sentence)
        else:
            said(request, _("Đã giao thêm việc cho %(person)s.") % {"person": account.full_name})
            return redirect("accounts:user", account.pk)
    context = {"form": form, "place": place, "account": account, "kinds": kinds}
    return render(request, "accounts/give_role.html", context, status=422 if form.errors else 200)


def _role(pk: int) -> Role:
    return get_object_or_404(Role.objects.select_related("user", "place"), pk=pk)


@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End a duty; it can be given back."""
    role = actions.end_role(_role(pk), by=request.user, today=today())
    undo = reverse("accounts:give_back", args=[role.pk]) if role.pk else ""
    words = {"person": role.user.full_name, "role": role.get_kind_display()}
    said(request, _("Đã thôi giao %(person)s làm %(role)s.") % words, undo)
    return redirect("accounts:user", role.user_id)


@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Undo the end of a duty."""
    role = actions.give_back_role(_role(pk), by=request.user, today=today())
    said(request, _("Đã giao lại việc cho %(person)s.") % {"person": role.user.full_name})
    return redirect("accounts:user", role.user_id)


@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new one-time password, shown once on the account's page."""
    day = today()
    account = _user(request, pk, day)
    request.session[ONE_TIME] = [account.pk, actions.reset_password(account, by=request.user, today=day)]
    said(request, _("Đã cấp mật khẩu dùng một lần cho %(person)s.") % {"person": account.full_name})
    return redirect("accounts:user", account.pk)


@require_POST
def lock(request: HttpRequest, pk: int, state: str) -> HttpResponseBase:
    """Lock an account ("khoa") or open it again ("mo")."""
    if state not in ("khoa", "mo"):
        raise Http404
    day = today()
    account = actions.lock_user(_user(request, pk, day), state == "khoa", by=request.user, today=day)
    undo = reverse("accounts:lock", args=[account.pk, "mo" if state == "khoa" else "khoa"])
    done = _("Đã khóa tài khoản của %(person)s.") if state == "khoa" else _("Đã mở lại tài khoản của %(person)s.")
    said(request, done % {"person": account.full_name}, undo)
    return redirect("accounts:user", account.pk)
