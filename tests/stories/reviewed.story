# A Word report comes back with a comment at each number and nothing else changed; a correction is one step either way; last year's
# report becomes this year's draft, growth turning into decline.

$ cp -r @samples/bureau in
$ python3 @root/tests/drafts/make_drafts.py .
$ youju init office --pack retired-cadres --unit 云岭市委老干部局 --go-live 2024-01-01
$ youju unit add office 机关党支部 银发宣讲团
$ youju import office in/花名册.xlsx
$ youju import office in/2023年三会一课台账.xlsx in/2023年主题党日台账.xlsx in/2023年第四季度补报.xlsx in/2023年学习台账.xlsx in/2023年责任书签订台账.xlsx
$ youju add office "2022年3月5日 主题党日 参观 20人"
$ youju add office "2022年4月5日 主题党日 学习 20人"
$ youju add office "2022年5月5日 主题党日 劳动 20人"
$ youju add office "2022年6月5日 主题党日 走访 20人"
$ youju add office "2022年7月5日 主题党日 座谈 20人"

# Headings numbered by Word are labels; a number inserted by somebody's tracked change is read, the deleted one is not.
$ youju check office report-2023.docx -o reviewed.docx --json
json format == "docx"
json coverage findings == 0
json claims 0 text == "8"
json claims 2 text == "7"
json claims 2 verdict == "supported"
json claims 5 text == "40%"
json claims 5 verdict == "supported"
$ python3 @root/tests/drafts/look_docx.py reviewed.docx report-2023.docx
> comment 王某 [组织生活制度得到落实] 措辞再斟酌。
> comment Youju [2023年度工作总结] 共找到数字22处
> comment Youju [8] 与台账一致：台账中为8次
> comment Youju [11] 与台账一致
> comment Youju [7] 与台账一致
> 主题党日”的记录条数。范围：云岭市委老干部局及其下级。时间：2023年
> 2023-02-17 走进社区共话新春 [
> 列出全部：youju figure office 'count(theme_day; unit=u1; 2023)' --records --at
> comment Youju [40%] 与台账一致
> comment Youju [300] 台账中没有依据
> comment Youju [3] 有几种读法：台账里没有“第九支部”
> comment Youju [12] 不作判断：这是计划
> same word/styles.xml
> same word/footnotes.xml
> changed word/comments.xml
> same word/header1.xml
> same word/numbering.xml
> text unchanged
not> 造假

# Planted mistakes, each in two places: nine meetings for eight, twelve letters for sixteen.
$ youju check office report-wrong.docx -o wrong.docx --json
exit 1
json coverage findings == 4
json claims 0 verdict == "contradicted"
json claims 0 fixes text old == "9"
json claims 0 fixes text new == "8"
json claims 0 fixes add missing == 1
json claims 0 fixes add kind == "general_meeting"
json claims 0 fixes add from == "2023-01-01"
$ python3 @root/tests/drafts/look_docx.py wrong.docx
> comment Youju [9] 与台账不一致：台账中为8次，文中为9，相差+1。
> 改正文：把9改为8。
> 或者补录台账少的1条：youju add office "2023年__月__日 党员大会 ____" --unit 云岭市委老干部局
# The line as it stands adds nothing: people fill in the day and the subject.
$ youju add office "2023年__月__日 党员大会 ____" --unit 云岭市委老干部局
exit 2
$ youju add office "2023年12月20日 党员大会 通报年度考核情况" --unit 云岭市委老干部局
$ youju check office report-wrong.docx --json
exit 1
json claims 0 verdict == "supported"
json coverage findings == 2
# A reviewed report is checked again: its comments do not disturb.
$ youju check office wrong.docx --json
exit 1
json coverage findings == 2

# The next year: what the ledger has is renewed, what it has not is left with a comment.
$ youju add office "2024年2月5日 主题党日 参观 20人"
$ youju add office "2024年3月5日 主题党日 学习 20人"
$ youju add office "2024年4月5日 主题党日 劳动 20人"
$ youju add office "2024年5月5日 主题党日 走访 20人"
$ youju add office "2024年2月8日 党员大会 通报 20人"
$ youju renew office report-2023.docx --year 2024 -o draft-2024.docx --json
exit 1
json from_year == 2023
json renewed == 5
$ python3 @root/tests/drafts/look_docx.py draft-2024.docx report-2023.docx
> comment 王某 [组织生活制度得到落实] 措辞再斟酌。
> 由2023年的报告更新到2024年
> comment Youju [11] 台账中还没有：云岭市委老干部局2024年“支委会”的记录条数。数字没有改动。
> comment Youju [30] 没有认出
> comment Youju [12] 这里原是计划
> change Youju -2023 +2024
> change Youju -8 +1
> change Youju -7 +4
> change Youju -增长 +下降
> change Youju -40% +43%
> change Youju -2024 +2025
> same word/styles.xml
> same word/numbering.xml
> text unchanged

# The same words from paper: PDF and text give a page and JSON, and take no comments.
file report.txt = 2023年度工作总结\n\n一、党的建设\n全年召开党员大会12次，其中上半年5次。\n- 开展主题党日7次\n
$ youju check office report.txt -o page.html --json
exit 1
json format == "txt"
json claims 0 ledger_value == 9
$ cat page.html
> <meta http-equiv="Content-Security-Policy" content="default-src 'none'
> 与“云岭市委老干部局”的台账核对
> class="title"
> class="head"
> <mark class="contradicted" id="t1"><a href="#c1">12</a></mark>
> id="c1"
> 把12改为9
> <code><span>youju</span> <span>add</span> <span>office</span>
not> <script
not> http://
not> https://
$ youju check --self report.txt -o self.html
$ cat self.html
> 文内对不上的
