# The security log: who signed in and failed, what was refused, what left the office. It never moves the office's own log.
$ youju init office --pack retired-cadres --unit 示例局
keep CODE = after 口令： in leader
file code = {CODE}
file password = 一个足够长的登录密码
file wrong = 不是这个密码
$ youju user password office leader --code-file code --password-file password
$ youju add office "2023年2月17日 主题党日 走进社区 21人"
$ youju seal office --json
$ youju verify office --json
keep ENTRIES = json entries

$ youju search office 社区 --as leader --password-file wrong
exit 3
$ youju search office 社区 --as nobody --password-file wrong
exit 3
$ youju search office 社区 --as leader --password-file password
file pass.txt = correct horse battery staple
$ youju backup office -o one.youju --passphrase-file pass.txt --as leader --password-file password
exit 3
$ youju export office -o out.xlsx
$ youju security office --event sign_in_failed --json
json len events == 2
json events 0 login == "leader"
json events 1 login == "nobody"
json events 0 result == "denied"
$ youju security office --event refused --json
json len events == 1
json events 0 action == "backup"
json events 0 actor == "a2"
$ youju security office --event exported --json
json len events == 1
$ youju security office
> 登录失败
not> 不是这个密码
$ youju security office --event nonsense
exit 2
> sign_in_failed
$ youju verify office --json
json entries == {ENTRIES}

# Sealed the same way: a line taken out is found (in a copy of the folder).
$ cp -r office copied
$ sed -i 2d copied/security/log
$ youju verify copied
exit 9
> security 1
$ youju security copied
exit 9

# A right that changes hands is an event, whichever command did it.
$ youju user add office wang 王五
$ youju user grant office wang clerk
$ youju user withdraw office wang clerk
$ youju security office --event account_changed
> user grant
> user withdraw
# Copied to the system's own log when the office says where; a log that is away stops nothing, and is said.
$ sed -i '$a[security]\nsyslog = "/no-such-folder/no-such.socket"' office/youju.toml
$ youju user grant office wang inspector
> 先留在本机
$ sed -i 's|^syslog.*|syslog = "log"|' office/youju.toml
$ youju record list office
exit 2
> syslog
$ sed -i '/^.security.$/d;/^syslog/d' office/youju.toml
