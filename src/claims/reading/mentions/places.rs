//! Where a figure is of.
//!
//! In: the definitions' areas, a text, its sentences. Out: the words that name a place, what the text is about, and the
//! area code of a figure. Refuses to take the figures of a city, a county or another country for those of the nation.

use std::sync::LazyLock;

use regex::Regex;

use crate::claims::reading::mentions::folded::fold;
use crate::definitions::Definitions;
use crate::sources::{Passage, Source};

pub const NATION: &str = "CN";

/// What a word says of where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    Nation,
    /// A code of the catalogue.
    Area(String),
    /// 我市, 全县: what the text is about.
    Here,
    Abroad,
    /// 东部地区, 各省: a part of the nation without a code.
    Part,
}

/// A folded word and what it says.
#[derive(Clone, Debug)]
pub struct Known {
    pub text: String,
    pub is: Where,
}

const NATIONAL: &str = "全国|我国|国家|中国|国内|全国各级|全国范围|china|china's|chinese|the nation|nationwide|the nation's|\
     the country|the country's|the national|national|nationally|全国各级政府|中国政府";
const HERE: &str = "我市|全市|本市|该市|我县|全县|本县|该县|我区|全区|本区|该区|我省|全省|本省|该省|我乡|全乡|我镇|全镇|\
     我州|全州|我盟|我旗|我校|全校|我院|我局|我厅|我街道|全街道|社区|市级|县级|我委|市本级|县本级|省本级|\
     省级|区级";
const ABROAD: &str = "美国|日本|德国|英国|法国|韩国|印度|俄罗斯|巴西|欧盟|意大利|加拿大|澳大利亚|新加坡|瑞典|世界|全球|国外|\
     各国|oecd国家|g20|g20国家|g7国家|七国集团|二十国集团|金砖国家|东盟|东盟国家|新兴经济体|新兴市场国家|发达经济体|发达国家|发展中国家|西方国家|经合组织|发达国家的|香港|台湾|澳门|united states|the us|u.s.|american|\
     japan|japanese|germany|united kingdom|uk|france|india|indian|russia|oecd|world|global|european union";
const PARTS: &str = "东部地区|中部地区|西部地区|东北地区|东部|中部|西部|沿海地区|各省|各地|各地区|各省区市|各市|各县|\
     农村地区|部分省份|省级政府|市级政府|县级政府|eastern china|western china|central china";

/// Every word that says where.
pub fn known(definitions: &Definitions) -> Vec<Known> {
    let one = |text: &str, is: Where| Known { text: fold(text), is };
    let mut found: Vec<Known> = NATIONAL.split('|').map(|text| one(text, Where::Nation)).collect();
    found.extend(HERE.split('|').map(|text| one(text, Where::Here)));
    found.extend(ABROAD.split('|').map(|text| one(text, Where::Abroad)));
    found.extend(PARTS.split('|').map(|text| one(text, Where::Part)));
    for area in definitions.areas.iter().filter(|area| area.to.is_none()) {
        let province = area.level == "province";
        let full = province || (area.level == "prefecture" && area.name_zh.ends_with(['市', '州', '盟', '区']));
        let mut texts = Vec::new();
        texts.extend(full.then_some(area.name_zh.clone()));
        if province {
            texts.extend([area.short_zh.clone(), area.name_en.clone(), format!("{}'s", area.name_en)]);
        }
        let long = texts.into_iter().filter(|text| text.chars().count() >= 2);
        found.extend(long.map(|text| one(&text, Where::Area(area.code.clone()))));
    }
    found
}

/// What a text as a whole is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The words that show it is about one place below the nation.
    pub local: Option<String>,
    /// Its code, where it has one.
    pub code: Option<String>,
}

static BODY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Han}*×X]{1,6}?(?:省|市|县|区|乡|镇|街道|州|盟|旗|村)").expect("a valid pattern"));
/// Words with the ending of a place that name none.
const NO_BODY: [&str; 30] = [
    "地区",
    "城区",
    "市区",
    "山区",
    "灾区",
    "老区",
    "园区",
    "开发区",
    "特区",
    "辖区",
    "小区",
    "各市",
    "城市",
    "都市",
    "各县",
    "各区",
    "乡镇",
    "县区",
    "城镇",
    "农村",
    "各省",
    "股市",
    "上市",
    "超市",
    "门市",
    "节省",
    "反省",
    "部省",
    "省市",
    "区县",
];

/// A word that names a county, a district or the like (`崆峒区`, `中关乡`).
pub fn local_body(text: &str) -> Option<&str> {
    let found = BODY.find_iter(text).find(|found| {
        let next = text.get(found.end()..).unwrap_or_default();
        let common = NO_BODY.iter().any(|word| found.as_str().ends_with(word));
        let runs_on = ["场", "民", "长", "别", "域", "镇", "委", "直"].iter().any(|tail| next.starts_with(tail));
        found.as_str().chars().count() >= 2 && !common && !runs_on
    })?;
    Some(found.as_str())
}

/// What a document or its issuer is called by.
const TITLES: [&str; 8] = ["公报", "公告", "报告", "决算", "预算", "统计局", "财政局", "财政厅"];

/// What the text is about, by its title and by how often it speaks of itself.
pub fn scope(source: &Source, known: &[Known]) -> Scope {
    let count = |words: &[&str]| -> usize {
        let in_one = |text: &str| words.iter().map(|word| text.matches(word).count()).sum::<usize>();
        source.passages.iter().map(|passage| in_one(&passage.text)).sum()
    };
    let ours = [
        "我市", "我县", "我区", "我省", "我乡", "我镇", "全市", "全县", "全区", "全乡", "全镇", "全省", "本市", "本县",
        "我州", "我校",
    ];
    let (here, nation) = (count(&ours), count(&["全国", "我国", "中国", "国务院", "China"]));
    let heads = |passage: &&Passage| passage.text.chars().count() <= 60 && !passage.text.contains(['。', '；', ';']);
    let opening = || source.passages.iter().take_while(heads);
    // The menus of a page stand before its title.
    let is_title = |passage: &&Passage| TITLES.iter().any(|word| passage.text.contains(word));
    let titles: Vec<&Passage> = opening().take(3).chain(opening().skip(3).filter(is_title)).collect();
    let mut scope = Scope::default();
    for title in &titles {
        let text = fold(&title.text);
        let named = known.iter().filter(|known| matches!(known.is, Where::Area(_)) && text.contains(&known.text));
        let longest = named.max_by_key(|known| known.text.len());
        if let Some(Known { text, is: Where::Area(code) }) = longest.filter(|_| scope.code.is_none()) {
            scope = Scope { local: Some(text.clone()), code: Some(code.clone()) };
        } else if scope.local.is_none()
            && let Some(body) = local_body(&text)
        {
            scope.local = Some(body.to_string());
        }
    }
    let national = ["全国", "我国", "中国", "China"];
    let speaks_of_nation = titles.iter().any(|title| national.iter().any(|word| title.text.contains(word)));
    if speaks_of_nation && scope.code.is_none() {
        scope.local = None;
    }
    if scope.local.is_none() && here > nation {
        let word = ours.iter().find(|word| source.passages.iter().any(|passage| passage.text.contains(*word)));
        scope.local = word.map(|word| word.to_string());
    }
    scope
}
