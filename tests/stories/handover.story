# Somebody leaves a post: what is open with them is listed, both sign the sheet, and what was theirs gets the other's name.

$ youju init office --pack retired-cadres --unit 示例局
$ youju person add office 张三 李四 王芳
$ youju user add office zhang 张三 --role clerk --role reviewer --json
keep CODE = json code
file code.txt = {CODE}
file zhang.txt = a long password of zhang
$ youju user password office zhang --code-file code.txt --password-file zhang.txt
$ youju user add office li 李四 --role clerk --json
keep CODE = json code
file code.txt = {CODE}
file li.txt = a long password of li
$ youju user password office li --code-file code.txt --password-file li.txt
$ youju user person office zhang 张三
$ youju user person office li 李四
# Nobody says of their own account whose it is: it would be a way to sign as somebody else.
$ youju user person office admin 李四
exit 3

# What Zhang holds: a duty, a problem not closed, a draft, roles, a delegation. What is done or is another's is not listed.
file 分工.csv = 责任分工\n任职起止,负责事项,责任人,代理人\n2023-01-01,信息发布,张三,王芳\n2023-01-01,档案管理,王芳,李四\n
$ youju import office 分工.csv
> 接受 2
$ youju add office "2023年9月1日 主题党日 准备中的活动" --as zhang --password-file zhang.txt --json
$ youju user delegate office li reviewer --from 2026-01-01 --to 2099-12-31 --as zhang --password-file zhang.txt
$ youju handover office 张三 --json
json held 0 name == "张三"
json held 0 items 0 what == "duty"
json held 0 items 0 kind == "duty"
json held 0 items 0 field == "responsible"
json held 0 items 1 what == "right"
json len held 0 items == 4
keep DUTY = json held 0 items 0 record
# Others than the person and whoever manages people may not look.
$ youju handover office 张三 --as li --password-file li.txt
exit 3

# The sheet carries the list. Neither can sign for the other, and the manager for neither.
$ youju handover office 张三 --to 李四 --post 信息发布岗 --json
keep S = json id
$ youju record show office {S}
> 在任 责任分工
$ youju record show office {S} --as zhang --password-file zhang.txt --json
json steps 0 id == "give"
json steps 0 allowed == true
keep GIVE = json steps 0 shown
$ youju record step office {S} give --shown {GIVE}
exit 3
> 本人办理
$ youju record step office {S} give --shown {GIVE} --as li --password-file li.txt
exit 3
$ youju handover finish office {S} --as li --password-file li.txt
exit 5
> 双方还没有都签字
$ youju record step office {S} give --shown {GIVE} --as zhang --password-file zhang.txt --json
json state == "given"

# Changed after the first signature: both sign anew.
$ youju record edit office {S} 交接岗位=信息发布和账号管理岗 --reason 补充
> 原来的审核失效
$ youju record show office {S} --as zhang --password-file zhang.txt --json
json state == "draft"
keep GIVE = json steps 0 shown
$ youju record step office {S} give --shown {GIVE} --as zhang --password-file zhang.txt
$ youju record show office {S} --as li --password-file li.txt --json
json steps 0 id == "take"
keep TAKE = json steps 0 shown
$ youju record step office {S} take --shown {TAKE} --as li --password-file li.txt --json
json state == "taken"
$ youju record edit office {S} 交接岗位=改 --reason 改
exit 5

# Carried out: the duty is Li's now, by a version that names the sheet; rights stay until they are withdrawn.
$ youju handover finish office {S} --json
json len changed == 1
json changed 0 == "{DUTY}"
json len left == 3
$ youju record show office {DUTY}
> 李四

# Zhang leaves; what is still with Zhang is told.
$ youju person leave office 张三 --on 2026-01-31
$ youju handover office --json
json held 0 name == "张三"
$ youju gaps office --year 2022 --json
exit 1
json len left == 1
json left 0 name == "张三"
$ youju gaps office --year 2022
exit 1
> 已离开
> 张三
# Who does not manage people is not told.
$ youju gaps office --year 2022 --as li --password-file li.txt --json
exit 1
json len left == 0
$ youju user withdraw office zhang clerk
$ youju user withdraw office zhang reviewer
# The delegation fell with the right it came from.
$ youju record void office {DUTY} --reason 试试 --as li --password-file li.txt
exit 3
