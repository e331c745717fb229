"""Which power guards which address: every named address of the product stands here once.

`about` says what the address's arguments name (see `Scene` in test_powers.py); the place of that thing is where the
power must be held. About "anything" the power must be held somewhere; a verb of None means that whoever is signed in
may come.
"""

from tests.contracts.guards import SIGNED_IN, Guard, post, register
from tremang.accounts.powers import Verb

GUARDS: dict[str, Guard] = {
    # The shell and one's own account.
    "ui:parts": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "accounts:me": SIGNED_IN,
    "accounts:kept": SIGNED_IN,
    # Users of a place.
    "accounts:users": Guard("anything", Verb.KEEP_USERS),
    "accounts:new_user": Guard("anything", Verb.KEEP_USERS),
    "accounts:user": Guard("user", Verb.KEEP_USERS),
    "accounts:give_role": Guard("user", Verb.KEEP_USERS),
    "accounts:reset": post("user", Verb.KEEP_USERS),
    "accounts:lock": post("user state", Verb.KEEP_USERS),
    "accounts:end_role": post("role", Verb.KEEP_USERS),
    "accounts:give_back": post("role", Verb.KEEP_USERS),
    # The phones of a club.
    "accounts:devices:list": Guard("club", Verb.KEEP_DEVICES),
    "accounts:devices:new": Guard("club", Verb.PRINT_CARDS),
    "accounts:devices:print": post("club", Verb.PRINT_CARDS),
    "accounts:devices:card": Guard("card of a club", Verb.KEEP_DEVICES),
    "accounts:devices:cancel": post("card of a club", Verb.KEEP_DEVICES),
    "accounts:devices:lost": Guard("device of a club", Verb.KEEP_DEVICES),
    "accounts:devices:found": post("device of a club", Verb.KEEP_DEVICES),
    "accounts:devices:code": Guard("device of a club", Verb.KEEP_DEVICES),
    # What came from a club's phones; the act behind each button asks for its own power once more.
    "inbox:list": Guard("club", Verb.SEE_PERSONS),
    "inbox:choose": post("club", Verb.SEE_PERSONS),
    "inbox:accept": post("club", Verb.SEE_PERSONS),
    "inbox:retry": post("club", Verb.SEE_PERSONS),
    "inbox:drop": Guard("club", Verb.SEE_PERSONS),
    "inbox:file": Guard("club", Verb.KEEP_DEVICES),
    # Pages that bring rooms together.
    "web:home": SIGNED_IN,
    "web:search": SIGNED_IN,
    "web:city": Guard("city", Verb.SEE_FIGURES),
    "web:map": Guard("city", Verb.SEE_FIGURES),
    "web:map_picture": Guard("city", Verb.SEE_FIGURES),
    "web:communes": Guard("some commune", Verb.SEE_FIGURES),
    "web:clubs": Guard("anything", Verb.SEE_FIGURES),
    "web:commune": Guard("commune", Verb.SEE_FIGURES),
    "web:commune_money": Guard("commune", Verb.SEE_FIGURES),
    "web:city_money": Guard("city", Verb.SEE_FIGURES),
    "web:commune_books": Guard("commune", Verb.SEE_FIGURES),
    "web:city_books": Guard("city", Verb.SEE_FIGURES),
    "web:log": Guard("club", Verb.SEE_EVENTS),
    "web:erase": Guard("city", Verb.ERASE, Verb.ERASE),
    # Targets: what the City promised, and what stands behind each number.
    "targets:indicator": Guard("indicator", Verb.SEE_FIGURES),
    "targets:levels": Guard("city", Verb.SET_TARGETS),
    "targets:level": Guard("level", Verb.SET_TARGETS),
    "targets:undo_level": post("row of the city", Verb.SET_TARGETS),
    "targets:shares": Guard("city", Verb.SET_TARGETS),
    "targets:undo_shares": post("row of the city", Verb.SET_TARGETS),
    "advice:silent": Guard("anything", Verb.SEE_FIGURES),
    "advice:money": Guard("anything", Verb.SEE_FIGURES),
    "exchange:members": Guard("members to take away", Verb.SEE_PERSONS),
    "exchange:whole_meeting": post("club", Verb.RECORD_MEETING),  # and KEEP_MONEY where money is told
    # Writing down a meeting.
    "agenda:start": Guard("club", Verb.RECORD_MEETING),
    "agenda:drop": post("club", Verb.RECORD_MEETING),
    "agenda:take_up": post("club", Verb.RECORD_MEETING),
    "agenda:step": Guard("step of a meeting", Verb.RECORD_MEETING),
    "agenda:correct": Guard("step of a recorded meeting", Verb.RECORD_MEETING),
    "agenda:done": Guard("meeting", Verb.RECORD_MEETING),
    # Recorded meetings.
    "web:club": Guard("club", Verb.SEE_FIGURES),
    "meetings:list": Guard("club", Verb.SEE_FIGURES),
    "meetings:attendance": Guard("club", Verb.SEE_PERSONS),
    "meetings:sheet": Guard("club", Verb.SEE_PERSONS),
    "meetings:bring_back": post("meeting of a club", Verb.RECORD_MEETING),
    "meetings:show": Guard("meeting", Verb.SEE_FIGURES),
    "meetings:minutes": Guard("meeting", Verb.SEE_PERSONS),
    "meetings:undo": post("meeting", Verb.RECORD_MEETING),
    "meetings:add_photo": post("meeting", Verb.RECORD_MEETING),
    "meetings:bring_back_photo": post("meeting", Verb.RECORD_MEETING),
    "meetings:photo": Guard("photo", Verb.SEE_PERSONS),
    "meetings:remove_photo": post("photo", Verb.RECORD_MEETING),
    # What a commune declares of its hamlets.
    "places:hamlets": Guard("commune", Verb.SEE_FIGURES),
    "places:hamlet": Guard("hamlet", Verb.KEEP_COMMUNE),
    "places:add_hamlet": Guard("commune", Verb.KEEP_COMMUNE),
    "places:count": Guard("commune", Verb.KEEP_COMMUNE),
    "places:load_hamlets": Guard("commune", Verb.KEEP_COMMUNE),
    "places:draft": Guard("commune", Verb.KEEP_COMMUNE),
    "places:drop_draft": post("commune", Verb.KEEP_COMMUNE),
    "places:undo": post("row", Verb.KEEP_COMMUNE),
    "places:declare": Guard("commune", Verb.KEEP_COMMUNE),
    "places:profile": Guard("commune", Verb.KEEP_COMMUNE),
    # What decrees do to places.
    "places:changes": Guard("city", Verb.CHANGE_PLACES),
    "places:history": Guard("commune", Verb.SEE_FIGURES),
    "places:rename_unit": Guard("unit", Verb.CHANGE_PLACES),
    "places:merge": Guard("unit", Verb.CHANGE_PLACES),
    "places:split": Guard("unit", Verb.CHANGE_PLACES),
    "places:move": Guard("hamlet", Verb.CHANGE_PLACES),
    "places:undo_change": post("row of the city", Verb.CHANGE_PLACES),
    # The life of a club.
    "clubs:found": Guard("commune", Verb.KEEP_CLUB),
    "clubs:life": Guard("club", Verb.SEE_FIGURES),
    "clubs:step": Guard("club", Verb.KEEP_CLUB),
    "clubs:correct": Guard("club", Verb.KEEP_CLUB),
    "clubs:decision": Guard("club", Verb.KEEP_CLUB),
    "clubs:edit": Guard("club", Verb.KEEP_CLUB),
    "clubs:undo": post("club", Verb.KEEP_CLUB),
    "funds:count": Guard("club", Verb.KEEP_MONEY),
    "funds:counted": Guard("club", Verb.KEEP_MONEY),
    "funds:undo_mending": post("club", Verb.KEEP_MONEY),
    "funds:seal": Guard("club", Verb.SEE_EVENTS, Verb.KEEP_MONEY),
    "funds:opening": Guard("club", Verb.KEEP_MONEY),
    "funds:months": Guard("club", Verb.KEEP_MONEY),
    "funds:gifts": Guard("club", Verb.SEE_PERSONS, Verb.KEEP_MONEY),
    "funds:thanks": Guard("club", Verb.SEE_PERSONS),
    "funds:drop_gift": post("club", Verb.KEEP_MONEY),
    "funds:things": Guard("club", Verb.SEE_PERSONS, Verb.KEEP_MONEY),
    "funds:drop_thing": post("club", Verb.KEEP_MONEY),
    # The money of a club: its home, slips, books, rules.
    "funds:home": Guard("club", Verb.SEE_FIGURES),
    "funds:take_in": Guard("club", Verb.KEEP_MONEY),
    "funds:spend": Guard("club", Verb.KEEP_MONEY),
    "funds:capital": Guard("club", Verb.KEEP_MONEY),
    "funds:bank": Guard("club", Verb.KEEP_MONEY),
    "funds:move": Guard("club", Verb.KEEP_MONEY),
    "funds:slip": Guard("slip of a club", Verb.SEE_PERSONS),
    "funds:slip_paper": Guard("slip of a club", Verb.SEE_PERSONS),
    "funds:take_back": Guard("slip of a club", Verb.KEEP_MONEY),
    "funds:undo_slip": post("slip of a club", Verb.KEEP_MONEY),
    "funds:cashbook": Guard("fund of a club", Verb.SEE_PERSONS),
    "funds:slips": Guard("fund of a club", Verb.SEE_PERSONS),
    "funds:print_cashbook": Guard("fund of a club", Verb.SEE_PERSONS),
    "funds:public": Guard("club", Verb.SEE_FIGURES),
    "funds:dues": Guard("club", Verb.SEE_PERSONS),
    "funds:print_dues": Guard("club", Verb.SEE_PERSONS),
    "funds:print_gifts": Guard("club", Verb.SEE_PERSONS),
    "funds:gift_receipt": Guard("gift of a club", Verb.SEE_PERSONS),
    "funds:print_loans": Guard("club", Verb.SEE_PERSONS),
    "funds:one_dues": Guard("member of a club", Verb.KEEP_MONEY),
    "funds:statement": Guard("member of a club", Verb.SEE_PERSONS),
    "funds:regulation": Guard("club", Verb.SEE_FIGURES, Verb.KEEP_MONEY),
    "funds:dues_rule": Guard("club", Verb.SEE_PERSONS, Verb.KEEP_MONEY),
    "funds:exemption": Guard("club", Verb.KEEP_MONEY),
    "funds:end_exemption": Guard("exemption of a club", Verb.KEEP_MONEY),
    "funds:bank_account": Guard("fund of a club", Verb.KEEP_MONEY),
    "funds:code": Guard("fund of a club", Verb.SEE_PERSONS),
    "funds:other_days": Guard("club", Verb.KEEP_MONEY),
    "funds:sitting": Guard("club", Verb.KEEP_MONEY),
    "funds:sitting_step": Guard("club", Verb.KEEP_MONEY),
    "funds:sitting_undo": post("club", Verb.KEEP_MONEY),
    # What offices do.
    "training:officials": Guard("commune", Verb.KEEP_COMMUNE),
    "training:official": Guard("official", Verb.KEEP_COMMUNE),
    "training:course": Guard("commune", Verb.KEEP_TRAINING),
    "training:boards": Guard("commune", Verb.KEEP_TRAINING),
    "standard:assess": Guard("club", Verb.ASSESS),
    "communication:reach": Guard("commune", Verb.KEEP_COMMUNE),
    # Members: cards, memberships, consents, needs.
    "members:list": Guard("club", Verb.SEE_PERSONS),
    "members:join": Guard("club", Verb.KEEP_MEMBERS),
    "members:alike": post("club", Verb.KEEP_MEMBERS),
    "members:board": Guard("club", Verb.SEE_PERSONS),
    "members:renew": Guard("club", Verb.KEEP_BOARD),
    "members:give_post": Guard("club", Verb.KEEP_BOARD),
    "members:end_post": Guard("post of a club", Verb.KEEP_BOARD),
    "members:undo_board": post("club", Verb.KEEP_BOARD),
    "members:groups": Guard("club", Verb.SEE_PERSONS, Verb.KEEP_MEMBERS),
    "members:new_group": post("club", Verb.KEEP_MEMBERS),
    "members:new_team": post("club", Verb.KEEP_MEMBERS),
    "members:drop_group": post("group of a club", Verb.KEEP_MEMBERS),
    "members:drop_team": post("team of a club", Verb.KEEP_MEMBERS),
    "members:team": Guard("team of a club", Verb.KEEP_MEMBERS),
    "members:undo_groups": post("club", Verb.KEEP_MEMBERS),
    "members:close": Guard("club", Verb.KEEP_CLUB),
    "members:undo_close": post("club", Verb.KEEP_CLUB),
    "members:person": Guard("person", Verb.SEE_PERSONS),
    "members:edit": Guard("person", Verb.KEEP_MEMBERS),
    "members:undo_edit": post("person", Verb.KEEP_MEMBERS),
    "members:merge": Guard("person", Verb.KEEP_MEMBERS),
    "members:undo_merge": post("person", Verb.KEEP_MEMBERS),
    "members:consent": Guard("person", Verb.KEEP_MEMBERS),
    "members:withdraw_consent": post("person", Verb.KEEP_MEMBERS),
    "members:undo_consent": post("person", Verb.KEEP_MEMBERS),
    "members:home": Guard("person", Verb.KEEP_MEMBERS),
    "members:apart": post("person", Verb.KEEP_MEMBERS),
    "members:undo_home": post("person", Verb.KEEP_MEMBERS),
    "members:need": Guard("person", Verb.SEE_SENSITIVE, Verb.KEEP_MEMBERS),
    "members:end_line": post("person", Verb.KEEP_MEMBERS),
    "members:undo_line": post("person", Verb.KEEP_MEMBERS),
    "members:pause": Guard("membership", Verb.KEEP_MEMBERS),
    "members:resume": Guard("membership", Verb.KEEP_MEMBERS),
    "members:take_back_pause": post("membership", Verb.KEEP_MEMBERS),
    "members:leave": Guard("membership", Verb.KEEP_MEMBERS),
    "members:back": post("membership", Verb.KEEP_MEMBERS),
    "members:move": Guard("membership", Verb.KEEP_MEMBERS),
    "members:undo_move": post("membership", Verb.KEEP_MEMBERS),
    "members:take_back_join": post("membership", Verb.KEEP_MEMBERS),
    # Loans of a club.
    "funds:loans": Guard("club", Verb.SEE_FIGURES),
    "funds:ask_loan": Guard("club", Verb.KEEP_MONEY),
    "funds:loan_reminders": Guard("club", Verb.SEE_PERSONS),
    "funds:loans_due": Guard("club", Verb.SEE_PERSONS),
    "funds:loan": Guard("loan of a club", Verb.SEE_PERSONS),
    "funds:review_loan": Guard("loan of a club", Verb.KEEP_MONEY),
    "funds:decide_loan": Guard("loan of a club", Verb.KEEP_MONEY),
    "funds:withdraw_loan": post("loan of a club", Verb.KEEP_MONEY),
    "funds:pay_out_loan": Guard("loan of a club", Verb.KEEP_MONEY),
    "funds:repay_loan": Guard("loan of a club", Verb.KEEP_MONEY),
    "funds:take_back_repayment": Guard("loan of a club", Verb.KEEP_MONEY),
    "funds:extend_loan": Guard("loan of a club", Verb.KEEP_MONEY),
    "funds:waive_late_interest": Guard("loan of a club", Verb.KEEP_MONEY),
    "funds:write_off_loan": Guard("loan of a club", Verb.KEEP_MONEY),
    "funds:take_over_loan": Guard("loan of a club", Verb.KEEP_MONEY),
    "funds:undo_loan": post("loan of a club", Verb.KEEP_MONEY),
    "funds:loan_note": Guard("loan of a club", Verb.SEE_PERSONS),
    "funds:loan_reminder": Guard("loan of a club", Verb.SEE_PERSONS),
}

# The books of the 8 contents: what all share, then each book's home, common entry, registers and further pages.
GUARDS |= {
    "areas:all": Guard("club", Verb.SEE_FIGURES),
    "areas:wall": Guard("club", Verb.SEE_FIGURES),
    "areas:photo": Guard("club", Verb.SEE_PERSONS),
    "areas:undo": post("club", Verb.KEEP_BOOKS),
}
# selfhelp
GUARDS |= {"selfhelp:home": Guard("club", Verb.SEE_FIGURES)} | register("selfhelp:activity", None)
GUARDS |= (
    register("selfhelp:help", Verb.SEE_SENSITIVE) | register("selfhelp:community_action") | register("selfhelp:find")
)
# support by offices
GUARDS |= {
    "areas:give": Guard("commune", Verb.GIVE_SUPPORT),
    "areas:given": Guard("commune", Verb.SEE_FIGURES),
    "areas:withdraw": post("commune", Verb.GIVE_SUPPORT),
    "areas:undo_withdraw": post("commune", Verb.GIVE_SUPPORT),
    "areas:answer": Guard("club", Verb.KEEP_BOOKS),
    "areas:answers": Guard("club", Verb.KEEP_BOOKS),
}
# What the City decides for all books.
GUARDS |= {
    "areas:decided": Guard("city", Verb.SET_TARGETS),
    "areas:decide": Guard("city", Verb.SET_TARGETS),
    "areas:decide_end": Guard("city", Verb.SET_TARGETS),
    "areas:undo_decided": post("row of the city", Verb.SET_TARGETS),
}

# health: all but check-ups and exercise is for whoever sees the health of members.
GUARDS |= {"health:home": Guard("club", Verb.SEE_FIGURES)} | register("health:activity", None)
GUARDS |= register("health:checkup") | register("health:exercise")
GUARDS |= register("health:referral", Verb.SEE_HEALTH, Verb.SEE_HEALTH)
GUARDS |= register("health:insurance", Verb.SEE_HEALTH, Verb.SEE_HEALTH)
GUARDS |= {
    "health:measure": Guard("club", Verb.SEE_HEALTH),
    "health:round": Guard("club", Verb.SEE_HEALTH),
    "health:reading": Guard("club", Verb.SEE_HEALTH),
    "health:drop_reading": post("club", Verb.SEE_HEALTH),
    "health:people": Guard("club", Verb.SEE_HEALTH),
    "health:member": Guard("member of a club", Verb.SEE_HEALTH),
    "health:card": Guard("member of a club", Verb.SEE_HEALTH),
    "health:erase": Guard("member of a club", Verb.SEE_HEALTH),
    "health:expiring": Guard("club", Verb.SEE_HEALTH),
    "health:sheet": Guard("club", Verb.SEE_HEALTH),
}
# homecare: all but volunteers and their training is for whoever sees care at home.
GUARDS |= {"homecare:home": Guard("club", Verb.SEE_FIGURES)} | register("homecare:activity", None)
GUARDS |= register("homecare:care_training") | register("homecare:cared", Verb.SEE_CARE, paper=False)
GUARDS |= register("homecare:care_pair", Verb.SEE_CARE, paper=False) | register("homecare:care_visit", Verb.SEE_CARE)
GUARDS |= {
    "homecare:week": Guard("club", Verb.SEE_CARE, Verb.KEEP_BOOKS),
    "homecare:plan": Guard("club", Verb.SEE_CARE),
    "homecare:assign": Guard("club", Verb.SEE_CARE),
    "homecare:team": Guard("club", Verb.SEE_PERSONS),
    "homecare:week_paper": Guard("club", Verb.SEE_CARE),
    "homecare:month_paper": Guard("club", Verb.SEE_CARE),
    "homecare:register_paper": Guard("club", Verb.SEE_CARE),
}
# culture
GUARDS |= {"culture:home": Guard("club", Verb.SEE_FIGURES)} | register("culture:activity", None)
GUARDS |= register("culture:performance") | register("culture:exchange") | register("culture:youth_event")
GUARDS |= register("culture:social_visit", Verb.SEE_CARE, Verb.SEE_CARE)
GUARDS |= {
    "culture:answer_exchange": Guard("club", Verb.KEEP_BOOKS),
    "culture:venues": Guard("club", Verb.SEE_PERSONS),
    "culture:birthdays": Guard("club", Verb.SEE_PERSONS),
    "culture:birthdays_paper": Guard("club", Verb.SEE_PERSONS),
    "culture:longevity": Guard("club", Verb.SEE_PERSONS),
    "culture:longevity_paper": Guard("club", Verb.SEE_PERSONS),
    "culture:wish": Guard("club", Verb.KEEP_BOOKS),
    "culture:drop_wish": post("club", Verb.KEEP_BOOKS),
}
# livelihood
GUARDS |= {"livelihood:home": Guard("club", Verb.SEE_FIGURES)} | register("livelihood:activity", None)
GUARDS |= register("livelihood:income_group") | register("livelihood:mentor_pair")
GUARDS |= register("livelihood:mentor_month") | register("livelihood:course")
GUARDS |= register("livelihood:poverty_exit", Verb.SEE_SENSITIVE, Verb.SEE_SENSITIVE)
GUARDS |= {
    "livelihood:join": Guard("club", Verb.KEEP_BOOKS),
    "livelihood:member": Guard("club", Verb.KEEP_BOOKS),
    "livelihood:member_drop": post("club", Verb.KEEP_BOOKS),
    "livelihood:months": Guard("club", Verb.SEE_PERSONS, Verb.KEEP_BOOKS),
    "livelihood:team": Guard("club", Verb.SEE_PERSONS),
    "livelihood:needs": Guard("club", Verb.SEE_SENSITIVE),
}
# resources: money goes through the funds, so whoever keeps the money writes it.
GUARDS |= {"resources:home": Guard("club", Verb.SEE_FIGURES)} | register("resources:activity", None)
GUARDS |= register("resources:plan_line", paper=False) | register("resources:earning")
GUARDS |= register("resources:sponsor") | register("resources:equipment")
GUARDS |= {
    "resources:take": Guard("club", Verb.KEEP_MONEY),
    "resources:money": Guard("club", Verb.KEEP_MONEY),
    "resources:give_back": post("club", Verb.KEEP_MONEY),
    "resources:given": Guard("club", Verb.SEE_PERSONS),
    "resources:gift": Guard("club", Verb.KEEP_MONEY),
}
# rights: who was helped is for SEE_SENSITIVE, feedback and what was carried to the commune for SEE_COMPLAINTS.
GUARDS |= {"rights:home": Guard("club", Verb.SEE_FIGURES)} | register("rights:activity", None)
GUARDS |= register("rights:rights_help", Verb.SEE_SENSITIVE, Verb.SEE_SENSITIVE)
GUARDS |= register("rights:legal_referral", Verb.SEE_SENSITIVE, Verb.SEE_SENSITIVE)
GUARDS |= register("rights:complaint", Verb.SEE_COMPLAINTS, Verb.SEE_COMPLAINTS)
GUARDS |= register("rights:matter", Verb.SEE_COMPLAINTS, Verb.SEE_COMPLAINTS)
GUARDS |= {
    "rights:legal_referral_show": Guard("club", Verb.SEE_SENSITIVE),
    "rights:legal_referral_back": post("club", Verb.SEE_SENSITIVE),
    "rights:complaint_show": Guard("club", Verb.SEE_COMPLAINTS),
    "rights:complaint_handle": post("club", Verb.SEE_COMPLAINTS),
    "rights:complaint_answer": Guard("club", Verb.SEE_COMPLAINTS),
    "rights:complaint_carry": Guard("club", Verb.SEE_COMPLAINTS),
    "rights:matter_show": Guard("club", Verb.SEE_COMPLAINTS),
    "rights:commune": Guard("commune", Verb.SEE_COMPLAINTS),
}
# learning
GUARDS |= {"learning:home": Guard("club", Verb.SEE_FIGURES)} | register("learning:activity", None)
GUARDS |= register("learning:talk")
GUARDS |= {
    "learning:topics": Guard("club", Verb.SEE_FIGURES),
    "learning:classes": Guard("club", Verb.SEE_PERSONS),
    "learning:open_class": Guard("club", Verb.KEEP_BOOKS),
    "learning:class": Guard("club", Verb.SEE_PERSONS, Verb.KEEP_BOOKS),
    "learning:change_class": Guard("club", Verb.KEEP_BOOKS),
    "learning:drop_class": post("club", Verb.KEEP_BOOKS),
    "learning:materials": SIGNED_IN,
    "learning:material": SIGNED_IN,
    "learning:material_paper": SIGNED_IN,
}
# reports: written at the place itself, approved at the place above, read by others once they are sent
GUARDS |= {
    "reports:home": Guard("anything", Verb.SEE_FIGURES),
    "reports:late": Guard("anything", Verb.SEE_FIGURES),
    "reports:calendar": Guard("anything", Verb.SEE_FIGURES),
    "reports:reminders": Guard("anything", Verb.APPROVE_REPORTS),
    "reports:reminders_paper": Guard("anything", Verb.APPROVE_REPORTS),
    "reports:kinds": Guard("city", Verb.SET_TARGETS),
    "reports:new_kind": Guard("city", Verb.SET_TARGETS),
    "reports:kind": Guard("kind of report", Verb.SET_TARGETS),
    "reports:report": Guard("report to read", Verb.SEE_FIGURES),
    "reports:line": Guard("report", Verb.SEE_FIGURES),
    "reports:version": Guard("report to read", Verb.SEE_FIGURES),
    "reports:signed": Guard("report to read", Verb.SEE_FIGURES),
    "reports:add_signed": Guard("report", Verb.WRITE_REPORTS),
    "reports:signed_before": Guard("report to read", Verb.SEE_FIGURES),
    "reports:correct_issue": Guard("report", Verb.WRITE_REPORTS),
    "reports:file": Guard("report file", Verb.SEE_FIGURES),
    "reports:archives": Guard("city", Verb.APPROVE_REPORTS),
    "reports:archive": Guard("archive", Verb.APPROVE_REPORTS),
    "reports:archive_file": Guard("archive", Verb.APPROVE_REPORTS),
    "reports:archive_work": post("archive", Verb.APPROVE_REPORTS),
    "reports:begin": post("report", Verb.WRITE_REPORTS),
    "reports:explain": post("report", Verb.WRITE_REPORTS),
    "reports:override": Guard("report", Verb.WRITE_REPORTS),
    "reports:drop_override": post("report", Verb.WRITE_REPORTS),
    "reports:sentence": Guard("report", Verb.WRITE_REPORTS),
    "reports:own": Guard("report", Verb.WRITE_REPORTS),
    "reports:restore": post("report", Verb.WRITE_REPORTS),
    "reports:raise": Guard("report", Verb.WRITE_REPORTS),
    "reports:send": Guard("report", Verb.WRITE_REPORTS),
    "reports:withdraw": Guard("report", Verb.WRITE_REPORTS),
    "reports:issue": Guard("report", Verb.WRITE_REPORTS),
    "reports:approve": post("report from above", Verb.APPROVE_REPORTS),
    "reports:send_back": Guard("report from above", Verb.APPROVE_REPORTS),
    "reports:unapprove": Guard("report from above", Verb.APPROVE_REPORTS),
    "reports:late_entry": Guard("report from above", Verb.APPROVE_REPORTS),
    "reports:obstacle": Guard("obstacle", Verb.SEE_FIGURES),
    "reports:withdraw_obstacle": Guard("obstacle", Verb.WRITE_REPORTS),
    "reports:answer_obstacle": post("obstacle from above", Verb.APPROVE_REPORTS),
    "reports:pass_up_obstacle": post("obstacle from above", Verb.APPROVE_REPORTS),
}
