"""`make check`: every check of form, all of them even when one fails, and one line for each."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

LINES = 60
CHECKS = [
    ("format", [BIN / "ruff", "format", "--check", "--output-format", "concise", "."], "make format"),
    ("lint", [BIN / "ruff", "check", "--output-format", "concise", "."], "make format mends what can be mended"),
    ("types", [BIN / "mypy", "--no-error-summary"], ""),
    ("imports", [BIN / "lint-imports", "--no-cache"], ""),
    ("django", [BIN / "python", "manage.py", "check"], ""),
    ("migrations", [BIN / "python", "manage.py", "makemigrations", "--check", "--dry-run"], "manage.py makemigrations"),
    ("house rules", [BIN / "python", "-m", "pytest", "-q", "tests/contracts"], ""),
]


def main() -> int:
    failed = []
    for name, command, remedy in CHECKS:
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        print(
            f"{name:<12} {'ok' if not done.returncode else 'FAILED':<7} {time.monotonic() - started:4.0f} s", flush=True
        )
        if done.returncode:
            failed.append(name)
            told = (done.stdout + done.stderr).strip().splitlines()
            print("\n".join(told[-LINES:]) + (f"\n→ {remedy}" if remedy else ""), end="\n\n", flush=True)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
