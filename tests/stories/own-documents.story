# The office's own documents: last year's report as template, the superior's form, both with everything else in them left alone.
$ youju init office --pack retired-cadres --unit 示例局 --go-live 2022-01-01
$ youju add office "2022年2月18日 支委会 研究工作要点 5人"
$ youju add office "2023年2月17日 主题党日 走进社区 21人"
$ youju add office "2023年3月17日 主题党日 学雷锋 19人"
$ youju add office "2023年3月20日 支委会 研究工作要点 5人"

# Last year's report: its numbers are found and bound, what is no figure stays text.
$ python3 @root/tests/paper_files.py docx last.docx 2022年工作总结 2022年召开支委会十二次，开展主题党日7次，打算再做3件事。 项目|次数 支委会|12 2022年12月31日
$ youju report template add office last.docx --dry-run --json
json title == "2022年工作总结"
$ youju report template add office last.docx
exit 2
$ youju report template add office last.docx --id 年度
exit 2
> 编号
$ youju report template add office last.docx --id annual-analysis
exit 5
$ youju report template add office last.docx --id own-annual --title 年度总结
> count(committee_meeting)
> 已启用 own-annual@1
$ youju report templates office
> own-annual  年度总结（本单位的文件，第 1 版）
$ youju report template show office own-annual --year 2023 --json
json version == 1

# This year's: new numbers as they were written, the year moved on, the figures linked; one part of the file differs.
$ youju report make office --template own-annual --year 2023 --date 2024-01-10 -o this.docx --json
keep REPORT = json report
keep SHOWN = json shown
$ python3 @root/tests/paper_files.py text this.docx
> 2023年工作总结
> 2023年召开支委会一次，开展主题党日2次，打算再做3件事。
> 支委会
> 1
> 2024年1月10日
$ python3 @root/tests/paper_files.py parts last.docx this.docx word/document.xml
> 6 parts the same, 1 changed
$ python3 @root/tests/paper_files.py figures this.docx 3
$ youju report make office --template own-annual --year 2023 --date 2024-01-10 -o again.docx
$ cmp this.docx again.docx
$ youju report make office --template own-annual --year 2023 --date 2024-01-10 --revisions -o tracked.docx
$ python3 @root/tests/paper_files.py text tracked.docx
> 2023年召开支委会一次，开展主题党日2次
$ youju report make office --template own-annual --year 2023 -o this.pdf
exit 4
# Every number that was bound is good when the report is checked as anybody's draft.
$ youju check office this.docx --json
json coverage findings == 0

# It is signed like any other, and its bundle verifies.
$ youju user add office zhang 张三 --role leader --json
keep CODE = json code
file code = {CODE}
file password = 一个足够长的登录密码
$ youju user password office zhang --code-file code --password-file password
$ youju report sign office {REPORT} --shown {SHOWN} --as zhang --password-file password
> 已签发（第 1 次）
$ youju report bundle office {REPORT} -o bundle.zip
$ youju verify bundle.zip
> 0 项不符

# A value that is missing is an error with its place.
$ youju report template change office own-annual --bind 2=average(党员大会.出席人数) --json
json version == 2
$ youju report make office --template own-annual --year 2023 -o no.docx
exit 2
> 〔
$ youju report make office --template own-annual@1 --year 2023 --date 2024-01-10 -o old.docx
$ python3 @root/tests/paper_files.py text old.docx
> 2023年召开支委会一次，开展主题党日2次
$ youju report template withdraw office own-annual
$ youju report make office --template own-annual --year 2023 -o no.docx
exit 4

# The superior's form: cells pointed at figures once, filled each time; LibreOffice calculates the rest.
$ python3 @root/tests/paper_files.py xlsx form.xlsx
$ youju form add office form.xlsx --id quarter --cell B5=count(支委会)
exit 2
> 公式
$ youju form add office form.xlsx --id quarter --cell B1=count(支委会)
exit 2
> A1
$ youju form add office form.xlsx --id quarter --period quarter --title 季度统计表 --cell B3=required(支委会) --cell C3=count(支委会) --cell 统计表!B4=required(主题党日) --cell C4=count(主题党日)
> 已启用 quarter@1
$ youju form list office
> quarter@1
$ youju form fill office quarter --year 2023 -o q1.xlsx
exit 2
> 第几季度
$ youju form fill office quarter --year 2023 --quarter 1 -o q1.xlsx
> 4 个单元格
$ python3 @root/tests/paper_files.py parts form.xlsx q1.xlsx xl/workbook.xml xl/worksheets/sheet1.xml
> 7 parts the same, 2 changed
$ python3 @root/tests/paper_files.py calculated q1.xlsx B3=3次 C3=1次 D3=33% C4=2 D4=67% B5=6次 C5=3次
$ youju form fill office quarter --year 2023 --quarter 1 -o again.xlsx
$ cmp q1.xlsx again.xlsx
$ youju form withdraw office quarter
$ youju form list office
> 还没有上级表格
# What is no form is said.
file table.xlsx = 表
$ youju form add office table.xlsx --id other --cell B3=count(支委会)
exit 11
