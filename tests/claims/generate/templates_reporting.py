# SPDX-License-Identifier: Apache-2.0
"""Phrase templates for REPORTING: figures quoted as results are measured on these. Whoever works on the reader of claims does not
look here for sentences to please; a misreading is mended through templates_development.py or through the language at large."""
NAME = "reporting"
WORDS = {
    "office": ["本局", "全局上下", "局机关"],
    "periods": {
        "annual": ["一年来", "年内", "YYYY年度", "本年"], "half": ["今年上半年", "上半年来", "上半年"], "quarter": ["三季度", "第三季度"],
        "last": ["上一年", "YYYY年", "上年度"], "next": ["来年", "新的一年", "YYYY年"], "lastsame": ["上年同期", "去年同期"],
        "H1": ["上半年", "1至6月"], "H2": ["下半年", "7至12月"], "Q1": ["第一季度", "1—3月"], "Q2": ["第二季度"], "Q3": ["第三季度"],
        "Q4": ["第四季度", "10至12月"], "Q13": ["前三季度", "1至9月", "前9个月"], "to9": ["截至9月末", "截止到9月30日"]},
    "kinds": {
        "theme_day": (["党日活动", "主题党日活动", "党员活动日"], ["举行", "开展了"], ["次", "场"]),
        "general_meeting": (["支部党员大会", "全体党员大会"], ["召开了", "开了"], ["次"]),
        "committee_meeting": (["支部委员会", "支委会会议"], ["召开了", "开了"], ["次"]),
        "special_lecture": (["党课", "专题党课"], ["安排", "上"], ["堂", "次"]),
        "branch_study": (["集中学习", "支部集中学习"], ["安排", "组织了"], ["次"]),
        "topical_study": (["专题学习会"], ["举行", "安排"], ["次"]), "seminar": (["学习研讨", "交流研讨"], ["举行", "开展了"], ["场", "次"]),
        "centre_group_study": (["党组理论学习中心组学习", "中心组集体学习"], ["举行", "安排"], ["次"]),
        "training": (["培训班", "集中培训"], ["办", "举办了"], ["期"]), "activity": (["活动"], ["举办各类", "组织各种"], ["场", "次"]),
        "fraud_prevention": (["反诈讲座", "防诈骗宣传"], ["办了", "组织"], ["场", "次"]),
        "speakers_session": (["宣讲团宣讲", "宣讲报告会"], ["组织", "举行"], ["场", "场次"]),
        "reading_activity": (["读书分享会", "书香活动"], ["办了", "举行"], ["场", "次"]),
        "visit": (["走访慰问"], ["组织"], ["次"]), "publication": (["推送", "推文"], ["累计"], ["篇", "条"]),
        "feedback": (["群众来信来访", "信访"], ["接收", "处理"], ["件"]), "receipt": (["来文", "收文"], ["登记"], ["份", "件"]),
        "problem": (["存在问题", "问题"], ["查摆"], ["项", "个"])},
}
TITLES = {"annual": ["关于{X YYYY年|date}度老干部工作情况的报告", "云岭市委老干部局{X YYYY年|date}工作总结和下年安排"],
          "half": ["关于{X YYYY年|date}上半年老干部工作情况的报告"], "quarter": ["云岭市委老干部局{X YYYY年|date}第三季度工作小结"]}
UNIT_HEADINGS = ["{U A}", "{U A}开展工作的情况"]
SECTIONS = [("强化政治引领", "study"), ("建强组织", "party"), ("用心服务老同志", "service"), ("抓好宣传与办信", "work"), ("同上年相比", "growth"),
            ("其他有关情况", "others"), ("来年工作安排", "plan")]
TABLES = [
    {"shape": "units", "caption": "表{X 1|ordinal}：各支部开展情况", "head": ["单位"], "total": "总计"},
    {"shape": "kinds", "caption": "主要数据一览", "head": ["类别", "场次（次）", "人次（人次）"]},
    {"shape": "years", "caption": "两年数据", "head": ["指标", "YYYY年", "YYYY年"]},
]
TEMPLATES = {
    "study": [
        ("抓实理论武装，{P doc}先后{V a=study}{K a}{n a}、{V b=study}{K b}{n b}。", {"cls": ["F01"]}),
        ("{P doc}，{K a=study}共{V a}{n a m=次}，{s a.headcount}参加。", {"cls": ["F18"]}),
        ("{K a=hours}{n a}，学时累计达{s a.hours}。", {}),
        ("全年的{K a=study}，每次平均有{a a.headcount}参加，{P doc}总计{s a.headcount}。", {"cls": ["F30"]}),
        ("{K a=study}在{P H1}{V a}{n a m=次}，{P H2}又{V a}{n a m=次}。", {}),
        ("仅{P Q4}就{V a=study}{K a}{n a}。", {}),
        ("围绕党的{N congress}报告，{K a=study}达{n a}。", {"cls": ["F09"]}),
        ("{P doc}{V a=study}{K a}{n a st=any m=次}，听众{s a.headcount st=any}。", {"cls": ["F04"]}),
    ],
    "party": [
        ("一年中，支部党员大会开了{n general_meeting}，支委会开了{n committee_meeting}，党课上了{n special_lecture}。", {"cls": ["F01"]}),
        ("{P doc}，{U A}{V a=branchly}{K a}{n a}。", {"cls": ["F20"]}),
        ("{u A}和{u B}的{K a=branchly}分别为{n a u=A m=次}和{n a u=B m=次}。", {"cls": ["F13", "F20"]}),
        ("{P doc}{V a=branchly}{K a}{n a g=sum1 role=total m=次}：{P H1}{n a g=sum1 m=次}，{P H2}{n a g=sum1 m=次}。", {"cls": ["F14", "F19"]}),
        ("支部党员大会{n general_meeting g=sum1 m=次}，支委会{n committee_meeting g=sum1 m=次}，两会总计{t sum1}。", {"cls": ["F14"]}),
        ("{P doc}{V a=branchly}{K a}{n a u=W g=sum1 role=total m=次}，其中{B a g=sum1}。", {"cls": ["F14", "F20"]}),
        ("{P doc}，{E a=meeting}。", {"cls": ["F13"]}),
        ("党员{d a=persons.present}参加了{K a}，合{s a.headcount}。", {"cls": ["F18"]}),
        ("{U A}的{K a=persons}{n a}，到会{s a.headcount}。", {"cls": ["F18", "F20"]}),
        ("支部学习坚持经常，每季度{q branch_study}。", {"cls": ["F13"]}),
        ("单是{P month}，就{V a=branchly}{K a}{n a}。", {"cls": ["F19"]}),
        ("严格执行“{N fixed}”，{K a=branchly}{n a}，{K b=branchly}{n b}。", {"cls": ["F09", "F23"]}),
        ("条例要求支委会每月至少{c 1=1..1|次|mode=requirement b=min kind=committee_meeting per=month}，{P doc}实开{n committee_meeting}。", {"cls": ["F22"]}),
        ("谈心谈话{n heart_talk m=次}，全年{z 未出现违规违纪问题|incident|起}。", {"cls": ["F21"]}),
    ],
    "branch": [
        ("支部党员大会开了{n general_meeting}，支委会开了{n committee_meeting}。", {"cls": ["F20"]}),
        ("{K a=branchly}{n a}，{K b=branchly}{n b}。", {"cls": ["F20"]}),
        ("{P H2}，{V a=branchly}{K a}{n a}。", {"cls": ["F20", "F19"]}),
        ("该支部{V a=branchly}{K a}{n a}，参加{s a.headcount}。", {"cls": ["F20", "F37"]}),
    ],
    "service": [
        ("{P doc}{V a=crowd}{K a}{n a}，{s a.headcount}从中受益。", {"cls": ["F18"]}),
        ("{P doc}活动{n activity g=of1 role=total m=场}（文化体育{n activity[activity_type=culture] g=of1 m=场}，志愿服务{n activity[activity_type=volunteer] g=of1 m=场}）。", {"cls": ["F14"]}),
        ("{K a=crowd}每场平均{a a.headcount}，全部{n a}共{s a.headcount}。", {"cls": ["F30"]}),
        ("带着感情走访，{P doc}上门看望{s visit.households}，惠及{s visit.people}，慰问金合计{s visit.money}。", {"cls": ["F17", "F18"]}),
        ("发放慰问金{s visit.money}，{P H2}走访{s visit.households st=any}。", {"cls": ["F04", "F19"]}),
        ("{K a=crowd}{n a st=any m=场}，现场听众{s a.headcount st=any}。", {"cls": ["F04"]}),
        ("{P to9}已{V a=crowd}{K a}{n a}。", {"cls": ["F19"]}),
        ("{V a=crowd}{K a}，{P Q1}{n a m=场}，{P Q2}{n a m=场}。", {"cls": ["F19"]}),
        ("{N holiday}期间组织走访，{P doc}慰问老同志{s visit.people st=any}。", {"cls": ["F24", "F04"]}),
    ],
    "work": [
        ("推送信息{n publication m=篇}，网站{n publication[channel=website] m=篇}、视频号{n publication[channel=video] m=篇}。", {"cls": ["F14"]}),
        ("{P doc}接到群众来信来访{n feedback g=of1 role=total m=件}，其中来电{n feedback[channel=telephone] bare g=of1 m=件}、来访{n feedback[channel=visit] g=of1 m=件}。", {"cls": ["F14", "F23"]}),
        ("群众来信来访按方式分，来访占比为{r feedback[channel=visit]}。", {"cls": ["F16"]}),
        ("账号推送月均{m publication}。", {"cls": ["F30"]}),
        ("存在问题{n problem g=of1 role=total m=项}，整改完成{n problem[state=closed] g=of1 m=项}，剩余{o of1}限期整改。", {"cls": ["F29"]}),
        ("逐级签订目标责任书{n responsibility_letter m=份}，出台管理办法和制度{n regulation m=个}。", {"cls": ["F01"]}),
        ("{P Q13}推送信息{n publication m=条}，{P Q4}{n publication m=条}。", {"cls": ["F19"]}),
        ("安全形势平稳，{P doc}{z 零事故|incident|起}。", {"cls": ["F21"]}),
        ("来文登记{n receipt st=any m=份}。", {"cls": ["F04"]}),
    ],
    "growth": [
        ("{P last}推送信息{n publication g=growth1 role=before m=条}，{P this}推送{n publication g=growth1 m=条}，{g publication g=growth1 role=total}。", {"cls": ["F16", "F19"]}),
        ("{K a=many}{n a}，与{p last}相比{x a}。", {"cls": ["F19"]}),
        ("{P doc}{V a=many}{K a}{n a}，较上年同期{g a}。", {"cls": ["F16", "F19"]}),
        ("走访慰问惠及{s visit.people noswap}，同比{gs visit.people}。", {"cls": ["F16", "F19"]}),
        ("{V a=many}{K a}由{p last}的{n a p=last}变为{p this}的{n a p=this}。", {"cls": ["F19"]}),
    ],
    "others": [
        ("修剪绿植{c 80..400|株}，更换灯具{c 12..60|盏}。", {"cls": ["F01"]}),
        ("合唱队固定队员有{c 二十七八=27..28|名}。", {"cls": ["F07"]}),
        ("市卫健委公布的数据显示，全市现有社区医院{c 40..90|所|mode=quoted}。", {"cls": ["F33"], "mode": "quoted"}),
        ("早在{N year}，老年大学就开设了{c 4..11|个|mode=history}班次。", {"cls": ["F33"], "mode": "history"}),
        ("有{c 2..9|位}老同志获得市级荣誉。", {"cls": ["F01"]}),
        ("乒乓球、书法、摄影、合唱{c 四=4..4|个}兴趣小组活动正常。", {"cls": ["F32"]}),
        ("根据{N docno}，对照{N code}，于{N day}{N time}在{N rooms}作了部署。", {"cls": ["F12"]}),
        ("其一，统筹一盘棋；其二，拧成一股绳；其三，十分注重实效。", {"cls": ["F11"], "free": ["其一", "其二", "其三"]}),
        ("有关做法在市里{N session}工作例会上作了交流，综合考评居{N rank}位。", {"cls": ["F08"]}),
        ("“{N plan}”规划（{N years}）实施以来，公车（{N plate}）管理更加规范，值班电话{N phone}全天畅通。", {"cls": ["F10", "F12"]}),
        ("每期课堂安排{c 两三=2..3|名|per=期}志愿者，参加者多在{c 20—30=20..30|人|per=期}。", {"cls": ["F07"]}),
    ],
    "plan": [
        ("{P next}将组织宣讲{c 10..24|场|kind=speakers_session mode=plan}、读书会{c 3..8|次|kind=reading_activity mode=plan}。", {"cls": ["F22"]}),
        ("目标是{P next}推送信息不低于{c 120..400|条|kind=publication mode=plan b=min}。", {"cls": ["F22", "F05"]}),
        ("拟再建服务站{c 2..6|处|mode=plan}，培训骨干{c 40..90|名|mode=plan}。", {"cls": ["F22"]}),
        ("坚持“{N fixed}”不放松，一件一件抓落实。", {"cls": ["F09"]}),
    ],
}
