"""Photos: safe to keep, seen by few, never lost by a slip."""

import os
import time
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests.cast import TODAY
from tremang.kernel.problems import Problem
from tremang.kernel.verify import verify
from tremang.meetings import photos
from tremang.meetings.actions import bring_back_meeting, undo_meeting
from tremang.meetings.images import clean_picture
from tremang.meetings.models import Meeting, Photo

GPS = 0x8825


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def jpeg(colour="green", size=(640, 480), turned=False, kind="JPEG"):
    out = BytesIO()
    image = Image.new("RGB", size, colour)
    exif = image.getexif()
    exif[0x010F] = "PhoneMaker"
    exif[GPS] = {1: "N", 2: (21.0, 6.0, 30.0), 3: "E", 4: (105.0, 32.0, 1.0)}
    if turned:
        exif[0x0112] = 6
    image.save(out, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return out.getvalue()


def upload(content, name="anh.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")


@pytest.fixture
def add(desk_of, meeting):
    def add(content, who="man", **more):
        return desk_of(who).post(reverse("meetings:add_photo", args=[meeting.pk]), {"photo": upload(content), **more})

    return add


def test_a_photo_is_written_anew_without_place_or_camera(add, meeting):
    sent = jpeg()
    assert b"PhoneMaker" in sent and Image.open(BytesIO(sent)).getexif().get_ifd(GPS)
    assert add(sent, caption="Đo huyết áp").status_code == 302
    photo = Photo.objects.get()
    kept = photos.path_of(photo.file).read_bytes()
    assert not Image.open(BytesIO(kept)).getexif()
    assert b"PhoneMaker" not in kept and b"Exif" not in kept
    assert photo.caption == "Đo huyết áp"


def test_a_photo_held_sideways_stands_upright_and_becomes_smaller():
    kept = clean_picture(BytesIO(jpeg(size=(4000, 3000), turned=True)))
    assert Image.open(BytesIO(kept.content)).size == (1200, 1600)


def test_a_see_through_picture_lies_on_white():
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    kept = Image.open(BytesIO(clean_picture(out).content))
    assert kept.mode == "RGB" and min(kept.getpixel((5, 5))) > 250


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4 not a photo", b"GIF89a" + b"\0" * 50, jpeg()[:300], b"\xff\xd8\xff\xe0" + b"\0" * 99],
    ids=["empty", "pdf", "gif", "cut short", "head only"],
)  # fmt: skip
def test_what_is_no_photo_gets_a_sentence_and_keeps_the_caption(add, content):
    answer = add(content, caption="Đo huyết áp đầu giờ")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "không phải là ảnh" in page and "Đo huyết áp đầu giờ" in page
    assert not Photo.objects.exists()


def test_a_file_too_big_gets_a_sentence(add, settings):
    settings.UPLOAD_LIMIT = 100_000
    answer = add(os.urandom(200_000))
    assert answer.status_code == 422 and "quá mức" in answer.content.decode()


def test_a_picture_made_to_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr("tremang.meetings.images.MOST_PIXELS", 100_000)
    with pytest.raises(Problem) as caught:
        clean_picture(BytesIO(jpeg()))
    assert caught.value.code == "photo_too_wide"


def test_no_file_at_all_is_told(desk_of, meeting):
    answer = desk_of("man").post(reverse("meetings:add_photo", args=[meeting.pk]), {"caption": "x"})
    assert answer.status_code == 422 and "Mời chọn một ảnh" in answer.content.decode()


def test_the_same_photo_twice_and_one_too_many_are_refused(add):
    assert add(jpeg("red")).status_code == 302
    assert "đã có trong buổi" in add(jpeg("red")).content.decode()
    for colour in ("blue", "gray", "black", "white", "pink"):
        assert add(jpeg(colour)).status_code == 302
    answer = add(jpeg("orange"))
    assert answer.status_code == 422 and "nhiều nhất 6 ảnh" in answer.content.decode()
    assert Photo.objects.count() == 6


@pytest.mark.parametrize("who", ["luong", "ha", "sau", "lanh_dao", "nguoi_dung"])
def test_who_may_not_record_adds_and_removes_no_photo(add, desk_of, who):
    add(jpeg())
    photo = Photo.objects.get()
    assert add(jpeg("red"), who).status_code == 403
    assert desk_of(who).post(reverse("meetings:remove_photo", args=[photo.pk])).status_code == 403
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("luong", 200), ("tuan", 200), ("ha", 403), ("sau", 403), ("so", 403)])
def test_a_photo_is_served_to_those_with_a_duty_towards_persons_only(add, desk_of, who, status):
    add(jpeg())
    answer = desk_of(who).get(reverse("meetings:photo", args=[Photo.objects.get().pk]))
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "image/jpeg" and answer["Cache-Control"].startswith("private")


def test_removing_a_photo_can_be_undone(add, desk_of, meeting):
    add(jpeg())
    photo = Photo.objects.get()
    man = desk_of("man")
    page = man.post(reverse("meetings:remove_photo", args=[photo.pk]), follow=True).content.decode()
    back = reverse("meetings:bring_back_photo", args=[meeting.pk, photo.pk])
    assert "Đã bỏ một ảnh" in page and back in page and not Photo.objects.exists()
    assert man.post(back).status_code == 302
    assert Photo.objects.get().pk == photo.pk
    assert man.post(back).status_code == 422


def test_a_photo_comes_back_only_into_its_own_meeting(world, add, desk_of, meeting):
    add(jpeg())
    photo = Photo.objects.get()
    desk_of("man").post(reverse("meetings:remove_photo", args=[photo.pk]))
    other = Meeting.objects.create(
        club=world.muong_chau, held_on=TODAY, recorded_by_id=1, recorded_at=meeting.recorded_at
    )
    answer = desk_of("nhan").post(reverse("meetings:bring_back_photo", args=[other.pk, photo.pk]))
    assert answer.status_code == 422 and not Photo.objects.exists()


def test_a_meeting_taken_back_takes_its_photos_along_and_brings_them_back(world, add, meeting):
    add(jpeg(), caption="Cả nhà")
    man = world.users["man"]
    undo_meeting(meeting, 1, by=man, today=TODAY)
    assert not Photo.objects.exists()
    bring_back_meeting(world.dong_vang, meeting.pk, by=man, today=TODAY)
    photo = Photo.objects.get()
    assert photo.caption == "Cả nhà" and photos.path_of(photo.file).exists()
    assert not [found for found in verify(world.dong_vang.pk).findings if found.row.startswith("meetings.")]


def test_files_that_nothing_names_go_after_the_days_of_undo(add, desk_of):
    add(jpeg("red"))
    add(jpeg("blue"))
    gone, kept = Photo.objects.order_by("pk")
    desk_of("man").post(reverse("meetings:remove_photo", args=[gone.pk]))
    old = time.time() - 40 * 24 * 3600
    for photo in (gone, kept):
        os.utime(photos.path_of(photo.file), (old, old))
    add(jpeg("green"))
    assert not photos.path_of(gone.file).exists()
    assert photos.path_of(kept.file).exists()
