# A draft that comes as a PDF is checked like any other: the review is a page of its own. A record added after the report was printed is
# found; a text of somebody else's, with as many numbers, is not taken for the office's work.

$ youju init office --pack retired-cadres --unit 云岭市委老干部局 --go-live 2023-01-01
file 党日.csv = 主题党日\n活动时间,活动主题,出席人数,状态\n2023-01-05,参观纪念馆,12,已召开\n2023-02-10,义务植树,9,已召开\n2023-03-10,走访老党员,11,已召开\n
$ youju import office 党日.csv --kind theme_day
$ youju report make office --template annual-analysis --year 2023 -o 总结.pdf
$ youju check office 总结.pdf --year 2023 -o 核对.html --json
json format == "pdf"
json coverage findings == 0
not> 防诈骗宣讲同时计1

# One more in December: the printed number is too small by one, and the page says so.
$ youju add office "2023年12月8日 主题党日 学习 10人"
$ youju check office 总结.pdf --year 2023 -o 核对.html
exit 1
> 台账中为4次
$ cat 核对.html
> 台账中为4次
not> 造假
# Comments are for Word files.
$ youju check office 总结.pdf --year 2023 -o 核对.docx
exit 11
> 不是 DOCX，不能加批注

file 菜谱.txt = 红烧鱼块的做法\n\n鲤鱼1条（约800克）切成3厘米的块，用盐5克、料酒2勺腌20分钟。锅里放油，烧到七成热，把鱼块煎到两面微黄，每面大约2分钟。放入姜5片、蒜4瓣、干辣椒3个炒香，加生抽2勺、冰糖10克和清水500毫升，大火煮开后转小火焖15分钟。最后大火收汁3分钟，撒葱花即可，够4个人吃。鱼块不要翻动超过3次，否则容易碎。冷藏可以保存2天。\n
$ youju check office 菜谱.txt --year 2023
> 其中表述0处
> 这份文字读起来不是本单位的工作报告（依据：做法、
$ youju check office 菜谱.txt --year 2023 --json
json len claims == 0
json other_text 0 == "做法"
