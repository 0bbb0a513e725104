# What stands around the text of an official document: head, number, signer, copies; and a table on turned pages.
$ youju init office --pack retired-cadres --unit 示例局
$ youju add office "2023年2月17日 主题党日 走进社区 21人"
file full.report = +++\nid = "full"\nnames = { zh = "全", en = "Full" }\nperiod = "year"\ntitle = "{unit}{year}年报告"\nissuer = "{unit}文件"\nnumber = "示发〔{year}〕5号"\nsigner = "张三"\ncopies = "市直机关工委，各党支部"\nprinted_by = "{unit}办公室"\nseal = false\ndraft_mark = true\n[figures]\na = "count(主题党日)"\n+++\n# 一、情况\n全年{a}次。\n::sign\n::landscape\n::records 一览表 kind=主题党日 columns=date,title,state\n
$ youju report make office --template full.report --year 2023 --date 2024-01-10 -o r.html -o r.docx -o r.pdf
$ cat r.html
> 草稿
> 示例局文件
> 示发〔2023〕5号
> 张三
> signed bare
> page turned
> 走进社区
> 抄送：市直机关工委，各党支部。
> 示例局办公室
> 2024年1月10日印发
$ pdftotext -layout r.pdf -
> 抄送：市直机关工委，各党支部。
$ pdfinfo r.pdf
> Tagged:          yes
# The same bytes when made again.
$ youju report make office --template full.report --year 2023 --date 2024-01-10 -o again.pdf -o again.docx
$ cmp r.pdf again.pdf
$ cmp r.docx again.docx
# What cannot be right is said with its line.
file lone.report = +++\nid = "lone"\nnames = { zh = "全", en = "Full" }\nperiod = "year"\ntitle = "报告"\n+++\n::landscape\n一段文字。\n
$ youju report make office --template lone.report --year 2023 -o x.html
exit 2
> ::records
file number.report = +++\nid = "number"\nnames = { zh = "全", en = "Full" }\nperiod = "year"\ntitle = "报告"\nnumber = "5号"\n+++\n一段文字。\n
$ youju report make office --template number.report --year 2023 -o x.html
exit 2
> issuer
file seal.report = +++\nid = "seal"\nnames = { zh = "全", en = "Full" }\nperiod = "year"\ntitle = "报告"\nseal = "no"\n+++\n一段文字。\n
$ youju report make office --template seal.report --year 2023 -o x.html
exit 2
> true
