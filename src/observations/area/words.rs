//! Words about areas: forms of names, kinds of areas, the nation.
//!
//! In: labels, titles and paths. Out: whether they speak of areas, of zones or of the nation. Refuses kinds of areas
//! (`地级市`, `贫困县`) as names.

use std::sync::LazyLock;

use regex::Regex;

use super::Mention;
use crate::definitions::Level;
use crate::observations::label::{self, bare, key};

/// Bytes; no label that names an area and nothing else is longer.
pub const LONGEST_LABEL: usize = 120;

/// Endings that a name of an area has.
pub const ENDINGS: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];

/// Endings of labels that are a kind of area or of place.
const KINDS: [&str; 44] = [
    "城市", "城区", "市区", "城镇", "郊区", "县城", "林区", "牧区", "灌区", "乡镇", "社区", "级市", "级县", "级区",
    "辖市", "辖县", "辖区", "列市", "区市", "治州", "治县", "治旗", "治区", "困县", "大县", "强县", "小县", "管县",
    "管市", "范县", "超市", "股市", "上市", "楼市", "集市", "早市", "夜市", "门市", "成区", "小区", "校区", "景区",
    "厂区", "库区",
];

/// Whether a label has the form of an area's name (`禅城区`), so that a whole row of them may be areas.
pub fn looks_like_one(text: &str) -> bool {
    if text.len() > LONGEST_LABEL {
        return false;
    }
    let key = key(&bare(text));
    let length = key.chars().count();
    let is_kind = KINDS.iter().any(|kind| key.ends_with(kind)) && !is_autonomous(&key, length);
    (2..=8).contains(&length) && key.ends_with(ENDINGS) && !is_kind
}

/// `河南蒙古族自治县` has the ending of a kind and is a name.
fn is_autonomous(key: &str, length: usize) -> bool {
    length > 4 && ["治州", "治县", "治旗", "治区"].iter().any(|kind| key.ends_with(kind)) && key.contains('族')
}

static ZONE: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = "高新区|高新技术产业开发区|高新技术开发区|经开区|经济开发区|经济技术开发区|开发区|开发园区|新区|新城|示范区|产业园区|产业园|工业园区|工业园|园区|合作区|保税区|保税港区|综保区|试验区|实验区|管理区|度假区|集聚区|功能区|片区|自贸区|先行区|合作示范区";
    Regex::new(&format!(r"^\p{{Han}}{{0,14}}?(?:{kinds})(?:本级|管委会|管理委员会)?$|^\p{{Han}}{{1,14}}(?:管委会|[区园城港岛谷湖]管理委员会)$|^(?:新疆)?(?:生产)?(?:建设)?兵团(?:本级)?$|^第?[一二三四五六七八九十]{{1,3}}师(?:\p{{Han}}{{2,5}}市)?$"))
        .expect("a valid pattern")
});

/// Whether a key names a development zone or another body beside the cities and counties: none of them, and no part that
/// could stand for one.
pub fn is_zone(key: &str) -> bool {
    key.len() <= LONGEST_LABEL && ZONE.is_match(key)
}

/// Whether a title or preamble speaks of areas below the nation (`各区`, `全市`, `分省年度数据`).
pub fn speaks_of_parts(title: &str) -> bool {
    let chinese =
        ["各区", "各市", "各县", "各镇", "分省", "分市", "分县", "分区", "全市", "全省", "全县", "本市", "本省"];
    title.contains("byprovince") || chinese.iter().any(|word| title.contains(word))
}

/// Whether a title, preamble, sheet name or path speaks of the nation (`国家财政收支`, `national`).
pub fn speaks_of_nation(words: &str) -> bool {
    let words = words.to_lowercase().replace("international", "");
    let telling = ["国家", "全国", "中国", "中央和地方", "中央财政", "中央本级", "national", "china"];
    telling.iter().any(|word| words.contains(word))
}

static NATIONAL: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"^表?[\d\s.-]*(?:(?:18|19|20)\d\d年)?\s?(?:国家财政|我国|中国(?:国|人口|居民|财政|城|农村|历年|主要|经济|就业|政府|宏观))";
    Regex::new(text).expect("a valid pattern")
});

/// Whether a title begins with words of the nation (`8-1 国家财政收支总额`, `中国国内生产总值`).
pub fn begins_with_nation(title: &str) -> bool {
    NATIONAL.is_match(&label::narrowed(title))
}

/// Words for the nation, its levels of government, and the area that a table is of.
pub fn special(key: &str) -> Option<Mention> {
    Some(match key {
        "全国"
        | "全国总计"
        | "全国合计"
        | "全国平均"
        | "中国"
        | "中华人民共和国"
        | "china"
        | "prchina"
        | "national"
        | "nationaltotal"
        | "nationwide"
        | "wholecountry"
        | "wholenation"
        | "countrytotal"
        | "nationalaverage"
        | "cn" => Mention::Nation(None),
        "中央"
        | "中央级"
        | "中央本级"
        | "中央合计"
        | "central"
        | "centralgovernment"
        | "chinacentral"
        | "chinacentrallevel"
        | "chinacentralgovernment" => Mention::Nation(Some(Level::Central)),
        "地方" | "地方级" | "地方合计" | "地方总计" | "各地合计" | "各地区合计" | "地区合计" | "local"
        | "localgovernment" | "localgovernments" | "localtotal" | "totalofallregions" | "regionaltotal"
        | "totalofregions" | "chinalocal" | "chinalocallevel" => Mention::Nation(Some(Level::Local)),
        "全省" | "全省合计" | "全省总计" | "全市" | "全市合计" | "全市总计" | "全区" | "全区合计" | "全区总计"
        | "全自治区" | "全省市" | "provincialtotal" | "wholeprovince" | "totalprovince" | "wholecity" | "citytotal" => {
            Mention::Whole
        }
        _ => return None,
    })
}
