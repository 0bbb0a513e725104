# What goes out is approved by another person, who approves exactly what was shown; a change afterwards voids the approval.

$ youju init office --pack retired-cadres --unit 示例局
$ youju person add office 张三 李四
$ youju user add office zhang 张三 --role clerk --role reviewer --json
keep CODE = json code
file code.txt = {CODE}
file zhang.txt = a long password of zhang
$ youju user password office zhang --code-file code.txt --password-file zhang.txt
$ youju user add office li 李四 --role reviewer --json
keep CODE = json code
file code.txt = {CODE}
file li.txt = a long password of li
$ youju user password office li --code-file code.txt --password-file li.txt
# A one-time code works once.
$ youju user password office li --code-file code.txt --password-file zhang.txt
exit 3
$ youju record list office --as li --password-file zhang.txt
exit 3

# Zhang drafts and submits; a draft counts nowhere.
file 发布.csv = 账号发布内容\n发布时间,标题,重要内容,链接,撰稿人,审核人,状态\n2023-11-02,银发风采,否,https://a.example/1,张三,李四,草稿\n
$ youju import office 发布.csv --as zhang --password-file zhang.txt
> 接受 1
$ youju record list office --json
keep R = json records 0 id
json records 0 state == "draft"
$ youju record submit office {R} --as zhang --password-file zhang.txt
$ youju figure office 'count(账号发布内容)' --year 2023 --json
json value == 0
json nearly 0 reason == "state:in_review"

# Nobody approves own work, even with the role of a reviewer.
$ youju record show office {R} --as zhang --password-file zhang.txt --json
json steps 0 id == "approve"
json steps 0 allowed == false
keep SHOWN = json steps 0 shown
$ youju record approve office {R} --shown {SHOWN} --as zhang --password-file zhang.txt
exit 3
> 须由另一人审核

# Who was given no right to approve cannot; nor without saying what was seen.
$ youju record approve office {R} --shown {SHOWN}
exit 3
$ youju record approve office {R} --as li --password-file li.txt
exit 2
> --shown

# Li looks; Zhang changes the title meanwhile; what Li saw is no more, so nothing happens.
$ youju record show office {R} --as li --password-file li.txt --json
json steps 0 allowed == true
keep SEEN = json steps 0 shown
$ youju record edit office {R} 标题=银发风采（修订） --as zhang --password-file zhang.txt
exit 2
> 理由
$ youju record edit office {R} 标题=银发风采（修订） --reason 标题有误 --as zhang --password-file zhang.txt
$ youju record approve office {R} --shown {SEEN} --as li --password-file li.txt
exit 5
> 没有生效

# Li looks again and approves; the same approval a second time does nothing.
$ youju record show office {R} --as li --password-file li.txt --json
keep SEEN = json steps 0 shown
$ youju record approve office {R} --shown {SEEN} --as li --password-file li.txt --json
json moved == true
json state == "approved"
$ youju record approve office {R} --shown {SEEN} --as li --password-file li.txt
exit 5

# An edit after the approval: it is void, says so, and the old digest is worth nothing.
$ youju record edit office {R} 标题=又改 --reason 再改 --as zhang --password-file zhang.txt
> 原来的审核失效
$ youju record step office {R} publish --as zhang --password-file zhang.txt
exit 5
$ youju record submit office {R} --as zhang --password-file zhang.txt
$ youju record approve office {R} --shown {SEEN} --as li --password-file li.txt
exit 5
$ youju record show office {R} --as li --password-file li.txt --json
keep SEEN = json steps 0 shown
$ youju record approve office {R} --shown {SEEN} --as li --password-file li.txt
$ youju record step office {R} publish --as zhang --password-file zhang.txt --json
json state == "published"
$ youju figure office 'count(账号发布内容)' --year 2023 --json
json value == 1

# A right taken away counts at once; nobody changes their own.
$ youju user withdraw office li reviewer
$ youju record void office {R} --reason 试试 --as li --password-file li.txt
exit 3
$ youju user grant office zhang administrator --as zhang --password-file zhang.txt
exit 3
