"""`make test`: the suite on SQLite, again on PostgreSQL, then the journeys in a browser; one closing line for all."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

from tests.browser import executable, has_times

LEG_SECONDS = 45 * 60
APT = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]


def main() -> int:
    """Run the three legs whatever happens to each; 0 when nothing failed and something passed."""
    ensure_browser()
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    for title, engine, options in (
        ("SQLite", "sqlite", ["-n", "2", "--dist", "loadfile", "-m", "not journey"]),
        ("PostgreSQL", "postgresql", ["-n", "2", "--dist", "loadfile", "-m", "not journey"]),
        ("Journeys in a browser", "sqlite", ["-n", "2", "--dist", "loadfile", "-m", "journey"]),
    ):
        started = time.monotonic()
        say(f"── {title} ──")
        for outcome, number in leg(engine, options).items():
            totals[outcome] += number
        say(f"{title}: {time.monotonic() - started:.0f} s\n")
    say("{passed} passed, {failed} failed, {skipped} skipped".format(**totals))
    return 0 if totals["passed"] and not totals["failed"] else 1


def leg(engine: str, options: list[str]) -> dict[str, int]:
    """One run of pytest; what it counted, with errors among the failures."""
    with tempfile.TemporaryDirectory(prefix="tm-test-") as folder:
        report = Path(folder, "report.xml")
        run = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *options, *sys.argv[1:]],
            env=os.environ | {"TREMANG_TEST_ENGINE": engine}, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            code = run.wait(LEG_SECONDS)
        except (subprocess.TimeoutExpired, KeyboardInterrupt) as stopped:
            os.killpg(run.pid, signal.SIGTERM)
            run.wait()
            if isinstance(stopped, KeyboardInterrupt):
                raise SystemExit(130) from None
            say(f"Stopped after {LEG_SECONDS // 60} minutes.")
            code = 1
        counted = counts(report)
    if code not in (0, 5) and not counted["failed"]:
        counted["failed"] = 1  # the run itself broke: a file that cannot be imported, no server, too slow
    return counted


def counts(report: Path) -> dict[str, int]:
    """Passed, failed and skipped in a JUnit report; nothing where there is none."""
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    if report.exists():
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            tests, failures, errors, skipped = (
                int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")
            )
            totals["failed"] += failures + errors
            totals["skipped"] += skipped
            totals["passed"] += max(tests - failures - errors - skipped, 0)
    return totals


def ensure_browser() -> None:
    """Chromium, and a typeface of Times' measure for papers, from Debian's packages where that is possible.

    Without a browser the journeys count as skipped; one line says so.
    """
    wanted = [*([] if executable() else ["chromium"]), *([] if has_times() else ["fonts-liberation"])]
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing from the machine's packages: {', '.join(wanted)} …")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", *wanted]):
            subprocess.run([*APT, *words], env=quiet, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    if not executable():
        say("No Chromium here and none could be installed: the journeys are skipped.")


def say(line: str) -> None:
    """Print at once: what pytest prints comes from another process."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
