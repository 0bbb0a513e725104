# A report is made, signed by the leader, checked by an inspector, and corrected when the ledger moves on.
# The clerk keeps three theme days and a committee meeting.
$ youju init office --pack retired-cadres --unit 示例局 --go-live 2023-01-01
keep CODE = after 口令： in leader
file code = {CODE}
file password = 一个足够长的登录密码
$ youju user password office leader --code-file code --password-file password
$ youju add office "2023年2月17日 主题党日 走进社区 21人"
$ youju add office "2023年3月17日 主题党日 学雷锋 19人"
$ youju add office "2023年3月20日 支委会 研究工作要点 5人"

# The report of the year, in all three forms.
$ youju report make office --template annual-analysis --year 2023 --date 2024-01-10 -o r.docx -o r.pdf -o r.html --json
json len figures >= 30
keep REPORT = json report
keep SHOWN = json shown
# The same office, size and day give the same bytes.
$ youju report make office --template annual-analysis --year 2023 --date 2024-01-10 -o again.docx --json
$ cmp r.docx again.docx

# Whoever made it does not sign it; and what is signed is what was shown.
$ youju report sign office {REPORT} --shown {SHOWN}
exit 3
$ youju report sign office {REPORT} --shown 0000 --as leader --password-file password
exit 5
> 有了改动
$ youju report sign office {REPORT} --shown {SHOWN} --as leader --password-file password
> 已签发（第 1 次）
$ youju report drift office {REPORT}
> 没有变化

# The inspector gets one file, and it says what it can and cannot prove.
$ youju report bundle office {REPORT} -o bundle.zip
$ youju verify bundle.zip
> 0 项不符
> 事先留存的检查点
$ youju verify bundle.zip --json
json len findings == 0
# With a checkpoint held before, and with one of another log.
$ youju seal office
$ youju init other --pack common --unit 别的局
$ youju verify bundle.zip --anchor other/high-water
exit 9
# The key known before, by either name of the option; another key is another log.
$ youju verify bundle.zip --json
keep VKEY = json vkey
$ youju verify bundle.zip --vkey {VKEY} --json
json key_pinned == true
$ youju verify bundle.zip --key {VKEY} --json
json key_pinned == true
$ youju verify bundle.zip --vkey example.org+00000000+AQ==
exit 9

# A forgotten theme day is entered: the signed figure no longer fits, and a numbered notice says so.
$ youju add office "2023年5月19日 主题党日 参观档案馆 23人"
$ youju report drift office {REPORT}
exit 1
> 主题党日：签发时 2，现在 3
> 参观档案馆
$ youju report correct office {REPORT} -o notice.docx -o notice.pdf --as leader --password-file password
> 第 1 号更正通知
# A notice that was issued is issued, also when its file cannot be written where it was wanted; and it can be had again.
$ youju report correct office {REPORT} -o nowhere/notice.docx --as leader --password-file password
exit 1
> 第 2 号更正通知
> report file office
$ youju report file office {REPORT} --notice 2 -o second.docx
$ youju report correct office {REPORT} -o notice.txt --as leader --password-file password
exit 2
$ youju report file office {REPORT} --notice 3 -o third.docx
exit 4
# The signed files too, byte for byte.
$ youju report file office {REPORT} -o signed.docx -o signed.pdf
$ cmp signed.docx r.docx
$ cmp signed.pdf r.pdf
# The signed report stays as it was, and its bundle still verifies.
$ youju report bundle office {REPORT} -o later.zip
$ youju verify later.zip
> 0 项不符

# A quarter, and a template that does not exist.
$ youju report make office --template quarterly-analysis --year 2023 --quarter 1 -o q.html
$ youju report make office --template quarterly-analysis --year 2023 -o q.html
exit 2
> 第几季度
# Kinds that no rule asks for stand in a chart of months, too.
$ youju report make office --template activity-statistics --year 2023 -o s.html -o s.docx
$ youju report make office --template no-such --year 2023 -o q.html
exit 4
> annual-analysis
# A value that is missing is an error with its place, never a gap.
file broken.report = +++\nid = "broken"\nnames = { zh = "坏", en = "Broken" }\ntitle = "{unit}"\n[figures]\nshare = "ratio(count(问题; 状态=已整改) / count(问题))"\n+++\n整改率{share}。
$ youju report make office --template broken.report --year 2023 -o x.html
exit 2
> 第 6 行
> 没有值
file worse.report = +++\nid = "worse"\nnames = { zh = "坏", en = "Worse" }\ntitle = "{unit}"\n[figures]\nstudy = "count(专题学习)"\n+++\n开展{stduy}次。
$ youju report make office --template worse.report --year 2023 -o x.html
exit 2
> 第 8 行
> study
