//! What the words of a heading say of the figures under it. In: a label. Out: whether it names a rate, a change over
//! time, a total, or a part of what stands above.

use std::sync::LazyLock;

use regex::Regex;

use crate::tables::wording::pattern;

/// All that a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Says {
    pub rate: bool,
    pub change: bool,
    pub total: bool,
    pub part: bool,
}

pub fn says(text: &str) -> Says {
    Says { rate: is_rate(text), change: is_change(text), total: is_total(text), part: is_part(text) }
}

/// Words in any position; plain alternatives, which the search takes in one pass.
static RATES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "%|％|‰|率|比重|占比|比例|人均|平均|均价|指数|位次|名次|排名|排序|密度|强度|构成|增长|增速|为上年|上年=100|每人|每万人|每百|每千人|系数|造价|价格|单价",
    )
});
static CHANGES: LazyLock<Regex> =
    LazyLock::new(|| pattern("增长|增速|增减|比上年|为上年|上年=100|指数|同比|为预算|完成"));

/// Rates, averages, ranks, indices and shares, which no total sums.
pub fn is_rate(text: &str) -> bool {
    const ENGLISH: &str = "rate rates ratio capita average averages mean index indices rank ranking density share percent percentage growth composition intensity per coefficient price prices";
    let per_unit = || text.rfind(['(', '（']).and_then(|at| text.get(at..)).is_some_and(|unit| unit.contains('/'));
    per_unit() || RATES.is_match(text) || has_word(text, ENGLISH)
}

/// Growth, change or an index with an earlier year as its base.
fn is_change(text: &str) -> bool {
    let against = text.matches('年').count() >= 2 && text.contains(['比', '为']);
    against || CHANGES.is_match(text) || has_word(text, "growth increase change index over")
}

/// `其中`, `#`, of which: a part of the item above.
fn is_part(text: &str) -> bool {
    let text = text.trim_start();
    let english = || {
        text.get(..8)
            .is_some_and(|start| start.eq_ignore_ascii_case("of which") || start.eq_ignore_ascii_case("in which"))
    };
    text.starts_with("其中") || text.starts_with(['#', '＃']) || english()
}

/// A name of a total: 合计, 总计, 全国, 全省, total.
fn is_total(text: &str) -> bool {
    const ENDINGS: &[&str] = &["合计", "总计", "小计", "总额", "总数", "总值", "总人口", "共计", "总量", "人口数"];
    const WHOLES: &[&str] = &["全国", "全省", "全市", "全区", "全自治区", "地方", "总"];
    let chinese: String = text.chars().take_while(|c| !c.is_ascii_alphabetic() && !"(（".contains(*c)).collect();
    let chinese = chinese.trim();
    let english = || has_word(text, "total sum whole") && text.chars().take(24).any(|c| c.is_ascii_alphabetic());
    ENDINGS.iter().any(|ending| chinese.ends_with(ending))
        || WHOLES.contains(&chinese)
        || (chinese.is_empty() && english())
}

/// Whether one of the text's English words is in the list.
fn has_word(text: &str, words: &str) -> bool {
    let known = |own: &str| words.split(' ').any(|word| own.eq_ignore_ascii_case(word));
    let own = || text.split(|c: char| !c.is_ascii_alphabetic()).filter(|own| (3..=11).contains(&own.len()));
    text.bytes().any(|byte| byte.is_ascii_alphabetic()) && own().any(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_totals_and_parts_by_their_words() {
        for text in ["出生率(‰)", "人均可支配收入", "Birth Rate", "比上年增长(%)", "位次SCI"] {
            assert!(is_rate(text), "{text}");
        }
        for text in ["税收收入", "Corporate Income Tax", "总人口"] {
            assert!(!is_rate(text), "{text}");
        }
        for text in ["合计", "地方合计 Total of All Regions", "本年收入合计", "全国 National", "Total", "总计(亿元)"]
        {
            assert!(is_total(text), "{text}");
        }
        for text in ["全国性商业银行", "其他支出", "地方教育附加", "Rural"] {
            assert!(!is_total(text), "{text}");
        }
        assert!(is_part("其中：男性") && is_part("#工业") && is_part("In which: tractors") && !is_part("工业"));
    }
}
