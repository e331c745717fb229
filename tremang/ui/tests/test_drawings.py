"""Charts, bars and maps: sound SVG, nothing that runs, values where they belong."""

from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.ui.bars import rangebar, sparkline, workbar
from tremang.ui.charts import Band, bar_chart, line_chart, nice_top
from tremang.ui.maps import Outline, Tile, outline_map, tile_map

EVIL = "\"><script>alert(1)</script>&amp;'<b onload=x>"
values = st.floats(0, 5000, allow_nan=False)
maybe = st.none() | values


def roots(drawing):
    return ElementTree.fromstring(f"<all>{drawing}</all>")


@given(st.lists(maybe, max_size=24))
def test_any_trend_can_be_drawn(points):
    (drawing,) = roots(sparkline(tuple(points), "trend"))
    assert drawing.get("aria-label") == "trend"


@given(maybe, st.none() | st.integers(0, 100), st.none() | st.integers(0, 100), st.floats(0, 1000), maybe)
def test_any_value_fits_its_bar(value, low, high, scale, expected):
    (drawing,) = roots(rangebar(value, low, high, scale, expected))
    width = float(drawing.get("viewBox").split()[2])
    for box in drawing.iter("rect"):
        assert 0 <= float(box.get("x")) <= width
        assert float(box.get("x")) + float(box.get("width")) <= width + 0.2


def test_a_bar_says_its_numbers_to_who_cannot_see_it():
    assert 'aria-label="27,3%, mức phải đạt 50–70%, lẽ ra đạt 26%"' in rangebar(27.3, 50, 70, expected=26)
    assert "không đặt mức" in rangebar(27.3)
    assert 'aria-label="39\u00a0CLB, mức phải đạt 250\u00a0CLB"' in rangebar(39, 250, scale=250, unit="CLB")


@given(st.lists(st.tuples(values, values), min_size=1, max_size=30), st.booleans())
def test_any_line_can_be_drawn(points, own_file):
    points = sorted(points)
    band = Band(10, 20, points[0][0], points[-1][0] + 1, "10–20\nphải đạt")
    drawn = roots(
        line_chart(
            "Một câu",
            points,
            [(points[0][0], "2026")],
            band,
            (points[0], (points[-1][0], 20.0)),
            ["đều"],
            own_file=own_file,
        )
    )
    assert len(drawn) == (1 if own_file else 2)


@given(st.floats(0, 10**9))
def test_an_axis_holds_its_highest_value_in_at_most_six_steps(highest):
    top, step = nice_top(highest)
    assert top >= highest * 0.999 and top / step <= 6.001


@pytest.mark.parametrize(
    "drawing",
    [
        line_chart(EVIL, [(1, 2), (2, 3)], [(1, EVIL)], Band(1, 2, 1, 2, EVIL), ((1, 1), (2, 2)), [EVIL], EVIL),
        bar_chart(EVIL, [(EVIL, 3)], EVIL, EVIL), rangebar(3, label=EVIL, unit=EVIL), rangebar(3, 5, unit=EVIL),
        sparkline((1, 2), EVIL), workbar(1, 0),
        tile_map(EVIL, [Tile(EVIL, EVIL, 0, 0, EVIL, EVIL, 1, EVIL)], own_file=True),
        outline_map(EVIL, [Outline(EVIL, [[(105, 21), (105.1, 21), (105, 21.1)]], EVIL, 1, EVIL)], EVIL, own_file=True),
        outline_map(EVIL, [], EVIL),
    ],
)  # fmt: skip
def test_words_in_a_drawing_never_become_markup(drawing):
    names = {element.tag.rpartition("}")[2] for element in roots(drawing).iter()}
    assert not names & {"script", "b"}
    assert "<script" not in drawing and " onload=x" not in drawing.replace("&lt;b onload=x&gt;", "")


def test_no_drawing_carries_its_own_style():
    for drawing in (line_chart("a", [(1, 2)]), bar_chart("a", [("b", Decimal(3))]), rangebar(1, 2), sparkline((1, 2))):
        assert "style=" not in drawing and "<style" not in drawing


def test_tiles_stand_on_their_grid_and_open_their_pages():
    tiles = [Tile("1", "Xã Một", 2, 5, "3", "Xã Một: 3.", 1, "/mot"), Tile("2", "Xã Hai", 3, 6, "0", "Xã Hai: 0.", 0)]
    (drawing,) = roots(tile_map("Bản đồ", tiles, chosen="1"))
    link, group = drawing
    assert (link.tag, link.get("href"), link.get("target")) == ("a", "/mot", None)
    assert "chosen" in link.get("class") and group.tag == "g"
    assert drawing.get("viewBox") == "0 0 68 68"


def test_a_picture_of_its_own_opens_pages_in_the_page_around_it():
    drawing = tile_map("Bản đồ", [Tile("1", "Xã", 0, 0, "3", "Xã: 3.", 1, "/mot")], own_file=True)
    assert 'target="_top"' in drawing and 'xmlns="http://www.w3.org/2000/svg"' in drawing


def words_of(drawing) -> dict[str, tuple[float, float]]:
    return {text.text: (float(text.get("x")), float(text.get("y"))) for text in drawing.iter("text")}


def test_the_words_of_a_chart_never_share_a_line():
    """A band as low as its words, a path that ends at it, a last value close to both."""
    band, path = Band(50, 60, 2026, 2031, "50–60%\nphải đạt"), ((2026.0, 0.0), (2031.0, 50.0))
    years = [(float(year), str(year)) for year in range(2025, 2032)]
    wide, narrow = roots(
        line_chart("Một câu", [(2026, 58), (2030, 52)], years, band, path, ["đường đều", "đến mức 50"], "52% nay")
    )
    beside = sorted(y for x, y in words_of(wide).values() if x > 470)
    assert all(below - above >= 20 for above, below in pairwise(beside))
    said = words_of(narrow)
    assert said["đường đều đến mức 50"][1] > said["2031"][1] + 20
    assert abs(said["50–60% phải đạt"][1] - said["52% nay"][1]) >= 20


def test_the_axis_leaves_room_for_its_own_figures():
    for drawing in roots(line_chart("Một câu", [(2026, 0), (2030, 9800)], [(2026, "2026"), (2030, "2030")], unit="")):
        width = float(drawing.get("viewBox").split()[2])
        for text in drawing.iter("text"):
            reach, x = 9.2 * len(text.text), float(text.get("x"))
            if text.get("text-anchor") == "end":
                assert x - reach >= 0, text.text
            if text.get("text-anchor") == "middle":
                assert x + reach / 2 <= width, text.text
