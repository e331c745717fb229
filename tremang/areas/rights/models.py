"""Help with rights, legal aid with its stages, feedback with its clock, matters carried to the commune (handbook 1.2, 5.2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremang.areas.common.models import Recorded
from tremang.clubs.models import Owned
from tremang.kernel.ids import new_id
from tremang.members.models import Membership
from tremang.places.models import Dated, period_check

ABOUT_LIMIT = 120
TEXT_LIMIT = 1000
NOTE_LIMIT = 200


class HelpKind(models.TextChoices):
    """With what somebody was helped to his rights (handbook 1.2, content 5)."""

    PAPERS = "papers", _("Giấy tờ, hộ tịch, căn cước")
    ALLOWANCE = "allowance", _("Trợ cấp xã hội, trợ cấp hưu trí xã hội")
    INSURANCE = "insurance", _("Thẻ bảo hiểm y tế")
    MERIT = "merit", _("Chế độ người có công")
    LONGEVITY = "longevity", _("Mừng thọ, chế độ người cao tuổi")
    OTHER = "other", _("Quyền lợi khác")


class Outcome(models.TextChoices):
    """What came of the help."""

    WAITING = "waiting", _("đang chờ")
    GOT = "got", _("đã được")
    REFUSED = "refused", _("chưa được")


class RightsHelp(Recorded):
    """That the club helped somebody to papers or an entitlement: a member, or an outsider in few words without a name."""

    on = models.DateField()
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="rights_helps")
    about = models.CharField(max_length=ABOUT_LIMIT, blank=True)
    kind = models.CharField(max_length=10, choices=HelpKind)
    what = models.CharField(max_length=NOTE_LIMIT)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(membership__isnull=False) | ~Q(about=""), name="rights_help_of_somebody")
        ]


class LegalMatter(models.TextChoices):
    """What a referral to legal aid is about, in coarse words: no more is needed to follow it."""

    LAND = "land", _("Đất đai, nhà ở")
    FAMILY = "family", _("Hôn nhân, gia đình, thừa kế")
    ENTITLEMENT = "entitlement", _("Chế độ, chính sách")
    CIVIL = "civil", _("Vay mượn, dân sự")
    CRIMINAL = "criminal", _("Hình sự, bị xâm hại, bị lừa đảo")
    OTHER = "other", _("Việc khác")


class LegalReferral(Recorded):
    """Somebody was referred on a day to the State legal-aid centre; what followed are its stages."""

    on = models.DateField()
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="legal_referrals")
    about = models.CharField(max_length=ABOUT_LIMIT, blank=True)
    matter = models.CharField(max_length=12, choices=LegalMatter)
    centre = models.CharField(max_length=ABOUT_LIMIT)
    note = models.CharField(max_length=NOTE_LIMIT, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(membership__isnull=False) | ~Q(about=""), name="legal_referral_of_somebody"
            )
        ]


class Stage(models.TextChoices):
    """Where a referral stands. The first is the referral itself."""

    SENT = "sent", _("Đã gửi")
    ACCEPTED = "accepted", _("Trung tâm đã nhận")
    REFUSED = "refused", _("Trung tâm không nhận")
    IN_PROGRESS = "in_progress", _("Đang giải quyết")
    DONE = "done", _("Đã xong")


NEXT_STAGES = {
    Stage.SENT: (Stage.ACCEPTED, Stage.REFUSED),
    Stage.ACCEPTED: (Stage.IN_PROGRESS, Stage.DONE),
    Stage.IN_PROGRESS: (Stage.DONE,),
    Stage.REFUSED: (),
    Stage.DONE: (),
}


class LegalStage(Owned):
    """A stage that a referral came to on a day, with a note."""

    referral = models.ForeignKey(LegalReferral, models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=12, choices=Stage)
    on = models.DateField()
    note = models.CharField(max_length=NOTE_LIMIT, blank=True)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "referral", "stage"], name="legal_stage_once")]


class Subject(models.TextChoices):
    """What feedback, or a matter carried to the commune, is about: coarse."""

    CLUB = "club", _("Sinh hoạt, Ban Chủ nhiệm")
    FUND = "fund", _("Quỹ, vay vốn")
    POLICY = "policy", _("Chế độ, chính sách")
    HEALTH = "health", _("Y tế, bảo hiểm")
    LAND = "land", _("Đất đai, nhà ở")
    ENVIRONMENT = "environment", _("Môi trường, đường sá")
    SECURITY = "security", _("An ninh, trật tự")
    CONDUCT = "conduct", _("Cách cư xử")
    OTHER = "other", _("Việc khác")


class ComplaintState(models.TextChoices):
    """Where feedback stands."""

    NEW = "new", _("mới")
    HANDLING = "handling", _("đang xử lý")
    ANSWERED = "answered", _("đã trả lời")
    CARRIED = "carried", _("đã chuyển lên xã, phường")


class Complaint(Recorded):
    """Feedback or a complaint: from a member, or without a name. `due_on` is the last day for the answer.

    `text` and `answer` are shown to SEE_COMPLAINTS alone, and each look is written down.
    """

    on = models.DateField()
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="complaints")
    subject = models.CharField(max_length=12, choices=Subject)
    text = models.CharField(max_length=TEXT_LIMIT)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ComplaintState, default=ComplaintState.NEW)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=TEXT_LIMIT, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="answered") & Q(answered_on__isnull=False)
                | ~Q(state="answered") & Q(answered_on__isnull=True),
                name="complaint_answered_with_a_day",
            )
        ]
        indexes = [models.Index(fields=["club", "state", "due_on"], name="complaint_due")]


class Matter(Recorded):
    """A matter that the club carried to the commune, of its own or out of a complaint, and what the commune answered."""

    on = models.DateField()
    complaint = models.OneToOneField(Complaint, models.PROTECT, null=True, blank=True, related_name="matter")
    subject = models.CharField(max_length=12, choices=Subject)
    text = models.CharField(max_length=TEXT_LIMIT)
    due_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=TEXT_LIMIT, blank=True)
    answered_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["club", "answered_on", "due_on"], name="matter_due")]


class AnswerTerm(Dated):
    """How many working days there are for an answer. The product's own default, which the City can change by a new row."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12)
    working_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="answer_term_once"),
            period_check("answer_term_period"),
        ]


class PublicHoliday(Dated):
    """A holiday of every year: `days` days, of which `before` lie before the day named, by the solar or the lunar calendar."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    words = models.CharField(max_length=80)
    is_lunar = models.BooleanField(default=False)
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    before = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [period_check("public_holiday_period")]
