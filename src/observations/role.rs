//! Roles: what a named dimension (`地区`, `Year`, `series_id`) says about the labels below it.
//!
//! In: the text that heads a stub column or a preamble key. Out: a role, where the text tells one. Refuses texts that
//! name two dimensions at once (`年份、地区`): there the labels themselves must tell.

use super::label::{halves, key};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Area,
    Period,
    /// A catalogue id or alias that names the series outright.
    Identity,
    Item,
    Unit,
    /// The power of ten of the unit (`UNIT_MULT`).
    UnitMult,
    Edition,
    Stage,
    Status,
    Note,
    /// A number of the account (`科目编码`), which names nothing by itself.
    Code,
    /// A day on which something falls due or was filled in: no period of the figures.
    Day,
}

const WORDS: [(Role, &[&str]); 11] = [
    (
        Role::Area,
        &[
            "地区",
            "省份",
            "省",
            "省市",
            "省区市",
            "省市区",
            "地区名称",
            "市",
            "城市",
            "地市",
            "市州",
            "国家",
            "国家和地区",
            "国家或地区",
            "各地区",
            "市县",
            "行政区划",
            "地域",
            "region",
            "regions",
            "province",
            "provinces",
            "area",
            "areas",
            "city",
            "cities",
            "country",
            "countries",
            "refarea",
            "arealabel",
            "location",
            "locality",
            "geography",
            "geo",
            "geo(labels)",
            "timegeo(labels)",
            "countryorarea",
            "countryname",
            "referencearea",
        ],
    ),
    (
        Role::Period,
        &[
            "年份",
            "年",
            "年度",
            "时间",
            "时期",
            "日期",
            "年月",
            "月份",
            "季度",
            "year",
            "years",
            "period",
            "time",
            "date",
            "timeperiod",
            "month",
            "quarter",
        ],
    ),
    (Role::Identity, &["seriesid", "series", "seriescode", "指标代码"]),
    (
        Role::Item,
        &[
            "指标",
            "指标名称",
            "项目",
            "科目",
            "预算科目",
            "支出项目",
            "收入项目",
            "名称",
            "类别",
            "分类",
            "品种",
            "indicator",
            "indicators",
            "item",
            "items",
            "name",
            "namezh",
            "nameen",
            "variable",
            "variables",
            "subject",
            "category",
        ],
    ),
    (
        Role::Code,
        &[
            "编码",
            "科目编码",
            "功能分类科目编码",
            "科目代码",
            "代码",
            "code",
            "序号",
            "行次",
            "编号",
            "no",
            "dguid",
            "vector",
            "coordinate",
            "idbank",
            "uomid",
            "scalarid",
            "cdid",
        ],
    ),
    (Role::Unit, &["单位", "计量单位", "unit", "units", "unittext", "unitofmeasure", "unitmeasure", "measure"]),
    (Role::UnitMult, &["unitmult", "unitmultiplier", "powercode", "powercodecode", "scale", "scalarfactor"]),
    (Role::Edition, &["版本", "版次", "vintage", "edition", "publication"]),
    (Role::Stage, &["阶段", "口径", "stage", "accountstage"]),
    (
        Role::Status,
        &["状态", "status", "obsstatus", "observationstatus", "obsflag", "flag", "flags", "flagcodes", "confidence"],
    ),
    (
        Role::Note,
        &[
            "来源",
            "资料来源",
            "数据来源",
            "备注",
            "说明",
            "注",
            "source",
            "sources",
            "note",
            "notes",
            "remark",
            "remarks",
            "howverified",
            "comment",
        ],
    ),
];

/// The role of a dimension; `geo\TIME_PERIOD` names that of the rows before that of the columns.
pub fn of_dimension(text: &str) -> Option<Role> {
    let text = text.split('\\').next().unwrap_or(text);
    if let Some(role) = of_day(&key(text)) {
        return Some(role);
    }
    let (chinese, english) = halves(text);
    let mut roles = [Some(text), chinese, english].into_iter().flatten().filter_map(|part| of_key(&key(part)));
    let first = roles.next()?;
    roles.all(|role| role == first).then_some(first)
}

/// `发行日期` dates the figure; `到期日`, `填报日期` and other days do not.
fn of_day(key: &str) -> Option<Role> {
    let is_day = ["日期", "日", "时间", "date", "day"].iter().any(|end| key.ends_with(end));
    let dated = ["发行", "起息", "成交", "发放", "拨付", "issue", "transaction"].iter().any(|word| key.contains(word));
    let other = [
        "到期",
        "兑付",
        "还本",
        "还款",
        "偿还",
        "截止",
        "终止",
        "填报",
        "填表",
        "编制",
        "公布",
        "发布",
        "批复",
        "签订",
        "成立",
        "出生",
        "竣工",
        "maturity",
        "due",
        "repay",
        "expir",
        "redemption",
        "birth",
        "publication",
        "filing",
    ];
    match is_day {
        true if other.iter().any(|word| key.contains(word)) => Some(Role::Day),
        true if dated => Some(Role::Period),
        _ => None,
    }
}

fn of_key(key: &str) -> Option<Role> {
    WORDS.iter().find(|(_, words)| words.contains(&key)).map(|(role, _)| *role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_that_tell_and_one_that_does_not() {
        assert_eq!(of_dimension("地 区 Region"), Some(Role::Area));
        assert_eq!(of_dimension("series_id"), Some(Role::Identity));
        assert_eq!(of_dimension("预算科目"), Some(Role::Item));
        assert_eq!(of_dimension("年份 地区"), None);
        assert_eq!((of_dimension("到期日"), of_dimension("发行日期")), (Some(Role::Day), Some(Role::Period)));
        assert_eq!((of_dimension("Maturity date"), of_dimension("工作日")), (Some(Role::Day), None));
    }
}
