"""How fast the phone is in a real browser: a club of seventy with ten years, 400 kbit/s, 400 ms, a processor six times slower.

`.venv/bin/python scripts/phone_speed.py [times]` prints one JSON object a line: what was measured, what was promised, how
often, and the middle and the worst of it. Needs what the tests need (requirements/dev.txt and a Chromium).
Speed is a matter of the machine, so no test asks for it; what can be counted is counted in tests/journeys/test_phone_speed.py.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
VAR = tempfile.mkdtemp(prefix="tm-phone-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "tremang.settings",
    "VAR_DIR": VAR,
    "SECRET_KEY": "only-to-measure-" + "x" * 40,
}
os.environ |= {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
os.environ.pop("DATABASE_URL", None)

TIMES = 5
LATENCY, BYTES, SLOWER = 400, 400_000 // 8, 6  # ms, bytes a second, times
PIN = "7305"
PROMISED = {"first visit usable": 3_000, "save acknowledged": 100}
SCREEN = 300  # ms
SCREENS = (
    "thanh-vien",
    "so-sach",
    "lich",
    "chua-gui",
    "cai-dat",
    "ghi",
    "so-sach/quy",
    "so-sach/buoi",
    "ghi/do",
    "viec-cho",
)
ONWARD = ".foot [data-key=onward], .foot [data-key=skip]"
# When the first button of the app stands on the screen, painted.
USABLE = """new MutationObserver((_, watch) => {
  if (!document.querySelector(".press, .key")) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.usable = performance.now(); }));
}).observe(document, { childList: true, subtree: true });"""
# Milliseconds from an address or a press until `sign` is another text, and painted.
TOOK = """async ([what, sign]) => {
  const now = () => document.querySelector(sign)?.textContent ?? "";
  const before = now();
  const began = performance.now();
  if (what.startsWith("#/")) location.hash = what;
  else document.querySelector(what).click();
  const { port1, port2 } = new MessageChannel();
  const turn = () => new Promise((go) => { port1.onmessage = go; port2.postMessage(0); });
  while (now() === before) await turn();
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return performance.now() - began;
}"""


def main() -> int:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    import django

    django.setup()
    took: dict[str, list[float]] = defaultdict(list)
    try:
        card = _club()
        with _served() as address, _browser() as browser:
            for _time in range(times):
                _phone(browser, address, card(), took)
    finally:
        shutil.rmtree(VAR, ignore_errors=True)
    for what, values in took.items():
        told = {"what": what, "promised": PROMISED.get(what, SCREEN if what.startswith("screen ") else None)}
        told |= {"n": len(values), "middle": round(statistics.median(values)), "worst": round(max(values))}
        print(json.dumps(told, ensure_ascii=False))
    return 0


def _club() -> Callable[[], str]:
    """The database with the club of seventy; the call gives the token of a fresh card for its secretary."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.cast import build
    from tremang.accounts.devices import actions as devices
    from tremang.accounts.models import Role, RoleKind
    from tremang.kernel import clock
    from tremang.phone.tests.ten_years import TenYears

    world = build()
    made = TenYears(world)
    made.fill()
    made.loans()
    man, place = world.users["man"], world.dong_vang.place
    Role(user=man, kind=RoleKind.CLUB_TREASURER, place=place, from_on=date(2020, 1, 1)).save(force_insert=True)
    return lambda: devices.make_card(man, place, by=world.users["tuan"], today=clock.today())[1]


@contextmanager
def _served() -> Iterator[str]:
    """The real server on a free port."""
    from tremang.bench.server import free_port

    port = free_port()
    command = [Path(sys.executable).with_name("tremang"), "serve", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        _wait(server, f"http://127.0.0.1:{port}/may/")
        for _request in range(40):  # each of its processes answers its first one slowly
            urlopen(f"http://127.0.0.1:{port}/may/", timeout=30).close()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _wait(server: subprocess.Popen, address: str) -> None:
    until = time.monotonic() + 120
    while True:
        try:
            return urlopen(address, timeout=5).close()
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.2)


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    from tests.browser import FLAGS, executable

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()


def _phone(browser: Any, address: str, token: str, took: dict[str, list[float]]) -> None:
    """One phone's life, from the first visit to the screens of every day."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.add_init_script(USABLE)
    cdp = context.new_cdp_session(page)
    cdp.send("Network.enable")
    line = {"offline": False, "latency": LATENCY, "downloadThroughput": BYTES, "uploadThroughput": BYTES}
    cdp.send("Network.emulateNetworkConditions", line)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    page.goto(f"{address}/may/#the={token}", wait_until="commit")
    page.wait_for_function("() => window.usable")
    took["first visit usable"].append(page.evaluate("window.usable"))
    page.locator(".solid", has_text="Dùng thẻ này").tap()
    page.locator(".solid", has_text="Đúng, chọn mã").tap()
    for title in ("Chọn mã 4 số", "Ghi lại mã đó"):
        page.locator("h1", has_text=title).wait_for()
        for digit in PIN:
            page.locator(f".key[data-key='{digit}']").tap()
    page.locator(".solid", has_text="Vào việc").tap()
    began = time.monotonic()
    page.locator("section[data-key=meeting]").wait_for()
    took["first sync, after the PIN"].append((time.monotonic() - began) * 1000)
    page.wait_for_function(
        "async () => (await caches.keys()).length && (await (await caches.open((await caches.keys())[0])).keys()).length > 60"
    )

    for path in SCREENS:
        took[f"screen {path}, first time"].append(_took(page, f"#/{path}", "#app h1"))
    for path in SCREENS:
        took[f"screen {path}"].append(_took(page, f"#/{path}", "#app h1"))
    _meeting(page, took)
    page.reload()
    page.wait_for_function("() => window.usable")
    took["second visit usable"].append(page.evaluate("window.usable"))
    context.close()


def _meeting(page: Any, took: dict[str, list[float]]) -> None:
    """Start a meeting, mark somebody absent, go on."""
    took["screen buoi"].append(_took(page, "#/buoi", "#app h1"))
    page.locator(".solid").first.tap()
    page.locator("main .row").first.wait_for()
    for tap in ("main .row:not(.away)", "main .away-name") * 3:
        took["save acknowledged"].append(_took(page, tap, ".foot"))
    for what in ("thu tiền", "trả nợ", "cho vay", "tám nội dung", "quyết định", "đếm hộp", "đọc lại"):
        took[f"screen buoi, {what}"].append(_took(page, ONWARD, "#app h1"))


def _took(page: Any, what: str, sign: str) -> float:
    page.wait_for_timeout(300)  # quiet before it is measured
    return page.evaluate(TOOK, [what, sign])


if __name__ == "__main__":
    sys.exit(main())
