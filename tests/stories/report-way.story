# A report goes to its reviewer, to its signer, to the superior, and comes back.
$ youju init office --pack retired-cadres --unit 示例局 --go-live 2023-01-01
keep CODE = after 口令： in leader
file code = {CODE}
file password = 一个足够长的登录密码
$ youju user password office leader --code-file code --password-file password
$ youju user add office li 李四 --role reviewer --json
keep CODE = json code
file code = {CODE}
$ youju user password office li --code-file code --password-file password
$ youju add office "2023年2月17日 主题党日 走进社区 21人"
$ youju report make office --template activity-statistics --year 2023 -o a.docx --json
keep REPORT = json report
keep SHOWN = json shown
$ youju report where office {REPORT}
> 还没有送审
$ youju report ask office {REPORT} --reviewer li
exit 2
> 签发人
$ youju report ask office {REPORT} --reviewer li --signer nobody
exit 4
$ youju report ask office {REPORT} --reviewer li --signer leader
> 在李四手里审核
$ youju report sign office {REPORT} --shown {SHOWN} --as leader --password-file password
exit 5
> 李四
# It is returned with a reason; nobody signs it until it is sent round again.
$ youju report return office {REPORT} --shown {SHOWN} --as li --password-file password
exit 2
$ youju report return office {REPORT} --shown {SHOWN} --reason 缺一次活动 --as li --password-file password
> 已退回
> 缺一次活动
$ youju report sign office {REPORT} --shown {SHOWN} --as leader --password-file password
exit 5
$ youju add office "2023年3月17日 主题党日 学雷锋 19人"
$ youju report make office --template activity-statistics --year 2023 -o b.docx --json
keep REPORT = json report
keep SHOWN = json shown
$ youju report ask office {REPORT} --reviewer li --signer leader
$ youju report review office {REPORT} --shown {SHOWN} --as li --password-file password
> 等签发
$ youju report sign office {REPORT} --shown {SHOWN} --as leader --password-file password
> 已签发
# To the superior: the exact files, a receipt, a return.
$ youju report send office {REPORT} --to 市委老干部局 --way 公文交换
> 已报送
$ youju report send office {REPORT} --to 市委老干部局
exit 5
$ youju report receipt office {REPORT} --number 收字12号
> 上级已收
$ youju report sent-back office {REPORT} --reason 与去年不衔接
> 被上级退回
$ youju add office "2023年4月17日 主题党日 植树 19人"
$ youju report correct office {REPORT} --as leader --password-file password
$ youju report send office {REPORT} --to 市委老干部局 --json
json state == "sent"
json len marks 7 files == 6
# This year against last.
$ youju report compare office {REPORT}
> 没有上年
$ youju report make office --template activity-statistics --year 2024 -o c.docx --json
keep NEXT = json report
$ youju report compare office {NEXT} --json
json before == "{REPORT}"
$ youju verify office
