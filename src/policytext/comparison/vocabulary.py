"""Words that the comparison needs to know; few, since items are matched on all of their content."""

from __future__ import annotations

# Words of rank and territory that come and go between years without changing what is counted.
MODIFIERS = (
    "全省", "全市", "全区", "全县", "全国", "我省", "我市", "我区", "我县", "本市", "本省", "全社会", "累计", "年度",
    "力争", "确保", "新增", "新建", "新开工", "建成", "完成", "实现", "总量", "数量", "个数", "项目数",
)  # fmt: skip

# Indicators that alone say too little; the clause around them has to speak.
GENERIC = frozenset((
    "项目", "工程", "任务", "工作", "目标", "企业", "学校", "单位", "人员", "活动", "建设", "指标", "投资", "比例",
    "比重", "增速", "以上", "左右", "教师", "学生", "群众", "人数", "规模",
))  # fmt: skip

# One indicator under two names.
ALIASES = {
    "国内生产总值": "生产总值", "地区生产总值": "生产总值", "GDP": "生产总值", "gdp": "生产总值",
    "CPI": "居民消费价格", "R&D": "研发", "研究与试验发展": "研发",
    "社会消费品零售总额": "社零总额", "城镇新增就业": "新增城镇就业",
}  # fmt: skip

# Two indicators that differ by one of these words count two things, however alike they look.
CONTRASTS = (
    ("城镇", "城市", "农村", "乡村", "农民"),
    ("幼儿园", "小学", "初中", "高中", "中职", "高校", "学前", "义务教育", "职业院校", "大学"),
    ("国家级", "省级", "市级", "区级", "县级", "校级"),
    ("进口", "出口", "进出口"),
    ("第一产业", "第二产业", "第三产业"),
    ("一产", "二产", "三产"),
    ("男", "女"),
    ("登记失业", "调查失业"),
    ("公办", "民办", "普惠"),
    ("近视", "肥胖"),
    ("教师", "学生", "校长", "家长"),
    ("投资", "消费", "收入", "支出", "利润"),
    ("县城", "乡镇", "行政村", "自然村"),
)

# A smaller number is the better one.
LESS_IS_BETTER = (
    "失业率", "近视率", "肥胖率", "死亡率", "发生率", "发病率", "负债率", "不良率", "投诉率", "辍学率", "犯罪率",
    "漏损率", "浓度", "能耗", "水耗", "排放", "事故", "赤字", "贫困", "时限", "时间",
)  # fmt: skip

# Headings over what was done, as against what is to be done.
REVIEW_WORDS = ("回顾", "一年来", "五年来", "过去", "工作总结", "取得", "成效", "成就")

# A mean over several years answers no target of one year.
MEANS = ("年均", "五年来", "三年来", "平均每年")
SURPASSED = ("超额", "提前完成", "超计划")
