# Reading and culture with the unions (M21): entered as a line or imported, and counted as an activity too, once.
$ youju init office --pack retired-cadres --unit 示例局
$ youju person add office 张三 李四
$ youju add office "2023年4月23日 读书文化活动 世界读书日分享会 31人" --json
keep R = json record
file 读书.csv = 2023年读书文化活动台账\n时间,主题,合作单位,出席人数\n9月28日,重阳诗会,市总工会,40\n
$ youju import office 读书.csv --kind reading_activity --year 2023
> 接受 1
$ youju record edit office {R} 合作单位=市图书馆 --reason 补充
$ youju figure office 'count(读书文化活动)' --year 2023 --json
json value == 2
$ youju figure office 'sum(读书文化活动.出席人数)' --year 2023 --json
json value == 71
$ youju figure office 'count(活动)' --year 2023 --json
json value == 2
json len records == 2
$ youju figure office 'count(活动)' --year 2023
> 读书文化活动同时计入活动
