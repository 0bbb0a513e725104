# SPDX-License-Identifier: Apache-2.0
"""Numbers that claim nothing, as reports are full of them; and which kinds may stand in for each other in a template."""
import numerals

STAT_MEASURE = {"headcount": "人次", "people": "人次", "households": "户", "money": "元", "hours": "学时", "present": "人", "persons": "人",
                "reach": "人次", "reads": "次", "problems_found": "个", "checked": "个"}
GROUPS = {
    "meeting": ["general_meeting", "committee_meeting"], "party": ["theme_day", "special_lecture", "branch_study"],
    "branchly": ["theme_day", "special_lecture", "branch_study", "general_meeting", "committee_meeting"],
    "study": ["topical_study", "seminar", "centre_group_study"], "crowd": ["activity", "fraud_prevention", "speakers_session",
                                                                          "reading_activity", "training"],
    "gather": ["theme_day", "special_lecture", "branch_study", "activity", "fraud_prevention", "speakers_session", "topical_study"],
    "hours": ["topical_study", "centre_group_study", "training"], "persons": ["theme_day", "general_meeting"],
    "many": ["publication", "feedback", "activity", "receipt", "committee_meeting", "theme_day"],
    "office": ["publication", "feedback", "activity", "visit", "speakers_session", "training", "receipt", "problem"],
}


def filler(what, r, year):
    """(text, why it is no claim)"""
    month, day = r.randint(1, 12), r.randint(1, 28)
    made = {
        "date": lambda: (f"{year}年{month}月{day}日", "date"), "day": lambda: (f"{month}月{day}日", "date"),
        "docno": lambda: (f"云老干〔{year}〕{r.randint(1, 60)}号", "doc_number"), "phone": lambda: (f"0571-8{r.randint(1000000, 9999999)}", "code"),
        "hotline": lambda: ("12345", "code"), "time": lambda: (f"{r.randint(8, 17)}:{r.choice(['00', '15', '30'])}", "time"),
        "room": lambda: (f"{r.randint(2, 6)}0{r.randint(1, 9)}室", "room"), "year": lambda: (f"{r.randint(2012, 2021)}年", "date"),
        "article": lambda: (f"第{numerals.chinese(r.randint(3, 28), False)}条", "ordinal"), "rank": lambda: (f"第{numerals.chinese(r.randint(1, 9), False)}", "rank"),
        "session": lambda: (f"第{r.randint(2, 19)}次", "ordinal"), "page": lambda: (f"— {r.randint(1, 20)} —", "page"),
        "code": lambda: (f"GB/T {r.randint(1000, 30000)}—20{r.randint(10, 22)}", "code"), "years": lambda: ("2021—2025年", "date"),
        "fixed": lambda: (r.choice(["三会一课", "两学一做", "四个意识", "四个自信", "两个维护", "两优一先", "五必访"]), "fixed_phrase"),
        "holiday": lambda: (r.choice(["七一", "八一", "三八", "五四"]), "holiday"), "congress": lambda: ("二十大", "fixed_phrase"),
        "plan": lambda: ("十四五", "fixed_phrase"), "lasting": lambda: (f"连续{r.choice('三四五六')}年", "duration"),
        "rooms": lambda: (f"{r.randint(2, 5)}楼会议室", "room"), "plate": lambda: (f"云A·{r.randint(10000, 99999)}", "code"),
    }
    return made[what]()
