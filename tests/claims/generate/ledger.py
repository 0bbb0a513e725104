# SPDX-License-Identifier: Apache-2.0
"""Seeded ledgers of an invented office, and the value of any figure over them, computed here and not by Youju.

An expression is a nested tuple, easy to make and to compare; `spell` gives the canonical spelling of
docs/format/expression.md, `Ledger.value` its value.
    ("count", kind, filters, unit, period)   ("sum"|"average"|"distinct", kind, field, filters, unit, period)
    ("ratio", a, b)   ("growth_year", a)
filters: tuple of (field, value), "state" among them; period: (first day, last day)."""
import calendar
import csv
import datetime
import random
from decimal import Decimal

OFFICE = "云岭市委老干部局"
SIZES = {"small": (300, 3), "medium": (5000, 6), "large": (100000, 12)}
YEAR = 2023
DIGITS = "零一二三四五六七八九十"
ORDINALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]

# kind: share of the records, who holds it (branch, office, any), the file's columns as header → field
KINDS = {
    "theme_day": (12, "branch", {"活动时间": "date", "活动主题": "title", "参加人员": "present", "出席人数": "headcount",
                                 "是否含党课": "contains_lecture", "是否集中学习": "contains_study", "状态": "state"}),
    "general_meeting": (7, "branch", {"会议时间": "date", "会议议题": "title", "参会人员": "present", "实到人数": "headcount",
                                      "状态": "state"}),
    "committee_meeting": (11, "branch", {"会议时间": "date", "会议议题": "title", "出席人数": "headcount", "状态": "state"}),
    "special_lecture": (6, "branch", {"时间": "date", "主题": "title", "主讲人": "speaker", "参加人数": "headcount", "状态": "state"}),
    "branch_study": (9, "branch", {"时间": "date", "学习内容": "title", "实到人数": "headcount", "学时": "hours", "状态": "state"}),
    "organisational_life": (2, "branch", {"会议时间": "date", "主题": "title", "召开形式": "form", "实到人数": "headcount",
                                          "状态": "state"}),
    "heart_talk": (6, "branch", {"谈话日期": "date", "谈话双方": "persons"}),
    "topical_study": (5, "office", {"时间": "date", "学习主题": "title", "出席人数": "headcount", "学时": "hours", "状态": "state"}),
    "seminar": (4, "office", {"日期": "date", "主题": "title", "参会人数": "headcount", "状态": "state"}),
    "centre_group_study": (4, "office", {"时间": "date", "学习内容": "title", "出席人数": "headcount", "学时": "hours", "状态": "state"}),
    "training": (5, "office", {"时间": "date", "主题": "title", "主办单位": "organiser", "参加人数": "headcount", "学时": "hours",
                               "状态": "state"}),
    "activity": (14, "any", {"活动时间": "date", "活动名称": "title", "参加对象": "audience", "参加人数": "headcount",
                             "覆盖人数": "reach", "活动类型": "activity_type", "状态": "state"}),
    "fraud_prevention": (4, "office", {"时间": "date", "主题": "title", "参加人数": "headcount", "合作单位": "partner", "状态": "state"}),
    "speakers_session": (6, "office", {"时间": "date", "主题": "title", "受邀单位": "host", "主讲人": "speaker", "听众": "audience",
                                       "参加人数": "headcount", "状态": "state"}),
    "reading_activity": (4, "office", {"活动时间": "date", "活动主题": "title", "联合单位": "partner", "人数": "headcount",
                                       "状态": "state"}),
    "visit": (9, "any", {"走访日期": "date", "走访事由": "title", "走访户数": "households", "走访人数": "people", "慰问金额": "money"}),
    "publication": (26, "office", {"发布时间": "date", "标题": "title", "栏目": "section", "发布渠道": "channel", "审核人": "approver",
                                   "是否重要": "important", "阅读量": "reads", "状态": "state"}),
    "feedback": (14, "office", {"收到日期": "date", "受理编号": "number", "来件方式": "channel", "事项": "title", "事项类别": "subject",
                                "承办人": "handler", "状态": "state", "答复日期": "answered_on", "来件人评价": "sender_verdict"}),
    "problem": (6, "office", {"发现日期": "date", "问题内容": "title", "来源": "source", "整改措施": "measure", "整改责任人": "responsible",
                              "整改时限": "due", "完成日期": "closed_on", "状态": "state"}),
    "responsibility_letter": (5, "office", {"签订日期": "date", "责任书名称": "title", "签订人": "signer", "状态": "state"}),
    "regulation": (4, "office", {"印发日期": "date", "制度名称": "title", "适用范围": "subject", "状态": "state"}),
    "security_review": (3, "office", {"检查时间": "date", "检查内容": "title", "检查数量": "checked", "发现问题数": "problems_found"}),
    "receipt": (8, "office", {"收文日期": "date", "文件标题": "title", "来文单位": "sender", "状态": "state"}),
    "plan_item": (5, "office", {"计划时间": "date", "工作内容": "title", "板块": "section", "责任人": "responsible", "目标数量": "target",
                                "状态": "state"}),
}
GATHERINGS = {k for k, v in KINDS.items() if "headcount" in v[2].values()}
STATES = {"held": "已召开", "planned": "已计划", "cancelled": "已取消", "draft": "草稿"}
# Every other kind: states as written, and whether they count.
OTHER_STATES = {
    "publication": {"published": ("已发布", True, 94), "approved": ("已批准", False, 4), "draft": ("草稿", False, 2)},
    "feedback": {"answered": ("已答复", True, 82), "in_hand": ("办理中", True, 12), "received": ("已登记", True, 6)},
    "problem": {"closed": ("已整改", True, 70), "measured": ("整改中", True, 18), "open": ("待整改", True, 12)},
    "responsibility_letter": {"signed": ("已签订", True, 88), "issued": ("已发出未签", False, 12)},
    "regulation": {"in_force": ("有效", True, 85), "repealed": ("已废止", False, 15)},
    "receipt": {"received": ("已签收", True, 30), "in_hand": ("承办中", True, 10), "done": ("已办结", True, 60)},
    "plan_item": {"planned": ("已列入", True, 90), "draft": ("草稿", False, 10)},
}
CHOICES = {
    ("activity", "activity_type"): {"civility": "文明创建", "volunteer": "志愿服务", "culture": "文化体育", "publicity": "宣传"},
    ("publication", "channel"): {"wechat": "微信公众号", "website": "网站", "video": "视频号", "media": "报刊媒体"},
    ("feedback", "channel"): {"paper": "来信", "visit": "来访", "telephone": "来电", "mail": "电子邮件"},
    ("feedback", "subject"): {"benefits": "待遇落实", "medical": "医疗服务", "learning": "学习安排", "suggestion": "工作建议"},
    ("feedback", "sender_verdict"): {"satisfied": "满意", "mostly": "基本满意", "not_given": "未评价"},
    ("problem", "source"): {"self": "自查", "inspection": "检查", "analysis": "分析研判"},
    ("organisational_life", "form"): {"general": "党员大会", "committee": "支委会", "group": "党小组会"},
}
WEIGHTS = [50, 28, 15, 7]
YES_NO = {("theme_day", "contains_lecture"): 20, ("theme_day", "contains_study"): 25, ("publication", "important"): 12}
# A record of the first kind counts as the second too when the field has the value (packs/retired-cadres/kinds).
ALSO = [("theme_day", "special_lecture", ("contains_lecture", "yes")), ("theme_day", "branch_study", ("contains_study", "yes")),
        ("organisational_life", "general_meeting", ("form", "general")), ("organisational_life", "committee_meeting", ("form", "committee")),
        ("fraud_prevention", "activity", None), ("reading_activity", "activity", None)]
CROWD = {"activity": (12, 180), "fraud_prevention": (25, 120), "speakers_session": (30, 220), "reading_activity": (12, 70),
         "training": (6, 60), "topical_study": (15, 40), "seminar": (10, 30), "centre_group_study": (6, 12)}
TOPICS = ["学习贯彻会议精神", "敬老月服务安排", "重温入党誓词", "走进社区送温暖", "清明祭扫服务", "端午陪老同志包粽子", "老档案里的云岭", "公文写作与处理",
          "网络安全常识", "家风代代传", "养老政策解读", "消防安全体验", "保密就在身边", "新媒体怎样服务老同志", "重阳节慰问", "春节慰问", "档案整理规范",
          "志愿者进家庭", "书画交流", "健康养生", "银龄讲堂", "红色家书诵读", "防范保健品骗局", "老干部活动中心开放", "体检安排", "信息发布审核"]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = ["明远", "书瑶", "知行", "若水", "景和", "思齐", "望舒", "清和", "怀瑾", "晓岚", "乐山", "长青", "映川", "念初", "竹青", "时雨", "砚秋",
         "亦舟", "如屏", "闻溪", "星河", "向晚", "牧之", "若谷"]


class Record:
    __slots__ = ("kind", "unit", "state", "counts", "date", "values")

    def __init__(self, kind, unit, state, counts, date, values):
        self.kind, self.unit, self.state, self.counts, self.date, self.values = kind, unit, state, counts, date, values


def year_period(year):
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def months(year, first, last):
    return datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1])


def year_before(period):
    def back(day):
        return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
    return back(period[0]), back(period[1])


def spell_period(period):
    first, last = period
    if first == last:
        return first.isoformat()
    year, a, b = first.year, first.month, last.month
    if (first, last) == months(year, a, b):
        named = {(1, 12): f"{year}", (1, 6): f"{year}H1", (7, 12): f"{year}H2", (1, 3): f"{year}Q1", (4, 6): f"{year}Q2",
                 (7, 9): f"{year}Q3", (10, 12): f"{year}Q4"}
        if (a, b) in named:
            return named[a, b]
        if a == b:
            return f"{year}-{a:02d}"
    return f"{first}..{last}"


def spell(expr):
    """The canonical spelling, with unit and period filled in."""
    head = expr[0]
    if head == "ratio":
        return f"ratio({spell(expr[1])} / {spell(expr[2])})"
    if head == "growth_year":
        return f"growth_year({spell(expr[1])})"
    kind, field, filters, unit, period = parts(expr)
    words = [f"{kind}.{field}" if field else kind, f"unit={unit}"]
    words += [f"{f}={v}" for f, v in sorted(filters, key=lambda fv: (fv[0] != "state", fv[0]))]
    return f"{head}({'; '.join(words)}; {spell_period(period)})"


def parts(expr):
    if expr[0] == "count":
        return expr[1], None, expr[2], expr[3], expr[4]
    return expr[1:]


class Ledger:
    def __init__(self, size, seed):
        self.size, self.seed = size, seed
        self.rng = random.Random(f"ledger {size} {seed}")
        total, branches = SIZES[size]
        self.units = {"u1": OFFICE}
        for i in range(branches):
            self.units[f"u{i + 2}"] = f"第{ORDINALS[i]}支部"
        self.branches = [u for u in self.units if u != "u1"]
        self.roster = self._people(branches)
        self.records = []
        shares = {k: v[0] * self.rng.uniform(0.8, 1.25) for k, v in KINDS.items()}
        whole = sum(shares.values())
        for kind in KINDS:
            for _ in range(max(4, round(total * shares[kind] / whole))):
                self.records.append(self._record(kind))
        self.records.sort(key=lambda r: (list(KINDS).index(r.kind), r.date))
        self.by_kind = {}
        for record in self.records:
            for kind in self.kinds_of(record):
                self.by_kind.setdefault(kind, []).append(record)

    def _people(self, branches):
        names = [s + g for s in SURNAMES for g in GIVEN]
        self.rng.shuffle(names)
        roster, at = {}, 0
        for unit in self.branches:
            many = self.rng.randint(8, 13)
            roster[unit] = names[at:at + many]
            at += many
        roster["u1"] = names[at:at + 12]
        return roster

    def _day(self, kind):
        if kind == "plan_item":
            return datetime.date(2024, self.rng.randint(1, 6), 1)
        year = YEAR if self.rng.random() < 0.54 else YEAR - 1
        return datetime.date(year, 1, 1) + datetime.timedelta(days=self.rng.randrange(365))

    def _unit(self, kind):
        holder = KINDS[kind][1]
        if holder == "office" or (holder == "any" and self.rng.random() < 0.6):
            return "u1"
        weights = [3 + (i * 7) % 5 for i in range(len(self.branches))]
        return self.rng.choices(self.branches, weights)[0]

    def _state(self, kind):
        if kind in GATHERINGS:
            state = self.rng.choices(list(STATES), [86, 8, 4, 2])[0]
            return state, state == "held"
        if kind in OTHER_STATES:
            table = OTHER_STATES[kind]
            state = self.rng.choices(list(table), [row[2] for row in table.values()])[0]
            return state, table[state][1]
        return "recorded", True

    def _record(self, kind):
        rng, day, unit = self.rng, self._day(kind), self._unit(kind)
        state, counts = self._state(kind)
        v = {"title": f"{rng.choice(TOPICS)}（{rng.choice(TOPICS)}）"}
        for field in KINDS[kind][2].values():
            if (kind, field) in CHOICES:
                ids = list(CHOICES[kind, field])
                v[field] = rng.choices(ids, WEIGHTS[:len(ids)])[0]
            elif (kind, field) in YES_NO:
                v[field] = "yes" if rng.randrange(100) < YES_NO[kind, field] else "no"
            elif field in ("approver", "handler", "responsible", "signer", "speaker"):
                v[field] = rng.choice(self.roster[unit] if field == "speaker" else self.roster["u1"])
        members = self.roster[unit]
        if "present" in KINDS[kind][2].values() and state == "held":
            v["present"] = sorted(rng.sample(members, rng.randint(len(members) - 4, len(members) - 1)))
            v["headcount"] = len(v["present"])
        elif kind in GATHERINGS and state == "held":
            low, high = CROWD.get(kind, (5, len(members)))
            v["headcount"] = rng.randint(low, high)
        if "hours" in KINDS[kind][2].values() and state == "held":
            v["hours"] = Decimal(rng.randint(2, 12)) / 2
        self._rest(kind, unit, state, day, v)
        return Record(kind, unit, state, counts, day, v)

    def _rest(self, kind, unit, state, day, v):
        rng = self.rng
        if kind == "visit":
            v["households"] = rng.randint(2, 18)
            v["people"] = v["households"] + rng.randint(0, 6)
            v["money"] = v["households"] * rng.choice([300, 500, 800, 1000]) + rng.choice([0, 0, 50, 120])
        elif kind == "heart_talk":
            v["persons"] = sorted(rng.sample(self.roster[unit], 2))
        elif kind == "activity" and state == "held":
            v["reach"] = v["headcount"] + rng.randint(0, 200)
        elif kind == "publication" and state == "published":
            v["reads"] = rng.randint(40, 900)
        elif kind == "security_review":
            v["checked"], v["problems_found"] = rng.randint(4, 20), rng.randint(0, 4)
        elif kind == "plan_item":
            v["target"] = rng.randint(2, 24)
        elif kind == "feedback" and state == "answered":
            v["answered_on"] = day + datetime.timedelta(days=rng.randint(1, 20))
        elif kind == "problem" and state == "closed":
            v["closed_on"] = day + datetime.timedelta(days=rng.randint(5, 60))

    # ---- figures ----
    def kinds_of(self, record):
        """The kind, and those it also counts as."""
        out = [record.kind]
        out += [to for kind, to, when in ALSO if kind == record.kind and (not when or record.values.get(when[0]) == when[1])]
        return out

    def select(self, expr, states=None):
        """Records of a count, sum …; `states` overrides what counts (plans taken for done)."""
        kind, field, filters, unit, (first, last) = parts(expr)
        for r in self.by_kind.get(kind, []):
            if not (r.counts or (states and r.state in states)) or not first <= r.date <= last:
                continue
            if unit != "u1" and r.unit != unit:
                continue
            if all((r.state if f == "state" else r.values.get(f)) == v for f, v in filters):
                yield r

    def value(self, expr, states=None):
        """Exact, except that ratios, growth and averages are floats; None where nothing can be computed."""
        head = expr[0]
        if head in ("ratio", "growth_year"):
            a = self.value(expr[1], states)
            b = self.value(expr[2] if head == "ratio" else at_period(expr[1], year_before(expr[1][-1])), states)
            if not b:
                return None
            return 100 * float(a) / float(b) - (0 if head == "ratio" else 100)
        chosen = list(self.select(expr, states))
        if head == "count":
            return len(chosen)
        filled = [r.values[expr[2]] for r in chosen if r.values.get(expr[2]) is not None]
        if head == "distinct":
            return len({p for v in filled for p in (v if isinstance(v, list) else [v])})
        total = sum(filled)
        if head == "average":
            return float(total) / len(filled) if filled else None
        return total

    # ---- files for `youju import` ----
    def write(self, folder):
        """One CSV a kind and the roster; returns [(kind, file)], the roster first."""
        folder.mkdir(parents=True, exist_ok=True)
        people = [[i + 1, n, self.units[u]] for i, (u, n) in enumerate((u, n) for u in self.roster for n in self.roster[u])]
        done = [("roster", self._csv(folder / "花名册.csv", ["序号", "姓名", "所在支部"], people))]
        for kind, (_, _, columns) in KINDS.items():
            rows = []
            for r in self.records:
                if r.kind == kind:
                    rows.append([len(rows) + 1, self.units[r.unit]] + [self._cell(r, f, len(rows)) for f in columns.values()])
            done.append((kind, self._csv(folder / f"{kind}.csv", ["序号", "单位", *columns], rows)))
        return done

    @staticmethod
    def _csv(path, head, rows):
        with open(path, "w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([head, *rows])
        return path

    def _cell(self, r, field, row):
        if field == "date":
            return f"{r.date}至2024-12-31" if r.kind == "plan_item" else r.date.isoformat()
        if field == "state":
            return STATES[r.state] if r.kind in GATHERINGS else OTHER_STATES[r.kind][r.state][0]
        if field == "number":
            return f"{r.date.year}-{row + 1:05d}"
        value = r.values.get(field)
        if value is None:
            return self._filler(r, field)
        if (r.kind, field) in CHOICES:
            return CHOICES[r.kind, field][value]
        if (r.kind, field) in YES_NO:
            return {"yes": "是", "no": "否"}[value]
        return "、".join(value) if isinstance(value, list) else str(value)

    @staticmethod
    def _filler(r, field):
        needed = r.kind == "problem" and r.state in ("measured", "closed")
        return {"organiser": OFFICE, "audience": "老同志", "partner": "市图书馆", "host": "桂花社区", "subject": "全局", "section": "工作动态",
                "sender": "市委组织部", "measure": "明确专人负责" if needed else "",
                "due": (r.date + datetime.timedelta(days=90)).isoformat() if needed else ""}.get(field, "")


def at_period(expr, period):
    if expr[0] in ("ratio", "growth_year"):
        return (expr[0], *(at_period(e, period) for e in expr[1:]))
    return (*expr[:-1], period)


def at_unit(expr, unit):
    if expr[0] in ("ratio", "growth_year"):
        return (expr[0], *(at_unit(e, unit) for e in expr[1:]))
    return (*expr[:-2], unit, expr[-1])
