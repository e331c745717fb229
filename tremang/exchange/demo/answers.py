"""What waits for an answer in the demo's books of rights: feedback, matters carried to the commune, referrals to legal aid.

A good club answers in time and a weak one late or never; so do communes.
"""

from datetime import date, timedelta

from tremang.areas.rights.book import COMPLAINTS, MATTERS, REFERRALS
from tremang.areas.rights.models import (
    Complaint,
    ComplaintState,
    LegalMatter,
    LegalReferral,
    LegalStage,
    Matter,
    Stage,
    Subject,
)
from tremang.areas.rights.terms import COMPLAINT, MATTER
from tremang.exchange.demo.deeds import Deeds, changed
from tremang.exchange.demo.plans import Fate
from tremang.kernel.periods import Month
from tremang.meetings.areas import Area

WAITS = (Fate.LACKING, Fate.NEW)  # whose matter still waits; the first is the club that the demo's people sign in to
WAITS_SINCE = 3  # months in which it did this content: it was carried up in the first of the last so many

# what it is about, what was said, what the club answered
SAID = (
    (Subject.CLUB, "Đề nghị sinh hoạt sớm hơn nửa giờ.", "Buổi sinh hoạt bắt đầu lúc 8 giờ kể từ tháng sau."),
    (Subject.CLUB, "Đề nghị thêm thời gian tập dưỡng sinh.", "Mỗi buổi tập dưỡng sinh thêm 10 phút đầu giờ."),
    (Subject.FUND, "Hỏi vì sao đơn vay chưa được xét.", "Đơn đã được xét tại buổi sinh hoạt; quỹ còn ít nên xếp thứ tự."),
    (Subject.FUND, "Đề nghị đọc số dư quỹ rõ hơn.", "Thủ quỹ đọc bảng công khai và dán tại nhà văn hóa."),
    (Subject.CONDUCT, "Mong mọi người nói nhỏ khi có người phát biểu.", "Ban Chủ nhiệm đã nhắc chung tại buổi sinh hoạt."),
    (Subject.POLICY, "Hỏi vì sao trợ cấp tháng này về muộn.", "Đã hỏi bưu điện: tháng này chi trả từ ngày 10."),
)  # fmt: skip
# what it is about, what was said, in words for the commune, what the commune answered
CARRIED = (
    (Subject.ENVIRONMENT, "Cống trước nhà văn hóa hay tắc khi mưa.", "Đề nghị cho khơi thông cống trước nhà văn hóa.",
     "Tổ thoát nước đã khơi cống. Từ nay kiểm tra trước mùa mưa."),
    (Subject.SECURITY, "Đường ngõ tối, mong có thêm đèn.", "Đề nghị lắp thêm đèn đường ở ngõ vào nhà văn hóa.",
     "Đã đưa vào kế hoạch chiếu sáng của quý sau."),
    (Subject.POLICY, "Có người trên 75 tuổi chưa được trợ cấp hưu trí xã hội.",
     "Đề nghị rà soát người từ 75 tuổi chưa được hưởng trợ cấp hưu trí xã hội.",
     "Đã rà soát, mời các cụ còn thiếu giấy tờ đến bộ phận một cửa."),
    (Subject.HEALTH, "Trạm y tế ít khám cho người già đi lại khó.", "Đề nghị tổ chức khám tại nhà văn hóa mỗi quý một lần.",
     "Trạm Y tế nhận khám tại nhà văn hóa vào tuần đầu của quý."),
    (Subject.LAND, "Đường vào nghĩa trang bị lấn.", "Đề nghị kiểm tra chỗ lấn chiếm đường vào nghĩa trang.",
     "Đã kiểm tra, yêu cầu trả lại nguyên trạng trong 30 ngày."),
    (Subject.OTHER, "Nhà văn hóa thiếu ghế ngồi có tựa.", "Đề nghị hỗ trợ ghế có tựa cho nhà văn hóa.",
     "Cấp 30 ghế từ nguồn thiết chế văn hóa."),
)  # fmt: skip
LEGAL = {
    LegalMatter.LAND: 34, LegalMatter.FAMILY: 26, LegalMatter.ENTITLEMENT: 20, LegalMatter.CIVIL: 12,
    LegalMatter.CRIMINAL: 8,
}  # fmt: skip
CENTRE = "Trung tâm Trợ giúp pháp lý nhà nước Thành phố Hà Nội"
STAGE_NOTES = {
    Stage.ACCEPTED: "Hẹn gặp trợ giúp viên", Stage.REFUSED: "Không thuộc diện được trợ giúp, đã hướng dẫn nơi khác",
    Stage.IN_PROGRESS: "Trợ giúp viên đang làm việc với các bên", Stage.DONE: "Đã có văn bản trả lời",
}  # fmt: skip
OUTSIDER = "người trong thôn, ngoài câu lạc bộ"


class Answers:
    """Adds to a club's deeds what it was told, carried up, and sent on; `officer_id` answers for the commune."""

    def __init__(self, deeds: Deeds, officer_id: int) -> None:
        self.deeds = deeds
        self.officer_id = officer_id
        self.zeal = deeds.plan.zeal
        self.named = {"club_id": deeds.plan.made_id, "by_id": deeds.by_id}
        self.random = deeds.making.random("answers", deeds.plan.index)

    def tell(self) -> None:
        """Month by month."""
        for month in self.deeds.months:
            if self.deeds.does(Area.RIGHTS, month, 0.18):
                self._feedback(month)
            if self.deeds.does(Area.RIGHTS, month, 0.06):
                self._matter(month)
            if self.deeds.does(Area.RIGHTS, month, 0.07):
                self._referral(month)
        months = [month for month in self.deeds.months if self.deeds.could(Area.RIGHTS, month)]
        if self.deeds.plan.fate in WAITS and months:
            self._matter(months[-WAITS_SINCE:][0], waits=True)

    def _feedback(self, month: Month) -> None:
        """Feedback comes in; the club answers it, carries it to the commune, or lets it lie."""
        deeds, draw = self.deeds, self.random
        day, goes_up = deeds.day_in(month), draw.random() < 0.4
        told = draw.choice(CARRIED if goes_up else SAID)
        here = deeds.here(day)
        member = draw.choice(here) if here and draw.random() < 0.4 else None
        row = Complaint(
            on=day, subject=told[0], text=told[1], due_on=deeds.making.due_on(COMPLAINT, day),
            membership_id=member.row.pk if member else None, **self.named,
        )  # fmt: skip
        deeds.tell(COMPLAINTS, row, day, stays=False)
        prompt = draw.random() < 0.4 + 0.55 * self.zeal
        moved = day + timedelta(days=draw.randint(3, 16) if prompt else draw.randint(20, 70))
        if draw.random() < 0.5 and moved - timedelta(days=2) <= deeds.until:
            was = changed(row, state=ComplaintState.HANDLING)
            day = moved - timedelta(days=2)
            deeds.act(day, "take_up_complaint", row, {"day": row.on}, [], changing=[row], was=was)
        lies = not prompt and draw.random() < 0.5
        if moved <= deeds.until and not lies:
            if goes_up:
                self._carry(row, told, moved)
            else:
                self._answer(row, told[2], moved)
        deeds.making.sink.add(row)

    def _answer(self, row: Complaint, words: str, on: date) -> None:
        was = changed(row, state=ComplaintState.ANSWERED, answered_on=on, answer=words)
        self.deeds.act(on, "answer_complaint", row, {"day": row.on}, [], changing=[row], was=was)

    def _carry(self, row: Complaint, told: tuple, on: date) -> None:
        """Up to the commune; once that has answered, whoever gave the feedback is told, mostly."""
        deeds, draw = self.deeds, self.random
        matter = Matter(
            complaint=row,
            subject=row.subject,
            text=told[2],
            on=on,
            due_on=deeds.making.due_on(MATTER, on),
            **self.named,
        )
        was = changed(row, state=ComplaintState.CARRIED)
        deeds.act(on, "carry_complaint", row, {"day": row.on}, [], changing=[matter, row], was=was)
        answered = self._commune(matter, told[3])
        if answered is not None and draw.random() < 0.5 + 0.45 * self.zeal:
            back = answered + timedelta(days=draw.randint(1, 12))
            if back <= deeds.until:
                self._answer(row, f"Xã, phường trả lời: {told[3]}", back)

    def _matter(self, month: Month, *, waits: bool = False) -> None:
        """A matter of the club's own; one that `waits` nobody has answered yet."""
        deeds = self.deeds
        subject, _said, text, answer = self.random.choice(CARRIED)
        day = deeds.day_in(month)
        row = Matter(on=day, subject=subject, text=text, due_on=deeds.making.due_on(MATTER, day), **self.named)
        deeds.tell(MATTERS, row, day, stays=False)
        if waits:
            deeds.making.sink.add(row)
        else:
            self._commune(row, answer)

    def _commune(self, row: Matter, answer: str) -> date | None:
        """Two thirds are answered in time, some late, some not at all; returns the day of the answer."""
        deeds, draw = self.deeds, self.random
        chance = draw.random()
        late = (row.due_on - row.on).days + draw.randint(2, 40)
        on = row.on + timedelta(days=draw.randint(3, 18) if chance < 0.66 else late)
        if chance > 0.86 or on > min(deeds.making.last, deeds.plan.last_day):
            deeds.making.sink.add(row)
            return None
        was = changed(row, answered_on=on, answer=answer, answered_by_id=self.officer_id)
        deeds.act(on, "answer_matter", row, {"day": row.on}, [row], was=was, by_id=self.officer_id)
        return on

    def _referral(self, month: Month) -> None:
        """Somebody is referred, and the referral goes its way, stage by stage, or stops somewhere on it."""
        deeds, draw = self.deeds, self.random
        day = deeds.day_in(month)
        here = deeds.here(day)
        member = draw.choice(here) if here and draw.random() < 0.75 else None
        row = LegalReferral(
            on=day, matter=draw.choices(list(LEGAL), list(LEGAL.values()))[0], centre=CENTRE,
            membership_id=member.row.pk if member else None, about="" if member else OUTSIDER, **self.named,
        )  # fmt: skip
        deeds.tell(REFERRALS, row, day)
        steps: list[tuple[Stage, int, int]] = [
            (Stage.ACCEPTED, 4, 20), (Stage.IN_PROGRESS, 7, 30), (Stage.DONE, 20, 90),
        ]  # fmt: skip
        if draw.random() < 0.1:
            steps = [(Stage.REFUSED, 5, 25)]
        for stage, least, most in steps:
            day += timedelta(days=draw.randint(least, most))
            if day > deeds.until or draw.random() > 0.8 + 0.18 * self.zeal:
                return
            note = STAGE_NOTES[stage] if draw.random() < 0.7 else ""
            step = LegalStage(referral=row, stage=stage, on=day, note=note, **self.named)
            deeds.act(day, "move_legal_referral", row, {"day": day, "stage": str(stage.label)}, [step])
