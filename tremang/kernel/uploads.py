"""What happens to a file that is too big: nothing of it is kept, and the form still gets everything else."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _


class TooBig(UploadedFile):
    """Stands for a file beyond the limit: its name and true size, no content. Forms refuse it by `too_big`."""

    too_big = True


class LimitedUpload(FileUploadHandler):
    """First of the upload handlers: counts, and past settings.UPLOAD_LIMIT lets nothing through to the others.

    The body is still read to its end: a connection cut short would lose the answer and what was typed.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        return raw_data if self.received <= settings.UPLOAD_LIMIT else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.received <= settings.UPLOAD_LIMIT:
            return None
        return TooBig(ContentFile(b""), self.file_name, self.content_type, self.received, self.charset)


def too_big_sentence(file: UploadedFile) -> str:
    """What to tell whoever sent a file beyond the limit; empty when the file is within it."""
    if not getattr(file, "too_big", False):
        return ""
    return _("Tệp nặng %(size)d MB, quá mức %(limit)d MB. Mời chọn tệp nhẹ hơn, phần đã ghi vẫn còn nguyên.") % {
        "size": round((file.size or 0) / 2**20),
        "limit": settings.UPLOAD_LIMIT // 2**20,
    }
