# Everything goes into one sealed file and comes back whole; a rehearsal shows it. What is erased by order stays counted.

$ youju init office --pack retired-cadres --unit 示例局 --json
keep CODE = json codes 1 code
file code.txt = {CODE}
file leader.txt = a long password of the leader
$ youju user password office leader --code-file code.txt --password-file leader.txt
file 主题党日.csv = 2023年主题党日台账\n活动时间,活动主题,出席人数\n1月6日,参观纪念馆,20\n2月10日,植树,18\n
$ youju import office 主题党日.csv
file pass.txt = correct horse battery staple
file other.txt = wrong horse battery staple
file short.txt = horse

$ youju backup office -o one.youju
exit 2
$ youju backup office -o one.youju --passphrase-file short.txt
exit 2
$ youju backup office -o office/one.youju --passphrase-file pass.txt
exit 2
$ youju backup office -o one.youju --passphrase-file pass.txt --as leader --password-file leader.txt
exit 3
$ youju backup office -o one.youju --passphrase-file pass.txt
$ youju backup office -o one.youju --passphrase-file pass.txt
exit 5
$ youju rehearse office --passphrase-file pass.txt --json
json good == true
json len differing == 0

# A wrong passphrase and a folder in use change nothing.
$ youju restore one.youju back --passphrase-file other.txt
exit 9
$ youju verify back
exit 4
$ youju restore one.youju office --passphrase-file pass.txt
exit 5
$ youju restore one.youju back --passphrase-file pass.txt
$ youju verify back
$ youju figure back 'count(主题党日)' --year 2023 --json
json value == 2

# By order, by two people.
$ youju search office 参观纪念馆 --json
keep R = json found 0 id
$ youju erase office {R} --order 2023-1 --basis 当事人申请 --open
exit 2
$ youju erase office {R} --order 2023-1 --basis 当事人申请 --open --second leader --second-password-file other.txt
exit 3
$ youju erase office {R} --order 2023-1 --basis 当事人申请 --open --second leader --second-password-file leader.txt
> 已依法删除
$ youju erase office {R} --order 2023-1 --basis 当事人申请 --open --second leader --second-password-file leader.txt
exit 5
$ youju search office 参观纪念馆 --json
json len found == 0
$ youju figure office 'count(主题党日)' --year 2023 --json
json value == 2
$ youju verify office
