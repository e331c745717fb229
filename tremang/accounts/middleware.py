"""Who may come in at all: every page wants somebody signed in, but for the few named here."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from tremang.accounts import kept
from tremang.accounts.security import idle_limit, lacks_second_step
from tremang.kernel import clock
from tremang.kernel.middleware import wants_json

PUBLIC = {
    "health", "ui:css", "ui:reading", "account_login", "account_logout", "account_inactive", "mfa_authenticate",
    "mfa_login_webauthn", "device_bind", "device_rescue", "phone:page", "phone:manifest", "phone:worker", "phone:asset",
    "phone:sync",
}  # fmt: skip
OWN_ACCOUNT = PUBLIC | {"account_change_password", "account_reauthenticate", "accounts:me"}
SEEN, SECOND_STEP_ON, RESTED = "seen", "second_step_on", "rested"
MINUTE = timedelta(minutes=1)


class Guard:
    """Sign-in by default, rest without loss, one-time passwords replaced, the second step where it is demanded."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponseBase | None:
        """The answer that stands in the page's place, or None to let it be shown."""
        name = request.resolver_match.view_name
        if name in PUBLIC:
            return None
        if not request.user.is_authenticated:
            return self.to_sign_in(request)
        return self.after_rest(request) or self.first_things(request, name) or self.what_waits(request, name)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """A form of sign-in that is shown again because of what was sent answers 422, as every form of the product."""
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form is not None and form.errors:
            response.status_code = 422
        return response

    def to_sign_in(self, request: HttpRequest) -> HttpResponseBase:
        """The sign-in page, which leads back here; for a program a plain 401."""
        if wants_json(request):
            said = {"code": "sign_in", "field": "", "sentence": _("Mời đăng nhập trước.")}
            return JsonResponse(said, status=401, json_dumps_params={"ensure_ascii": False})
        # Whoever rested too long may still have the form open in another tab.
        if request.method == "POST" and RESTED in request.session:
            self.keep(request, request.session[RESTED])
        return redirect_to_login(request.get_full_path())

    def after_rest(self, request: HttpRequest) -> HttpResponseBase | None:
        """Sign out whoever rested too long; what he was sending is kept."""
        now = clock.now()
        seen = request.session.get(SEEN)
        rested = timedelta(seconds=now.timestamp() - seen) if seen is not None else timedelta(0)
        shortest = timedelta(minutes=min(settings.IDLE_MINUTES_OFFICE, settings.IDLE_MINUTES_CLUB))
        if rested > shortest and rested > idle_limit(request.user):
            user_id = request.user.pk
            logout(request)
            request.session[RESTED] = user_id
            return self.to_sign_in(request)
        if seen is None or rested > MINUTE:
            request.session[SEEN] = int(now.timestamp())
        return None

    def keep(self, request: HttpRequest, user_id: int) -> None:
        """Keep what is being sent for that user, and say so on the sign-in page."""
        waiting = kept.keep(request, user_id)
        if waiting:
            request.session[kept.SESSION_KEY] = waiting
            messages.warning(
                request, _("Lâu không dùng nên máy đã đóng. Những gì vừa ghi còn nguyên, mời đăng nhập lại.")
            )

    def first_things(self, request: HttpRequest, name: str) -> HttpResponseBase | None:
        """Lead to the new password, or to the second step, before anything else."""
        if name in OWN_ACCOUNT or name.startswith("mfa_"):
            return None
        if request.user.must_change_password:
            return redirect("account_change_password")
        if settings.MFA_REQUIRED_OF_OFFICES and not request.session.get(SECOND_STEP_ON):
            if lacks_second_step(request.user):
                return redirect("mfa_index")
            request.session[SECOND_STEP_ON] = True
        return None

    def what_waits(self, request: HttpRequest, name: str) -> HttpResponseBase | None:
        """Show what was kept before anything else; once sent, it is no longer kept."""
        if kept.SESSION_KEY not in request.session or name == "accounts:kept":
            return None
        waiting = kept.waiting(request)
        if waiting is None:
            return None
        if request.method == "POST" and request.get_full_path() == waiting.path:
            kept.drop(request)
            return None
        elsewhere = (name in OWN_ACCOUNT or name.startswith("mfa_")) and request.get_full_path() != waiting.path
        return redirect("accounts:kept") if request.method == "GET" and not elsewhere else None
