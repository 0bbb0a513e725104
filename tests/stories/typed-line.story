# A line of text becomes a record. What was understood is shown; nothing is asked that the program can know.

$ youju init office --pack retired-cadres --unit 示例局
$ youju person add office 张三 李四 王芳
> 3
$ youju add office "2023年3月5日 主题党日 参观纪念馆 23人"
> 时间：2023年3月5日
> 类别：主题党日
> 出席人数：23人
> 主题：参观纪念馆
> 已记录：参观纪念馆（2023年3月5日，已召开）
$ youju figure office 'sum(主题党日.出席人数; 2023)' --json
json value == 23
json len records == 1

# Full-width digits, people, a chair, the place, the time of day.
$ youju add office "２０２３年４月６日下午 支委会 地点：三楼会议室 张三主持 李四、王芳 讨论党费收缴" --json
json kind == "committee_meeting"
json state == "held"
json happened 0 == "2023-04-06"
keep R = json record
$ youju record show office {R} --json
json fields 地点 == "三楼会议室"
json fields 主持人 == "张三"
json title == "讨论党费收缴"
$ youju figure office 'distinct(支委会.出席; 2023)' --json
json value == 2

# A trial writes nothing; what lies ahead is planned and does not count yet.
$ youju add office "2023年5月6日 支部学习 学习条例 20人" --dry-run
> 试导入：什么也没有写入
$ youju record list office --kind 支部学习 --json
json len records == 0

# The same line again is told to look the same; it is kept, for it may be another meeting.
$ youju add office "2023年3月5日 主题党日 参观纪念馆 23人"
> 已有看上去相同的记录

# The same request twice (--key) is one record.
$ youju add office "2023年6月1日 主题党日 植树 20人" --key clerk-0001 --json
keep A = json record
$ youju add office "2023年6月1日 主题党日 植树 20人" --key clerk-0001 --json
json record == "{A}"
$ youju figure office 'count(主题党日; 2023-06)' --json
json value == 1

# Somebody the roster does not know: said, with what to do, and nothing is written.
$ youju add office "2023年7月7日 支委会 赵六主持 研究工作"
exit 2
> 主持人：赵六主持
> 名册里没有“赵六”
> 先把人加进名册
$ youju add office "2023年7月7日 支委会 李四、赵六 研究工作"
exit 2
> 名册里没有“赵六”

# No kind, a misspelt one: nothing is written and the nearest is offered.
$ youju add office "开了个会"
exit 2
> 没有认出类别
$ youju add office "2023年3月5日 主题挡日 参观"
exit 2
> 主题党日
$ youju record list office --json
json len records == 4
