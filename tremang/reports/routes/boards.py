"""Addresses: what is due, who is late, the calendar of completeness, reminders."""

from django.urls import path
from django.urls.resolvers import URLPattern

from tremang.reports.views import boards, calendar, reminders

urlpatterns: list[URLPattern] = [
    path("", boards.home, name="home"),
    path("tre-han/", boards.late, name="late"),
    path("lich/", calendar.calendar, name="calendar"),
    path("nhac-han/", reminders.log, name="reminders"),
    path("nhac-han/in/", reminders.paper, name="reminders_paper"),
]
