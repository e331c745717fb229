"""Sums in words, as Vietnamese books of account write them: nghìn, linh, mốt, tư, lăm; an empty group is said.

The words are part of a voucher, not of a screen, and stay Vietnamese in any language of the screens.
"""

MOST = 10**15
_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
_AFTER_MUOI = {1: "mốt", 4: "tư", 5: "lăm"}  # hai mươi mốt, hai mươi tư, hai mươi lăm
_GROUPS = (("triệu", 10**6), ("nghìn", 10**3), ("", 1))


def spell(value: int) -> str:
    """A whole number in small letters: 105 -> "một trăm linh năm". Raises ValueError outside 0 to `MOST`."""
    if not 0 <= value <= MOST:
        raise ValueError("a number in words is from 0 to 10^15")
    if not value:
        return _DIGITS[0]
    billions, rest = divmod(value, 10**9)
    words = [spell(billions), "tỷ"] if billions else []
    led = bool(billions)
    for name, size in _GROUPS:
        group, rest = divmod(rest, size)
        if group:
            words += [*_three(group, led), name]
            led = True
        elif led and rest:  # 1.000.005: said, so that no place is lost to the ear
            words += [_DIGITS[0], name]
    return " ".join(filter(None, words))


def in_words(amount: int) -> str:
    """Whole đồng as a voucher says them: 2505000 -> "Hai triệu năm trăm linh năm nghìn đồng". Errors as `spell`."""
    said = spell(amount)
    return f"{said[0].upper()}{said[1:]} đồng"


def _three(group: int, led: bool) -> list[str]:
    """A group of three digits; `led` where something greater was said before it."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or led else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
        return [*words, _AFTER_MUOI.get(ones, _DIGITS[ones])] if ones else words
    if tens:
        words.append("mười")
        return [*words, "lăm" if ones == 5 else _DIGITS[ones]] if ones else words
    if ones and words:
        words.append("linh")
    return [*words, _DIGITS[ones]] if ones else words
