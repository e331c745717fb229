"""What makes a password good enough, and one-time passwords that can be read out over the telephone."""

import secrets

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tremang.kernel.text import fold

SHORTEST = 10
CONSONANTS, VOWELS, DIGITS = "bcdghkmnrstv", "aeiou", "23456789"


class Sound:
    """The one rule for passwords: long, not among the commonest, not the user's own name."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError with a sentence that says what to change."""
        if len(password) < SHORTEST:
            raise ValidationError(
                _("Mật khẩu mới có %(have)s ký tự. Mời ghi từ %(need)s ký tự trở lên, ví dụ bốn từ dễ nhớ.")
                % {"have": len(password), "need": SHORTEST}
            )
        if len(set(password)) < 4:
            raise ValidationError(_("Mật khẩu này chỉ lặp lại vài ký tự. Mời ghép bốn từ dễ nhớ với nhau."))
        try:
            CommonPasswordValidator().validate(password)
        except ValidationError:
            raise ValidationError(_("Mật khẩu này nhiều người dùng nên dễ đoán. Mời chọn mật khẩu khác.")) from None
        name = getattr(user, "username", "")
        if name and len(name) > 3 and fold(name) in fold(password):
            raise ValidationError(_("Mật khẩu không nên chứa tên đăng nhập. Mời chọn mật khẩu khác."))

    def get_help_text(self) -> str:
        """One sentence under the field."""
        return _("Từ %(need)s ký tự trở lên. Bốn từ dễ nhớ ghép lại là tốt nhất.") % {"need": SHORTEST}


def one_time() -> str:
    """A password such as "keru-dabo-tisa-47", used once and then replaced by its owner (about 41 bits)."""
    words = [
        "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _syllable in range(2)) for _word in range(3)
    ]
    return "-".join([*words, secrets.choice(DIGITS) + secrets.choice(DIGITS)])
