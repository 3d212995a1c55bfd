//! Items: labels that say what is counted.
//!
//! In: a label without its period, stage and unit. Out: the keys it may be known under and the aliases that match.
//! Refuses to let words such as `合计` and `其他` mean anything without a parent.

use std::sync::Arc;

use super::Catalogue;
use super::label::{forms, has_chinese};
use super::series::Hits;

/// An item label: what is counted.
#[derive(Clone, Debug, Default)]
pub struct Item {
    pub forms: Vec<String>,
    pub hits: Hits,
    /// Printed in English only.
    is_english: bool,
    /// Says nothing alone (`合计`, `金额`, `Total`).
    pub is_generic: bool,
    /// `国家财政…`, `全国…`, `中央财政…`: the item itself says whose account it is, and a province has none such.
    pub is_national: bool,
    /// `国家…`.
    pub names_state: bool,
}

impl Item {
    pub fn of_label(text: &str, catalogue: &Catalogue) -> Item {
        let forms = forms(text, &catalogue.units);
        let hits = catalogue.series.hits(&forms);
        let is_generic = forms.iter().any(|form| GENERIC.contains(&form.as_str()));
        Item::new(forms, hits, is_english(text), is_generic)
    }

    fn new(forms: Vec<String>, hits: Hits, is_english: bool, is_generic: bool) -> Item {
        let starts = |words: &[&str]| forms.iter().any(|form| words.iter().any(|word| form.starts_with(word)));
        let is_national = starts(&["国家财政", "全国", "中央财政", "中央一般", "中央本级"]);
        let names_state = starts(&["国家"]);
        Item { forms, hits, is_english, is_generic, is_national, names_state }
    }
}

/// A label broken over header rows (`一般公共` over `服务支出`) is known only when joined.
pub fn join(items: &mut Vec<Arc<Item>>, catalogue: &Catalogue) {
    for length in 2..=items.len().min(3) {
        let at = items.len() - length;
        let parts = items.get(at..).unwrap_or_default();
        let joined: String = parts.iter().filter_map(|part| part.forms.first()).map(String::as_str).collect();
        let shortest: String = parts.iter().filter_map(|part| part.forms.last()).map(String::as_str).collect();
        let hits = catalogue.series.hits(&[joined.clone(), shortest]);
        if !hits.is_empty() {
            items.truncate(at);
            let is_english = is_english(&joined);
            items.push(Arc::new(Item::new(vec![joined], hits, is_english, false)));
            return;
        }
        if parts.last().is_some_and(|last| !last.hits.is_empty() && !last.is_generic) {
            return;
        }
    }
}

/// Words without Chinese; an abbreviation (`R&D`) is no translation.
fn is_english(text: &str) -> bool {
    !has_chinese(text) && text.chars().filter(char::is_ascii_lowercase).count() >= 3
}

/// A label and its translation beside or below it are one item. Chinese is the original: English tells only what the
/// Chinese leaves unknown, or other aliases of the same series.
pub fn fold_translations(items: &mut Vec<Arc<Item>>, catalogue: &Catalogue) {
    if !items.iter().any(|item| item.is_english) {
        return;
    }
    let (english, mut chinese): (Vec<_>, Vec<_>) = items.iter().cloned().partition(|item: &Arc<Item>| item.is_english);
    let (Some(last), Some(twin)) = (chinese.last_mut(), english.last()) else { return };
    if last.is_generic || !items.last().is_some_and(|item| item.is_english) || twin.is_generic {
        return;
    }
    if last.hits.is_empty() && twin.hits.is_empty() {
        return;
    }
    let same =
        if last.hits.is_empty() { twin.hits.clone() } else { catalogue.series.of_same_series(&twin.hits, &last.hits) };
    Arc::make_mut(last).hits.extend(same);
    *items = chinese;
}

/// `其他支出` is a part of what its parent names: under a parent that is not known it may be a part of anything.
pub fn is_other_of_unknown(items: &[Arc<Item>]) -> bool {
    let Some(at) = items.iter().rposition(|item| !item.is_generic) else { return false };
    let starts = |form: &String| ["其他", "其它", "other"].iter().any(|word| form.starts_with(word));
    let other = items.get(at).is_some_and(|item| item.forms.iter().any(starts));
    let parents = items.get(..at).unwrap_or_default();
    other && parents.iter().any(|parent| parent.hits.is_empty() && !parent.is_generic)
}

const GENERIC: [&str; 36] = [
    "合计",
    "总计",
    "总额",
    "总量",
    "总数",
    "金额",
    "数额",
    "数量",
    "数值",
    "数",
    "小计",
    "绝对数",
    "绝对额",
    "绝对值",
    "收入",
    "支出",
    "全部",
    "当年价格",
    "按当年价格计算",
    "年末数",
    "全年",
    "total",
    "value",
    "values",
    "amount",
    "number",
    "figure",
    "revenue",
    "expenditure",
    "obsvalue",
    "本年",
    "本地区",
    "科目名称",
    "实际",
    "actual",
    "data",
];
