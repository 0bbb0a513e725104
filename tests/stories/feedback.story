# What the public says (M16): received, taken in hand, answered by somebody else; clocks run, and who wrote is in no list.
$ youju init office --pack retired-cadres --unit 示例局
$ youju person add office 张三 李四
$ youju user add office li 李四 --role reviewer --json
keep CODE = json code
file code.txt = {CODE}
file li.txt = a long password of li
$ youju user password office li --code-file code.txt --password-file li.txt
file 来信来访.csv = 2023年来信来访台账\n收到日期,事项,来件人,来件方式,事项类别,回执号\n3月1日,暖气不热,赵老,来信,活动场所和活动,2023-001\n3月2日,报销怎样办,钱老,来电,医疗服务,2023-002\n3月9日,想学书法,孙老,来访,学习安排,2023-003\n
$ youju import office 来信来访.csv --kind feedback --year 2023
> 接受 3
$ youju figure office 'count(来信来访; 来件方式=来信)' --year 2023 --json
json value == 1

# Who wrote, and what, stands in no list.
$ youju record list office --kind feedback
> 2023-001
not> 赵老
not> 暖气
$ youju record list office --kind feedback --json
json records 2 title == "2023-001"
keep R = json records 2 id

# Not taken and not settled in time: found, with the days the regulation gives.
$ youju due office --on 2023-03-10 --within 20 --json
> 2023-03-16
$ youju gaps office --year 2023 --kind feedback
exit 1
> 六十日内没有办结
$ youju record edit office {R} 承办人=张三 转办次数=1 --reason 分办
$ youju record step office {R} take --json
json state == "in_hand"

# The answer is given by whoever may approve; the clerk who registered it may not say so alone.
$ youju record edit office {R} 答复日期=2023-03-20 办理结果=已解决 来件人评价=满意 --reason 办结
$ youju record show office {R} --as li --password-file li.txt --json
json steps 1 id == "answer"
json steps 1 allowed == true
$ youju record step office {R} answer
exit 3
$ youju record step office {R} answer --as li --password-file li.txt --json
json state == "answered"
$ youju figure office 'count(来信来访; 办理结果=已解决)' --year 2023 --json
json value == 1
$ youju figure office 'sum(来信来访.转办次数)' --year 2023 --json
json value == 1
# Taken up again with a reason only.
$ youju record step office {R} reopen
exit 2
$ youju record step office {R} reopen --reason 来件人不满意 --json
json state == "in_hand"
