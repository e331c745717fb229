"""When reminders go out: by the rule in force, in working hours only."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from tremang.areas.rights.models import PublicHoliday
from tremang.areas.rights.terms import WEEKEND, days_off
from tremang.reports.models.reminders import ReminderRule

ONE_DAY = timedelta(days=1)


def rule_on(day: date) -> ReminderRule:
    """The rule in force on a day; a day before the first row sees the first row. One query."""
    rules = list(ReminderRule.objects.order_by("effective_from"))
    return next((rule for rule in reversed(rules) if rule.effective_from <= day), rules[0])


class WorkingDays:
    """Counts working days by the table of public holidays, which is read once."""

    def __init__(self) -> None:
        self.holidays = list(PublicHoliday.objects.order_by("pk"))
        self.off: dict[int, set[date]] = {}

    def works(self, day: date) -> bool:
        """Whether `day` is a working day."""
        if day.year not in self.off:
            self.off[day.year] = days_off(self.holidays, day.year)
        return day.weekday() not in WEEKEND and day not in self.off[day.year]

    def between(self, first: date, last: date) -> int:
        """How many working days `last` lies after `first`; negative where it lies before."""
        if last < first:
            return -self.between(last, first)
        days = (last - first).days
        return sum(self.works(first + timedelta(days=number)) for number in range(1, days + 1))


def allowed_from(rule: ReminderRule, moment: datetime, days: WorkingDays) -> datetime:
    """The first moment from `moment` on at which a message may go out: `moment` itself outside the quiet hours."""
    local = timezone.localtime(moment)
    if not _is_quiet(rule, local.time()) and (not rule.rests or days.works(local.date())):
        return moment
    day = local.date()
    if local.time() >= rule.quiet_until:  # this morning is over
        day += ONE_DAY
    while rule.rests and not days.works(day):
        day += ONE_DAY
    return datetime.combine(day, rule.quiet_until, tzinfo=timezone.get_default_timezone())


def _is_quiet(rule: ReminderRule, now: time) -> bool:
    """Whether the quiet hours hold; they may go over midnight."""
    if rule.quiet_from <= rule.quiet_until:
        return rule.quiet_from <= now < rule.quiet_until
    return now >= rule.quiet_from or now < rule.quiet_until
