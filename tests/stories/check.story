# A clerk's draft about 2023 is held against the ledger: eight figures are found and explained, planted mistakes are caught.

$ cp -r @samples/bureau in
$ youju init office --pack retired-cadres --unit 云岭市委老干部局 --go-live 2024-01-01
$ youju unit add office 机关党支部 银发宣讲团
$ youju import office in/花名册.xlsx
$ youju import office in/2023年三会一课台账.xlsx in/2023年主题党日台账.xlsx in/2023年第四季度补报.xlsx in/2023年学习台账.xlsx
$ youju import office in/2023年责任书签订台账.xlsx in/2023年公众号发布清单.csv

# The draft as it should be.
file good.txt = 2023年，全局开展专题学习4次，组织研讨2次。召开党员大会8次、支委会11次，开展主题党日7次；上专题党课5次，组织支部学习14次。全年签订责任书16份。
$ youju check office good.txt --json
json len claims == 8
json claims 0 verdict == "supported"
json claims 0 binding expr == "count(topical_study; unit=u1; 2023)"
json claims 1 binding expr == "count(seminar; unit=u1; 2023)"
json claims 1 verdict == "supported"
json claims 2 binding expr == "count(general_meeting; unit=u1; 2023)"
json claims 2 ledger_value == 8
json len claims 2 records == 8
json claims 3 binding expr == "count(committee_meeting; unit=u1; 2023)"
json claims 3 verdict == "supported"
json claims 4 binding expr == "count(theme_day; unit=u1; 2023)"
json claims 4 verdict == "supported"
json claims 5 binding expr == "count(special_lecture; unit=u1; 2023)"
json claims 5 verdict == "supported"
json claims 6 binding expr == "count(branch_study; unit=u1; 2023)"
json claims 6 verdict == "supported"
json claims 7 binding expr == "count(responsibility_letter; unit=u1; 2023)"
json claims 7 verdict == "supported"
json coverage claims == 8
json coverage judged == 8
json coverage unread == 0

# With mistakes: one meeting too many, a half-year's figure, a unit that is not there, a plan, persons for visits.
file bad.txt = 2023年召开党员大会9次。全年召开支委会6次。第九支部召开党员大会3次。计划2024年开展主题党日12次。全年植树300棵。
$ youju check office bad.txt --json
exit 1
json claims 0 verdict == "contradicted"
json claims 0 ledger_value == 8
json claims 1 verdict == "contradicted"
json claims 1 hint rule == "half_year"
json claims 2 verdict == "ambiguous"
json claims 2 reason == "unit_unknown"
json claims 3 verdict == "not_judged"
json claims 3 reason == "plan"
json claims 4 verdict == "no_evidence"
json claims 4 reason == "not_bound"
json coverage findings == 2
$ youju check office bad.txt
exit 1
> 需要看的2处
> 台账中为8次，文中为9，相差+1
> 改正文：把9改为8。
> youju add office "2023年__月__日 党员大会 ____"
not> 造假
not> 虚假
$ youju check office bad.txt --lang en
exit 1
> The ledger says 8
not> false

# The answer as a page to print; a text takes no comments.
$ youju check office bad.txt -o result.html
exit 1
> 结果已写入
$ cat result.html
> <!DOCTYPE html>
> lang="zh-CN"
> class="contradicted"
> 台账中为8次
not> <script
$ youju check office bad.txt -o bad.txt
exit 5
$ youju check office bad.txt -o result.docx
exit 11

# Without a ledger: only whether the draft agrees with itself.
file sums.txt = 全年举办培训24期，其中上半年20期，下半年13期。
$ youju check --self sums.txt
exit 1
> 对不上
> 33
$ youju check --self good.txt
