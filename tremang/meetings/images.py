"""Photos made safe to keep: read in full, turned upright, made smaller, written anew without anything but the picture."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from tremang.kernel.problems import Problem
from tremang.meetings import problems

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 60_000_000  # the largest phone cameras; beyond it lies a picture made to fill the memory
LONG_SIDE, QUALITY = 1600, 82


@dataclass(frozen=True)
class Picture:
    """A JPEG without camera, place or time in it, and the digest of its bytes."""

    content: bytes
    sha256: str


def clean_picture(file: BinaryIO) -> Picture:
    """The picture of an upload; raises Problem where it is none that can be read."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Problem("photo_too_wide", problems.PHOTO_TOO_WIDE, field="photo")
            if image.format == "JPEG":
                image.draft("RGB", (LONG_SIDE, LONG_SIDE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONG_SIDE, LONG_SIDE))
            plain = _on_white(upright)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Problem("not_a_photo", problems.NOT_A_PHOTO, field="photo") from error
    out = BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    content = out.getvalue()
    return Picture(content, hashlib.sha256(content).hexdigest())


def _on_white(image: Image.Image) -> Image.Image:
    """A bare RGB copy: no palette, no transparency, none of the file's notes."""
    plain = Image.new("RGB", image.size, "white")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        plain.paste(layer, mask=layer.getchannel("A"))
    else:
        plain.paste(image.convert("RGB"))
    return plain
