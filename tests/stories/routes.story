# Important items take the leader's route: the record decides the route, and cannot be bent to the short one.

$ youju init office --pack retired-cadres --unit 示例局
$ youju person add office 张三
$ youju user add office li 李四 --role reviewer --json
keep CODE = json code
file code.txt = {CODE}
file li.txt = a long password of li
$ youju user password office li --code-file code.txt --password-file li.txt
$ youju user add office boss 局长 --role leader --json
keep CODE = json code
file code.txt = {CODE}
file boss.txt = a long password of the leader
$ youju user password office boss --code-file code.txt --password-file boss.txt

file 发布.csv = 账号发布内容\n发布时间,标题,重要内容,链接,撰稿人,审核人,状态\n2023-11-02,重要通知,是,https://a.example/1,张三,张三,草稿\n2023-11-03,日常动态,否,https://a.example/2,张三,张三,草稿\n2023-11-04,没有写明,,https://a.example/3,张三,张三,草稿\n
$ youju import office 发布.csv
> 接受 3
$ youju record list office --json
json records 2 title == "重要通知"
keep R = json records 2 id
keep D = json records 1 id
keep N = json records 0 id

# The short route is closed to the important item, open to the ordinary one; who says nothing does not set out.
$ youju record submit office {R}
$ youju record submit office {D}
$ youju record submit office {N}
exit 2
> “重要内容”
> youju record edit
$ youju record submit office {N} --lang en
exit 2
> “Important item”
$ youju record show office {R} --as li --password-file li.txt --json
json steps 0 id == "approve"
json steps 0 allowed == false
> 只用于“重要内容”是“否”的记录
keep SHORT = json steps 0 shown
$ youju record approve office {R} --shown {SHORT} --as li --password-file li.txt
exit 5
> 走另一条路径
$ youju record step office {R} approve --shown {SHORT} --as li --password-file li.txt
exit 5
$ youju record show office {N} --json
json state == "draft"
json steps 0 id == "submit"
json steps 0 allowed == false

# Bypass: called ordinary, approved by the short route, then changed to important. The approval falls, and the way is closed.
$ youju record show office {D} --as li --password-file li.txt --json
keep SEEN = json steps 0 shown
$ youju record approve office {D} --shown {SEEN} --as li --password-file li.txt --json
json state == "approved"
$ youju record edit office {D} 重要内容=是 --reason 实为重要内容
> 原来的审核失效
$ youju record show office {D} --json
json state == "draft"
$ youju record submit office {D}
$ youju record approve office {D} --shown {SEEN} --as li --password-file li.txt
exit 5

# The leader's route: the reviewer passes it up, the leader signs, the office publishes.
$ youju record show office {R} --as li --password-file li.txt --json
json steps 1 id == "pass_up"
keep UP = json steps 1 shown
$ youju record step office {R} pass_up --shown {UP} --as li --password-file li.txt --json
json state == "with_leader"
$ youju record show office {R} --as boss --password-file boss.txt --json
json steps 0 id == "sign_off"
keep SIGN = json steps 0 shown
$ youju record approve office {R} --shown {SIGN} --as boss --password-file boss.txt --json
json state == "approved"
$ youju record step office {R} publish --json
json state == "published"
