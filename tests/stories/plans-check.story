# What a report plans is held against the plan items and their targets; what it says was done is never satisfied by a plan.

$ youju init office --pack retired-cadres --unit 云岭市委老干部局 --go-live 2023-01-01
file 要点.csv = 2024年工作要点\n计划时间,工作内容,目标数量,状态\n2024-01-05,按月开展主题党日,12,已列入\n2024-01-08,举办专题党课,4,已列入\n2024-02-01,修订规章制度,,已列入\n2024-02-02,修订主题党日制度,3,已列入\n2024-02-03,开展主题党日、讲专题党课,5,已列入\n2024-02-05,做好信息发布,24,已列入\n
$ youju import office 要点.csv --kind plan_item
file 党日.csv = 主题党日\n活动时间,活动主题,状态\n2023-01-05,参观纪念馆,已召开\n2023-02-10,义务植树,已召开\n2023-03-10,走访,已计划\n
$ youju import office 党日.csv --kind theme_day

file draft.txt = 2023年度工作总结\n\n2023年开展主题党日3次。\n\n2024年计划开展主题党日12次、专题党课6次，拟举办业务培训2期，发布信息60条。\n
$ youju check office draft.txt --json
exit 1
json claims 0 verdict == "contradicted"
json claims 0 ledger_value == 2
json claims 0 hint rule == "not_counted"
json claims 1 mode == "plan"
json claims 1 verdict == "supported"
json claims 1 reason == "as_planned"
json claims 1 ledger_value == 12
json claims 2 verdict == "contradicted"
json claims 2 reason == "plan_differs"
json claims 2 ledger_value == 4
json len claims 2 records == 1
json claims 3 verdict == "not_judged"
json claims 3 reason == "plan"
json claims 4 verdict == "not_judged"
$ youju check office draft.txt
exit 1
> 工作要点里的目标为4
