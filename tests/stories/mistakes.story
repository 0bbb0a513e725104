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

# After all that the office is as it was.
$ youju record list office --json
json len records == 0
$ youju verify office
