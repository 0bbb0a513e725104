# An operator's wording is proposed, not yet used, approved by another person, then used and named; a confirmed reading holds for
# the later editions of its report.

$ youju init office --pack retired-cadres --unit 示例局
$ youju person add office 张三 李四
$ youju user add office zhang 张三 --role clerk --role reviewer --json
keep CODE = json code
file code.txt = {CODE}
file zhang.txt = a long password of zhang
$ youju user password office zhang --code-file code.txt --password-file zhang.txt
$ youju user add office li 李四 --role reviewer --json
keep CODE = json code
file code.txt = {CODE}
file li.txt = a long password of li
$ youju user password office li --code-file code.txt --password-file li.txt
$ youju add office "2023年3月5日 主题党日 参观纪念馆 23人"
$ youju add office "2023年5月9日 主题党日 义务劳动 18人"
$ youju add office "2024年2月6日 主题党日 走访老党员 11人"

# Nobody knows the phrase.
file 总结.txt = 2023年，开展银辉行动2次。
$ youju check office 总结.txt --json
json claims 0 verdict == "no_evidence"
json claims 0 reason == "not_bound"
$ youju check office 总结.txt
> youju check teach

# Proposed, and not used.
$ youju check teach office 银辉行动 主题党日 --reason 本单位的叫法 --as zhang --password-file zhang.txt --json
keep R = json record
json state == "proposed"
json means == "theme_day"
$ youju check office 总结.txt --json
json claims 0 verdict == "no_evidence"
# Nobody approves their own.
$ youju record show office {R} --as zhang --password-file zhang.txt --json
json steps 0 id == "approve"
json steps 0 allowed == false
keep SHOWN = json steps 0 shown
$ youju record approve office {R} --shown {SHOWN} --as zhang --password-file zhang.txt
exit 3
> 须由另一人审核
$ youju check office 总结.txt --json
json claims 0 verdict == "no_evidence"
# Approved by another, it is used, and the explanation names who, when and which record.
$ youju record show office {R} --as li --password-file li.txt --json
keep SHOWN = json steps 0 shown
$ youju record approve office {R} --shown {SHOWN} --as li --password-file li.txt
$ youju check office 总结.txt --json
json claims 0 verdict == "supported"
json claims 0 binding expr == "count(theme_day; unit=u1; 2023)"
json claims 0 binding points 0 rule == "approved"
json claims 0 learned record == "{R}"
json claims 0 learned by == "张三"
json claims 0 learned approved_by == "李四"
$ youju check office 总结.txt
> 台账中为2次
> 已批准的说法“银辉行动”
> 张三提出，李四批准
$ youju check office 总结.txt --lang en
> proposed by 张三, approved by 李四
# An edit ends the approval; voided, it is gone for good.
$ youju record edit office {R} 理由=另有说法 --reason 补充 --as zhang --password-file zhang.txt
> 原来的审核失效
$ youju check office 总结.txt --json
json claims 0 verdict == "no_evidence"
$ youju record void office {R} --reason 不再这样叫 --as li --password-file li.txt
$ youju check office 总结.txt --json
json claims 0 verdict == "no_evidence"
# What is no phrase, and what is known already.
$ youju check teach office 12次 主题党日
exit 2
$ youju check teach office 主题党日活动 主题党日
exit 5
> 已经是
$ youju check teach office 银辉行动 没有的类别
exit 2

# A reading confirmed in this report holds for the report of the next year, and for no other paper.
file 2023年银辉简报.txt = 2023年，开展银辉行动2次。
file 2024年银辉简报.txt = 2024年，开展银辉行动1次。
file 汇报.txt = 2023年，开展银辉行动2次。
$ youju check confirm office 2023年银辉简报.txt 1
exit 2
> 请写明
$ youju check confirm office 2023年银辉简报.txt 7 count(主题党日)
exit 4
$ youju check confirm office 2023年银辉简报.txt 1 count(没有的类别)
exit 2
$ youju check confirm office 2023年银辉简报.txt 1 count(主题党日) --json
json expression == "count(theme_day)"
keep C = json record
$ youju check office 2023年银辉简报.txt --json
json claims 0 verdict == "supported"
json claims 0 binding confirmed == true
json claims 0 learned record == "{C}"
$ youju check office 2024年银辉简报.txt --json
json claims 0 verdict == "supported"
json claims 0 binding expr == "count(theme_day; unit=u1; 2024)"
$ youju check office 2024年银辉简报.txt
> 读法由
$ youju check office 汇报.txt --json
json claims 0 verdict == "no_evidence"
# Confirmed otherwise, the later one holds; taken back, none does.
$ youju check confirm office 2024年银辉简报.txt 1 count(党员大会) --json
keep D = json record
$ youju check office 2023年银辉简报.txt --json
json claims 0 binding expr == "count(general_meeting; unit=u1; 2023)"
$ youju record step office {D} withdraw
$ youju check office 2023年银辉简报.txt --json
json claims 0 binding expr == "count(theme_day; unit=u1; 2023)"
