# A share entered on time, of a kind with deadlines and a choice, goes through signature and bundle and is recomputed by the verifier.
$ youju init office --pack retired-cadres --unit 示例局
keep CODE = after 口令： in leader
file code = {CODE}
file password = 一个足够长的密码
$ youju user password office leader --code-file code --password-file password
file 来信来访.csv = 2023年来信来访台账\n收到日期,事项,来件方式,事项类别\n3月1日,暖气不热,来信,信息咨询\n3月2日,活动室开放时间,来电,信息咨询\n
$ youju import office 来信来访.csv --kind feedback --year 2023
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
