# An import is one batch: it is taken back as one, and coming again it is no duplicate of what was voided.

$ youju init office --pack retired-cadres --unit 示例局 --json
keep CODE = json codes 1 code
file code.txt = {CODE}
file leader.txt = a long password of the leader
$ youju user password office leader --code-file code.txt --password-file leader.txt
file 主题党日.csv = 2023年主题党日台账\n活动时间,活动主题,出席人数\n1月6日,参观纪念馆,20\n2月10日,植树,18\n3月10日,走访,15\n
$ youju import office 主题党日.csv --json
json files 0 counts accepted == 3
keep B = json files 0 batch
$ youju figure office 'count(主题党日)' --year 2023 --json
json value == 3
# Once more: every row is there already.
$ youju import office 主题党日.csv --json
json files 0 counts duplicate == 3
json files 0 batch == ""
$ youju record list office --batch {B} --json
json len records == 3

# It takes a reason. Who imported it may take it back as long as nobody has worked on it.
$ youju batch void office {B}
exit 2
$ youju batch void office no-such-batch --reason 导错了文件
exit 4
$ youju batch void office {B} --reason 导错了文件
> 已作废 3 条记录
$ youju figure office 'count(主题党日)' --year 2023 --json
json value == 0
json len nearly == 3
$ youju batch void office {B} --reason 导错了文件
exit 5

# The right file may come in again.
$ youju import office 主题党日.csv --json
json files 0 counts accepted == 3
$ youju figure office 'count(主题党日)' --year 2023 --json
json value == 3

# Once a record of it was worked on, it takes somebody with the right to void.
$ youju record list office --kind 主题党日 --state held --json
json len records == 3
keep R = json records 0 id
keep B = json records 0 batch
$ youju record edit office {R} 出席人数=21
$ youju batch void office {B} --reason 导错了文件
exit 3
$ youju batch void office {B} --reason 导错了文件 --as leader --password-file leader.txt
> 已作废 3 条记录
$ youju figure office 'count(主题党日)' --year 2023 --json
json value == 0

# Same title, same day, other signers: three letters, not one.
$ youju person add office 张三 李四 王芳
file 责任书.csv = 2023年责任书台账\n签订日期,责任书名称,签订人\n2023-02-08,年度工作责任书,张三\n2023-02-08,年度工作责任书,李四\n2023-02-08,年度工作责任书,王芳\n
$ youju import office 责任书.csv --json
json files 0 counts accepted == 3
$ youju figure office 'distinct(责任书.签订人)' --year 2023 --json
json value == 3
