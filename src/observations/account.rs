//! Accounts: whose figures a title or label speaks of, where that is no area on file.
//!
//! In: the key of a title or label. Out: a body below the area (county, department), or the government whose accounts a
//! title names. Refuses words that only look like one (`地区`, `市场`, `各市县`), and offices that publish their area's figures.

use std::sync::LazyLock;

use regex::Regex;

use crate::definitions::Level;

static COUNTY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(\p{Han}{1,10}?(?:新区|开发区|园区|区|县|市|旗))(.?)").expect("a valid pattern"));
static UNLED: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"^(?:\d{4}年度?)?(\p{Han}{1,8}?(?:新区|开发区|园区|区|县|市|旗))(?:\d{4}年|一般公共|公共财政|财政|预算|决算|人民政府)";
    Regex::new(text).expect("a valid pattern")
});
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(\p{Han}{0,10}?(?:委员会|办公厅|办公室|厅|局|委))(?:\d|一般公共|财政|部门|单位|机关|本级|预算|决算|$)",
    )
    .expect("a valid pattern")
});
static OWN_LEVEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(.?)(本级|省级|市级|自治区级|县级|区级)(.?)").expect("a valid pattern"));

/// Words that look like a county's name and are a kind of area, or several of them.
const KINDS: [&str; 39] = [
    "本级",
    "市级",
    "县级",
    "地区",
    "城市",
    "城区",
    "市区",
    "郊区",
    "林区",
    "牧区",
    "灌区",
    "社区",
    "山区",
    "景区",
    "辖区",
    "库区",
    "老区",
    "省区",
    "牧业",
    "行政区",
    "自治区",
    "各",
    "全省",
    "全市",
    "全区",
    "全县",
    "分市",
    "分县",
    "分区",
    "分地",
    "市县",
    "县市",
    "区县",
    "个",
    "主要",
    "贫困",
    "重点",
    "直管",
    "按",
];
/// Words that only begin with 区, 县, 市 or 旗 (`区域`, `市场`).
const NO_END: [char; 22] = [
    '域', '场', '政', '级', '民', '容', '值', '郊', '际', '间', '乡', '镇', '属', '直', '辖', '城', '长', '委', '内',
    '外', '舰', '划',
];
/// What stands before a body's name in no title: the account itself.
const ACCOUNT: [&str; 8] = ["预算", "收入", "支出", "收支", "决算", "生产", "就业", "情况"];

/// The body whose figures a title gives: one named right after its last area (`after` letters), or a department anywhere.
pub fn body_in(title: &str, after: usize) -> Option<String> {
    let split = title.char_indices().nth(after).map_or(title.len(), |(at, _)| at);
    let (head, tail) = title.split_at_checked(split)?;
    let county = if after == 0 { unled_county(tail) } else { county(tail) };
    let body = county.or_else(|| office(tail).filter(|name| after > 0 && !speaks_for_area(name, tail, title)));
    if let Some(body) = body {
        return Some(format!("{}{body}", without_year(head)));
    }
    let department = ["部门决算", "部门预算", "部门收支"].iter().find_map(|word| title.find(word));
    let end = department.map(|at| at + "部门".len())?;
    Some(without_year(title.get(..end)?).to_string())
}

/// Offices that publish the figures of the area they belong to.
const SPEAKING: [&str; 12] = [
    "财政局",
    "财政厅",
    "财政委员会",
    "统计局",
    "发展和改革委员会",
    "发展改革委员会",
    "发展和改革委",
    "发展改革委",
    "发改委",
    "审计局",
    "审计厅",
    "人民代表大会常务委员会",
];

/// `长沙市财政局`, `长沙市财政局关于…的报告`: an issuer, where nothing says that the account is its own.
fn speaks_for_area(name: &str, tail: &str, title: &str) -> bool {
    let own = ["部门", "单位", "机关", "所属"];
    let after = tail.strip_prefix(name).unwrap_or_default();
    let whole = ["全省", "全市", "全县", "全区", "全州", "预算执行情况", "债务", "国民经济", "统计公报", "汇总"];
    SPEAKING.contains(&name)
        && !own.iter().any(|word| title.contains(word))
        && !after.starts_with("本级")
        && (!after.starts_with(|letter: char| letter.is_ascii_digit() || "一财预决".contains(letter))
            || whole.iter().any(|word| after.contains(word)))
}

/// Whether a line calls itself a department's own budget or account; those of all departments of a level (`市级部门预算`) are
/// none.
pub fn is_departmental(key: &str) -> bool {
    let own = ["部门决算", "部门预算", "单位决算", "单位预算", "部门收支"];
    let all = [
        "省级部门",
        "市级部门",
        "县级部门",
        "区级部门",
        "州级部门",
        "本级部门",
        "各部门",
        "各单位",
        "政府部门",
        "部门预算单位",
    ];
    own.iter().any(|word| key.contains(word)) && !all.iter().any(|word| key.contains(word))
}

/// Whether a line is the name of an office that publishes figures of an area, and nothing else (`财政局`, `长沙市统计局`).
pub fn is_issuer(key: &str) -> bool {
    SPEAKING.iter().any(|office| key.ends_with(office))
}

/// The own level that a title names, with the words before it (`江苏省本级`).
pub fn own_level_in(title: &str) -> Option<String> {
    let end = own_level_end(title)?;
    Some(without_year(title.get(..end)?).to_string())
}

fn county(tail: &str) -> Option<String> {
    let found = COUNTY.captures(tail)?;
    let next = found.get(2).map_or("", |next| next.as_str());
    let name = found.get(1)?.as_str();
    (!next.starts_with(NO_END) && is_name(name)).then(|| name.to_string())
}

fn unled_county(title: &str) -> Option<String> {
    let name = UNLED.captures(title)?.get(1)?.as_str();
    is_name(name).then(|| name.to_string())
}

fn is_name(name: &str) -> bool {
    !KINDS.iter().chain(&ACCOUNT).any(|word| name.contains(word))
}

fn office(tail: &str) -> Option<String> {
    let name = OFFICE.captures(tail)?.get(1)?.as_str();
    let shapes = ["布局", "格局", "结局", "全局"];
    (!ACCOUNT.iter().chain(&shapes).any(|word| name.contains(word))).then(|| name.to_string())
}

fn without_year(head: &str) -> &str {
    head.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '年' | '度' | '表'))
}

/// Where the one own level of a title ends. With a word of the whole (`全省及省本级`) it is both, and columns must tell.
fn own_level_end(title: &str) -> Option<usize> {
    let both = ["全省", "全市", "全区", "全县", "全国", "各级", "分级", "中央", "地方"];
    if both.iter().any(|word| title.contains(word)) {
        return None;
    }
    let mut levels = OWN_LEVEL.captures_iter(title);
    let (first, second) = (levels.next()?, levels.next());
    let side = |at: usize| first.get(at).map_or("", |letter| letter.as_str());
    let is_kind = side(1).starts_with(['副', '地', '及', '和', '、']);
    let goes_on = side(3).starts_with(['行', '城', '以', '及', '和', '市', '县']);
    (second.is_none() && !is_kind && !goes_on).then(|| first.get(2).map(|level| level.end())).flatten()
}

static GOVERNMENT: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"^(?:\d{4}年度?)?(?:(中央)|地方)(?:本级|级)?(?:一般公共预算|公共财政预算|公共财政|财政)?(?:本级)?(?:收入|支出|收支)(?:预算|决算)";
    Regex::new(text).expect("a valid pattern")
});

/// The government whose budget or final account a title is (`2018年中央本级支出决算表`).
pub fn government(title: &str) -> Option<Level> {
    let found = GOVERNMENT.captures(title)?;
    Some(if found.get(1).is_some() { Level::Central } else { Level::Local })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_and_words_that_look_like_one() {
        assert_eq!(body_in("北京市朝阳区2018年一般公共预算支出决算表", 3).as_deref(), Some("北京市朝阳区"));
        assert_eq!(body_in("江苏省财政厅2018年度一般公共预算支出决算表", 3).as_deref(), Some("江苏省财政厅"));
        for title in ["长沙市财政局", "长沙市财政局关于2022年决算的报告", "长沙市统计局2023年国民经济统计公报"]
        {
            assert_eq!(body_in(title, 3), None, "{title}");
        }
        assert!(body_in("长沙市财政局2022年度部门决算", 3).is_some());
        assert!(body_in("长沙市教育局2022年度部门决算", 3).is_some());
        for title in ["北京市一般公共预算收支决算总表", "湖南省各市县财政支出", "辽宁省地区生产总值", "河北省市场价格"]
        {
            assert_eq!(body_in(title, 3), None, "{title}");
        }
        assert_eq!(government("2018年中央本级支出决算表"), Some(Level::Central));
        assert_eq!(government("中央和地方财政支出"), None);
    }
}
