"""Print which Python to make the environment with: the running one, or another build of its version that is clearly quicker.

One version of Python can be half as quick again in one build as in another, and a machine often has two: its system's, and one
compiled at home that comes first on PATH. How a build was made cannot be read off reliably, so they are timed (docs/decisions/0034).
Run by `make` with `python3`; nothing else of the machine is asked, nothing is written.
"""

import json
import os
import subprocess
import sys

CLEARLY = 0.85  # of the running one's time; one that is barely quicker is not worth a surprise
ROUNDS = 12
LIMIT = 5.0  # seconds for one answer

ASK = """
import ensurepip, json, platform, sqlite3, ssl, sys, sysconfig, venv
kind = [*sys.version_info[:2], sysconfig.get_config_var("SOABI"), platform.machine()]
print(json.dumps([sys.executable, kind, sqlite3.sqlite_version_info, sys.prefix == sys.base_prefix]))
"""
PIECE = """
import time
class Member:
    def __init__(self, number):
        self.number, self.club = number, number % 7
    def name(self):
        return "-".join(("member", str(self.number)))
def piece():
    began, clubs = time.process_time(), {}
    for member in [Member(number) for number in range(6000)]:
        clubs.setdefault(member.club, []).append(member.name())
    said = {club: ", ".join(sorted(names)) for club, names in clubs.items()}
    assert len(said) == 7
    return time.process_time() - began
print(min(piece() for _ in range(2)))
"""


def told(python: str, program: str):
    """What a Python answers to a program, or None: whatever fails or takes too long is no candidate."""
    command = [python, "-I", "-c", program]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT, check=True)
        return json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def candidates() -> list[str]:
    """The running Python first, then others of its kind that can make a whole environment, each once."""
    found, own = {os.path.realpath(sys.executable): sys.executable}, told(sys.executable, ASK)
    folders = filter(os.path.isabs, [*os.get_exec_path(), "/usr/bin", "/usr/local/bin"])
    names = (f"python3.{sys.version_info.minor}", "python3")
    paths = [os.path.join(folder, name) for folder in dict.fromkeys(map(os.path.realpath, folders)) for name in names]
    for path in paths if own else []:
        if os.access(path, os.X_OK) and os.path.realpath(path) not in found:
            match told(path, ASK):
                case [str(executable), kind, [*sqlite], True] if kind == own[1] and sqlite >= own[2]:
                    found.setdefault(os.path.realpath(executable), executable)
    return list(found.values())


def choice(own: str, times: dict[str, tuple[float, ...]]) -> tuple[str, float]:
    """The quickest and which part of the running one's time it takes, if it is clearly quicker; else the running one.

    Sums are compared: where a processor changes its speed by half, the best of a few rounds may be luck (docs/decisions/0034).
    """
    parts = {python: sum(times[python]) / sum(times[own]) for python in times if own in times}
    quickest = min(parts, key=parts.__getitem__, default=own)
    return (quickest, parts[quickest]) if parts.get(quickest, 1) < CLEARLY else (own, 1)


def main() -> None:
    found, times = candidates(), {}
    if len(found) > 1:  # by turns: what slows the machine down for a while slows all of them
        rounds = [[told(python, PIECE) for python in found] for _ in range(ROUNDS)]
        times = {python: took for python, took in zip(found, zip(*rounds, strict=True), strict=True) if all(took)}
    chosen, part = choice(sys.executable, times)
    if chosen != sys.executable:
        print(f"Using {chosen}: it runs {1 / part:.1f} times as quickly as {sys.executable}.", file=sys.stderr)
    print(chosen)


if __name__ == "__main__":
    main()
