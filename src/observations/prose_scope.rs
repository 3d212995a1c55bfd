//! Scope: whose account inside an area the words of running text mean.
//!
//! In: words before a figure, a clause of its sentence, a heading. Out: the whole area, its own level, the levels below it,
//! a zone inside it, or an area above it. Refuses levels that are only spoken of (`市级以上`, `居全省第3位`) and zones that
//! are no subject.

use std::sync::LazyLock;

use regex::Regex;

use super::coverage::{Account, Level};
use super::label;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    Nation,
    /// 中央: the central government.
    Centre,
    /// 全市, 市本级, 县（市、区）级, 市辖区: an account inside the area at hand.
    Of(Account),
    /// A development zone, a new area, or the like, as printed.
    Zone(String),
}

impl Scope {
    /// A part of the area at hand.
    pub fn is_part(&self) -> bool {
        matches!(self, Scope::Of(account) if !account.is_whole())
    }
}

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("a valid pattern"));
    };
}

const NO_MENTION_BEHIND: &str = "第|平均|前|排|首|各|范围|经济|上下|人民|财税|发展|领先|唯一|统一|率先|试点|最|重点|先进|人均|水平|比重|总量|\
                                 的?比|的?百分|\\d|一半|位|百强|优秀|推广|同期";

static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    let text = format!(
        r"(?:全(国|省|自治区|市|地区|州|盟|县|区|旗|辖|域)|[我本](省|市|州|盟|县|区|旗))(?:{NO_MENTION_BEHIND})?"
    );
    Regex::new(&text).expect("a valid pattern")
});
pattern!(
    LEVEL,
    r"(?x) (自治区|省|市|地区?|州|盟|县|区|旗|中央|兵团)?本级 | (自治区|省|市|地|州|盟|县|区|旗|中央|乡镇?|镇)(?:级|直)
    (以[上下]|[城市区镇管属农示企重先医行机主领各单人会协学媒报龙湿储]|专家|项目|政策|公园)?"
);
pattern!(
    BELOW,
    r"(?x) 市辖区 | (?:各|所属|下辖|下属)?(?:县区市|县市区|市县区|县\(市、区\)|县\(市\)区|县\(区\)|县\(市\)|县\(区、市\)|县、区|县区|区县|市县|县市|旗县区?|市州|市\(州\)|州市|盟市|乡镇)(?:级|合计|小计)?
    (?:政府|财政)? $"
);
pattern!(
    ZONE,
    r"^(?:20\d\d年|其中)?[:、,]?((?:\p{Han}|\(含[^)]*\)){0,14}?(?:高新技术产业开发区|高新区|经开区|开发区|园区|新区|示范区|管理区|管委会|度假区|旅游区|产业区|集聚区|集中区|合作区|试验区|保税区|综保区|工业区|旅游经济区|科技城|生态城|新城|空港|风景区|景区))"
);

/// The scope that the words right before a figure mean, the last one of them.
pub fn of_words(words: &str) -> Option<Scope> {
    let words = without_notes(&tight(words));
    let zone = ZONE.captures(&words).and_then(|found| found.get(1));
    let last =
        [last_whole(&words), last_level(&words), last_below(&words)].into_iter().flatten().max_by_key(|found| found.0);
    match (zone, last) {
        (Some(zone), Some((at, scope))) if at > zone.end() => Some(scope),
        (Some(zone), _) if is_zone(zone.as_str()) => Some(Scope::Zone(zone.as_str().to_string())),
        (_, last) => last.map(|found| found.1),
    }
}

/// The scope that a clause begins with.
pub fn at_start(lead: &str) -> Option<Scope> {
    if let Some(zone) = ZONE.captures(lead).and_then(|found| found.get(1)) {
        return is_zone(zone.as_str()).then(|| Scope::Zone(zone.as_str().to_string()));
    }
    let head = [&*WHOLE, &*LEVEL].into_iter().filter_map(|kind| kind.find(lead)).find(|found| found.start() == 0)?;
    of_words(head.as_str())
}

/// What a heading says of all figures under it.
pub fn of_heading(heading: &str) -> Option<Scope> {
    let words = without_notes(&label::bare(&tight(heading)));
    let whole = last_whole(&words);
    let level = last_level(&words);
    if whole.is_some() && level.is_some() {
        // `全市及市本级` are both.
        return None;
    }
    let zone = ZONE.captures(&words).and_then(|found| found.get(1)).filter(|zone| is_zone(zone.as_str()));
    zone.map(|zone| Scope::Zone(zone.as_str().to_string())).or(level.or(whole).map(|found| found.1))
}

pattern!(
    LEAD,
    r"(?x)^(?: [\s:、,;()\[\]-] | 其中 | 包括 | 截[至止]到? | [至到在] | (?:18|19|20)\d\d年(?:度|初|末|底)?(?:\d{1,2}月(?:末|底|份)?(?:\d{1,2}日)?)?
    | 年[末初底] | 全年 | 当年 | 目前 | 经汇总[^,，]{0,12} | 初步核算 | 预计 | 按区域划分 | 据统计 | 十[一二三四五]五末 )+"
);
/// Letters of a clause that name its subject.
const LEADING_LETTERS: usize = 40;

/// The words that a clause begins with, behind its date and what else only opens it.
pub fn leading(clause: &str) -> String {
    let words = without_notes(&tight(clause).replace(['“', '”', '"'], ""));
    let start = LEAD.find(&words).map_or(0, |lead| lead.end());
    words.get(start..).unwrap_or_default().chars().take(LEADING_LETTERS).collect()
}

fn tight(words: &str) -> String {
    label::narrowed(words).chars().filter(|letter| !letter.is_whitespace()).collect()
}

pattern!(NOTES, r"\((?:含|不含|包括|剔除|扣除|下同|预计|快报|调整)[^()]*\)?");

/// `市本级（含开发区）` is of 市本级.
fn without_notes(words: &str) -> String {
    NOTES.replace_all(words, "").into_owned()
}

fn is_zone(name: &str) -> bool {
    let several = [
        "各",
        "个",
        "等",
        "省级",
        "国家级",
        "支持",
        "推进",
        "建设",
        "推动",
        "对",
        "向",
        "在",
        "与",
        "和",
        "全市",
        "全省",
        "主要",
        "部分",
        "成功",
        "入选",
        "获批",
        "新增",
    ];
    !several.iter().any(|word| name.contains(word))
}

fn level(name: &str) -> Option<Level> {
    Some(match name {
        "省" => Level::Province,
        "自治区" => Level::Region,
        "市" => Level::City,
        "州" | "盟" | "地" | "地区" => Level::Prefecture,
        "区" => Level::District,
        "县" | "旗" => Level::County,
        "乡" | "镇" | "乡镇" => Level::Town,
        _ => return None,
    })
}

fn last_whole(words: &str) -> Option<(usize, Scope)> {
    let fits = WHOLE.captures_iter(words).filter_map(|found| {
        let (whole, name) = (found.get(0)?, found.get(1).or(found.get(2))?);
        let spoken_of = whole.end() > name.end();
        let compared = words
            .get(..whole.start())?
            .ends_with(['居', '占', '于', '在', '超', '比', '与', '较', '为', '列', '据', '入', '到']);
        let scope = match name.as_str() {
            "国" => Scope::Nation,
            "辖" | "域" => Scope::Of(Account::Whole(None)),
            name => Scope::Of(Account::Whole(Some(level(name)?))),
        };
        (!spoken_of && !compared).then_some((name.end(), scope))
    });
    fits.last()
}

fn last_level(words: &str) -> Option<(usize, Scope)> {
    let fits = LEVEL.captures_iter(words).filter_map(|found| {
        let whole = found.get(0)?;
        let name = found.get(1).or(found.get(2)).map(|name| name.as_str());
        let before = words.get(..whole.start())?;
        let spoken_of = found.get(3).is_some() || before.ends_with(['副', '地', '国', '县', '各']) && name.is_some();
        let scope = match name {
            Some("中央") => Scope::Centre,
            name => Scope::Of(Account::Own(name.and_then(level))),
        };
        (!spoken_of).then_some((whole.end(), scope))
    });
    fits.last()
}

fn last_below(words: &str) -> Option<(usize, Scope)> {
    let stem = words.trim_end_matches(|letter: char| !"县区市州盟镇级计府政)旗".contains(letter));
    let found = BELOW.find(stem)?;
    let account = if found.as_str().starts_with("市辖区") { Account::Districts } else { Account::Below };
    Some((found.end(), Scope::Of(account)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Option<Scope> = Some(Scope::Of(Account::Whole(Some(Level::City))));
    const OWN: Option<Scope> = Some(Scope::Of(Account::Own(Some(Level::City))));

    #[test]
    fn whole_own_level_and_zone() {
        assert_eq!(of_words("2024年全市一般公共预算收入完成"), WHOLE);
        assert_eq!(of_words("其中：市本级"), OWN);
        assert_eq!(of_words("市级（含市属开发区，下同）一般公共预算收入"), OWN);
        assert_eq!(of_words("省级支出"), Some(Scope::Of(Account::Own(Some(Level::Province)))));
        assert_eq!(of_words("益阳高新区一般公共预算支出"), Some(Scope::Zone("益阳高新区".to_string())));
        assert_eq!(of_words("县（市、区）级"), Some(Scope::Of(Account::Below)));
        for words in ["增速居全省第3位，", "支持三明高新区、三明经济开发区发展", "市级以上企业", "一般公共预算收入"]
        {
            assert_eq!(of_words(words), None, "{words}");
        }
    }

    #[test]
    fn headings() {
        assert_eq!(of_heading("（五）高新区预算执行情况"), Some(Scope::Zone("高新区".to_string())));
        assert_eq!(of_heading("1．全市预算执行情况"), WHOLE);
        assert_eq!(of_heading("2.市本级"), OWN);
        assert_eq!(of_heading("2025年全市及市本级预算执行情况"), None);
        assert_eq!(of_heading("（一）一般公共预算"), None);
    }

    #[test]
    fn what_a_clause_begins_with() {
        assert_eq!(at_start(&leading("2025年末，全市政府债务余额")), WHOLE);
        assert_eq!(at_start(&leading("其中：市级（含开发区）")), OWN);
        assert_eq!(at_start(&leading("主要是市级支出增加")), None);
    }
}
