"""Which Python the environment is made with: a clearly quicker build of the same version, or exactly the one that was named."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REAL = os.path.realpath(sys.executable)
PROGRAM = ROOT / "scripts" / "quickest.py"
CLOCK = "import itertools, time; time.process_time = itertools.count(0, {tick}).__next__"
QUICK, SLOW = CLOCK.format(tick=1e-6), CLOCK.format(tick=10.0)
UNFIT = {
    "without-ensurepip": "sys.modules['ensurepip'] = None",
    "without-sqlite": "sys.modules['sqlite3'] = None",
    "without-ssl": "sys.modules['ssl'] = None",
    "without-venv": "sys.modules['venv'] = None",
    "older-sqlite": "import sqlite3; sqlite3.sqlite_version_info = (3, 1, 0)",
    "other-version": "sys.version_info = (3, sys.version_info.minor + 1, 0)",
    "other-wheels": "import sysconfig; sysconfig.get_config_var = lambda name: 'pypy311-pp73'",
    "other-machine": "import platform; platform.machine = lambda: 'vax'",
    "an-environment": "sys.prefix = '/elsewhere'",
    "broken": "sys.exit(1)",
    "chatty": "print('Welcome!')",
    "something-else": "print('[1, 2]'); sys.exit()",
}


@pytest.fixture
def quickest():
    spec = importlib.util.spec_from_file_location("quickest", PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def script(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def build(folder: Path, difference: str = "pass") -> str:
    """Another build of the Python that runs this, in a folder of its own, with one difference."""
    path = folder / "python3"
    return script(
        path, f"exec '{REAL}' -I -c \"import sys; sys.executable = '{path}'; {difference}\nexec(sys.argv[-1])\" \"$@\""
    )


def on_path(monkeypatch, *pythons: str) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join(os.path.dirname(python) for python in pythons))


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({}, "own"),
        ({"other": (8.0, 8.0)}, "other"),
        ({"other": (8.6, 8.6)}, "own"),  # hardly quicker
        ({"other": (4.0, 16.0)}, "own"),  # luck in one round
        ({"other": (20.0, 20.0)}, "own"),
        ({"other": (8.0, 8.0), "third": (7.0, 7.0)}, "third"),
    ],
)
def test_the_running_python_is_kept_unless_another_is_clearly_quicker(quickest, others, expected):
    chosen, part = quickest.choice("own", {"own": (10.0, 10.0), **others})
    assert chosen == expected
    assert part == (sum(others[chosen]) / 20 if chosen in others else 1)


def test_a_running_python_that_could_not_be_timed_is_kept(quickest):
    assert quickest.choice("own", {}) == ("own", 1)
    assert quickest.choice("own", {"other": (1.0,)}) == ("own", 1)


def test_only_whole_builds_of_the_same_version_are_candidates_and_the_running_one_comes_first(
    quickest, monkeypatch, tmp_path
):
    whole = build(tmp_path / "whole")
    linked = tmp_path / "linked"
    linked.symlink_to(whole)
    twice = build(tmp_path / "twice", f"sys.executable = '{linked}'")
    unfit = [build(tmp_path / name, difference) for name, difference in UNFIT.items()]
    not_a_program = tmp_path / "not-a-program" / "python3"
    not_a_program.parent.mkdir()
    not_a_program.write_text("?")
    monkeypatch.chdir(tmp_path)
    on_path(monkeypatch, *unfit, str(not_a_program), whole, twice)
    found = quickest.candidates()
    assert found[0] == sys.executable
    assert [path for path in found if path.startswith(str(tmp_path))] == [whole]
    assert len({os.path.realpath(path) for path in found}) == len(found)


def test_a_python_that_fails_or_does_not_answer_in_time_is_no_candidate(quickest, monkeypatch, tmp_path):
    assert quickest.told(build(tmp_path), "print(7)") == 7
    assert quickest.told(script(tmp_path / "fails", "echo 7; exit 1"), "print(7)") is None
    monkeypatch.setattr(quickest, "LIMIT", 0.2)
    assert quickest.told(script(tmp_path / "late", "sleep 1; echo 7"), "print(7)") is None
    assert quickest.told(str(tmp_path / "missing"), "print(7)") is None


def test_a_quicker_build_is_chosen_and_said_in_one_sentence(quickest, monkeypatch, tmp_path, capsys):
    quick = build(tmp_path / "quick", QUICK)
    on_path(monkeypatch, build(tmp_path / "slow", SLOW), quick)
    monkeypatch.setattr(quickest, "ROUNDS", 2)
    quickest.main()
    said = capsys.readouterr()
    assert said.out == f"{quick}\n"
    assert said.err.startswith(f"Using {quick}: it runs ") and said.err.count("\n") == 1


def test_one_that_fails_while_it_is_timed_is_left_out(quickest, monkeypatch, tmp_path, capsys):
    fails = build(tmp_path / "fails", f"{QUICK}; 'process_time' in sys.argv[-1] and sys.exit('no')")
    monkeypatch.setattr(quickest, "candidates", lambda: [sys.executable, fails])
    monkeypatch.setattr(quickest, "ROUNDS", 2)
    quickest.main()
    assert capsys.readouterr() == (f"{sys.executable}\n", "")


def test_nothing_is_timed_where_there_is_only_one(quickest, monkeypatch, capsys):
    monkeypatch.setattr(quickest, "candidates", lambda: [sys.executable])
    monkeypatch.setattr(quickest, "told", lambda *asked: pytest.fail("timed"))
    quickest.main()
    assert capsys.readouterr() == (f"{sys.executable}\n", "")


def test_run_for_real_it_prints_a_python_of_the_same_version_that_makes_environments():
    done = subprocess.run([REAL, PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1 and done.stderr.count("\n") <= 1
    ask = "import json, sys, venv, ensurepip; print(json.dumps([*sys.version_info[:2], sys.prefix == sys.base_prefix]))"
    told = subprocess.run([done.stdout.strip(), "-c", ask], capture_output=True, text=True, check=True)
    assert json.loads(told.stdout) == [*sys.version_info[:2], True]


@pytest.fixture
def made(tmp_path):
    """`made("PYTHON=…", quickest=…)`: what each stand-in for a Python was told while the environment was made."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    said = tmp_path / "said"

    def make(*words: str, quickest: str = "echo quick", version: str = "(3, 11)") -> tuple[list[str], str]:
        for name in ("python3", "quick", "named"):
            check = f"-c) exec '{REAL}' -c \"import sys; sys.version_info = {version}; $2\";;"
            answer = f'case "$1" in {check} scripts/quickest.py) {quickest};; esac'
            script(tmp_path / "bin" / name, f'echo "{name} $1 $2 $3" >> "{said}"\n{answer}')
        done = subprocess.run(
            ["make", ".venv/bin/python", *words],
            cwd=tmp_path,
            env={"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        told = [line for line in said.read_text().splitlines() if " -c " not in line]
        return [line.strip() for line in told], done.stderr

    return make


def test_the_environment_is_made_with_the_one_that_was_chosen(made):
    assert made() == (["python3 scripts/quickest.py", "quick -m venv .venv"], "")


def test_a_python_that_is_named_is_used_and_none_is_looked_for(made):
    assert made("PYTHON=named") == (["named -m venv .venv"], "")


def test_a_choice_that_fails_does_not_stop_the_setting_up(made):
    assert made(quickest="exit 1") == (["python3 scripts/quickest.py", "python3 -m venv .venv"], "")


@pytest.mark.parametrize("words", [(), ("PYTHON=named",)])
def test_a_python_that_is_too_old_is_told_in_a_sentence_before_anything_is_made(made, words):
    told, problem = made(*words, version="(3, 10)")
    assert told == [] and "Python 3.11 or newer is needed; say which: make PYTHON=" in problem
