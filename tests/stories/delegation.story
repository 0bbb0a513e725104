# A role is handed on for some days: within them the delegate acts, outside them not, everybody sees it, and own work stays own work.

$ youju init office --pack retired-cadres --unit 示例局
$ youju person add office 张三
$ youju user add office boss 局长 --role leader --json
keep CODE = json code
file code.txt = {CODE}
file boss.txt = a long password of the leader
$ youju user password office boss --code-file code.txt --password-file boss.txt
$ youju user add office deputy 副局长 --role clerk --json
keep CODE = json code
file code.txt = {CODE}
file deputy.txt = a long password of the deputy
$ youju user password office deputy --code-file code.txt --password-file deputy.txt
file 发布.csv = 账号发布内容\n发布时间,标题,重要内容,链接,状态\n2023-11-02,甲,否,https://a.example/1,草稿\n
$ youju import office 发布.csv
$ youju record list office --json
keep R = json records 0 id
$ youju record submit office {R}

# Dates are needed, must be dates, and cannot run backwards; only an own role can be handed on.
$ youju user delegate office deputy leader --as boss --password-file boss.txt
exit 2
$ youju user delegate office deputy leader --from 2026-01-01 --to 2099-13-01 --as boss --password-file boss.txt
exit 2
$ youju user delegate office deputy leader --from 2099-01-01 --to 2026-01-01 --as boss --password-file boss.txt
exit 2
$ youju user delegate office deputy inspector --from 2026-01-01 --to 2099-01-01 --as boss --password-file boss.txt
exit 3

# Outside the dates the deputy may not; the delegation is visible.
$ youju user delegate office deputy leader --from 2020-01-01 --to 2020-01-31 --as boss --password-file boss.txt
$ youju user list office
> 受 局长 委托，2020-01-01 至 2020-01-31
$ youju record show office {R} --as deputy --password-file deputy.txt --json
json steps 0 allowed == false
keep SEEN = json steps 0 shown
$ youju record approve office {R} --shown {SEEN} --as deputy --password-file deputy.txt
exit 3

# Within them the deputy may.
$ youju user delegate office deputy leader --from 2026-01-01 --to 2099-12-31 --as boss --password-file boss.txt
$ youju user list office --json
> delegated_by
$ youju record approve office {R} --shown {SEEN} --as deputy --password-file deputy.txt --json
json state == "approved"

# But not own work: neither the deputy's own …
file 发布2.csv = 账号发布内容\n发布时间,标题,重要内容,链接,状态\n2023-11-03,乙,否,https://a.example/2,草稿\n
$ youju import office 发布2.csv --as deputy --password-file deputy.txt
$ youju record list office --json
keep O = json records 0 id
json records 0 title == "乙"
$ youju record submit office {O} --as deputy --password-file deputy.txt
$ youju record show office {O} --json
keep SEEN = json steps 0 shown
$ youju record approve office {O} --shown {SEEN} --as deputy --password-file deputy.txt
exit 3
> 须由另一人审核
# … nor by a second account of the same person.
$ youju user add office deputy2 副局长 --role leader --json
keep CODE = json code
file code.txt = {CODE}
file deputy2.txt = a long password of the deputy too
$ youju user password office deputy2 --code-file code.txt --password-file deputy2.txt
$ youju user person office deputy 张三
$ youju user person office deputy2 张三
$ youju record approve office {O} --shown {SEEN} --as deputy2 --password-file deputy2.txt
exit 3
> 须由另一人审核

# The leader's account closed: what it handed on is worth nothing from that moment.
$ youju user disable office boss
$ youju record show office {R} --json
keep SEEN = json steps 0 shown
$ youju record step office {R} return --reason 试试 --as deputy --password-file deputy.txt
exit 3
