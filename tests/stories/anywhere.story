# The program carries its packs: copied alone to an empty folder, it makes an office there.

$ mkdir elsewhere
$ cp @program elsewhere/youju-copy
$ env PATH=/usr/bin:/bin elsewhere/youju-copy init elsewhere/office --pack retired-cadres --unit 示例局
> 已建立“示例局”的台账
$ elsewhere/youju-copy kinds elsewhere/office --json
$ elsewhere/youju-copy add elsewhere/office "2023年3月5日 主题党日 参观纪念馆 23人"
> 已记录
$ youju init other --pack no-such-pack --unit 示例局
exit 4
> common, retired-cadres
