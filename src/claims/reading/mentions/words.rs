//! The words between a name and its figure, and what each says.
//!
//! In: nothing. Out: words in Chinese and English, folded, with their roles. A word that is not here is not known, and what
//! is not known stands between a name and its figure like a wall.

use crate::formula::Stage;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Changes nothing: 政府, 总, 已, 的确.
    Neutral,
    /// Joins a name and its figure: 为, 达到, was.
    Link,
    /// 增长, rose.
    Rise,
    /// 下降, fell.
    Fall,
    /// 增长到, rose to: a level follows.
    RiseTo,
    /// 增长率, growth rate: behind a name.
    Rate,
    /// 降幅: the rate of a fall.
    Decline,
    /// 初步核算数, the preliminary estimate: an earlier figure of the same year.
    Edition,
    /// 执行率: what was spent over its budget.
    Executed,
    /// 占, accounted for.
    Share,
    /// 比重, share.
    Portion,
    /// 与 … 之比, ratio.
    Ratio,
    /// 和, and.
    And,
    /// 比, than.
    Than,
    /// 相比, compared with.
    Compared,
    /// 同比, year on year.
    OnYear,
    /// 高于, 高; 快于.
    Above,
    Below,
    /// 人均, per head.
    PerHead,
    /// 年均, a year on average.
    Yearly,
    /// 每年, each year.
    EachYear,
    /// 平均, mean.
    Mean,
    /// 累计, in total.
    Total,
    /// 中, 其中: of what stood before.
    Within,
    /// 其中: a part of what stood before.
    Part,
    /// 的, of.
    Of,
    /// `in`, `for`: English words before a year, a place or a whole.
    In,
    /// 从, 由, from.
    From,
    /// 到, 至, to.
    To,
    Respectively,
    /// 各, 均, each.
    Each,
    /// 相当于, equal to.
    Equal,
    Stage(Stage),
    /// 预计, 目标, expected: no outcome.
    Plan,
    /// 预期目标, target: it reaches over all that stands behind it.
    Goal,
    /// 如果, if.
    Suppose,
    /// 没有, not.
    Not,
    Real,
    Nominal,
    /// 连续, for years running.
    Running,
    /// 倍 as a word of comparison in English: `times`, `-fold`; 翻.
    Times,
    /// Not the whole year: 上半年, 月均, quarterly.
    PartOfYear,
    /// 《, 》, (, ), comma and the like.
    Mark(char),
}

use Role::*;

/// Words by role, parted by `|`.
pub const WORDS: [(Role, &str); 50] = [
    (Mark(','), ",|;|:"),
    (Mark('('), "(|["),
    (Mark(')'), ")|]"),
    (Mark('。'), "。|.|!|?|！|？"),
    (And, "、|和|与|及|or|以及|同|跟|and|as well as|&"),
    (
        Neutral,
        "高点|最高点|低点|最低点|高峰|低谷|谷底|峰值|顶点|高位|低位|a quarter|one quarter|three quarters|\
         政府|各级政府|我们|若干|公共|全部|全国性|总|总额|总量|总数|总规模|总计数|规模|数额|金额|水平|数量|人数|\
         总人数|已|已经|又|还|更早|更早的|原来|原先|也|则|却|而|且|并|并且|但|但是|同时|此外|另外|因此|所以|由此|可见|首次|仅|只|只有|\
         就|才|便|即|了|过|着|约|大约|大概|近|将近|接近|超|超过|突破|超出|逾|不足|不到|不超过|不少于|不低于|至少|\
         多达|高达|低至|左右|以上|以下|上下|多|余|大幅|大幅度|显著|明显|稳步|快速|迅速|平稳|小幅|略|略有|进一步|\
         持续|继续|不断|逐步|逐年|再|更|更是|较快|急剧|迅猛|合理|有所|数据显示|显示|表明|称|指出|据统计|统计|\
         据|根据|统计数据|有资料显示|资料显示|数据|资料|由于|使|使得|让|导致|带动|推动|保证|组织|\
         用于|当时|目前|现在|当前|年末|年底|年终|截至|截止|到了|末|底|期间|时期|时|以来|来|间|内|年度|本|该|这|其|此|它|一项|一|\
         该项支出|该支出|该项开支|该项费用|这笔支出|这笔开支|这笔费用|这笔钱|这项支出|这项开支|此项支出|此项开支|同一项支出|上述支出|这一支出|\
         该项收入|这项收入|此项收入|这笔收入|同一项|该项|这项|此项|\
         上|方面|情况|来看|看|状况|仍|仍然|依然|却是|后者|都|只占|的是|之|初步核算|经初步核算|初步统计|核算|经核算|初步核实|最终核实|最终核算|核实|持平|基本持平|修订|修正|快报|口径|\
         同口径|全口径|按同口径|整个|合并|公布|财政部公布|国家统计局公布|国家统计局数据显示|国家统计局|财政部|\
         统计局|创|历史新高|新高|居|位居|the|a|an|its|their|this|that|these|those|which|it|they|we|our|total|\
         overall|aggregate|annual|whole|entire|also|already|only|even|still|about|around|nearly|under|almost|over|\
         more than|less than|approximately|roughly|some|at least|up to|as much as|as many as|as high as|\
         as low as|sharply|slightly|steadily|rapidly|significantly|substantially|further|while|whereas|but|\
         however|thus|hence|then|meanwhile|moreover|government's|public|amount|amounts|level|levels|value|size|\
         volume|figure|figures|number|sum|data show|according to|official data|statistics|data|show|shows|showed|\
         shown|reported|estimated at|said|just|well|far|much|another|same|corresponding|country's|nation's|there|\
         as|so|when|where|with|at|by|on|end|year-end|the end of|at the end of|during|period|years|year|yuan|\
         equivalent|no less than|no more than|not less than|not more than|in excess of|just over|just under|\
         historical|high|record|all|both|as large as|as high as|as big as|as great as|as large|as high|as big|as great|as much|as many|the figure|the figure of|the level of|flat|unchanged|-|~|/|'s|s'|'|%|…|·",
    ),
    (
        Link,
        "为|修订为|修正为|核实为|核定为|确定为|定在|定为|原为|原定|原定为|调整为|用去|花去|花费|用了|花了|达|达到|已达|达到了|达成|是|有|共|共有|共计|计|完成|实现|在|仅为|仅有|只有|保持在|维持在|稳定在|\
         徘徊在|上交|录得|报|位列|排名|排在|名列|排|列|ranked|为人民币|约为|大约为|均为|都为|均达|便是|was|were|is|are|has been|had been|\
         stood at|stands at|reach|reached|reaches|reaching|amounted to|amounting to|amounts to|totalled|totaled|\
         totalling|totaling|came to|hit|exceeded|exceeds|exceeding|surpassed|had|has|have|being|been|came in at|\
         of about|of over|of nearly|averaged at|topped|remained at|stayed at|registered|recorded|would be|equals|\
         numbered|spent|came in at|came out at|added up to|adds up to|summed to|summed up to|was revised to|were revised to|revised to|\
         was put at|ran to",
    ),
    (
        Rise,
        "增长|增长了|增加|增加了|增|提高|提高了|上升|上升了|上涨|上涨了|涨|升|扩大|扩大了|增多|增收|增支|净增|\
         净增加|净增长|多增|膨胀|膨胀了|攀升|攀升了|加快|加快了|增大|增大了|回升|回升了|多支|多收|多收了|多支了|上调|调增|上修|递增|grew|grow|\
         grows|growing|grown|rose|rise|rises|rising|risen|increased|increase|increases|increasing|expanded|\
         expanding|climbed|gained|up|growth|a rise|an increase|soared|jumped|went up|surged|grew by|rose by|\
         increased by|expanded by|up by|increase of|an increase of|a rise of|growth of|a growth of|climbed by|\
         growing by|rising by|increasing by|revised up|revised upward|revised upwards|revised up by|revised upward by|\
         revised upwards by|upward revision|an upward revision of",
    ),
    (
        Fall,
        "下降|下降了|减少|减少了|减|降低|降低了|回落|回落了|下滑|下滑了|下跌|下跌了|降|跌|缩减|缩减了|压减|\
         压减了|压缩了|净减少|缩小|缩小了|减收|减支|少收|少支|少收了|少支了|节约|节约了|节省|节省了|精减|压缩|下调|调减|下修|少增|放缓|放缓了|fell|fall|falls|falling|fallen|declined|\
         decline|declining|decreased|decrease|decreasing|dropped|drop|dropping|shrank|down|a fall|a decrease|\
         a drop|contracted|reduced|was reduced|fell by|declined by|decreased by|dropped by|down by|a decrease of|\
         decrease of|a drop of|a decline of|a fall of|cut by|was cut by|reduced by|was reduced by|slowed by|revised down|\
         revised downward|revised downwards|revised down by|revised downward by|revised downwards by|downward revision|\
         a downward revision of",
    ),
    (
        RiseTo,
        "增长到|增加到|变化到|变化为|增为|减为|changed to|went to|增长至|增加至|增至|增到|提高到|提高至|上升到|上升至|上涨到|上涨至|升至|升到|扩大到|扩大至|\
         攀升到|攀升至|下降到|下降至|降到|降至|降低到|降低至|减少到|减少至|减至|回落到|回落至|下滑到|下滑至|跌至|\
         跌到|缩减到|缩减至|发展到|增加为|变为|变成|变动到|提高为|上升为|下降为|降为|达到的|扩张到|猛增到|猛增至|rose to|grew to|\
         increased to|climbed to|expanded to|jumped to|rising to|growing to|increasing to|fell to|declined to|\
         decreased to|dropped to|falling to|declining to|decreasing to|dropping to|was reduced to|reduced to|\
         cut to|shrank to|went up to|soared to|surged to|down to|up to a level of",
    ),
    (
        Rate,
        "增长率|增长速度|增速|增幅|增长幅度|增长的速度|增长的幅度|增加率|增长比例|涨幅|升幅|增长比率|\
         同比增速|同比增幅|growth rate|growth rates|rate of growth|rates of growth|annual growth rate|\
         annual growth|the growth rate|growth rate of|the growth of|the growth rate of|rate of increase",
    ),
    (
        Decline,
        "降幅|跌幅|减幅|下降幅度|降低幅度|减少幅度|下滑幅度|缩减幅度|压缩幅度|下降率|下降比例|减少比例|rate of decline|\
         rate of decrease",
    ),
    (
        Edition,
        "初步核算数|初步核算结果|初步核算值|初步核算数据|初步核实数|初步数|初步数据|初值|快报数|快报数据|公报数|公报数据|\
         初步统计数|原公布数|原数|修订前|the preliminary|the preliminary figure|the preliminary estimate|preliminary estimate|\
         preliminary figure|preliminary estimates|the preliminary estimates|preliminary|the first estimate|first estimate|\
         the initial estimate|initial estimate|the earlier estimate|the previous estimate|the initial figure|the original figure",
    ),
    (Executed, "执行率|预算执行率|预算完成率|execution rate|budget execution rate"),
    (
        Share,
        "占|约占|仅占|占到|占了|共占|占有|已占|所占|就占|各占|accounted for|accounts for|account for|\
         accounting for|made up|makes up|making up|represented|representing|represents|constituted|constitutes|\
         took up|comprised|as a share of|as a proportion of|as a percentage of",
    ),
    (
        Portion,
        "比重|比例|份额|占比|百分比|比率|所占比重|所占比例|所占份额|占比例|占比重|比值|share|the share of|\
         a share|proportion|the proportion of|percentage|the percentage of|fraction|share of",
    ),
    (Ratio, "之比|的比例|的比值|的比率|ratio|the ratio of|ratio of"),
    (Than, "比|较|较之|than|over the previous|from the previous"),
    (Compared, "相比|相比较|比较|比起来|对比|相比之下|compared with|compared to|relative to|in comparison with|versus"),
    (
        OnYear,
        "同比|year on year|year-on-year|y-o-y|yoy|on year|year over year|year-over-year|annually|\
         from a year earlier|from the year before|over the previous year|from the previous year|\
         on the previous year|than the previous year|than the year before|over the year before|\
         compared with the previous year|compared with the year before|from a year ago|over the preceding year|\
         than in the previous year|on the year before|from the preceding year",
    ),
    (
        Above,
        "高于|多于|快于|大于|高出|高|快|多出|多出了|多了|超出了|超过了|higher|faster|above|higher than|faster than|exceeded that of|\
         outpaced|outpacing|outgrew|outgrown|has outgrown|have outgrown|has exceeded|has outpaced|\
         has been higher than|has grown faster than|grew faster than|has been above|more|greater than",
    ),
    (Below, "低于|少于|慢于|小于|低|慢|少|少了|lower|slower|below|lower than|slower than|lagged behind|less"),
    (PerHead, "人均|每人|平均每人|per capita|per head|per person|per inhabitant"),
    (
        Yearly,
        "年均|年平均|平均每年|每年平均|年均递增|平均每年递增|average annual|annual average|an average annual|\
         on average|annually on average|per year on average|a year on average|an annual average|\
         at an average annual rate of|average annual growth rate|an average annual growth rate of|\
         at an annual average of|an average of|averaged|average annual rate|compound annual|\
         compound annual growth rate|per annum|a year|per year|an average annual rate of|\
         at an average annual growth rate of|average annual growth|at an annual average rate of|\
         at a compound annual rate of|average yearly",
    ),
    (EachYear, "每年|每年都|历年|each year|every year"),
    (Mean, "平均|均值|平均值|average|mean|averaging"),
    (
        Total,
        "累计|累计达|合计|总计|总共|一共|in total|cumulative|cumulatively|combined|altogether|a total of|\
         accumulated",
    ),
    (Within, "中|之中|当中|里"),
    (Part, "其中|其中的|of which|of this|of these|among which|among them|including"),
    (Of, "的|of"),
    (In, "in|for|to the|into"),
    (From, "从|由|自|from|between"),
    (To, "到|至|to"),
    (
        Respectively,
        "依次|依次为|依次是|依次达|依次达到|依次完成|顺次为|先后为|分别|分别为|分别是|分别达|分别达到|分别有|分别完成|respectively",
    ),
    (Each, "各|各为|各自|各约|各达|each"),
    (Equal, "相当于|等于|前者|equal to|equivalent to|was equal to|equivalent of"),
    (Stage(Stage::Budget), "预算数|年初预算|预算安排|预算为|budgeted|budgeted at|in the budget|budget figure"),
    (Stage(Stage::Execution), "执行数|预算执行|预算执行数|预计执行数|execution|budget execution"),
    (Stage(Stage::Final), "决算|决算数|决算为|final accounts|final account|in the final accounts|final"),
    (
        Plan,
        "预计|安排|年初预算安排|预期|计划|原计划|预算报告|预算报告提出|批准|批准的|人大批准|forecasts|predicts|力争|将|将达|将达到|规划|拟|拟安排|争取|有望|预测|可达|要求|控制在|will|would|\
         expected|is expected to|expected to|forecast|projected|planned|should|aims|aim|plan|may|could",
    ),
    (Goal, "目标|预期目标|主要目标|主要预期目标|发展目标|奋斗目标|目标任务|target|targets|targeted|goal|goals"),
    (
        Suppose,
        "模拟|模拟结果|反事实|外推|情景|simulated|counterfactual|如果|如果说|如果按|如果按照|如能|如按|如按照|如若|假如|假设|假定|假使|若|若是|若按|倘若|要是|if|suppose|supposing|assume|assuming",
    ),
    (Not, "没有|没|未|未能|并非|不是|并未|远未|not|never|no"),
    (
        Real,
        "实际|按可比价格|按不变价格|按可比价|按不变价|以不变价格计算|以可比价格计算|不变价格|可比价格|扣除物价|\
         扣除物价上涨因素|扣除物价上涨|扣除物价因素后|扣除通货膨胀|扣除通货膨胀因素|剔除物价因素|剔除物价|in constant prices|\
         constant prices|comparable prices|inflation-adjusted|adjusted for inflation|after adjusting for inflation|\
         at constant price|按可比价格计算|按可比价计算|按不变价格计算|按不变价计算|扣除价格因素|扣除物价因素|扣除价格因素后|\
         可比价|不变价|剔除价格因素|扣除通胀因素|real|in real terms|at constant prices|at comparable prices",
    ),
    (Nominal, "名义|按现价计算|现价|按当年价格计算|当年价格|nominal|in nominal terms|at current prices"),
    (Running, "连续|连年|running|consecutive|successive|in a row"),
    (Times, "翻|翻了|翻了近|times|fold|-fold"),
    (
        PartOfYear,
        "财年|至次年|上半年|下半年|一季度|二季度|三季度|四季度|前三季度|季度|月度|环比|月均|当月|前两个月|quarter|first half|\
         second half|half-year|monthly|quarterly|first quarter|third quarter|month on month",
    ),
    (Mark('《'), "《"),
    (Mark('》'), "》"),
];
