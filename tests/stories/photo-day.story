# A photo tells by its camera when it was taken. One that is older than the event it is to prove is a finding.
$ youju init office --pack retired-cadres --unit 示例局
$ youju add office "2023年2月17日 主题党日 走进社区 21人" --json
keep FEBRUARY = json record
$ youju add office "2023年6月16日 主题党日 参观档案馆 23人" --json
keep JUNE = json record
$ youju evidence add office {FEBRUARY} @samples/bureau/佐证/2023-02-17_主题党日_照片.jpg --role photos
$ youju gaps office --year 2023 --lang zh
exit 1
not> 早于
$ youju evidence add office {JUNE} @samples/bureau/佐证/2023-06-16_主题党日_照片.jpg --role photos
$ youju gaps office --year 2023 --lang zh
exit 1
> 照片早于活动日期
$ youju gaps office --year 2023 --lang en
exit 1
> A photo is older than the event
# A file that is no photo inside is attached like any other, and says nothing about its day.
file broken.jpg = not a photo
$ youju evidence add office {FEBRUARY} broken.jpg
