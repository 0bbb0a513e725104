# What a kind asks of its records: fields, states and what they say, steps and on what terms they are taken.
$ youju init office --pack retired-cadres --unit 示例局
$ youju kinds office
> 主题党日
> theme_day
$ youju kinds office 零报告
> kind
> 状态“
> 这段时间没有发生
$ youju kinds office 零报告 --json
json states 2 says == "empty"
json fields 0 type == "kind"

# Signed by the two it names, and by nobody for them.
$ youju kinds office 交接
> 只能由“移交人”本人办理
> 只能由“接收人”本人办理、须写理由
$ youju kinds office 交接 --lang en
> only by whoever stands in “Handed over by”
$ youju kinds office handover --json
json transitions 0 by == "from_person"

# Which route an item takes follows from the item.
$ youju kinds office 发布内容
> 只用于“重要内容”是“否”的
$ youju kinds office publication --json
json transitions 1 when field == "important"
json transitions 1 when values 0 == "no"
$ youju kinds office 没有这个
exit 4
