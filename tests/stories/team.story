# The team (M20): who is on the roster, what training was held and by whom attended, who missed the yearly one.
$ youju init office --pack retired-cadres --unit 示例局
$ youju person add office 张三 李四 王芳
$ youju gaps office --year 2023 --kind training
> 党员教育管理工作条例
file 培训.csv = 2023年培训台账\n时间,主题,主办单位,出席,学时\n3月6日,信息发布业务培训,市委宣传部,张三、李四,16\n9月4日,档案业务培训,市档案馆,张三,20\n
$ youju import office 培训.csv --kind training --year 2023
> 接受 2
$ youju figure office 'count(培训)' --year 2023 --json
json value == 2
$ youju figure office 'distinct(培训.出席)' --year 2023 --json
json value == 2
$ youju figure office 'sum(培训.学时)' --year 2023 --json
json value == 36
$ youju gaps office --year 2023 --kind training --json
json len cadence == 0
# A year without any is a miss now that trainings are kept.
$ youju gaps office --year 2022 --kind training --json
exit 1
json cadence 0 missing == 1
