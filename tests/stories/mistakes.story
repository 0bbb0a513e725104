# Mistakes: each is said plainly, with what to do, and has its exit code; nothing is half-done.

$ youju init office --pack retired-cadres --unit 示例局
# Usage: 64.
$ youju figur office 'count(主题党日)'
exit 64
> figure
$ youju
exit 64
$ youju figure office
exit 64
$ youju figure office 'count(主题党日)' --yaer 2023
exit 64
> --year

# Not there: 4.
$ youju import office 没有这个文件.xlsx
exit 4
> 没有这个文件.xlsx
$ youju figure no-office 'count(主题党日)'
exit 4
> no-office
$ youju record show office 01a204f7-6e8e-7289-a603-169a4f0cb31c
exit 4
$ youju init other --pack no-such-pack
exit 4
> no-such-pack
> retired-cadres
$ youju report make office --template no-such-template --year 2023 -o r.html
exit 4

# In the way: 5.
$ youju init office --pack retired-cadres --unit 示例局
exit 5

# An expression that cannot be read says where, and offers one that can.
$ youju figure office 'count(主题档日)' --year 2023
exit 2
> 第 7 列
> count(主题党日)
$ youju figure office 'sum(主题党日.出席人次)' --year 2023
exit 2
> 出席人次
$ youju figure office 'count(主题党日; 主持人=张三)' --year 2023
exit 2
$ youju figure office 'count(主题党日' --year 2023
exit 2
$ youju figure office 'count(主题党日)' --year 20233
exit 2

# A pack with a mistake is refused with file, line and what to write.
$ cp -r @root/tests/packs/forbidden wrong
$ youju init other --pack wrong/attitude_field
exit 2

$ youju report make office --template annual-analysis --year 2023 -o r.odt
exit 2
> r.odt

# Numbers, places in the log, states and languages that cannot be read are refused, never taken for something else.
$ youju record list office -n many
exit 2
> 1 到 100000
$ youju record list office --state 没有这个状态
exit 2
$ youju record show office 01a204f7-6e8e-7289-a603-169a4f0cb31c --at 3x
exit 2
$ youju report make office --template annual-analysis --year 2023 --quarter x -o r.html
exit 2
> --quarter
$ youju record list office --lang fr
exit 64
> --lang
$ youju search office " "
exit 2
$ youju verify no-such.zip
exit 4
> no-such.zip

# A workbook without a sheet, a table without a name, an unknown encoding.
file dates.csv = 活动时间,活动主题\n2月30日,甲\n
$ youju import office dates.csv --kind theme_day --dry-run
exit 1
> dates.csv（csv UTF-8）
> 2月30日
not> “”
$ cp /dev/null empty.csv
$ youju import office empty.csv
exit 2
not> （ ）

# After all that the office is as it was.
$ youju record list office --json
json len records == 0
$ youju verify office
