"""Addresses of the reports."""

from tremang.reports.routes import boards, papers, writing

app_name = "reports"

urlpatterns = [*boards.urlpatterns, *papers.urlpatterns, *writing.urlpatterns]
