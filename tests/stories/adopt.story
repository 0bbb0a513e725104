# A report goes to the office's own word processor and comes back: the words are the office's, the numbers stay answerable.
$ youju init office --pack retired-cadres --unit 示例局 --go-live 2023-01-01
keep CODE = after 口令： in leader
file code = {CODE}
file password = 一个足够长的登录密码
$ youju user password office leader --code-file code --password-file password
$ youju add office "2023年2月17日 主题党日 走进社区 21人"
$ youju add office "2023年3月17日 主题党日 学雷锋 19人"
$ youju add office "2023年3月20日 支委会 研究工作要点 5人"
$ youju report make office --template annual-analysis --year 2023 --date 2024-01-10 -o r.docx --json
keep REPORT = json report

# Only words were changed: everything is found again, and the edited file is what is to be signed.
$ python3 @root/tests/edit_docx.py r.docx words.docx "words=年初细化分工、逐级压实责任:年初把责任分到人" "add=这一段是办公室自己写的。"
$ youju report adopt office words.docx --report {REPORT} --json
json len found >= 25
json len changed == 0
json len missing == 0
json len other_numbers == 0

# Edited with a heavier hand: a number typed over, a figure deleted, a paragraph with numbers of its own.
$ python3 @root/tests/edit_docx.py r.docx hard.docx figure=theme_day:9 delete=committee "words=年初细化分工:年初就细化分工" "add=另外走访老同志45户。"
$ youju report adopt office hard.docx --report {REPORT} --lang zh
exit 1
> 改动：主题党日，原为 2，文中为 9
> 不见了：支委会（1）
> 没有记录支持：另外走访老同志45户。
$ youju report adopt office hard.docx --report {REPORT} --json
exit 1
json changed 0 was == "2"
json changed 0 is == "9"
json missing 0 key == "committee"
keep ADOPTED = json report
keep SHOWN = json shown
keep DIGEST = json digest

# What is signed is that file, byte by byte; not what the program wrote, and not by whoever brought it back.
$ youju report sign office {ADOPTED} --shown {SHOWN}
exit 3
$ youju report sign office {ADOPTED} --shown {SHOWN} --as leader --password-file password
> 已签发（第 1 次）
$ youju report bundle office {ADOPTED} -o bundle.zip
$ youju verify bundle.zip
> 0 项不符
$ python3 -c "import zipfile,hashlib;z=zipfile.ZipFile('bundle.zip');print([n for n in z.namelist() if hashlib.sha256(z.read(n)).hexdigest()=='{DIGEST}'])"
> docx
$ youju report drift office {ADOPTED}
> 没有变化

# Another document, and one that is none.
$ youju report make office --template quarterly-analysis --year 2023 --quarter 1 -o q.docx --json
$ youju report adopt office q.docx --report {REPORT} --lang en
exit 2
> may be another document
file none.docx = not a document
$ youju report adopt office none.docx --report {REPORT}
exit 2
# The report that was adopted once may be edited and brought back once more.
$ youju report adopt office words.docx --report {ADOPTED} --json
json len missing == 0
