#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes samples/bureau: the files of an invented bureau for 2023, with the mistakes that samples/README.md lists.

Needed only to change the sample (Debian: python3-openpyxl python3-pil fonts-noto-cjk); the files are in the repository.
Same program, same bytes. Usage: tools/make_sample_office.py [FOLDER]"""
import datetime
import pathlib
import shutil
import sys

from sample_office_files import Book, write_docx, write_pdf, write_photo, write_sign_in

ROOT = pathlib.Path(__file__).resolve().parent.parent
OFFICE, BRANCH, CORPS = "云岭市委老干部局", "机关党支部", "银发宣讲团"
# Every name here is invented.
STAFF = [("周砚秋", "局长、支部书记", "2016.8.1"), ("梁述安", "副局长、支部副书记", "2018-03-12"), ("方若谷", "副局长", "2020年6月1日"),
         ("沈时雨", "办公室主任、组织委员", "2015.4.20"), ("陆望舒", "宣传教育科科长、宣传委员", "2017/9/1"), ("韩知微", "生活待遇科科长、纪检委员", "2014.7.1"),
         ("程竹青", "活动中心主任", "2012.3.5"), ("苏映川", "办公室副主任", "2019.11.4"), ("顾念初", "宣传教育科副科长", "2021年1月18日"),
         ("贺 岩", "生活待遇科副科长", "2016.5.9"), ("邵亦舟", "政治待遇科科长", "2013.10.8"), ("唐晓禾", "政治待遇科科员", "2020.9.14"),
         ("秦牧之", "办公室科员", "2021.8.2"), ("姚乐山", "办公室科员", "2022.7.11"), ("柳如屏", "宣传教育科科员", "2019.3.25"),
         ("宋闻溪", "宣传教育科科员", "2022.8.15"), ("于星河", "活动中心副主任", "2018.6.6"), ("白 露", "活动中心科员", "2020.4.7"),
         ("丁向晚", "老年大学教务", "2017.2.20"), ("魏长青", "驾驶员", "2011.12.1"), ("孟怀瑾", "档案管理员", "2015.9.16"), ("任思齐", "科员", "2023年2月6日")]
ELDERS = ["高景行", "冯守拙", "郑致远", "田沃若", "崔九思", "范明轩", "石敬亭", "罗远山", "黎鹤鸣", "江月白"]
NAMES = [n.replace(" ", "") for n, _, _ in STAFF]
COMMITTEE = NAMES[:1] + NAMES[1:2] + NAMES[3:6]
HALL, ROOM = "三楼会议室", "二楼党员活动室"


def day(text):
    year, month, number = (int(p) for p in text.split("-")) if text.count("-") == 2 else (2023, *map(int, text.split("-")))
    return datetime.date(year, month, number)


def typed(text, style):
    """A date as people type it."""
    d = day(text)
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return {"cn": f"{d.month}月{d.day}日", "dot": f"{d.year}.{d.month}.{d.day}", "am": f"{d.year}年{d.month}月{d.day}日上午",
            "pm": f"{d.year}年{d.month}月{d.day}日下午", "full": f"{d.year}年{d.month}月{d.day}日", "slash": f"{d.year}/{d.month}/{d.day}",
            "wide": f"{d.year}年{d.month}月{d.day}日".translate(wide), "iso": d.isoformat(),
            "serial": ((d - datetime.date(1899, 12, 30)).days, "0"), "cell": (datetime.datetime(d.year, d.month, d.day), "yyyy/m/d"),
            "cncell": (datetime.datetime(d.year, d.month, d.day), 'm"月"d"日"')}[style]


STYLES = ["cn", "dot", "am", "cell", "full", "serial", "wide", "slash", "pm", "cncell", "iso"]


def names(people, away=()):
    return "、".join(p for p in people if p not in away)


# ---- meetings ----
COMMITTEE_MEETINGS = [("01-12", "研究2023年支部工作计划", ()), ("02-09", "研究组织生活会筹备工作", ()), ("03-09", "研究第一季度重点任务", ("韩知微",)),
                      ("04-06", "研究清明期间老干部祭扫服务", ()), ("05-11", "研究预备党员考察事项", ()), ("06-08", "研究“七一”走访慰问方案", ()),
                      ("07-06", "上半年支部工作小结", ("梁述安",)), ("09-07", "研究敬老月活动安排", ()), ("10-12", "研究重阳节座谈会方案", ()),
                      ("11-09", "研究党费收缴和使用情况", ("陆望舒",))]
GENERAL_MEETINGS = [("01-18", "通报2022年支部工作", ()), ("03-16", "学习传达上级会议精神", ("魏长青",)), ("05-18", "讨论接收预备党员", ("于星河", "白露")),
                    ("07-13", "上半年工作总结", ()), ("09-14", "部署第四季度工作", ("丁向晚",)), ("11-16", "推荐优秀党务工作者", ()), ("12-14", "年度工作总结", ("姚乐山",))]
LECTURES = [("03-24", "从老干部工作传统谈作风", "周砚秋", 19), ("06-29", "重温入党誓词", "梁述安", 21), ("09-22", "尊老敬老与为民服务", "方若谷", 18), ("11-24", "保密就在身边", "沈时雨", 20)]
THEME_DAYS = [("02-17", "走进社区共话新春", "云岭市桂花社区", ("任思齐",), "", ""), ("03-17", "学雷锋志愿服务进老干部家庭", ROOM, (), "", "是"),
              ("05-19", "参观云岭市档案馆红色档案展", "云岭市档案馆", ("魏长青", "白露"), "", ""), ("06-16", "端午陪老干部包粽子", "老干部活动中心", (), "", ""),
              ("07-21", "重走老渡口", "云岭老渡口纪念馆", ("秦牧之",), "是", ""), ("09-15", "敬老月启动", ROOM, (), "", ""), ("11-17", "消防安全体验", "云岭市消防体验馆", ("贺岩", "孟怀瑾"), "", "是")]
STUDY = [("01-17", "学习春节期间廉洁过节要求"), ("02-14", "学习老干部工作会议精神"), ("03-14", "学习全国两会精神"), ("04-18", "学习保密工作规定"),
         ("05-16", "学习支部工作条例"), ("06-13", "学习公文处理工作条例"), ("07-18", "学习信访工作条例"), ("08-15", "学习网络安全常识"),
         ("09-19", "学习老年人权益保障法"), ("10-17", "学习档案法"), ("11-14", "学习反电信网络诈骗法"), ("12-19", "学习全市经济工作会议精神")]


def meeting_row(number, date, style, topic, place, chair, due, people, away, taker):
    return [number, typed(date, style), topic, place, chair, len(due), len(due) - len(away), names(away), names(people, away), taker]


MEETING_HEAD = ["序号", "会议时间", "会议议题", "地点", "主持人", ("出席情况", ["应到", "实到", "请假"]), "参会人员", "记录人"]
FOOT = ["注：时间、人数以会议记录为准。", "填表人：姚乐山　　审核人：沈时雨"]


def three_meetings(folder):
    book = Book()
    rows = [meeting_row(1, "2022-12-29", "full", "研究年终总结材料", HALL, "周砚秋", COMMITTEE, COMMITTEE, (), "姚乐山")]
    for i, (date, topic, away) in enumerate(COMMITTEE_MEETINGS):
        row = meeting_row(len(rows) + 1, date, STYLES[i], topic, HALL, "周砚秋", COMMITTEE, COMMITTEE, away, "姚乐山")
        rows.append(row)
        if date == "05-11":
            rows.append([len(rows) + 1, "5月11日", *row[2:]])
    book.sheet("支委会", [f"{BRANCH}2023年支委会台账", "填报单位：机关党支部"], MEETING_HEAD, rows, FOOT)
    rows = [meeting_row(i + 1, d, STYLES[-1 - i], t, HALL, "梁述安" if i == 3 else "周砚秋", NAMES, NAMES, away, "秦牧之") for i, (d, t, away) in enumerate(GENERAL_MEETINGS)]
    book.sheet("党员大会", [f"{BRANCH}2023年党员大会台账", "填报单位：机关党支部"], MEETING_HEAD, rows, FOOT)
    head = ["序号", "时间", "主题", "地点", "主讲人", "参加人数", "学时", "备注"]
    rows = [[i + 1, typed(d, ["cn", "serial", "dot", "am"][i]), t, ROOM, who, ["19人", "２１", 18, 20][i], 2, ""] for i, (d, t, who, n) in enumerate(LECTURES)]
    book.sheet("专题党课", [f"{BRANCH}2023年专题党课台账"], head, rows, ["注：主题党日上安排的党课记在主题党日台账。"])
    away = {"03-14": ["魏长青"], "07-18": ["柳如屏", "于星河"], "08-15": ["周砚秋", "白露", "贺岩"], "12-19": ["任思齐"]}
    rows = []
    for i, (date, topic) in enumerate(STUDY):
        gone = away.get(date, [])
        rows.append([i + 1, typed(date, STYLES[i % 11]), topic, ROOM, "陆望舒" if i % 3 else "梁述安", names(NAMES, gone), len(NAMES) - len(gone), "1.5"])
    book.sheet("支部学习", [f"{BRANCH}2023年支部集中学习台账"], ["序号", "时间", "学习内容", "地点", "主持人", "参加人员", "实到人数", "学时"], rows,
               ["合计", "注：学习时间一般安排在每月第三周。"])
    rows = [[1, "2023年2月23日下午", "2022年度组织生活会", HALL, "周砚秋", "党员大会", len(NAMES), len(NAMES) - 1, "姚乐山"]]
    book.sheet("组织生活会", [f"{BRANCH}2023年组织生活会台账"], ["序号", "时间", "主题", "地点", "主持人", "召开形式", "应到", "实到", "记录人"], rows)
    talks = [("03-21", "周砚秋", "梁述安"), ("04-11", "周砚秋", "沈时雨"), ("05-23", "梁述安", "苏映川"), ("06-20", "方若谷", "程竹青"), ("09-12", "梁述安", "任思齐"), ("11-21", "韩知微", "贺岩")]
    book.sheet("谈心谈话", [f"{BRANCH}2023年谈心谈话登记"], ["序号", "谈话日期", "谈话双方", "谈话内容"],
               [[i + 1, typed(d, "cn"), f"{a}、{b}", "了解近期工作和生活情况"] for i, (d, a, b) in enumerate(talks)])
    book.sheet("模板", ["（空白表，勿删）"], ["序号", "会议时间", "会议议题"], [[1, "2023.1.1", "示例"]], hidden=True)
    book.save(folder / "2023年三会一课台账.xlsx")


def theme_days(folder):
    book = Book()
    head = ["序号", "活动时间", "活动主题", "活动地点", "主持人", ("出席情况", ["应到", "实到", "请假"]), "参加人员", "是否含党课", "是否集中学习"]
    for quarter, word in enumerate("一二三四", 1):
        rows = []
        for i, (date, topic, place, away, lecture, study) in enumerate(THEME_DAYS):
            if (day(date).month + 2) // 3 != quarter:
                continue
            present = len(NAMES) - len(away) - (1 if date == "09-15" else 0)  # 09-15: one fewer than the names
            rows.append([len(rows) + 1, typed(date, ["wide", "dot", "am", "cn", "serial", "cncell", "pm"][i]), topic, place, "陆望舒", len(NAMES), present,
                         names(away), names(NAMES, away), lecture, study])
        book.sheet(f"第{word}季度", [f"{BRANCH}2023年主题党日活动台账", f"（第{word}季度）"], head, rows, ["注：每月相对固定一天；当月没有开展的请在此说明。", "填表人：柳如屏"])
    book.save(folder / "2023年主题党日台账.xlsx")


def supplement(folder):
    book = Book()
    rows = [meeting_row(1, "11-09", "dot", "研究党费收缴和使用情况", HALL, "周砚秋", COMMITTEE, COMMITTEE, ("陆望舒",), "姚乐山"),
            meeting_row(2, "12-07", "cn", "研究年度考核和民主评议安排", HALL, "周砚秋", COMMITTEE, COMMITTEE, (), "姚乐山")]
    book.sheet("支委会", [f"{BRANCH}2023年第四季度支委会补报"], MEETING_HEAD, rows, ["注：12月补报。"])
    book.save(folder / "2023年第四季度补报.xlsx")


def studies(folder):
    book = Book()
    head = ["序号", "时间", "学习主题", "地点", "主持人", "主讲人", "出席人数", "学时"]
    rows = [[1, "2023.2.21", "老干部工作政策法规", HALL, "周砚秋", "邵亦舟", 24, 3], [2, "5月30日", "基层治理与为老服务", HALL, "梁述安", "方若谷", "26人", 3],
            [3, typed("08-29", "serial"), "网络安全和信息保护", HALL, "周砚秋", "苏映川", 25, 2.5], [4, "２０２３年１１月２８日", "公共数据使用规范", HALL, "周砚秋", "顾念初", "二十三人", 3]]
    book.sheet("专题学习", [f"{OFFICE}2023年专题学习台账"], head, rows, FOOT[1:])
    head = ["序号", "日期", "主题", "地点", "主持人", "交流发言人", "参会人数"]
    rows = [[1, "2023年6月27日下午", "怎样把服务送到老干部家门口", HALL, "周砚秋", "程竹青、贺岩、丁向晚", 22], [2, "12.21", "新媒体如何服务老同志", HALL, "梁述安", "陆望舒、宋闻溪", 20]]
    book.sheet("研讨", [f"{OFFICE}2023年学习研讨台账"], head, rows)
    head = ["序号", "时间", "学习内容", "地点", "主持人", "出席人员", "学时"]
    group = names(NAMES[:6])
    rows = [[i + 1, typed(d, s), t, HALL, "周砚秋", group, 2] for i, (d, s, t) in enumerate(
        [("02-28", "dot", "学习老干部工作总体部署"), ("05-09", "cell", "学习廉洁自律准则"), ("08-22", "cn", "学习保密法"), ("11-07", "full", "学习统计工作规定")])]
    book.sheet("中心组学习", [f"{OFFICE}2023年理论学习中心组学习台账"], head, rows)
    head = ["序号", "会议时间", "会议议题", "主持人", "参会人数", "分析时段", "记录人"]
    rows = [[i + 1, typed(d, "cn"), f"第{w}季度工作分析", "周砚秋", n, f"第{w}季度", "苏映川"] for i, (d, w, n) in enumerate([("04-13", "一", 9), ("07-20", "二", 9), ("10-19", "三", 8)])]
    book.sheet("分析研判", [f"{OFFICE}2023年分析研判台账"], head, rows)
    book.save(folder / "2023年学习台账.xlsx")


# ---- activities and people ----
def activities(folder):
    book = Book()
    head = ["序号", "活动时间", "活动名称", "活动地点", "参加对象", "参加人数", "覆盖人数", "活动类型", "备注"]
    rows = [[1, "2023.1.10", "迎新春写春联", "老干部活动中心", "老干部", 46, 120, "文化体育", ""], [2, "2023.2.30", "元宵灯谜会", "老干部活动中心", "老干部", 60, 150, "文体", ""],
            [3, (3.1, "0.0"), "春季健步走", "滨河公园", "老干部", 52, "", "文体", ""], [4, "3月5日", "学雷锋便民服务", "桂花社区", "社区居民", "３２人", 200, "志愿服务", ""],
            [5, "4月22日", "文明交通劝导", "人民路口", "干部职工", 16, "", "文明创建", ""], [6, "5月4日", "新老干部青春对话", HALL, "干部职工", 30, "", "文明创建", ""],
            [7, "2023年6月1日上午", "关爱留守儿童", "石桥镇中心小学", "学生", 28, 85, "志愿服务", "与关工委共同组织"], [8, "2023/7/1", "“七一”红歌会", "老干部活动中心", "老干部", 70, 160, "文体", ""],
            [9, typed("09-27", "serial"), "中秋茶话会", HALL, "老干部", 41, "", "文体", ""], [10, "2023年10月23日", "重阳节趣味运动会", "市体育馆", "老干部", 96, 180, "文化体育", ""],
            [11, "11月9日", "消防安全宣传", "机关大院", "干部职工", 24, "", "宣传", ""], [12, "2024年1月5日", "迎新年书画展", "老干部活动中心", "老干部", 38, 90, "文体", "跨年"]]
    book.sheet("活动", [f"{OFFICE}2023年活动台账"], head, rows, ["合计", *FOOT[1:]])
    head = ["序号", "时间", "主题", "地点", "宣讲人", "参加人数", "合作单位"]
    rows = [[1, "3月15日", "识破保健品骗局", "老干部活动中心", "苏映川", 62, "云岭市公安局城区分局"], [2, "2023.6.20", "谨防冒充公检法", "桂花社区", "顾念初", 48, "桂花社区居委会"],
            [3, "2023年9月8日下午", "养老投资陷阱", "老年大学", "苏映川", 75, "云岭市公安局城区分局"], [4, typed("11-30", "cell"), "远离电信网络诈骗", "翠湖社区", "于星河", 53, "翠湖社区居委会"]]
    book.sheet("防诈骗宣讲", [f"{OFFICE}2023年防诈骗宣讲台账"], head, rows)
    head = ["序号", "时间", "主题", "受邀单位", "主讲人", "听众", "参加人数"]
    talks = [("03-02", "我的青春在渡口", "市第一中学", 0, "学生", 210), ("03-30", "家风代代传", "桂花社区", 1, "居民", 65), ("04-27", "老档案里的云岭", "市档案馆", 2, "干部", 58),
             ("05-25", "劳动创造幸福", "云岭机械厂", 3, "职工", 120), ("06-28", "入党五十年", "市委党校", 4, "学员", 96), ("09-05", "开学第一课", "石桥镇中心小学", 5, "学生", 180),
             ("09-26", "法治在身边", "翠湖社区", 6, "居民", 54), ("10-18", "敬老爱老传统", "市卫生学校", 7, "学生", 140), ("11-22", "节约从点滴做起", "市实验小学", 8, "学生", 165)]
    rows = [[i + 1, typed(d, STYLES[i]), t, host, ELDERS[who] + ("、" + ELDERS[9] if i == 4 else ""), audience, n] for i, (d, t, host, who, audience, n) in enumerate(talks)]
    book.sheet("宣讲活动", [f"{OFFICE}老同志宣讲团2023年宣讲活动台账"], head, rows)
    book.sheet("宣讲员名册", [f"{OFFICE}老同志宣讲员名册"], ["序号", "姓名", "加入日期"], [[i + 1, n, typed(f"2023-0{1 + i % 5}-1{i}", "dot")] for i, n in enumerate(ELDERS)])
    head = ["序号", "活动时间", "活动主题", "活动地点", "联合单位", "人数"]
    rows = [[1, "2023年4月23日", "世界读书日共读", "局图书室", "市总工会", 27], [2, "7月27日", "书香伴晚晴朗诵会", "老年大学", "市图书馆", 58], [3, "10.26", "红色家书分享会", HALL, "局工会", 31]]
    book.sheet("读书文化活动", [f"{OFFICE}2023年读书文化活动台账"], head, rows)
    head = ["序号", "走访日期", "走访事由", "走访人员", "走访户数", "走访人数", "慰问金额"]
    rows = [[1, "2023.1.16", "春节走访离休干部", "周砚秋、韩知微", 12, 14, "12000元"], [2, "2023年6月30日", "“七一”走访老党员", "梁述安、邵亦舟", 9, 9, "9,000.00"],
            [3, "8月1日", "看望荣誉军人", "方若谷、贺岩", 6, 6, 3000], [4, "2023年10月20日", "重阳节走访", "周砚秋、程竹青、贺岩", 15, 18, "0.75万元"]]
    book.sheet("走访慰问", [f"{OFFICE}2023年走访慰问台账"], head, rows)
    head = ["序号", "时间", "主题", "主办单位", "参加人员", "参加人数", "学时"]
    rows = [[1, "2023年3月28日至30日", "老干部工作业务培训班", "省委老干部局", "韩知微、邵亦舟", 2, 18], [2, "5月17日", "公文写作培训", OFFICE, names(NAMES[6:18]), 12, 3],
            [3, "2023年9月12日至13日", "新媒体运营培训", "市委网信办", "宋闻溪、丁一凡", 2, 12], [4, "2023.11.1", "保密知识培训", OFFICE, names(NAMES), 22, 2]]
    book.sheet("培训", [f"{OFFICE}2023年培训台账"], head, rows)
    book.save(folder / "2023年活动台账.xlsx")


def registers(folder):
    book = Book()
    parts = ["办公室", "宣传教育科", "生活待遇科", "政治待遇科", "活动中心", "老年大学"]
    signers = [["沈时雨", "苏映川", "秦牧之"], ["陆望舒", "顾念初", "宋闻溪"], ["韩知微", "贺岩"], ["邵亦舟", "唐晓禾"], ["程竹青", "于星河", "白露"], ["丁向晚"]]
    rows, at = [], 0
    for part, people in zip(parts, signers):
        for who in people:
            at += 1
            rows.append([at, "2023年2月8日" if at != 9 else "2023.2.28", f"年度工作责任书（{part}·{who}）", who, "周砚秋", "2023年12月31日", "已签订"])
    rows.append([at + 1, "2月8日", "年度工作责任书（办公室·姚乐山）", "姚乐山", "周砚秋", "2023年12月31日", "已发出未签"])
    rows += [[at + 2, "2月10日", "网络安全责任书（微信公众号）", "陆望舒", "周砚秋", "", "已签订"], [at + 3, "2月10日", "网络安全责任书（工作群）", "沈时雨", "周砚秋", "", "已签订"]]
    book.sheet("责任书", [f"{OFFICE}2023年责任书签订台账"], ["序号", "签订日期", "责任书名称", "签订人", "签发人", "有效期至", "状态"], rows, ["注：一式两份，扫描件另存。"])
    duties = [("周砚秋", "全面工作第一责任人", "梁述安"), ("梁述安", "分管宣传和账号", "方若谷"), ("方若谷", "分管活动中心、老年大学", "梁述安"), ("沈时雨", "办公室和保密", "苏映川"), ("陆望舒", "公众号日常管理", "")]
    book.sheet("责任分工", [f"{OFFICE}2023年责任分工"], ["序号", "任职起止", "负责事项", "责任人", "代理人"],
               [[i + 1, "2023年1月1日至12月31日", t, who, b] for i, (who, t, b) in enumerate(duties)])
    book.save(folder / "2023年责任书签订台账.xlsx")
    book = Book()
    rows = [[1, "2023.1.30", "微信公众号管理办法", "云老干〔2023〕2号", "全局", "有效", "陆望舒、顾念初、宋闻溪"], [2, "2023年2月20日", "信息发布三审制度", "云老干〔2023〕5号", "全局", "有效", "陆望舒、沈时雨"],
            [3, "4月3日", "工作群管理规定", "云老干〔2023〕9号", "全局", "有效", ""], [4, "2023/6/12", "应急处置预案", "云老干〔2023〕14号", "全局", "有效", "苏映川"],
            [5, typed("09-01", "cell"), "宣讲员管理办法", "云老干〔2023〕18号", "宣讲团", "有效", "顾念初"], [6, "2019年5月6日", "信息发布审核规定（试行）", "云老干〔2019〕7号", "全局", "已废止", ""]]
    book.sheet("规章制度", [f"{OFFICE}账号管理规章制度清单", "（截至2023年12月）"], ["序号", "印发日期", "制度名称", "文号", "适用范围", "状态", "已阅知人员"], rows)
    book.save(folder / "规章制度清单.xlsx")
    book = Book()
    rows = [[1, "2023年1月6日", "云岭老干部", "微信公众号", "陆望舒", "宋闻溪", "是", "局办邮箱找回", "2023.12.5"], [2, "2023年1月6日", "局机关工作群", "微信群", "沈时雨", "苏映川", "是", "", "2023年12月5日"],
            [3, "2023年1月6日", "老干部服务群", "工作群", "贺岩", "", "否", "", "2022.3.1"], [4, "3月20日", "宣讲团联络群", "工作群", "顾念初", "顾念初", "", "", "2023.12.5"],
            [5, "2023年1月6日", "云岭老干部网", "网站", "苏映川", "秦牧之", "是", "备案主体找回", "2023年11月30日"]]
    book.sheet("账号台账", [f"{OFFICE}2023年账号和工作群登记表"], ["序号", "登记日期", "账号名称", "平台", "管理员", "备份管理员", "双重验证", "找回办法", "上次检查"], rows, ["注：只登记以单位名义开设的账号和群。"])
    book.sheet("信息安全检查", [f"{OFFICE}2023年信息安全检查记录"], ["序号", "检查时间", "检查内容", "检查数量", "发现问题数", "检查人"],
               [[1, "2023年6月15日", "账号口令和双重验证", 5, 2, "沈时雨、苏映川"], [2, "12月5日", "账号管理员和设备", 5, 1, "沈时雨"]])
    book.sheet("案件事故登记", [f"{OFFICE}2023年案件事故登记表"], ["序号", "发生日期", "事件名称", "事件类型", "处置情况"], [], ["说明：本年度无。"])
    book.save(folder / "账号和群组登记.xlsx")


def problems_and_plan(folder):
    book = Book()
    head = ["序号", "发现日期", "问题内容", "来源", "整改措施", "整改责任人", "整改时限", "完成日期", "整改情况", "状态"]
    rows = [[1, "2023.3.20", "部分稿件没有留审核记录", "自查", "启用三审单", "陆望舒", "2023.4.30", "2023.4.18", "三审单随稿留存", "已整改"],
            [2, "5月12日", "服务群只有一名管理员", "检查", "补充备份管理员", "贺岩", "2023.6.30", "", "正在确定人选", "整改中"],
            [3, "2023年6月15日", "两个账号没有开双重验证", "自查发现", "逐个开通", "苏映川", "6月30日", "2023年7月14日", "已全部开通", "已整改"],
            [4, "7月20日", "公众号阅读量偏低", "分析研判", "增加银发风采栏目", "顾念初", "2023.12.31", "2023.12.20", "新栏目每周一期", "已整改"],
            [5, "2023.9.18", "活动中心无障碍通道被占用", "群众反映", "清理并划线", "程竹青", "2023.9.30", "2023.9.25", "已清理", "已整改"],
            [6, "12月5日", "宣讲团联络群备份管理员与管理员为同一人", "自查", "", "", "", "", "", "待整改"]]
    book.sheet("问题", [f"{OFFICE}2023年问题整改清单"], head, rows, ["注：完成一项、销号一项。"])
    book.save(folder / "2023年问题整改清单.xlsx")
    book = Book()
    items = ["落实第一责任人责任，逐级签订责任书", "专题学习不少于4次、研讨不少于2次", "主题党日每月1次，当月开展当月记录", "支委会每月1次，不缺月", "修订信息发布三审制度",
             "公众号全年发布不少于120条，办好银发风采栏目", "所有工作群配备备份管理员", "防诈骗宣讲每季度1场", "宣讲团进社区、进学校不少于10场", "举办读书活动4次", "为离休干部上门服务全覆盖", "组织全员业务培训2期"]
    people = ["周砚秋", "陆望舒", "陆望舒", "沈时雨", "苏映川", "顾念初", "沈时雨", "苏映川", "顾念初", "程竹青", "韩知微", "邵亦舟"]
    rows = [[i + 1, f"2024年{1 if i % 2 else 2}月1日至12月31日", t, "一、责任落实" if i < 1 else "二、学习" if i < 4 else "三、制度和账号" if i < 7 else "四、活动和服务", who, "2024.12.31", "已列入"]
            for i, (t, who) in enumerate(zip(items, people))]
    book.sheet("2024年工作要点", [f"{OFFICE}2024年工作要点"], ["序号", "计划时间", "工作内容", "板块", "责任人", "完成时限", "状态"], rows, ["（2023年12月局长办公会讨论通过）"])
    book.save(folder / "2024年工作要点.xlsx")


def letters_from_people(folder):
    head = "受理编号,收到日期,来件方式,事项,事项类别,来件人,承办人,状态,答复日期,办理结果,来件人评价"
    matters = [("活动中心开放时间能否延长", "活动场所和活动"), ("咨询医药费报销流程", "医疗"), ("老年大学增开手机班", "学习安排"), ("反映无障碍通道被占", "活动场所和活动"), ("咨询体检安排", "医疗"),
               ("建议公众号字体放大", "工作建议"), ("补贴发放时间咨询", "待遇落实"), ("申请借阅图书", "学习安排"), ("希望增加防骗讲座", "工作建议")]
    lines = ["云岭市委老干部局2023年来信来访登记", head]
    for i in range(17):
        matter, subject = matters[i % 9]
        d = datetime.date(2023, 1, 9) + datetime.timedelta(days=20 * i)
        answered = d + datetime.timedelta(days=3 + i % 9)
        way = ["来信", "来访", "来电", "网上表单", "邮件"][i % 5]
        state = "办理中" if i == 16 else "已答复"
        lines.append(",".join([f"2023-{i + 1:03d}", f"{d.year}.{d.month}.{d.day}", way, matter, subject, ["刘先生", "陈女士", "不具名"][i % 3], ["韩知微", "程竹青", "丁向晚"][i % 3], state,
                               "" if i == 16 else answered.isoformat(), "" if i == 16 else ["已解决", "已解释说明"][i % 2], "" if i == 16 else ["满意", "基本满意", "未评价"][i % 3]]))
    (folder / "2023年来信来访登记.csv").write_bytes(("\ufeff" + "\r\n".join(lines) + "\r\n").encode())


# ---- the account: 114 items of 2023 ----
COLUMNS = [("工作动态", ["召开支部党员大会", "举办业务培训班", "开展走访慰问", "部署下阶段工作", "组织集中学习", "到社区报到服务"]),
           ("银发风采", ["高景行：渡口摆渡三十年", "冯守拙的书法课", "郑致远：把故事讲给孩子", "田沃若和她的合唱队", "崔九思：退休不褪色", "石敬亭的巡河日记"]),
           ("学习园地", ["读书分享：老档案里的云岭", "一图读懂敬老月安排", "每周一课：养老政策", "老年大学课程表"]),
           ("防骗提醒", ["保健品讲座要当心", "陌生来电三不要", "养老投资看清楚", "扫码领礼品别着急"]),
           ("健康生活", ["春季养生小贴士", "三伏天怎样防暑", "入秋谨防关节受凉", "冬季用火用电安全"]),
           ("通知公告", ["活动中心开放时间调整", "体检安排通知", "老年大学招生公告"])]


def publications(folder):
    start, rows = datetime.date(2023, 1, 3), []
    for i in range(114):
        d = start + datetime.timedelta(days=i * 362 // 113)
        column, titles = COLUMNS[(i * 5 + i // 6) % 6]
        title = titles[(i // 6 + i) % len(titles)] + f"（{d.month}月第{sum(1 for r in rows if r[6] == d.month) + 1}期）"
        when = [f"{d.year}-{d.month:02d}-{d.day:02d} {8 + i % 10:02d}:{(i * 7) % 60:02d}", f"{d.year}/{d.month}/{d.day}", f"{d.year}年{d.month}月{d.day}日"][i % 3]
        important = "是" if i % 11 == 4 else "否"
        rows.append([when, title, column, f"https://ylsldj.example/2023/{d.month:02d}/{i + 1:04d}.html", ["宋闻溪", "柳如屏", "顾念初", "宋闻溪、柳如屏"][i % 4],
                     "周砚秋" if important == "是" else ["陆望舒", "陆望舒", "沈时雨"][i % 3], d.month, important, 60 + (i * 37) % 540])
    rows[20][1] = "清明时节㵘㵘春水，老渡口话旧"  # a rare character, four bytes in GB18030
    rows[47][3] = ""   # no address
    rows[80][5] = ""   # nobody approved it
    lines = ["云岭市委老干部局微信公众号“云岭老干部”2023年发布清单", "序号,发布时间,标题,栏目,发布渠道,链接,撰稿人,审核人,是否重要,阅读量"]
    out = []
    for i, r in enumerate(rows):
        out.append([r[0], r[1], r[2], "公众号", r[3], r[4], r[5], r[7], str(r[8])])
        if i == 33:
            out.append(list(out[-1]))  # the same item twice
    out.append(["2024-01-03 09:00", "新年寄语（1月第1期）", "工作动态", "公众号", "https://ylsldj.example/2024/01/0001.html", "宋闻溪", "陆望舒", "否", "88"])
    lines += [",".join([str(i + 1), *row]) for i, row in enumerate(out)]
    lines.append("合计,,115条")
    (folder / "2023年公众号发布清单.csv").write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))


def roster(folder):
    book = Book()
    book.sheet("在职人员", [f"{OFFICE}干部职工花名册", "（2023年12月）"], ["序号", "姓名", "职务", "所在支部", "到岗日期"],
               [[i + 1, n, post, BRANCH, since] for i, (n, post, since) in enumerate(STAFF)], ["填表人：孟怀瑾"])
    book.sheet("宣讲团", ["老同志宣讲团花名册"], ["序号", "姓名", "单位"], [[i + 1, n, CORPS] for i, n in enumerate(ELDERS)])
    book.save(folder / "花名册.xlsx")


# ---- evidence: DATE_KIND_WHAT.ext, so that a program and a person find the record ----
def evidence(folder):
    folder.mkdir()
    for i, (date, topic, place, away, _, _) in enumerate(THEME_DAYS):
        d = day(date)
        kind = "png" if i % 2 else "jpg"
        write_sign_in(folder / f"{d}_主题党日_签到表.{kind}", topic, f"{d.year}年{d.month}月{d.day}日", NAMES, away)
        taken = d - datetime.timedelta(days=40) if date == "06-16" else d  # one photo is older than its day
        write_photo(folder / f"{d}_主题党日_照片.jpg", topic, i * 5 + 3, f"{taken:%Y:%m:%d} 15:{10 + i}:00")
    meetings = [(f"2023-{d}", "支委会", t, COMMITTEE, away) for d, t, away in COMMITTEE_MEETINGS if d != "09-07"]  # 09-07 has no minutes
    meetings += [("2023-12-07", "支委会", "研究年度考核和民主评议安排", COMMITTEE, ())]
    meetings += [(f"2023-{d}", "党员大会", t, NAMES, away) for d, t, away in GENERAL_MEETINGS]
    meetings += [("2023-02-23", "组织生活会", "2022年度组织生活会", NAMES, ())]
    for i, (date, kind, topic, people, away) in enumerate(meetings):
        d = day(date)
        text = [f"时间：{d.year}年{d.month}月{d.day}日", f"地点：{HALL}", "主持：周砚秋", f"到会：{names(people, away)}", f"请假：{names(away) or '无'}",
                f"议题：{topic}", "会议听取了情况汇报，与会人员逐一发表意见。", "会议议定：按分工落实，下次会议通报进展。", "（此记录为示例，人名均为虚构。）"]
        if i % 3 == 2:
            write_pdf(folder / f"{d}_{kind}_会议记录.pdf", f"{kind}会议记录", text)
        else:
            write_docx(folder / f"{d}_{kind}_会议记录.docx", f"{kind}会议记录", text)
    for date, title in [("2023-01-30", "微信公众号管理办法"), ("2023-02-20", "信息发布三审制度"), ("2023-04-03", "工作群管理规定"), ("2023-06-12", "应急处置预案"), ("2023-09-01", "宣讲员管理办法")]:
        write_docx(folder / f"{date}_规章制度_制度文本.docx", title, ["第一条　为规范管理，制定本办法。", f"第二条　{title}适用于本局。", "第三条　本办法自印发之日起施行。", "（示例文本。）"])
    write_sign_in(folder / "2023-03-24_专题党课_签到表.png", "从老干部工作传统谈作风", "2023年3月24日", NAMES[:19])
    write_photo(folder / "2023-10-23_活动_照片.jpg", "重阳节趣味运动会", 61, "2023:10:23 09:30:00")


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "samples/bureau"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for write in (roster, three_meetings, theme_days, supplement, studies, activities, registers, problems_and_plan, letters_from_people, publications):
        write(folder)
    evidence(folder / "佐证")
    files = [f for f in folder.rglob("*") if f.is_file()]
    print(f"{len(files)} files, {sum(f.stat().st_size for f in files) // 1024} KiB")


main()
