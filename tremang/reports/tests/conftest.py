"""The small demo, for tests that want many clubs."""

from tremang.exchange.tests.conftest import demo

__all__ = ["demo"]
