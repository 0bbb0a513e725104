# The year 2023 of a bureau comes in from its own spreadsheets: what was read, what was unclear, what is missing, and each figure.

$ cp -r @samples/bureau in
$ youju init office --pack retired-cadres --unit 云岭市委老干部局 --go-live 2024-01-01
> 已建立“云岭市委老干部局”的台账
$ youju unit add office 机关党支部 银发宣讲团
$ youju import office in/花名册.xlsx
> 接受 32

# First a trial: it says the same as the import would, and writes nothing.
$ youju import office in/2023年活动台账.xlsx --dry-run
exit 1
> “2023.2.30”不是日期
> “3.1”可能是 3.10
> 日期 2024-01-05 不在本表的 2023 年内
> 名册里没有“丁一凡”
> 试导入：什么也没有写入
$ youju figure office 'count(活动)' --year 2023 --json
json value == 0

# Now all of it. Exit code 1 says that some rows want a look.
$ youju import office in/2023年三会一课台账.xlsx in/2023年主题党日台账.xlsx in/2023年第四季度补报.xlsx in/2023年学习台账.xlsx
> 日期 2022-12-29 不在本表的 2023 年内
> 与 2023年三会一课台账.xlsx 第 10 行重复
> 与 2023年三会一课台账.xlsx 第 16 行重复
not> 谈话内容 → 备注
$ youju import office in/2023年活动台账.xlsx in/2023年责任书签订台账.xlsx in/2023年问题整改清单.xlsx in/2024年工作要点.xlsx
exit 1
> 不清楚的行写在
$ youju import office in/规章制度清单.xlsx in/账号和群组登记.xlsx in/2023年来信来访登记.csv in/2023年公众号发布清单.csv --json
json files 3 encoding == "GB18030"
json files 3 counts accepted == 115
json files 3 counts duplicate == 1

# Every figure of the report, and behind each count exactly as many records.
$ youju figure office 'count(专题学习)' --year 2023 --json
json value == 4
json len records == 4
$ youju figure office 'count(研讨)' --year 2023 --json
json value == 2
json len records == 2
$ youju figure office 'count(主题党日)' --year 2023 --json
json value == 7
json len records == 7
json records 0 kind == "theme_day"
# Seven general meetings, and an organisational life meeting held in the form of one.
$ youju figure office 'count(党员大会)' --year 2023 --json
json value == 8
json len records == 8
# Eleven, although the old ledger has thirteen rows: one twice, one of 2022; and one came with the supplement.
$ youju figure office 'count(支委会)' --year 2023 --json
json value == 11
json len records == 11
json len nearly == 1
json nearly 0 title == "研究年终总结材料"
# Four lectures, and the one that was part of a theme day.
$ youju figure office 'count(专题党课)' --year 2023 --json
json value == 5
json len records == 5
# Twelve times study, and two theme days with collective study.
$ youju figure office 'count(支部学习)' --year 2023 --json
json value == 14
json len records == 14
$ youju figure office 'count(账号发布内容)' --year 2023 --json
json value == 114
json len records == 114
$ youju figure office 'count(案件事故登记)' --year 2023 --json
json value == 0
json len records == 0
$ youju figure office 'count(责任书)' --year 2023 --json
json value == 16
json nearly 0 title == "年度工作责任书（办公室·姚乐山）"
$ youju figure office 'count(问题; 状态=已整改)' --year 2023 --json
json value == 4
$ youju figure office 'count(工作要点; 2024)' --json
json value == 12
$ youju figure office 'distinct(宣讲员名册.姓名)' --year 2023 --json
json value == 10
# Asked for a part of it: one quarter, one unit, the whole office and the branch.
$ youju figure office 'count(主题党日; 2023Q1)' --json
json value == 2
$ youju figure office 'count(主题党日; 单位=机关党支部)' --year 2023 --json
json value == 7
$ youju figure office 'count(主题党日; 仅本级)' --year 2023 --json
json value == 0

# Open one for reading: its rule, its records.
$ youju figure office 'count(主题党日)' --year 2023
> 7 次
> “主题党日”的记录条数
> 2023年，按开始那天计
> 记录 7 条
> 走进社区共话新春
> 消防安全体验

# What is missing: five theme days and one committee meeting, with their months.
$ youju gaps office --year 2023
exit 1
> 主题党日
> 1月、4月、8月、10月、12月
> 支委会
> 8月
$ youju gaps office --year 2023 --kind 主题党日 --json
exit 1
json cadence 0 missing == 5
json cadence 0 required == 12
json cadence 0 held == 7
json len cadence 0 slots == 5
json cadence 0 slots 0 from == "2023-01-01"
json cadence 0 slots 4 from == "2023-12-01"
$ youju gaps office --year 2023 --kind 支委会 --json
exit 1
json cadence 0 missing == 1
json cadence 0 slots 0 from == "2023-08-01"
$ youju figure office 'missing(主题党日)' --year 2023 --json
json value == 5
$ youju figure office 'missing(支委会)' --year 2023 --json
json value == 1

# Evidence goes under a record, and the gap is gone.
$ youju figure office 'count(支委会; 2023-01)' --json
keep R = json records 0 id
$ youju evidence add office {R} in/佐证/2023-01-12_支委会_会议记录.docx --role 会议记录
> 已附上
$ youju record show office {R}
> 2023-01-12_支委会_会议记录.docx
$ youju search office 重走老渡口
> 重走老渡口

# The unclear rows lie in a file of their own; put right, they come in.
$ sed -i s/2023.2.30/2023.2.5/ in/2023年活动台账*未导入.csv
$ youju import office in/2023年活动台账*未导入.csv
exit 1
> 接受 1
$ youju figure office 'count(活动)' --year 2023 --json
json value == 17
