"""The papers of all communes in one file: gone on with where it stood, one failure apart, every file vouched for."""

import csv
import hashlib
import io
import zipfile
from datetime import date

import pytest

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.problems import Problem, Refused
from tremang.reports import archives
from tremang.reports.actions.archives import start_archive
from tremang.reports.archives import Progress, file_of, folder, progress, work
from tremang.reports.kinds import kind_on
from tremang.reports.models import Archive
from tremang.reports.periods import period_of


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def begun(world):
    kind = kind_on("commune-half", TODAY)
    return start_archive(kind, period_of(kind, "2026-H1"), ["docx", "xlsx"], by=world.users["ha"], today=TODAY)


def hard(archive: Archive, today: date) -> Progress:
    """Work until it is done."""
    return work(archive, today, 60)


def listed(archive: Archive) -> list[dict[str, str]]:
    with zipfile.ZipFile(file_of(archive)) as file:
        return list(csv.DictReader(io.StringIO(file.read(archives.LIST).decode("utf-8-sig")), delimiter=";"))


def test_it_is_made_a_place_at_a_time_and_gone_on_with_where_it_stood(world, begun):
    first = work(begun, TODAY, 0)
    assert (first.done, first.total, first.is_done) == (1, 3, False)
    made = {path.name: path.stat().st_mtime_ns for path in folder(begun).glob("*.docx")}
    second = work(Archive.objects.get(pk=begun.pk), TODAY, 0)
    assert second.done == 2
    assert all((folder(begun) / name).stat().st_mtime_ns == at for name, at in made.items())
    last = work(Archive.objects.get(pk=begun.pk), TODAY, 0)
    assert last.is_done and not folder(begun).exists()


def test_its_list_of_contents_vouches_for_every_file(begun):
    work(begun, TODAY, 60)
    rows = listed(begun)
    assert [row["nơi"] for row in rows] == [
        name for name in ("Xã Phúc Thọ", "Xã Yên Bài", "Thành phố Hà Nội") for _ in range(2)
    ]
    with zipfile.ZipFile(file_of(begun)) as file:
        assert len(file.namelist()) == 7
        for row in rows:
            data = file.read(row["tệp"])
            assert (hashlib.sha256(data).hexdigest(), str(len(data))) == (row["SHA-256"], row["số byte"])
    assert Archive.objects.get().sha256 == hashlib.sha256(file_of(begun).read_bytes()).hexdigest()


def test_one_place_that_fails_is_named_and_the_others_are_made(begun, monkeypatch):
    real = archives.source_of

    def fails(kind, place, period, today):
        if place.code == "09715":
            raise RuntimeError("broken")
        return real(kind, place, period, today)

    monkeypatch.setattr(archives, "source_of", fails)
    found = work(begun, TODAY, 60)
    assert (found.done, found.failed) == (3, 1)
    assert Archive.objects.get().failed[0]["place"] == "Xã Phúc Thọ"
    rows = {row["nơi"]: row for row in listed(begun)}
    assert "lỗi phần mềm" in rows["Xã Phúc Thọ"]["trạng thái"] and rows["Xã Yên Bài"]["tệp"].endswith(".xlsx")


@pytest.mark.parametrize(("does", "at"), [(hard, "_make"), (hard, "_notes"), (hard, "_close"), (progress, "_notes")])
def test_closed_by_another_at_the_same_time_it_is_whole_and_done(begun, monkeypatch, does, at):
    work(begun, TODAY, 0)
    real = getattr(archives, at)

    def meanwhile(*arguments):
        monkeypatch.setattr(archives, at, real)
        assert hard(Archive.objects.get(pk=begun.pk), TODAY).is_done
        return real(*arguments)

    monkeypatch.setattr(archives, at, meanwhile)
    found = does(Archive.objects.get(pk=begun.pk), TODAY)
    assert (found.done, found.total, found.failed) == (3, 3, 0)
    assert len(listed(begun)) == 6
    assert [path.name for path in file_of(begun).parent.iterdir()] == [file_of(begun).name]
    assert Archive.objects.get().sha256 == hashlib.sha256(file_of(begun).read_bytes()).hexdigest()


def test_a_file_that_is_gone_for_another_reason_is_not_passed_over(begun, monkeypatch):
    def gone(*_arguments):
        raise FileNotFoundError

    work(begun, TODAY, 0)
    monkeypatch.setattr(archives, "_notes", gone)
    for does in (progress, hard):
        with pytest.raises(FileNotFoundError):
            does(Archive.objects.get(pk=begun.pk), TODAY)


def test_begun_twice_it_is_one_and_goes_on(world, begun):
    kind = kind_on("commune-half", TODAY)
    again = start_archive(kind, period_of(kind, "2026-H1"), ["xlsx", "docx"], by=world.users["ha"], today=TODAY)
    assert again.pk == begun.pk


@pytest.mark.parametrize(
    ("code", "label", "forms"),
    [("commune-half", "2026-H2", ["docx"]), ("commune-half", "2026-H1", []), ("city-half", "2026-H1", ["docx"])],
)
def test_what_cannot_be_put_together_is_refused(world, code, label, forms):
    kind = kind_on(code, TODAY)
    with pytest.raises(Problem) as problem:
        start_archive(kind, period_of(kind, label), forms, by=world.users["ha"], today=TODAY)
    assert problem.value.code == "no_archive"


def test_whoever_sees_only_a_commune_cannot_have_all(world):
    kind = kind_on("commune-half", TODAY)
    with pytest.raises(Refused):
        start_archive(kind, period_of(kind, "2026-H1"), ["docx"], by=world.users["tuan"], today=TODAY)


def test_the_page_shows_how_far_it_is_and_gives_the_file(world, client):
    client.force_login(world.users["ha"])
    sent = client.post("/bao-cao/tap/", {"which": "commune-half/2026-H1", "forms": ["xlsx"]})
    for _look in range(2):
        assert "Đang lập: 0 trong 3 nơi." in client.get(sent["Location"]).content.decode()  # looking makes nothing
    assert client.get(f"{sent['Location']}lam-tiep/").status_code == 405
    assert client.post(f"{sent['Location']}lam-tiep/", {"by_hand": "1"})["Location"] == sent["Location"]
    assert "Đã lập đủ cho 3 nơi." in client.get(sent["Location"]).content.decode()
    file = client.get(f"{sent['Location']}tep/")
    assert zipfile.is_zipfile(io.BytesIO(b"".join(file.streaming_content)))
    refused = client.post("/bao-cao/tap/", {"which": "x/y"})
    assert refused.status_code == 422 and "Không có loại báo cáo “x”" in refused.content.decode()
