"""A promise, and that a history broke one."""


class Broken(AssertionError):
    """A promise that a history broke."""


def must(true: bool, words: str) -> None:
    """A promise."""
    if not true:
        raise Broken(words)
