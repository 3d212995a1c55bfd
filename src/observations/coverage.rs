//! Coverage: which account inside an area words speak of (全市, 市本级, 市辖区, 县区合计).
//!
//! In: the key of a label or title. Out: an `Account`, and what it is inside an area of some rank. Refuses words that only
//! contain such a name (`市级以上`, `省级重点`, `副省级`, `城市级别`).

use std::sync::LazyLock;

use regex::Regex;

use crate::formula::Coverage;

/// Ranks of government below the nation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Province,
    City,
    County,
    Town,
}

/// Whose account words speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// 全市, 全省: the area as a whole; 全辖 names no rank.
    Whole(Option<Level>),
    /// 本级; 市本级 and 市级 name the rank.
    Own(Option<Level>),
    /// 市辖区.
    Districts,
    /// 县区合计, 市县级.
    Below,
}

/// A rank as its word names it: 区 and 市 are of several ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Province,
    /// 自治区.
    Region,
    /// 市.
    City,
    /// 州, 盟, 地区.
    Prefecture,
    /// 区.
    District,
    /// 县, 旗.
    County,
    Town,
}

/// What an area is, as far as the words of its accounts depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub rank: Rank,
    /// The last letter of its name: of a 市, whatever its rank, 市级 is the own level.
    pub ending: char,
}

/// An account inside an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    Whole,
    Part(Coverage),
    /// Of another government or area (全省 and 省级 in a city's table, 全市 in a province's): the figure is not the area's.
    Other,
}

impl Account {
    /// The account seen from an area; where none is known, a level named is taken for the area's own.
    pub fn within(self, area: Option<Standing>) -> Seen {
        match self {
            Account::Whole(None) => Seen::Whole,
            Account::Whole(Some(level)) => match level.within(area) {
                Seen::Part(Coverage::OwnLevel) => Seen::Whole,
                _ => Seen::Other,
            },
            Account::Own(None) => Seen::Part(Coverage::OwnLevel),
            Account::Districts => Seen::Part(Coverage::Districts),
            Account::Below => Seen::Part(Coverage::Subordinate),
            Account::Own(Some(level)) => level.within(area),
        }
    }

    pub fn is_whole(self) -> bool {
        matches!(self, Account::Whole(_))
    }
}

impl Level {
    fn within(self, area: Option<Standing>) -> Seen {
        let own = Seen::Part(Coverage::OwnLevel);
        let below = Seen::Part(Coverage::Subordinate);
        let Some(Standing { rank, ending }) = area else {
            return if self == Level::Town { below } else { own };
        };
        let by_rank = |named: Rank| match named.cmp(&rank) {
            std::cmp::Ordering::Less => Seen::Other,
            std::cmp::Ordering::Equal => own,
            std::cmp::Ordering::Greater => below,
        };
        match self {
            Level::City if ending == '市' => own,
            Level::District if ending == '区' => own,
            Level::County if matches!(ending, '县' | '旗') => own,
            Level::Province | Level::Region => by_rank(Rank::Province),
            Level::City | Level::Prefecture => by_rank(Rank::City),
            Level::District | Level::County => by_rank(Rank::County),
            Level::Town => by_rank(Rank::Town),
        }
    }
}

/// What a label's key says: an account and nothing else, one before other words, or one in brackets among them.
/// Gives the words beside it (`一般公共预算收入` of `市本级一般公共预算收入`), empty where there are none.
pub fn of_label(key: &str) -> Option<(Account, String)> {
    if !key.contains(TELLING) {
        return of_english(key).map(|account| (account, String::new()));
    }
    if let Some((account, rest)) = in_brackets(key) {
        let rest = if whole_label(&without_brackets(&rest)).is_some() { String::new() } else { rest };
        return Some((account, rest));
    }
    if let Some(account) = whole_label(&without_brackets(key)) {
        return Some((account, String::new()));
    }
    let (account, rest) = at_start(key)?;
    account_leads(account, rest).then(|| (account, rest.to_string()))
}

static ALL_BELOW: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?:^|[年度省市区州])各(?:地)?[市县区州旗](?:[、()（）]?[市县区州旗盟])+[)）]?(?:一般公共|公共财政|政府性基金|国有资本|社会保险|财政|债务|地方政府)";
    Regex::new(text).expect("a valid pattern")
});

/// Whether a title speaks of the accounts of all governments below together (`各市县一般公共预算支出`).
pub fn speaks_of_all_below(key: &str) -> bool {
    ALL_BELOW.is_match(key)
}

/// `地方财政收支(市辖区)(万元)`: the account of one pair of brackets, and the key without them.
fn in_brackets(key: &str) -> Option<(Account, String)> {
    key.match_indices('(').find_map(|(open, _)| {
        let inner = key.get(open + 1..)?;
        let inner = inner.get(..inner.find(')')?)?;
        let account = whole_label(inner).filter(|_| inner.contains(['级', '辖', '全', '直']))?;
        let tail = key.get(open + inner.len() + 2..)?;
        Some((account, format!("{}{tail}", key.get(..open)?)))
    })
}

/// Every word of an account has one of these.
const TELLING: [char; 10] = ['全', '级', '直', '辖', '我', '计', '区', '县', '州', '旗'];

/// A label that is an account and nothing else.
fn whole_label(key: &str) -> Option<Account> {
    if let Some((account, rest)) = at_start(key) {
        let ends = ["合计", "总计", "汇总", "小计", "合计数", "汇总数", "口径", "数", "财政", "政府", "小结"];
        return (rest.is_empty() || ends.contains(&rest)).then_some(account);
    }
    let groups = key.strip_suffix("合计").or_else(|| key.strip_suffix("小计")).or_else(|| key.strip_suffix("汇总"));
    let named = groups.unwrap_or(key);
    let led = named.strip_prefix("所属").or_else(|| named.strip_prefix("所辖")).or_else(|| named.strip_prefix('各'));
    let bare = led.unwrap_or(named);
    let units = bare.chars().count();
    let is_units = units > 0 && bare.chars().all(|letter| "省市县区州盟旗地".contains(letter));
    let is_several = units >= 2 && !["省市", "省区", "省区市", "地区", "省市区"].contains(&bare);
    let is_total = groups.is_some() && (bare == "县" || bare == "区" || bare == "县区" || led.is_some());
    (is_units && (is_several || is_total) && (groups.is_some() || led.is_none()) && !is_area_word(bare)).then_some(
        match bare {
            "市区" => Account::Districts,
            _ => Account::Below,
        },
    )
}

/// `地区合计` and `州市` alone may name areas of the list itself.
fn is_area_word(bare: &str) -> bool {
    ["州市", "地州", "盟市", "省州", "地市"].contains(&bare)
}

/// The account a key begins with, and what follows.
fn at_start(key: &str) -> Option<(Account, &str)> {
    if let Some((word, rest)) = WHOLES.iter().find_map(|(word, _)| Some((*word, key.strip_prefix(word)?))) {
        let is_word = rest.starts_with(['域', '场', '间', '级', '县']);
        let level = WHOLES.iter().find(|(known, _)| *known == word).and_then(|found| found.1);
        return (!is_word).then_some((Account::Whole(level), rest));
    }
    if let Some(rest) = key.strip_prefix("市辖区") {
        return Some((Account::Districts, rest));
    }
    if let Some(rest) = key.strip_prefix("本级") {
        return Some((Account::Own(None), rest));
    }
    let (level, rest) = level_at_start(key)?;
    let account = level.map_or(Account::Below, |level| Account::Own(Some(level)));
    Some((account, rest))
}

const WHOLES: [(&str, Option<Level>); 18] = [
    ("全自治区", Some(Level::Region)),
    ("全自治州", Some(Level::Prefecture)),
    ("全地区", Some(Level::Prefecture)),
    ("全辖", None),
    ("全域", None),
    ("全省", Some(Level::Province)),
    ("全市", Some(Level::City)),
    ("全区", Some(Level::District)),
    ("全县", Some(Level::County)),
    ("全州", Some(Level::Prefecture)),
    ("全盟", Some(Level::Prefecture)),
    ("全旗", Some(Level::County)),
    ("我省", Some(Level::Province)),
    ("我市", Some(Level::City)),
    ("我区", Some(Level::District)),
    ("我县", Some(Level::County)),
    ("我州", Some(Level::Prefecture)),
    ("我盟", Some(Level::Prefecture)),
];

/// `市本级`, `市级`, `市直`; several units together (`县区级`, `市县级`) name no one level.
fn level_at_start(key: &str) -> Option<(Option<Level>, &str)> {
    let named = [("自治区", Level::Region), ("自治州", Level::Prefecture), ("地区", Level::Prefecture)];
    let found = named.iter().find_map(|(word, level)| Some((Some(*level), key.strip_prefix(word)?)));
    let (level, rest) = found.or_else(|| units_at_start(key))?;
    if let Some(rest) = rest.strip_prefix("本级").or_else(|| rest.strip_prefix('级')) {
        return Some((level, rest));
    }
    let direct = rest.strip_prefix('直').filter(|rest| !rest.starts_with(['管', '辖', '接', '播', '销', '达', '通']));
    direct.filter(|_| level.is_some()).map(|rest| (level, rest.strip_prefix('属').unwrap_or(rest)))
}

fn units_at_start(key: &str) -> Option<(Option<Level>, &str)> {
    let levels: Vec<Level> = key.chars().map_while(unit).collect();
    let length: usize = key.chars().take(levels.len()).map(char::len_utf8).sum();
    let rest = key.get(length..)?;
    let level = match levels.as_slice() {
        [] => return None,
        [one] => Some(*one),
        [Level::Prefecture, Level::City] | [Level::City, Level::Prefecture] => Some(Level::Prefecture),
        [Level::Town, ..] => Some(Level::Town),
        _ => None,
    };
    Some((level, rest))
}

fn unit(letter: char) -> Option<Level> {
    Some(match letter {
        '省' => Level::Province,
        '市' => Level::City,
        '州' | '盟' | '地' => Level::Prefecture,
        '区' => Level::District,
        '县' | '旗' => Level::County,
        '乡' | '镇' => Level::Town,
        _ => return None,
    })
}

/// Whether words that follow an account are of it: after 市级 only those of money (`市级一般公共预算收入`).
fn account_leads(account: Account, rest: &str) -> bool {
    let money = [
        "一般公共",
        "公共财政",
        "公共预算",
        "地方",
        "政府",
        "国有资本",
        "社会保险",
        "社保",
        "财政",
        "税收",
        "非税",
        "支出",
        "收入",
        "收支",
        "预算",
        "决算",
        "债务",
        "一般债务",
        "专项债务",
        "可用财力",
        "三公",
        "基金",
        "转移",
        "结转",
        "当年",
        "本年",
        "上年",
        "总收",
        "总支",
        "新增",
        "再融资",
        "年末",
        "余额",
        "限额",
        "完成",
        "其他",
    ];
    match account {
        Account::Own(None) => !rest.starts_with(['别', '的']),
        Account::Whole(_) | Account::Districts => true,
        Account::Own(Some(_)) | Account::Below => {
            money.iter().any(|word| rest.starts_with(word)) || rest.starts_with(|letter: char| letter.is_ascii_digit())
        }
    }
}

/// `州本级` of `州本级(含高新区)`, `县级` of `县(市区)级`.
fn without_brackets(key: &str) -> String {
    let mut depth = 0usize;
    let keep = |letter: &char| match letter {
        '(' => {
            depth += 1;
            false
        }
        ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    };
    key.chars().filter(keep).collect()
}

fn of_english(key: &str) -> Option<Account> {
    Some(match key {
        "districtsundercity"
        | "districtsundercities"
        | "districtundercity"
        | "citydistricts"
        | "urbandistricts"
        | "municipaldistricts"
        | "districtsunderthejurisdictionofthecity" => Account::Districts,
        "ownlevel" | "atownlevel" | "governmentatownlevel" => Account::Own(None),
        "provinciallevel" | "provincelevel" | "atprovinciallevel" | "attheprovinciallevel" => {
            Account::Own(Some(Level::Province))
        }
        "municipallevel" | "citylevel" | "atmunicipallevel" | "atthemunicipallevel" | "prefecturelevel" => {
            Account::Own(Some(Level::City))
        }
        "countylevel" | "atcountylevel" => Account::Own(Some(Level::County)),
        "totalcity" | "wholecity" | "citytotal" | "wholeprovince" | "provincialtotal" | "totalprovince" => {
            Account::Whole(None)
        }
        _ => return None,
    })
}

static IN_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(全(?:自治区|自治州|地区|省|市|县|区|州|盟|旗|辖))|(自治区|自治州|地区|[省市县区州盟旗])?本级|([市州地县区旗盟]{2,})级|(自治区|[省市县区州盟旗])(?:级|直(?:属|部门|单位|机关|一般))";
    Regex::new(text).expect("a valid pattern")
});

/// What a title says of all figures below it; nothing where it speaks of several accounts (`全省及省本级`, `湖南省和省本级`),
/// for then the columns must tell.
pub fn of_title(key: &str) -> Option<Account> {
    if key.contains("中央") || key.contains("全国") {
        return None;
    }
    let mut accounts = IN_TITLE.captures_iter(key).filter_map(|found| in_title(key, &found));
    let first = accounts.next()?;
    accounts.all(|account| account == first).then_some(first).flatten()
}

/// One match in a title: nothing where it only looks like an account; `Some(None)` where it is one of several.
fn in_title(key: &str, found: &regex::Captures) -> Option<Option<Account>> {
    let span = found.get(0)?;
    let (before, after) = (key.get(..span.start())?, key.get(span.end()..)?);
    if let Some(whole) = found.get(1) {
        return at_start(key.get(whole.start()..)?).map(|(account, _)| Some(account));
    }
    let goes_on = ["以", "别", "重点", "行政", "城", "市", "县", "示范", "储备", "文物", "财力", "人大", "非遗"];
    let is_kind = before.ends_with(['副', '地', '跨']) || goes_on.iter().any(|word| after.starts_with(word));
    if is_kind {
        return None;
    }
    let listed = before.ends_with(['和', '及', '与']) || after.starts_with(['和', '及', '与']);
    if listed {
        return Some(None);
    }
    let word = found.get(2).or_else(|| found.get(4));
    let account = match word.map(|word| word.as_str()) {
        None if found.get(3).is_some() => Account::Below,
        None => Account::Own(None),
        Some("自治区") => Account::Own(Some(Level::Region)),
        Some("自治州" | "地区") => Account::Own(Some(Level::Prefecture)),
        Some(word) => Account::Own(word.chars().next().and_then(unit)),
    };
    Some(Some(account))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(key: &str) -> Option<(Account, String)> {
        of_label(key)
    }

    #[test]
    fn labels_that_are_an_account_alone() {
        let own = |level| Some((Account::Own(level), String::new()));
        assert_eq!(said("本级"), own(None));
        for key in ["市本级", "市级", "市直", "市本级小计", "市级合计"] {
            assert_eq!(said(key), own(Some(Level::City)), "{key}");
        }
        assert_eq!(said("州本级(含高新区)"), own(Some(Level::Prefecture)));
        assert_eq!(said("地区本级"), own(Some(Level::Prefecture)));
        assert_eq!(said("自治区本级"), own(Some(Level::Region)));
        for key in
            ["县区合计", "县(市区)合计", "县(市区)级", "区县级", "市县", "市县级", "各县区小计", "所属地(州市)小计"]
        {
            let account = said(key).map(|found| found.0);
            assert!(matches!(account, Some(Account::Below | Account::Own(Some(Level::County)))), "{key} {account:?}");
        }
        assert_eq!(said("市辖区"), Some((Account::Districts, String::new())));
        assert_eq!(said("全市合计"), Some((Account::Whole(Some(Level::City)), String::new())));
        for key in ["市级以上", "省级重点", "县级市", "省直管县", "地区", "城市", "省市", "市辖", "直接投资", "市场"]
        {
            assert_eq!(said(key), None, "{key}");
        }
    }

    #[test]
    fn labels_that_name_an_account_beside_an_item() {
        let own = Account::Own(Some(Level::City));
        assert_eq!(said("市本级一般公共预算收入"), Some((own, "一般公共预算收入".to_string())));
        assert_eq!(said("一般公共预算支出(市本级)"), Some((own, "一般公共预算支出".to_string())));
        assert_eq!(said("地方财政收支(市辖区)"), Some((Account::Districts, "地方财政收支".to_string())));
        assert_eq!(said("全市生产总值"), Some((Account::Whole(Some(Level::City)), "生产总值".to_string())));
    }

    #[test]
    fn titles_with_one_account_and_with_several() {
        assert_eq!(of_title("2022年长沙市本级一般公共预算支出决算表"), Some(Account::Own(Some(Level::City))));
        assert_eq!(of_title("2024年市级政府一般债务余额情况表"), Some(Account::Own(Some(Level::City))));
        assert_eq!(of_title("2024年全市政府一般债务分地区限额余额表"), Some(Account::Whole(Some(Level::City))));
        for title in
            ["全省及省本级收支", "湖南省和省本级债务", "县级市经济", "副省级城市", "地级市", "市级以上重点项目"]
        {
            assert_eq!(of_title(title), None, "{title}");
        }
    }

    #[test]
    fn a_level_is_seen_from_its_area() {
        let standing = |rank, ending| Some(Standing { rank, ending });
        let city = Account::Own(Some(Level::City));
        assert_eq!(city.within(standing(Rank::City, '市')), Seen::Part(Coverage::OwnLevel));
        assert_eq!(city.within(standing(Rank::Province, '省')), Seen::Part(Coverage::Subordinate));
        assert_eq!(city.within(standing(Rank::Province, '市')), Seen::Part(Coverage::OwnLevel));
        assert_eq!(city.within(standing(Rank::County, '区')), Seen::Other);
        let province = Account::Own(Some(Level::Province));
        assert_eq!(province.within(standing(Rank::City, '市')), Seen::Other);
        let district = Account::Own(Some(Level::District));
        assert_eq!(district.within(standing(Rank::Province, '区')), Seen::Part(Coverage::OwnLevel));
        assert_eq!(district.within(standing(Rank::City, '市')), Seen::Part(Coverage::Subordinate));
        let whole = Account::Whole(Some(Level::City));
        assert_eq!(whole.within(standing(Rank::City, '市')), Seen::Whole);
        assert_eq!(whole.within(standing(Rank::Province, '省')), Seen::Other);
    }
}
