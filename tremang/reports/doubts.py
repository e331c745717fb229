"""Words that a paper will not print as they were typed: letters of fonts of before Unicode, and pictures."""

from django.utils.translation import gettext as _

from tremang.documents.text import PICTURE, looks_legacy, pictures


def doubtful(text: str) -> str:
    """What to ask whoever typed `text`, as a sentence; "" where nothing is odd about it."""
    if looks_legacy(text):
        return _(
            "Chữ ở đây có vẻ gõ bằng phông chữ cũ (TCVN3, VNI), bản in sẽ đọc không được. Mời gõ lại; nếu đúng ý như vậy, "
            "mời gửi lần nữa."
        )
    if drawn := pictures(text):
        words = {"drawn": " ".join(drawn), "instead": PICTURE}
        return (
            _(
                "Bản in không in được hình %(drawn)s nên sẽ ghi “%(instead)s”. Mời viết bằng chữ; nếu để nguyên, mời gửi lần nữa."
            )
            % words
        )
    return ""
