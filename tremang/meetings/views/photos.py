"""Photos: served to those who may see persons, to nobody else."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb, require
from tremang.kernel import clock
from tremang.kernel.problems import Problem
from tremang.meetings.forms import PhotoForm
from tremang.meetings.images import clean_picture
from tremang.meetings.models import Photo
from tremang.meetings.photos import add_photo, bring_back_photo, path_of, remove_photo
from tremang.meetings.views.show import meeting_or_404, page
from tremang.ui.pictures import picture_response
from tremang.ui.said import said


def _photo(pk: int) -> Photo:
    return get_object_or_404(Photo.objects.select_related("club__place", "meeting"), pk=pk)


def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture itself."""
    photo = _photo(pk)
    require(request.user, Verb.SEE_PERSONS, photo.club.place, clock.today())
    return picture_response(path_of(photo.file))


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a photo to a meeting."""
    meeting = meeting_or_404(pk)
    today = clock.today()
    require(request.user, Verb.RECORD_MEETING, meeting.club.place, today)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, meeting, form, 422)
    try:
        cleaned = clean_picture(form.cleaned_data["photo"])
        photo = add_photo(meeting, cleaned, form.cleaned_data["caption"], by=request.user, today=today)
    except Problem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
        return page(request, meeting, form, problem.status)
    said(request, _("Đã thêm một ảnh."), reverse("meetings:remove_photo", args=[photo.pk]))
    return redirect("meetings:show", pk)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a photo out of its meeting."""
    photo = _photo(pk)
    remove_photo(photo, by=request.user, today=clock.today())
    said(request, _("Đã bỏ một ảnh."), reverse("meetings:bring_back_photo", args=[photo.meeting_id, pk]))
    return redirect("meetings:show", photo.meeting_id)


@require_POST
def bring_back(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    """Put a photo back in."""
    meeting = meeting_or_404(pk)
    bring_back_photo(meeting, photo, by=request.user, today=clock.today())
    said(request, _("Đã đưa ảnh trở lại."), reverse("meetings:remove_photo", args=[photo]))
    return redirect("meetings:show", pk)
