"""Goes through whatever an act of the phone asks, question by question, to the word that it is written down."""

from collections.abc import Iterator
from typing import Any

MOST = 24  # screens of one act
# The address, the title and the words beneath: what changes when another question is asked.
SHOWN = "() => location.hash + document.querySelector('main').innerText"
TYPED = {"tel": "0912 345 678"}
WORDS = ("Đặng Thị Xuyến", "12/9/1957", "Cụ")  # one of them is an answer to whatever is asked in letters


def done(page: Any, slug: str) -> Iterator[str]:
    """Answers each question in the plainest way; stops at every screen and tells its name."""
    page.evaluate("slug => { location.hash = '#/ghi/' + slug; }", slug)
    page.wait_for_function("slug => location.hash.startsWith(`#/ghi/${slug}/`)", arg=slug)
    for number in range(MOST):
        page.wait_for_timeout(60)
        yield f"ghi/{slug}, screen {number + 1}: {page.locator('h1').inner_text()}"
        if page.url.endswith("/xong"):
            page.locator(".foot .solid").tap()
            return
        before = page.evaluate(SHOWN)
        answer(page)
        page.wait_for_function(f"before => ({SHOWN})() !== before", arg=before)
    raise AssertionError(f"{slug} never ends: {page.url}")


def answer(page: Any) -> None:
    """The plainest answer to the question on the screen: what stands there, else the first of what is offered."""
    solid, rows = page.locator(".foot .solid"), page.locator("main .row")
    field = page.locator("main .field:not(:has([data-key=find], [data-key=day])) :is(input, textarea)")
    sure = page.locator("main .card.ochre:has(.solid) .press:not(.solid)")  # "Đúng …", where a sum is asked about
    if sure.count():
        sure.tap()
    elif page.locator(".figure-box").count():
        measure(page)
    elif page.locator(".keypad").count():
        for key in ("5", "0", "000"):
            if (pressed := page.locator(f".key[data-key='{key}']")).count():
                pressed.tap()
        solid.tap()
    elif field.count() and not page.url.endswith("/xem"):
        write(page, field.first, solid)
    elif page.locator("main [role=checkbox]").count():
        if not page.locator("main [aria-checked=true]").count():
            page.locator("main [role=checkbox]").first.tap()
        solid.tap()
    elif rows.count() and (page.locator(".field [data-key=day]").count() or not solid.count()):
        rows.first.tap()
    else:
        solid.tap()


def measure(page: Any) -> None:
    """One person's figures, then back to the list."""
    for keys in ("128", "82"):
        for key in keys:
            page.locator(f".key[data-key='{key}']").tap()
        page.locator(".foot .solid").tap()
    page.evaluate("location.hash = location.hash.split('/').slice(0, 5).join('/')")


def write(page: Any, field: Any, solid: Any) -> None:
    """Words that the field takes: a name, a day, a word."""
    before = page.url
    for words in (TYPED.get(field.get_attribute("type"), WORDS[0]), *WORDS):
        field.fill(words)
        solid.tap()
        page.wait_for_timeout(80)
        if page.url != before or not page.locator(".error").count():
            return
