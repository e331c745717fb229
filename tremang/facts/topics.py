"""What an act may have changed of a club, told from the models of the rows that it touched (see docs/decisions/0033).

An event names every row that its act touched, and the mark repeats the models. So a look knows which of the tables that rules
read may say something else now; of the others it takes what is kept, and the measures that only they decide stay as they are.
A mark that names no rows says that anything may have changed.
"""

from functools import cache, lru_cache

# What is kept from look to look (see `facts.people`), and what is read each time that it is asked for.
MEMBERS, BOARD, NEEDS, CIRCUMSTANCES, LIFE = 1, 2, 4, 8, 16
BOOKS, MONEY, SUPPORTS, HAPPENED = 32, 64, 128, 256
BESIDE = 512  # something of a person of several clubs, at another of his clubs
LATER = 1024  # what an earlier look left (see docs/decisions/0036)
KEPT = MEMBERS | BOARD | NEEDS | CIRCUMSTANCES | LIFE
READ_ANEW = BOOKS | MONEY | SUPPORTS | HAPPENED
EVERYTHING = KEPT | READ_ANEW | BESIDE | LATER
# What decides the measures that do not come from a rule of the plan.
PEOPLED = MEMBERS | CIRCUMSTANCES | LIFE | BESIDE
BOOKED = BOOKS | MEMBERS | LIFE | BESIDE  # how many members there were bounds the persons of a year
MONEYED = MONEY | LIFE
HAPPENING = HAPPENED | BOOKS | BOARD | LIFE
LONG_AGO = "long ago"  # supports of any time: who was helped too long ago is told apart from who never was
# What each rule looks at, so that the units behind one number are found without reading all books.
READS: dict[str, tuple[str, ...]] = {
    "new_clubs": ("decisions", "states"),
    "quality_kept": ("states", "assessments"),
    "staff_trained": ("officials",),
    "people_reached": ("people",),
    "older_joiners": ("decisions", "members"),
    "older_women_share": ("decisions", "members"),
    "communes_with_standard_clubs": ("states", "assessments"),
    "hamlet_coverage": ("states", "hamlets", "catalogue"),
    "areas_integrated": ("states", "books"),
    "full_and_monthly": ("states", "books"),
    "digital_green_jobs": ("states", "books"),
    "boards_trained": ("states", "board"),
    "fund_over_50m": ("states", "money"),
    "needs_supported": ("states", "members", "needs", LONG_AGO),
}
_OF_READS = {
    **dict.fromkeys(("decisions", "states", "hamlets", "assessments"), LIFE), "members": MEMBERS | BESIDE, "board": BOARD,
    "needs": NEEDS | SUPPORTS | BESIDE, "books": BOOKS, "money": MONEY, LONG_AGO: SUPPORTS,
}  # fmt: skip
_OF_MODELS = {
    "members.membership": MEMBERS | CIRCUMSTANCES,  # who joins brings along what is known of him
    "members.person": MEMBERS,
    "members.boardmember": BOARD,
    "training.courserecord": BOARD,
    "members.need": NEEDS,
    "members.vulnerability": CIRCUMSTANCES,
    "health.insurance": CIRCUMSTANCES,
    "clubs.club": LIFE,
    "clubs.foundingdecision": LIFE,
    "clubs.staterow": LIFE,
    "clubs.servedhamlet": LIFE,
    "standard.assessment": LIFE,
    "resources.equipment": LIFE,
}
# Of all other models by their app; whoever adds an app need not think of this.
_OF_APPS = {
    "meetings": BOOKS,
    "members": SUPPORTS,
    "funds": MONEY | SUPPORTS,
    "livelihood": BOOKS | SUPPORTS | HAPPENED,
    **dict.fromkeys(("areas", "culture", "health", "homecare", "learning", "rights", "selfhelp"), BOOKS | SUPPORTS),
}
# Marks that a look leaves at clubs of other communes which share a person with one that it worked out: nothing of their own was
# touched, or something that nobody named.
PASSED_ON = {False: "beside", True: "beside.anything"}
LEFT = "later"  # marks of a look at clubs of which it left what only reports and the books of the contents show
NO_ACT = frozenset((*PASSED_ON.values(), LEFT))  # what they say touches no club but the one that they name
_OF_MODELS |= {PASSED_ON[False]: BESIDE, PASSED_ON[True]: EVERYTHING, LEFT: LATER}


@cache
def topics_of(code: str) -> int:
    """What decides the answer of the rule `code` for a club."""
    topics = 0
    for part in READS[code]:
        topics |= _OF_READS[part]
    return topics


@lru_cache(4096)
def touches(models: str) -> int:
    """The topics, as bits, that an act may have changed which touched rows of `models` (between blanks; none: anything)."""
    if not models:
        return EVERYTHING
    topics = 0
    for label in models.split():
        topics |= _OF_MODELS.get(label) or _OF_APPS.get(label.partition(".")[0], READ_ANEW)
    return topics
