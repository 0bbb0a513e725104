# A share entered on time, of a kind with deadlines and a choice, goes through signature and bundle and is recomputed by the verifier.
$ youju init office --pack retired-cadres --unit 示例局
keep CODE = after 口令： in leader
file code = {CODE}
file password = 一个足够长的登录密码
$ youju user password office leader --code-file code --password-file password
file 来信来访.csv = 2023年来信来访台账\n收到日期,事项,来件方式,事项类别,状态,承办人,答复日期\n3月1日,暖气不热,来信,信息咨询,,,\n3月2日,活动室开放时间,来电,信息咨询,,,\n3月3日,报销,来访,信息咨询,已答复,张三,3月9日\n
$ youju person add office 张三
$ youju import office 来信来访.csv --kind feedback --year 2023
# Two are past their day. The third came in as answered: when, the log cannot say, so it is neither late nor on time.
$ youju figure office 'on_time(来信来访)' --year 2023
> 超过期限2条；另有1条
$ youju gaps office --year 2023 --kind feedback --json
exit 1
json len records == 4
file t.report = +++\nid = "t"\nnames = { zh = "来信", en = "Letters" }\ntitle = "{unit}"\n[figures]\nin_time = "on_time(来信来访)"\nletters = "count(来信来访; 来件方式=来信)"\n+++\n按时率{in_time}，来信{letters}。\n
$ youju report make office --template t.report --year 2023 --date 2027-01-10 -o r.docx --json
keep REPORT = json report
keep SHOWN = json shown
$ youju report sign office {REPORT} --shown {SHOWN} --as leader --password-file password
$ youju report bundle office {REPORT} -o bundle.zip
$ youju verify bundle.zip --json
json len findings == 0
json figures 0 status == "good"
json figures 1 status == "good"
json figures 1 is == "1"
$ grep -a -o choices.....id...form bundle.zip
> form
