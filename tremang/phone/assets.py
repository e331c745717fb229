"""The files of the phone's shell, under one address that carries the hash of them all.

Modules import each other by relative path, so no name may change on its way; under `/may/a/<version>/` they need not,
and everything there may be kept for ever. The files are read, thinned and packed once a process. A slow line is asked
as seldom as can be: the modules of the first screen are joined into the one that starts it all (`join.py`; at their own
addresses stand stubs that hand on the same functions), and the rest travels in one piece, which packs a third smaller.
"""

import gzip
import hashlib
import json
import mimetypes
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from django.conf import settings

from tremang.phone.join import join, stub
from tremang.phone.thin import thin, thin_css

FOLDER = Path(__file__).parent / "static" / "phone"
START, PACK = "app.js", "rest.txt"
THINNED = {".js": thin, ".css": thin_css}
PACKED = {".js", ".css", ".svg"}
SERVED = PACKED | {".woff2", ".png"}
TYPES = {".js": "text/javascript", ".woff2": "font/woff2"}
VERSION = 12  # hex digits
# `import … from "./x.js"`, `export … from "./x.js"` and `import "./x.js"`; what is imported by a call comes later.
_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^"'();]*?["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Asset:
    """A file as it is served: its bytes, and packed where that makes it smaller."""

    name: str
    kind: str
    plain: bytes
    packed: bytes | None

    @property
    def wire(self) -> int:
        """Bytes that travel, headers aside."""
        return len(self.packed if self.packed is not None else self.plain)

    @property
    def is_text(self) -> bool:
        """Whether it goes into the one piece: even the stub of a module is smaller there than its own headers."""
        return PurePosixPath(self.name).suffix in PACKED


@dataclass(frozen=True)
class Shell:
    """All files by name. `first` are those that the first screen needs, styles before scripts."""

    version: str
    files: dict[str, Asset]
    first: tuple[str, ...]

    @property
    def rest(self) -> tuple[str, ...]:
        """The files that are fetched once the first screen stands; pictures for the phone's own first screen it fetches itself."""
        return tuple(name for name in self.files if name not in self.first and not name.endswith(".png"))

    @cached_property
    def pack(self) -> Asset:
        """The texts among the rest in one file: a line that lists name, type and length of each, then one after the other.

        A length is in units of UTF-16, as a script counts. Quoted as JSON the texts would pack a hundredth larger.
        """
        texts = [self.files[name] for name in self.rest if self.files[name].is_text]
        listed = [[one.name, one.kind, len(one.plain.decode().encode("utf-16-le")) // 2] for one in texts]
        head = json.dumps(listed, separators=(",", ":")).encode()
        told = b"".join([head, b"\n", *(one.plain for one in texts)])
        return Asset(PACK, "text/plain; charset=utf-8", told, gzip.compress(told, 9, mtime=0))

    @property
    def styles(self) -> tuple[str, ...]:
        """The style sheets, in the order of their names."""
        return tuple(name for name in self.files if name.endswith(".css"))


def shell() -> Shell:
    """The shell as the files stood when it was first asked for; while DEBUG is on, as they stand now."""
    return _kept(_touched() if settings.DEBUG else ())


@lru_cache(maxsize=1)
def _kept(_touched: tuple[tuple[str, int], ...]) -> Shell:
    return read(FOLDER)


def _touched() -> tuple[tuple[str, int], ...]:
    """When each file was last written."""
    return tuple((path.name, path.stat().st_mtime_ns) for path in sorted(FOLDER.rglob("*")) if path.is_file())


def read(folder: Path) -> Shell:
    """The shell in a folder."""
    files = {asset.name: asset for asset in _assets(folder)}
    files |= _joined(files)
    whole = hashlib.sha256()
    for name, asset in files.items():
        whole.update(f"{name}|{hashlib.sha256(asset.plain).hexdigest()}\n".encode())
    styles = [name for name in files if name.endswith(".css")]
    return Shell(whole.hexdigest()[:VERSION], files, (*styles, START))


def _assets(folder: Path) -> Iterator[Asset]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in SERVED:
            plain = path.read_bytes()
            if path.suffix in THINNED:
                plain = THINNED[path.suffix](plain.decode()).encode()
            yield _asset(path.relative_to(folder).as_posix(), plain)


def _asset(name: str, plain: bytes) -> Asset:
    suffix = PurePosixPath(name).suffix
    packed = gzip.compress(plain, 9, mtime=0) if suffix in PACKED else None
    kind = TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(name, kind, plain, packed if packed and len(packed) < len(plain) else None)


def _joined(files: dict[str, Asset]) -> Iterator[tuple[str, Asset]]:
    """The module that starts it all with those it needs at once in it, and a stub in the place of each of these."""
    texts = {name: asset.plain.decode() for name, asset in files.items() if name.endswith(".js")}
    order = _needed(texts, START)
    for number, name in enumerate(order):
        text = join(order, texts) if name == START else stub(name, number, texts[name], START)
        yield name, _asset(name, text.encode())


def _needed(
    texts: dict[str, str], name: str, found: tuple[str, ...] = (), above: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """A module and all that it imports at once, each after those that it imports. Raises ValueError on a circle."""
    if name in above:
        raise ValueError(f"a circle of imports: {' → '.join((*above, name))}")
    for wanted in imports(name, texts[name]):
        if wanted not in found:
            found = _needed(texts, wanted, found, (*above, name))
    return (*found, name)


def imports(name: str, text: str) -> list[str]:
    """The modules that the module `name` imports at once, by their names."""
    here = posixpath.dirname(name)
    return [posixpath.normpath(posixpath.join(here, path)) for path in _IMPORT.findall(text)]
