# The annual report is held against its own ledger: every figure of the model report is found, and each mistake in it is told.

$ cp -r @samples/bureau in
$ youju init office --pack retired-cadres --unit 云岭市委老干部局 --go-live 2024-01-01
$ youju unit add office 机关党支部 银发宣讲团
$ youju import office in/花名册.xlsx
$ youju import office in/2023年三会一课台账.xlsx in/2023年主题党日台账.xlsx in/2023年第四季度补报.xlsx in/2023年学习台账.xlsx in/2023年公众号发布清单.csv
$ youju import office in/2023年责任书签订台账.xlsx in/2023年活动台账.xlsx in/账号和群组登记.xlsx in/规章制度清单.xlsx
exit 1

# What the program writes itself contradicts nothing.
$ youju report make office --template annual-analysis --year 2023 -o report.docx -o report.html
# Everything was taken over from before the go-live date: no share of late entries is stated, least of all 0%.
$ grep -c 年度内没有可以判断是否补录的记录 report.html
> 1
$ youju check office report.docx --period 2023 --json
json coverage findings == 0

# The eight figures of the model report in a clerk's words, under headings and beside each other.
file good.txt = 2023年度工作总结\n\n一、学习情况\n全年开展专题学习4次，组织研讨2次。\n\n二、组织生活\n坚持“三会一课”制度，召开党员大会8次、支委会11次，开展主题党日7次，讲专题党课5次，组织支部学习14次。\n\n三、宣传工作\n账号全年发布内容114条。\n
$ youju check office good.txt --json
json len claims == 8
json claims 0 binding expr == "count(topical_study; unit=u1; 2023)"
json claims 0 verdict == "supported"
json claims 1 binding expr == "count(seminar; unit=u1; 2023)"
json claims 1 verdict == "supported"
json claims 2 binding expr == "count(general_meeting; unit=u1; 2023)"
json claims 2 verdict == "supported"
json claims 3 binding expr == "count(committee_meeting; unit=u1; 2023)"
json claims 3 verdict == "supported"
json claims 4 binding expr == "count(theme_day; unit=u1; 2023)"
json claims 4 verdict == "supported"
json claims 5 binding expr == "count(special_lecture; unit=u1; 2023)"
json claims 5 verdict == "supported"
json claims 6 binding expr == "count(branch_study; unit=u1; 2023)"
json claims 6 verdict == "supported"
json claims 7 binding expr == "count(publication; unit=u1; 2023)"
json claims 7 verdict == "supported"
$ youju check office good.txt
> 台账中为114条，与文中一致

# One mistake in each: a wrong number, digits swapped, last year's, the plan's.
file bad.txt = 2023年度工作总结\n\n一、学习情况\n全年开展专题学习5次，组织研讨3次。\n\n二、组织生活\n坚持“三会一课”制度，召开党员大会9次、支委会12次，开展主题党日12次，讲专题党课4次，组织支部学习41次。\n\n三、宣传工作\n账号全年发布内容141条。\n
$ youju check office bad.txt --json
exit 1
json coverage findings == 8
json claims 0 ledger_value == 4
json claims 1 ledger_value == 2
json claims 2 ledger_value == 8
json claims 3 ledger_value == 11
json claims 4 ledger_value == 7
json claims 5 ledger_value == 5
json claims 6 ledger_value == 14
json claims 7 ledger_value == 114

# Totals, remainders and averages are figures, too; a total that is wrong is told even where its parts are right.
file sums.txt = 2023年召开党员大会8次、支委会11次，合计20次。平均每月发布内容约10条。按规定支委会全年应召开12次。
$ youju check office sums.txt --json
exit 1
json claims 2 binding expr == "count(general_meeting; unit=u1; 2023) + count(committee_meeting; unit=u1; 2023)"
json claims 2 ledger_value == 19
json claims 3 binding expr == "count(publication; unit=u1; 2023) / 12"
json claims 3 verdict == "approximately"
json claims 4 binding expr == "required(committee_meeting; unit=u1; 2023)"
json claims 4 verdict == "supported"
