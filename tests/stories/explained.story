# A rule that was not met: explained, or exempt with the leader's approval. Each is a record that opens, and figures follow it.

$ youju init office --pack retired-cadres --unit 示例局
$ youju user add office boss 局长 --role leader --json
keep CODE = json code
file code.txt = {CODE}
file boss.txt = a long password of the leader
$ youju user password office boss --code-file code.txt --password-file boss.txt
file 支委会.csv = 支委会\n会议时间,会议议题\n2023-01-10,一\n2023-02-10,二\n2023-03-10,三\n2023-05-10,五\n2023-06-09,六\n2023-08-10,八\n2023-09-08,九\n2023-10-10,十\n2023-11-10,十一\n2023-12-08,十二\n
$ youju import office 支委会.csv
> 接受 10
$ youju figure office 'missing(支委会)' --year 2023 --json
json value == 2
keep BEFORE = json at

# April is explained. The rule says "generally": what is explained is no longer missing, and is not among the required.
$ youju explain office --kind 支委会 --period 2023-04 --reason 支委外出学习，议题并入5月会议 --json
json state == "explained"
keep E = json id
$ youju figure office 'share(支委会)' --year 2023 --json
json value == 90.9091
> 已说明1次
> {E}
$ youju gaps office --year 2023 --kind 支委会 --json
exit 1
json cadence 0 missing == 1
json noted 0 state == "explained"
json noted 0 record == "{E}"
json noted 0 from == "2023-04-01"

# July: an exemption is only asked for. It changes nothing before the leader approves it, and whoever asked cannot.
$ youju explain office --kind 支委会 --period 2023-07 --reason 汛期全员下沉 --exempt 市委办公室2023年7月通知 --rule monthly --json
json state == "asked"
keep X = json id
$ youju figure office 'missing(支委会)' --year 2023 --json
json value == 1
$ youju record show office {X} --as boss --password-file boss.txt --json
keep SEEN = json steps 0 shown
$ youju record approve office {X} --shown {SEEN}
exit 3
$ youju record approve office {X} --shown {SEEN} --as boss --password-file boss.txt --json
json state == "exempt"
$ youju figure office 'share(支委会)' --year 2023 --json
json value == 100
> 免除1次
$ youju gaps office --year 2023 --kind 支委会
exit 1
> 已说明
> 免除
> {X}
$ youju record show office {X}
> 支委会
> 市委办公室2023年7月通知

# As of before, both months were missing.
$ youju figure office 'missing(支委会)' --year 2023 --at {BEFORE} --json
json value == 2

# The exemption changed afterwards is no longer approved.
$ youju record edit office {X} 说明内容=另有原因 --reason 更正
> 原来的审核失效
$ youju figure office 'missing(支委会)' --year 2023 --json
json value == 1

# A rule without "generally" stays unmet; the explanation stands beside it.
file 党日.csv = 主题党日\n活动时间,活动主题\n2023-01-05,参观\n
$ youju import office 党日.csv
> 接受 1
$ youju explain office --kind 主题党日 --period 2023-02 --reason 春节假期 --json
keep T = json id
$ youju figure office 'missing(主题党日)' --year 2023 --json
json value == 11
$ youju gaps office --year 2023 --kind 主题党日
exit 1
> 已说明，仍缺
> {T}

# A rule that does not exist, a period that is none, no reason.
$ youju explain office --kind 支委会 --period 2023-04 --reason 无 --rule weekly
exit 2
> 没有规则“weekly”
$ youju explain office --kind 支委会 --period 某天 --reason 无
exit 2
> 看不懂期间
$ youju explain office --kind 支委会 --period 2023-04
exit 2
> --reason

# The report's table says which months are explained, beside those that are missing.
$ youju report make office --template annual-analysis --year 2023 -o 年报.html
$ grep -o 4月（已说明） 年报.html
> 4月（已说明）
