"""Make the running interpreter's environment see this tree: `import tremang`, and the console command `tremang`.

Run with the environment's own Python. Does what an editable install does, without a build tool.
"""

import stat
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

if sys.prefix == sys.base_prefix:
    sys.exit("scripts/link.py: run it with the Python of a virtual environment")

Path(sysconfig.get_path("purelib"), "tremang.pth").write_text(f"{ROOT}\n", encoding="utf-8")

command = Path(sysconfig.get_path("scripts"), "tremang")
command.write_text(
    f"#!/bin/sh\n'''exec' \"{sys.executable}\" \"$0\" \"$@\"\n' '''\n"
    "import sys\n\nfrom tremang.cli import main\n\nsys.exit(main())\n",
    encoding="utf-8",
)
command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
