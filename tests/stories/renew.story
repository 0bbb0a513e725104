# Last year's report is checked, then becomes this year's draft: bound numbers and years as tracked changes.

$ cp -r @samples/bureau in
$ youju init office --pack retired-cadres --unit 云岭市委老干部局 --go-live 2024-01-01
$ youju unit add office 机关党支部 银发宣讲团
$ youju import office in/花名册.xlsx
$ youju import office in/2023年三会一课台账.xlsx in/2023年主题党日台账.xlsx in/2023年第四季度补报.xlsx in/2023年学习台账.xlsx
$ youju report make office --template annual-analysis --year 2023 -o report.docx

# Made from records of 2023 and renewed to 2022, of which there is one record: every number that has none keeps standing, with a comment.
$ youju renew office report.docx --year 2022 -o earlier.docx --json
exit 1
json from_year == 2023
$ youju renew office report.docx --year 2022 -o earlier.docx
exit 1
> 已写入 earlier.docx
> 没有记录
# Word's own revisions: the draft is read with its changes taken in, so the year is the new one.
$ youju renew office earlier.docx --year 2022 -o again.docx
exit 2
$ youju renew office report.docx --year 2023 -o same.docx
exit 2
$ youju renew office report.docx --year 2024 -o report.docx
exit 5
file old.txt = 2023年召开党员大会8次。
$ youju renew office old.txt --year 2024 -o next.docx
exit 11
