# "No case, no accident": that a register is empty is itself a statement, which the leader signs and the register can contradict.

$ youju init office --pack retired-cadres --unit 示例局
$ youju unit add office 第一支部
$ youju user add office boss 局长 --role leader --json
keep CODE = json code
file code.txt = {CODE}
file boss.txt = a long password of the leader
$ youju user password office boss --code-file code.txt --password-file boss.txt

# An entry in the second quarter; the third is stated as empty.
$ youju add office "2023年5月6日 安全事件 电脑感染病毒 事件类型：信息安全事件 报告日期：2023-05-07" --json
keep I = json record
$ youju zero office --kind 案件事故登记 --period 2023-Q2
exit 5
> 这段时间有 1 条“案件事故登记”记录，不能报零
> {I}
$ youju zero office --kind 安全事件 --period 2023-Q3 --json
json state == "stated"
keep Z = json id
# Not signed yet: it is due, and nothing is filled by it.
$ youju figure office 'missing(案件事故登记)' --year 2023 --json
json value == 3
$ youju due office --on 2023-10-05 --json
> 签字
$ youju record show office {Z} --as boss --password-file boss.txt --json
json title == "2023年第3季度没有发生“案件事故登记”的事项"
keep SEEN = json steps 0 shown
$ youju record approve office {Z} --shown {SEEN}
exit 3
$ youju record approve office {Z} --shown {SEEN} --as boss --password-file boss.txt --json
json state == "signed"
$ youju figure office 'missing(案件事故登记)' --year 2023 --json
json value == 2
> 零报告1次
> {Z}
$ youju gaps office --year 2023 --kind 案件事故登记 --json
exit 1
json cadence 0 missing == 2
json noted 0 state == "empty"
json noted 0 record == "{Z}"
json len contradicted == 0

# Refused: a kind that is no such register, a time that is not over, a second statement by hand in the signed state.
$ youju zero office --kind 主题党日 --period 2023-Q3
exit 2
> 不是可以零报告的登记簿
$ youju zero office --kind 案件事故登记 --period 2099-Q1
exit 5
> 还不能报零
# The leader has no right to write; what a leader signs, somebody else stated.
$ youju zero office --kind 案件事故登记 --period 2023-Q4 --as boss --password-file boss.txt
exit 3

# Later something of that quarter comes to light in a branch: the statement is contradicted, and gaps says so.
$ youju add office --unit 第一支部 "2023年8月9日 安全事件 门锁损坏 事件类型：安全事故 报告日期：2023-12-01" --json
keep L = json record
$ youju gaps office --year 2023 --kind 案件事故登记
exit 1
> 签过“案件事故登记”零报告
> {L}
$ youju gaps office --year 2023 --json
exit 1
json contradicted 0 statement == "{Z}"
json contradicted 0 records == 1
json contradicted 0 first == "{L}"
# Voided with a reason, it is gone from every figure as of now, and still there as of then.
$ youju record void office {Z} --reason 8月有一起 --as boss --password-file boss.txt
$ youju gaps office --year 2023 --kind 案件事故登记 --json
exit 1
json len contradicted == 0
json len noted == 0
