# SPDX-License-Identifier: Apache-2.0
"""Phrase templates for DEVELOPMENT: whoever works on the reader of claims may look at them. Slots are explained in slots.py.
The other set, templates_reporting.py, is for reporting alone: nobody who works on the reader looks at its sentences."""
NAME = "development"
WORDS = {
    "office": ["全局", "我局", "局机关"],
    "periods": {
        "annual": ["全年", "YYYY年", "今年以来", "本年度"], "half": ["上半年", "今年上半年"], "quarter": ["第三季度", "三季度"],
        "last": ["去年", "上年"], "next": ["明年", "YYYY年"], "lastsame": ["去年同期", "上年同期"], "H1": ["上半年"], "H2": ["下半年"],
        "Q1": ["一季度", "第一季度"], "Q2": ["二季度"], "Q3": ["三季度"], "Q4": ["四季度", "第四季度"], "Q13": ["前三季度", "1—9月"],
        "to9": ["截至9月底"]},
    "kinds": {   # kind: names in text, usual verbs, measure words
        "theme_day": (["主题党日", "主题党日活动"], ["开展", "组织"], ["次", "次", "场"]),
        "general_meeting": (["党员大会", "支部党员大会"], ["召开"], ["次"]),
        "committee_meeting": (["支委会", "支部委员会会议"], ["召开"], ["次"]),
        "special_lecture": (["专题党课", "党课"], ["讲授", "组织"], ["次", "堂"]),
        "branch_study": (["支部学习", "支部集中学习"], ["组织", "开展"], ["次"]),
        "topical_study": (["专题学习"], ["组织", "开展"], ["次"]), "seminar": (["研讨", "专题研讨"], ["组织", "开展"], ["次", "场"]),
        "centre_group_study": (["理论学习中心组学习", "中心组学习"], ["组织"], ["次"]),
        "training": (["业务培训", "培训班"], ["举办"], ["期", "次"]), "activity": (["各类活动"], ["开展", "举办"], ["次", "场"]),
        "fraud_prevention": (["防诈骗宣讲", "防诈骗讲座"], ["举办", "开展"], ["场", "次"]),
        "speakers_session": (["宣讲活动", "银发宣讲"], ["开展"], ["场", "场次"]),
        "reading_activity": (["读书活动", "读书会"], ["举办", "组织"], ["次", "场"]),
        "visit": (["走访慰问"], ["开展"], ["次"]), "publication": (["推文"], ["发布", "推送"], ["条", "篇"]),
        "feedback": (["来信来访"], ["办理", "受理"], ["件"]), "receipt": (["收文", "来文"], ["办理"], ["件", "份"]),
        "problem": (["问题整改", "存在问题"], ["梳理"], ["个", "项"])},
}
TITLES = {"annual": ["云岭市委老干部局{X YYYY年|date}度工作总结", "{X YYYY年|date}工作总结"], "half": ["云岭市委老干部局{X YYYY年|date}上半年工作总结"],
          "quarter": ["{X YYYY年|date}第三季度工作情况报告"]}
UNIT_HEADINGS = ["{U A}工作情况"]
SECTIONS = [("理论学习情况", "study"), ("组织生活情况", "party"), ("服务和活动情况", "service"), ("宣传和信访工作", "work"), ("数据对比", "growth"),
            ("其他工作", "others"), ("下一步打算", "plan")]
TABLES = [
    {"shape": "kinds", "caption": "附表{X 1|ordinal} 主要工作统计", "head": ["项目", "次数（次）", "参加人次（人次）"]},
    {"shape": "units", "caption": "各支部组织生活统计", "head": ["支部"], "total": "合计"},
    {"shape": "years", "caption": "年度对比", "head": ["项目", "YYYY年", "YYYY年"]},
]
# (template, more): more may hold mode and the classes of failure that the sentence stands for.
TEMPLATES = {
    "study": [
        ("{P doc}{V a=study}{K a}{n a}，{V b=study}{K b}{n b}。", {"cls": ["F01"]}),
        ("{V a=study}{K a}{n a}，参加{s a.headcount}。", {"cls": ["F18"]}),
        ("{P doc}{V a=hours}{K a}{n a}，累计{s a.hours}。", {}),
        ("{V a=study}{K a}{n a}、{s a.headcount}，平均每次{a a.headcount}。", {"cls": ["F30"]}),
        ("{P H1}{V a=study}{K a}{n a m=次}，{P H2}{n a m=次}。", {"cls": ["F23"]}),
        ("{P Q1}{V a=study}{K a}{n a}。", {}),
        ("认真学习贯彻党的{N congress}精神，{V a=study}{K a}{n a}。", {"cls": ["F09"]}),
        ("{V a=study}{K a}{n a st=any m=次}，参加{s a.headcount st=any}。", {"cls": ["F04"]}),
    ],
    "party": [
        ("{P doc}召开党员大会{n general_meeting}、支委会{n committee_meeting}，组织专题党课{n special_lecture}。", {"cls": ["F01"]}),
        ("{U A}{P doc}{V a=branchly}{K a}{n a}。", {"cls": ["F20"]}),
        ("{u A}、{u B}分别{V a=branchly}{K a}{n a u=A m=次}、{n a u=B m=次}。", {"cls": ["F13", "F20"]}),
        ("{P Q13}{V a=branchly}{K a}{n a g=sum1 m=次}，{P Q4}{n a g=sum1 m=次}，{P doc}共{n a g=sum1 role=total m=次}。", {"cls": ["F14", "F19"]}),
        ("党员大会{n general_meeting g=sum1 m=次}、支委会{n committee_meeting g=sum1 m=次}、专题党课{n special_lecture g=sum1 m=次}，合计{t sum1}。", {"cls": ["F14"]}),
        ("{k a=branchly}{K a}：{B a g=sum1}，合计{n a u=W g=sum1 role=total m=次}。", {"cls": ["F14", "F20"]}),
        ("{E a=meeting}。", {"cls": ["F13"]}),
        ("{P doc}{V a=persons}{K a}{n a}，参加党员{d a.present}、{s a.headcount}。", {"cls": ["F18"]}),
        ("{U A}{V a=persons}{K a}{n a}，累计参加{s a.headcount}。", {"cls": ["F18", "F20"]}),
        ("支委会每季度召开{q committee_meeting}。", {"cls": ["F13"]}),
        ("{P month}{V a=branchly}{K a}{n a}。", {"cls": ["F19"]}),
        ("全面落实“{N fixed}”制度，{P doc}{V a=branchly}{K a}{n a}，{V b=branchly}{K b}{n b}。", {"cls": ["F09"]}),
        ("按规定党员大会每季度至少召开{c 一=1..1|次|mode=requirement b=min kind=general_meeting per=quarter}，{P doc}实际召开{n general_meeting}。", {"cls": ["F22"]}),
        ("开展谈心谈话{n heart_talk m=次}，{z 没有发生违纪案件|incident|起}。", {"cls": ["F21"]}),
    ],
    "branch": [
        ("召开党员大会{n general_meeting}、支委会{n committee_meeting}。", {"cls": ["F20"]}),
        ("{V a=branchly}{K a}{n a}，{V b=branchly}{K b}{n b}。", {"cls": ["F20"]}),
        ("{P H1}{V a=branchly}{K a}{n a}。", {"cls": ["F20", "F19"]}),
        ("支部学习{n branch_study m=次}，累计{s branch_study.hours}。", {"cls": ["F20"]}),
    ],
    "service": [
        ("{P doc}{V a=crowd}{K a}{n a}，参加{s a.headcount}。", {"cls": ["F18"]}),
        ("{P doc}开展各类活动{n activity g=of1 role=total m=场}，其中志愿服务{n activity[activity_type=volunteer] g=of1 m=场}、文化体育{n activity[activity_type=culture] g=of1 m=场}。", {"cls": ["F14"]}),
        ("{V a=crowd}{K a}{n a}、{s a.headcount}，场均{a a.headcount}。", {"cls": ["F30"]}),
        ("{P doc}走访慰问老同志{s visit.households}、{s visit.people}，发放慰问金{s visit.money}。", {"cls": ["F17", "F18"]}),
        ("{P H1}走访慰问{s visit.households st=any}，{P doc}发放慰问金{s visit.money}。", {"cls": ["F04", "F19"]}),
        ("{V a=crowd}{K a}{n a st=any m=场}，受众{s a.headcount st=any}。", {"cls": ["F04"]}),
        ("{P to9}，{V a=crowd}{K a}{n a}。", {"cls": ["F19"]}),
        ("活动覆盖{s activity.reach st=any}。", {"cls": ["F04", "F18"]}),
        ("{N holiday}前夕走访慰问老党员，{P month}共走访{s visit.households}。", {"cls": ["F24", "F19"]}),
    ],
    "work": [
        ("{P doc}发布信息{n publication m=条}，其中网站{n publication[channel=website] m=条}、视频号{n publication[channel=video] bare m=条}。", {"cls": ["F14", "F23"]}),
        ("{P doc}受理来信来访{n feedback g=sum1 role=total m=件}，其中来信{n feedback[channel=paper] g=sum1 m=件}、来访{n feedback[channel=visit] g=sum1 m=件}、来电{n feedback[channel=telephone] g=sum1 m=件}、电子邮件{n feedback[channel=mail] g=sum1 m=件}。", {"cls": ["F14"]}),
        ("来信来访中来信占{r feedback[channel=paper]}。", {"cls": ["F16"]}),
        ("平均每月发布信息{m publication}。", {"cls": ["F30"]}),
        ("查找问题{n problem g=of1 role=total m=个}，已整改{n problem[state=closed] g=of1 m=个}，其余{o of1}正在整改。", {"cls": ["F29"]}),
        ("签订责任书{n responsibility_letter m=份}，制定制度{n regulation m=项}。", {"cls": ["F01"]}),
        ("{P Q1}发布信息{n publication m=条}，{P Q2}{n publication m=条}。", {"cls": ["F19", "F23"]}),
        ("{P doc}{z 未发生安全责任事故|incident|起}。", {"cls": ["F21"]}),
        ("办理收文{n receipt st=any m=件}。", {"cls": ["F04"]}),
    ],
    "growth": [
        ("{P doc}发布信息{n publication g=growth1 m=条}，{p lastsame}为{n publication p=last g=growth1 role=before m=条}，同比{g publication g=growth1 role=total}。", {"cls": ["F16", "F19"]}),
        ("{V a=many}{K a}{n a}，比{p last}{x a}。", {"cls": ["F19"]}),
        ("{V a=many}{K a}{n a}，同比{g a}。", {"cls": ["F16", "F19"]}),
        ("走访慰问{s visit.people noswap}，较{p last}{gs visit.people}。", {"cls": ["F16", "F19"]}),
        ("{P last}{V a=many}{K a}{n a}，{P this}{n a}。", {"cls": ["F19"]}),
    ],
    "others": [
        ("整理档案{c 80..400|卷}，新增图书{c 30..300|册}。", {"cls": ["F01"]}),
        ("书法班学员稳定在{c 十七八=17..18|人}。", {"cls": ["F07"]}),
        ("据市统计局通报，全市共有养老机构{c 60..180|家|mode=quoted}。", {"cls": ["F33"], "mode": "quoted"}),
        ("{N year}建局之初，全局仅有干部{c 6..12|名|mode=history}。", {"cls": ["F33"], "mode": "history"}),
        ("{c 3..9|名}同志被评为先进个人。", {"cls": ["F01"]}),
        ("修订学习、考勤、档案{c 三=3..3|项}制度。", {"cls": ["F32"]}),
        ("按照{N docno}文件{N article}要求，会议于{N date}{N time}在{N room}召开。", {"cls": ["F12"]}),
        ("一是抓学习，进一步统一思想；二是抓服务，办成一批实事；三是抓队伍，一以贯之。", {"cls": ["F11"], "free": ["一是", "二是", "三是"]}),
        ("局党组{N session}会议专题研究，信息报送在全市位列{N rank}，已{N lasting}保持先进。", {"cls": ["F08"]}),
        ("“{N plan}”期间（{N years}），咨询可拨打{N hotline}热线或{N phone}。", {"cls": ["F10", "F12"]}),
    ],
    "plan": [
        ("{P next}计划开展主题党日{c 10..14|次|kind=theme_day mode=plan}、专题党课{c 4..8|次|kind=special_lecture mode=plan}。", {"cls": ["F22"]}),
        ("力争新增学习点{c 2..6|个|mode=plan}，打造一流服务阵地。", {"cls": ["F22"]}),
        ("{P next}拟举办业务培训{c 2..6|期|kind=training mode=plan}，培训不少于{c 100..300|人次|kind=training mode=plan b=min}。", {"cls": ["F22", "F05"]}),
        ("继续落实“{N fixed}”制度，按月开展主题党日。", {"cls": ["F09"]}),
    ],
}
