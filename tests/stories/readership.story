# Readership (M17): numbers of each account, entered or imported by day; growth is a figure like any other.
$ youju init office --pack retired-cadres --unit 示例局
$ youju person add office 张三 李四
file 账号.csv = 账号登记\n启用日期,账号名称,平台,管理员,第二管理员\n2020-01-01,银龄云岭,微信公众号,张三,李四\n
$ youju import office 账号.csv --kind account
> 接受 1
file 数据.csv = 账号数据\n统计日期,账号,关注人数,新增关注,取消关注,阅读次数,转发次数\n2022-12-31,银龄云岭,1000,20,5,800,10\n2023-06-30,银龄云岭,1150,160,10,900,12\n2023-12-31,银龄云岭,1200,60,10,1100,30\n
$ youju import office 数据.csv --kind channel_statistics
> 接受 3
$ youju figure office 'maximum(账号数据.关注人数)' --year 2023 --json
json value == 1200
$ youju figure office 'sum(账号数据.阅读次数)' --year 2023 --json
json value == 2000
json len records == 2
$ youju figure office 'growth(sum(账号数据.阅读次数))' --year 2023 --json
json value == 150
# An account nobody registered is not invented.
file 别的.csv = 账号数据\n统计日期,账号,关注人数\n2023-12-31,没有登记的账号,5\n
$ youju import office 别的.csv --kind channel_statistics
exit 1
> 没有登记的账号
# Two accounts of one name: which is meant has to be said.
file 同名.csv = 账号登记\n启用日期,账号名称,平台,管理员,第二管理员\n2021-01-01,银龄云岭,视频号,张三,李四\n
$ youju import office 同名.csv --kind account
$ youju record list office --kind account --json
json len records == 2
file 又一天.csv = 账号数据\n统计日期,账号,关注人数\n2023-11-30,银龄云岭,5\n
$ youju import office 又一天.csv --kind channel_statistics
exit 1
> 找不到记录
