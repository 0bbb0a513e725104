# A record is edited and voided, never overwritten: every version stays, and a figure can be asked as of any earlier day.

$ youju init office --pack retired-cadres --unit 示例局 --json
keep LEADER = json codes 1 code
file code.txt = {LEADER}
file leader.txt = a long password of the leader
$ youju user password office leader --code-file code.txt --password-file leader.txt

$ youju add office "2023年3月5日 主题党日 参观纪念馆 23人" --json
keep R = json record
$ youju add office "2023年5月9日 主题党日 义务劳动 18人" --json
keep S = json record
$ youju figure office 'count(主题党日)' --year 2023 --json
json value == 2
keep BEFORE = json at

# A typo is put right: a new version, the old one stays.
$ youju record edit office {R} 出席人数=32
> 已改为第 2 版
$ youju record show office {R} --json
json version == 2
json len history == 2
$ youju figure office 'sum(主题党日.出席人数)' --year 2023 --json
json value == 50
$ youju figure office 'sum(主题党日.出席人数)' --year 2023 --at {BEFORE} --json
json value == 41
$ youju record edit office {R} 出席人数=很多
exit 2
> 很多
$ youju record edit office {R} 天气=晴
exit 2
> 天气

# The clerk may not void; the leader may, with a reason.
$ youju record void office {S} --reason 记错了
exit 3
$ youju record void office {S} --as leader --password-file leader.txt
exit 2
> 理由
$ youju record void office {S} --as leader --password-file leader.txt --reason 记错了，没有开展 --json
json moved == true
json state == "void"
$ youju record void office {S} --as leader --password-file leader.txt --reason 再来一次
exit 5

# It counts no more, and the figure says which record nearly counted and why.
$ youju figure office 'count(主题党日)' --year 2023 --json
json value == 1
json len records == 1
json nearly 0 id == "{S}"
json nearly 0 reason == "void"
$ youju figure office 'count(主题党日)' --year 2023
> 差一点计入的 1 条
> 义务劳动
> 已作废
# As of then it was two.
$ youju figure office 'count(主题党日)' --year 2023 --at {BEFORE} --json
json value == 2
json len records == 2
json at == {BEFORE}
$ youju figure office 'count(主题党日)' --year 2023 --at 9999
exit 2

# The void record can still be read, with its history; it cannot be changed.
$ youju record show office {S} --json
json title == "义务劳动"
json state == "void"
json fields 出席人数 == "18人"
$ youju record edit office {S} 出席人数=20 --reason 再改
exit 5
