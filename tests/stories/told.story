# What people are told: comments, the inbox, a digest that is only printed.

$ youju init office --pack retired-cadres --unit 示例局
$ youju user add office lin 林芳 --role clerk --json
keep CODE = json code
file code.txt = {CODE}
file lin.txt = a long password of the clerk
$ youju user password office lin --code-file code.txt --password-file lin.txt
$ youju add office "3月5日 主题党日 参观纪念馆 23人" --json
keep R = json record

# Lin is named in a comment and finds it in the inbox.
$ youju comment say office record:{R} "@林芳 请补签到表" --json
json told 0 == "林芳"
keep C = json id
$ youju inbox office --as lin --password-file lin.txt --json
> 请补签到表
$ youju comment withdraw office {C} --as lin --password-file lin.txt
exit 3
$ youju comment withdraw office {C}
$ youju comment list office record:{R} --json
json comments 0 withdrawn == true
json comments 0 said == ""
$ youju inbox office --as lin --password-file lin.txt --json
not> 请补签到表
$ youju comment say office record:{R} ""
exit 2
$ youju comment say office letter:1 "话"
exit 2

# No mail without a server; a digest can be looked at before any is sent.
$ youju mail show office
exit 4
$ youju mail set office --host "mail server" --from youju@office.example --link https://office.example
exit 2
$ youju mail set office --host 127.0.0.1 --port 9 --security none --from youju@office.example --link https://office.example --json
json host == "127.0.0.1"
json password == false
$ youju comment say office record:{R} "@lin 周五前补上"
$ youju mail own office lin@office.example --digest --as lin --password-file lin.txt
$ youju digest office --dry-run --json
json len digests == 1
json digests 0 to == "lin@office.example"
> https://office.example
# The text of a comment does not travel by mail.
$ youju digest office --dry-run
not> 周五前补上
$ youju digest office --dry-run --as lin --password-file lin.txt
exit 3
