"""How a club's name is shortened where the word club already stands above it."""

PREFIX = "Câu lạc bộ "


def abbreviated(name: str) -> str:
    """ "Câu lạc bộ thôn Đồng Vàng" -> "CLB thôn Đồng Vàng"; any other name stays as it is."""
    bare = name.removeprefix(PREFIX)
    return f"CLB {bare}" if bare != name else name


def short_name(name: str) -> str:
    """ "Câu lạc bộ thôn Đồng Vàng" -> "Thôn Đồng Vàng"; any other name stays as it is."""
    bare = name.removeprefix(PREFIX)
    return bare[:1].upper() + bare[1:] if bare else name
