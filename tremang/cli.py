"""The operators' command: `tremang COMMAND …`.

Every room adds commands by putting a file into its management/commands/ folder; `restore_drill.py` there is
`tremang restore-drill` here. A failure is one sentence and exit code 1; DEBUG=1 shows the whole trace.
"""

import difflib
import gc
import os
import sys
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db import DatabaseError, OperationalError

HEAD = "Tre Măng: sổ sách và theo dõi câu lạc bộ liên thế hệ tự giúp nhau."
TAIL = """Biến môi trường mà mọi lệnh đều theo:
  DATABASE_URL   sqlite:///tệp  hoặc  postgresql://người_dùng:mật_khẩu@máy:cổng/tên
  VAR_DIR        thư mục dữ liệu: tệp SQLite, ảnh, khóa, bản sao lưu (mặc định: var)
  HOST, PORT     địa chỉ và cổng của máy chủ (mặc định: 127.0.0.1 và 8000)
  DEBUG=1        in đầy đủ dấu vết khi có lỗi

Xem cách dùng một lệnh: tremang LỆNH --help"""

HIDDEN = {
    "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
    "--skip-checks",
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Never raises, except with DEBUG=1."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tremang.settings")
    try:
        return _dispatch(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("DEBUG") == "1":
            raise
        sys.stderr.write(f"{sentence(error)}\n")
        return getattr(error, "returncode", 1)


def _dispatch(arguments: list[str]) -> int:
    import django

    django.setup()
    names = get_commands()
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        sys.stdout.write(overview(names))
        return 0
    spoken, rest = arguments[0], arguments[1:]
    name = spoken.replace("-", "_")
    if name not in names:
        near = difflib.get_close_matches(spoken, ours(names), n=1)
        hint = f"Có phải là “{near[0]}”? " if near else ""
        raise CommandError(f"Không có lệnh “{spoken}”. {hint}Gõ “tremang --help” để xem các lệnh.", returncode=2)
    command = _load(names, name)
    command._called_from_command_line = True
    options = vars(command.create_parser("tremang", spoken).parse_args(rest))
    gc.freeze()  # a command makes many rows and little garbage: looking for it as often as Python does is a fifth of the demo
    gc.set_threshold(50_000, 20, 50)
    command.execute(*options.pop("args", ()), **options)
    return 0


def _load(names: dict, name: str) -> BaseCommand:
    app = names[name]
    command = app if isinstance(app, BaseCommand) else load_command_class(app, name)
    if str(app).startswith("tremang."):
        command.suppressed_base_arguments = HIDDEN
    return command


def ours(names: dict) -> list[str]:
    """The product's own commands as they are typed, in alphabetical order."""
    return sorted(name.replace("_", "-") for name, app in names.items() if str(app).startswith("tremang."))


def overview(names: dict) -> str:
    """The text of `tremang --help`: each command with the first line of its help."""
    listed = ours(names)
    width = max(map(len, listed), default=0)
    lines = []
    for spoken in listed:
        help_text = str(_load(names, spoken.replace("-", "_")).help).strip()
        lines.append(f"  {spoken:<{width}}   {help_text.splitlines()[0] if help_text else ''}".rstrip())
    return "\n".join([HEAD, "", "Cách dùng: tremang LỆNH …", "", "Các lệnh:", *lines, "", TAIL, ""])


def sentence(error: Exception) -> str:
    """What went wrong, in one sentence for the operator."""
    first = (str(error).strip().splitlines() or [type(error).__name__])[0]
    if isinstance(error, CommandError) or hasattr(error, "sentence"):
        return str(error).strip()
    if isinstance(error, OperationalError) and _is_busy(error):
        return "Cơ sở dữ liệu đang có việc khác giữ. Chờ việc ấy xong rồi chạy lại lệnh này."
    if isinstance(error, OperationalError) and first.startswith("no such "):
        return f"Cơ sở dữ liệu chưa dựng hoặc chưa nâng cấp ({first}). Chạy “tremang migrate”, hoặc xem lại VAR_DIR."
    if isinstance(error, OperationalError):
        return f"Không mở được cơ sở dữ liệu: {first}. Xem lại DATABASE_URL và VAR_DIR."
    if isinstance(error, DatabaseError):
        return f"Cơ sở dữ liệu từ chối: {first}. Nếu vừa nâng cấp, chạy “tremang migrate”."
    if isinstance(error, ImproperlyConfigured | ValueError) and "DATABASE_URL" in first:
        return f"DATABASE_URL chưa đúng: dùng sqlite:///tệp hoặc postgresql://… ({first})"
    if isinstance(error, OSError) and error.filename:
        return f"Không dùng được {error.filename}: {error.strerror}."
    return f"Lỗi ngoài dự tính ({type(error).__name__}): {first}. Chạy lại với DEBUG=1 để xem chi tiết."


def _is_busy(error: OperationalError) -> bool:
    from tremang.kernel.busy import is_busy  # its sentences ask for the settings, which are not read when this file is

    return is_busy(error)
