//! Frames: words before a figure that say by which definition it counts: `以执行数计`, `按决算口径`, `剔除新增债券后`.
//!
//! In: a folded sentence and the place of a figure. Out: the frame that makes the figure another than the official one, or may.
//! Refuses nothing: frames that fix the stage or the prices of an account, or only name the publisher, are no such frame.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

/// Words that take something out of the official thing, or add to it.
static CHANGES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"剔除|扣除|扣减|扣掉|不含|不包括|不包含|不算|未含|未计|未包括|除去|除掉|除开|去掉|撇开|抛开|排除|刨除|刨去|剥离|加上|加计|连同|",
        r"(?:如果?|若|一并)?(?:计入|并入|算上|算入|纳入)|包含|(?:^|[,;(])含|还原|折算|调整后|调整为|口径调整|可比口径|权责发生制|收付实现制|每(?:花|支出)?(?:一?百|一?千|一?万|100|1000|10000)(?:元|块|人|名)|",
        r"\b(?:excluding|exclusive of|net of|without|less the|adjusted for|after adjusting|plus the|",
        r"out of every|(?:for|of|per|each|every) (?:every )?(?:100|1,?000|10,?000|hundred|thousand)|",
        r"on a comparable basis|on an accrual basis|if we (?:add|include|exclude|count))\b"
    ))
});
/// Words that a definition or a way of counting is named between.
static COUNTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:按照?|依照?|依据|以|用|若按|若以|如按|如以|改按|改以|换成|采用)(?P<by>[^,;。:%]{1,24}?)(?:的?口径|的?标准|的?方法|来算|来计|计算|测算|估算|推算|",
        r"来看|统计|折合|衡量|计|算)(?:[,:的]|$)|",
        r"\b(?:on|by|under|using) (?P<basis>[a-z' -]{2,50}?) (?:basis|definition|method|standard|classification),?"
    ))
});
/// What leaves the official thing as it is, or is read elsewhere: stages, prices, publishers, currency.
static KNOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:上述|该|这一|此|同一|同样的?|相同的?|国家|财政部|国家统计局|统计局|官方|现行|全国|中央|地方|本级|我国|年度|当年|全年|各年|历年|初步|最终|",
        r"年终|年末|年底|年初|决算数?|执行数?|预算执行(?:情况|数)?|预算数?|初步核算数?|核算数?|核实数?|最终核实数?|快报数?|现价|当年价格?|名义|",
        r"不变价格?|可比价格?|总人口|人口|常住人口|户籍人口|人均|人民币|亿元|万元|美元|汇率|功能|性质|用途|支出|收入|分类|项目|主要|按|的|与|和|平均|数|",
        r"[0-9]{4}年?|'s|the|final|accounts?|outturn|execution|budget|current|constant|prices?|national|per|capita|head|year|",
        r"functional|nominal|real|annual|preliminary|revised|,| )*$"
    ))
});
/// Prices have their own readings.
const PRICES: [&str; 6] = ["价格", "物价", "通货膨胀", "通胀", "inflation", "price"];

/// The frame before a figure, or in brackets behind the name before it, that leaves open which thing it is of.
pub fn unknown(sentence: &str, figure: &Range<usize>) -> Option<String> {
    let head = sentence.get(..figure.start)?;
    let start = head.rfind([';', '。']).map_or(0, |mark| mark + head[mark..].chars().next().map_or(1, char::len_utf8));
    let head = head.get(start..)?;
    let of_prices = |word: &str, end: usize| {
        let near: String = head.get(end..).unwrap_or_default().chars().take(6).collect();
        PRICES.iter().any(|price| near.contains(price) || word.contains(price))
    };
    if let Some(found) = CHANGES.find_iter(head).find(|found| !of_prices(found.as_str(), found.end())) {
        return Some(shown(head, found.start()));
    }
    let mut counted = COUNTS.captures_iter(head);
    counted.find_map(|found| {
        let by = found.name("by").or_else(|| found.name("basis"))?;
        let start = found.get(0).map_or(0, |all| all.start());
        // 预算 and 合计 are words of their own.
        let ends_in_word =
            by.as_str().ends_with(['预', '决', '核', '结', '概', '会', '审', '合', '总', '累', '共', '估', '设']);
        (!KNOWN.is_match(by.as_str()) && !ends_in_word && leads(head, start)).then(|| shown(head, start))
    })
}

/// Whether 以 or 用 leads a frame, and is no part of another word: 以来, 费用, 所以.
fn leads(head: &str, start: usize) -> bool {
    const WORDS: [&str; 11] = ["以来", "以上", "以下", "以内", "以外", "以后", "以前", "以及", "以至", "用于", "用在"];
    let rest = head.get(start..).unwrap_or_default();
    let before = head.get(..start).and_then(|head| head.chars().next_back());
    let is_inside = rest.starts_with(['以', '用'])
        && before.is_some_and(|letter| "所可予得加难足给费使利运专占公商作信应".contains(letter));
    !is_inside && !WORDS.iter().any(|word| rest.starts_with(word))
}

/// The words of a frame, not too many.
fn shown(head: &str, start: usize) -> String {
    const LONGEST: usize = 14;
    let rest = head.get(start..).unwrap_or_default();
    let clause = rest.split([',', ';', ')']).next().unwrap_or_default();
    clause.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(sentence: &str) -> bool {
        unknown(sentence, &(sentence.len()..sentence.len())).is_some()
    }

    /// By reading them.
    #[test]
    fn frames_that_change_the_thing_are_told_from_those_that_name_it() {
        for open in [
            "剔除新增债券后,2010年全国财政支出为",
            "扣除对外援助,外交支出为",
            "不含教育的全国财政支出为",
            "全国财政支出(不含国债付息)为",
            "按可比口径,财政收入增长",
            "按权责发生制,财政收入为",
            "若用普查人口来算,人均财政收入为",
            "以全口径财力计算,行政支出占",
            "如果把社保基金算上,财政支出为",
            "加上调入资金,收入总计",
            "按课题组的标准,行政支出为",
            "excluding debt service, expenditure was",
            "on a cash basis, revenue was",
        ] {
            assert!(framed(open), "{open}");
        }
        for plain in [
            "以执行数计,2015年全国一般公共预算收入为",
            "改按决算口径,收入是",
            "按当年价格计算,国内生产总值为",
            "按初步核算,2010年国内生产总值为",
            "按预算执行情况,全年财政收入为",
            "以年末总人口计,人均支出为",
            "按功能分类的行政管理费为",
            "扣除价格因素,实际增长",
            "据财政部统计,全国财政收入为",
            "1978年以来财政收入累计",
            "行政费用合计",
            "公务用车购置及运行费预算",
            "2010年财政收入为",
            "in the final accounts, revenue was",
        ] {
            assert!(!framed(plain), "{plain}");
        }
    }
}
