"""A report of the small world asked for through its pages."""

from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.reports.actions import explain, submit
from tremang.reports.asking import code_of
from tremang.reports.below import missing
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft
from tremang.reports.models import Report

PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


def signed_in(world, name) -> Client:
    client = Client()
    client.force_login(world.users[name])
    return client


def url(asked, name="report", *more) -> str:
    kind, place, period = asked
    return reverse(f"reports:{name}", args=[kind.code, code_of(place), period.label, *more])


def explained(asked, by) -> None:
    for caution in cautions(Draft.of(*asked, TODAY)):
        explain(*asked, caution.key, "đã xem, đúng như vậy", by=by, today=TODAY)


def sent(asked, by) -> Report:
    explained(asked, by)
    lacking = [one.key for one in missing(*asked)]
    return submit(*asked, by=by, today=TODAY, missing=lacking, reason="các nơi mới tập ghi")


def places(world):
    return {"club": (world.dong_vang.place, "man", "tuan"), "commune": (world.phuc_tho, "tuan", "ha"),
            "province": (world.city, "ha", "chu_tich")}  # fmt: skip
