"""Column types of the product's own."""

from typing import Any

from django.db import models


class KeyField(models.CharField):
    """Text compared byte by byte on both engines: paths, codes, search and sorting keys.

    SQLite compares so by default; PostgreSQL would follow the language of the database, where "." and "/" count
    for nothing and a range test on paths would go wrong.
    """

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        """The column's type, with the C collation on PostgreSQL."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
