"""A report as a file: Word, PDF, Excel, ADX, CSV. All are written from the body alone, so the same body gives the same file."""

from tremang.reports.papers.files import FORMS, NAMES, Source, file_name, written

__all__ = ["FORMS", "NAMES", "Source", "file_name", "written"]
