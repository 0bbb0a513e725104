# What a clerk reads on the screen: the fields of a record, what is wrong with which record, and states by their names.

$ youju init office --pack retired-cadres --unit 示例局
$ youju add office "2023年3月5日 支委会 研究工作 5人" --json
keep R = json record
$ youju record show office {R}
> 研究工作
> 出席人数
> 5
$ youju gaps office --year 2023
exit 1
> 支委会
> 研究工作
> 没有会议记录
file 推文.csv = 账号发布内容\n发布时间,标题,撰稿人,重要内容,状态\n2023-11-02,银发风采,,否,草稿\n
$ youju import office 推文.csv --json
keep P = json files 0 rows 0 record
$ youju record submit office {P}
> 审核中
