//! What the sentences are about, and how scholars call it.
//!
//! In: nothing. Out: series with their names in running text, pairs that make a share, provinces. Refuses names of the
//! catalogue that nobody would write in a sentence.

/// What it is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Money,
    Persons,
    Percent,
    /// Yuan a person.
    PerHead,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Thing {
    pub series: &'static str,
    pub zh: &'static [&'static str],
    /// Empty where no English text would tell of it.
    pub en: &'static [&'static str],
    pub unit: Unit,
    /// The words themselves say that it is the nation's.
    pub says_whose: bool,
    pub of_provinces: bool,
}

const fn nation(series: &'static str, zh: &'static [&'static str], en: &'static [&'static str]) -> Thing {
    Thing { series, zh, en, unit: Unit::Money, says_whose: false, of_provinces: false }
}

const fn own(series: &'static str, zh: &'static [&'static str], en: &'static [&'static str]) -> Thing {
    Thing { says_whose: true, ..nation(series, zh, en) }
}

const fn province(series: &'static str, zh: &'static [&'static str], en: &'static [&'static str], unit: Unit) -> Thing {
    Thing { unit, of_provinces: true, ..nation(series, zh, en) }
}

pub const REVENUE: Thing = nation("fiscal_revenue", &["财政收入"], &["fiscal revenue", "government revenue"]);
pub const EXPENDITURE: Thing =
    nation("fiscal_expenditure", &["财政支出"], &["fiscal expenditure", "government expenditure"]);
pub const OUTPUT: Thing = nation("gdp_nominal", &["国内生产总值", "GDP"], &["GDP", "gross domestic product"]);
pub const ADMINISTRATION: Thing = nation(
    "admin_expense_functional",
    &["行政管理费", "行政管理支出"],
    &["administrative expenditure", "administrative expenses"],
);
pub const SERVICES: Thing = nation(
    "general_public_services",
    &["一般公共服务支出"],
    &["expenditure for general public services", "general public services expenditure"],
);
pub const SECURITY: Thing = nation("public_security", &["公共安全支出"], &["public security expenditure"]);
pub const EXTRABUDGET: Thing = nation("extrabudget_expenditure", &["预算外资金支出"], &["extra-budgetary expenditure"]);
pub const CONSUMPTION: Thing =
    nation("government_consumption", &["政府消费支出"], &["government consumption expenditure"]);
pub const CENTRAL_REVENUE: Thing = own("fiscal_revenue_central", &["中央财政收入"], &["central government revenue"]);
pub const LOCAL_REVENUE: Thing = own("fiscal_revenue_local", &["地方财政收入"], &["local government revenue"]);
pub const CENTRAL_EXPENDITURE: Thing =
    own("fiscal_expenditure_central", &["中央财政支出"], &["central government expenditure"]);
pub const LOCAL_EXPENDITURE: Thing =
    own("fiscal_expenditure_local", &["地方财政支出"], &["local government expenditure"]);
pub const THREE_PUBLIC: Thing =
    own("sangong_central_total", &["中央本级“三公”经费决算数", "中央本级三公经费决算"], &[]);
pub const POPULATION: Thing = Thing {
    unit: Unit::Persons,
    ..nation("population_yearend", &["总人口", "年末总人口"], &["total population"])
};
pub const EMPLOYED: Thing =
    Thing { unit: Unit::Persons, ..nation("employed_total", &["就业人员"], &["total employed persons"]) };
pub const PUBLIC_STAFF: Thing = Thing {
    unit: Unit::Persons,
    ..nation("public_mgmt_employment_urban", &["公共管理和社会组织城镇单位就业人员"], &[])
};
pub const AGENCIES: Thing = Thing {
    unit: Unit::Persons,
    ..nation(
        "gov_agency_employment",
        &["国家机关、政党机关和社会团体从业人员"],
        &["employed persons in government agencies, party agencies and social organisations"],
    )
};

pub const PROVINCE_OUTPUT: Thing =
    province("gdp_nominal", &["地区生产总值", "生产总值"], &["gross regional product", "GDP"], Unit::Money);
pub const PROVINCE_EXPENDITURE: Thing = province(
    "fiscal_expenditure",
    &["一般公共预算支出", "财政支出"],
    &["general public budget expenditure", "fiscal expenditure"],
    Unit::Money,
);
pub const PROVINCE_SERVICES: Thing = province(
    "general_public_services",
    &["一般公共服务支出"],
    &["expenditure for general public services"],
    Unit::Money,
);
pub const PROVINCE_POPULATION: Thing =
    province("population_yearend", &["年末常住人口", "常住人口"], &["resident population"], Unit::Persons);
pub const PROVINCE_URBAN: Thing =
    province("urban_unit_employment_total", &["城镇单位就业人员"], &["employed persons in urban units"], Unit::Persons);

pub const NATION: [&Thing; 17] = [
    &REVENUE,
    &EXPENDITURE,
    &OUTPUT,
    &ADMINISTRATION,
    &SERVICES,
    &SECURITY,
    &EXTRABUDGET,
    &CONSUMPTION,
    &CENTRAL_REVENUE,
    &LOCAL_REVENUE,
    &CENTRAL_EXPENDITURE,
    &LOCAL_EXPENDITURE,
    &THREE_PUBLIC,
    &POPULATION,
    &EMPLOYED,
    &PUBLIC_STAFF,
    &AGENCIES,
];

pub const PROVINCES: [&Thing; 5] =
    [&PROVINCE_OUTPUT, &PROVINCE_EXPENDITURE, &PROVINCE_SERVICES, &PROVINCE_POPULATION, &PROVINCE_URBAN];

/// Parts and what they are set against; the last column says whether it is a whole that holds the part.
pub const SHARES: [(&Thing, &Thing, bool); 13] = [
    (&ADMINISTRATION, &EXPENDITURE, true),
    (&ADMINISTRATION, &OUTPUT, false),
    (&REVENUE, &OUTPUT, false),
    (&EXPENDITURE, &OUTPUT, false),
    (&CENTRAL_REVENUE, &REVENUE, true),
    (&LOCAL_REVENUE, &REVENUE, true),
    (&CENTRAL_EXPENDITURE, &EXPENDITURE, true),
    (&LOCAL_EXPENDITURE, &EXPENDITURE, true),
    (&SERVICES, &EXPENDITURE, true),
    (&SECURITY, &EXPENDITURE, true),
    (&AGENCIES, &EMPLOYED, true),
    (&PROVINCE_SERVICES, &PROVINCE_EXPENDITURE, true),
    (&PROVINCE_EXPENDITURE, &PROVINCE_OUTPUT, false),
];

/// What is told per head.
pub const PER_HEAD: [(&Thing, &Thing); 5] = [
    (&EXPENDITURE, &POPULATION),
    (&REVENUE, &POPULATION),
    (&ADMINISTRATION, &POPULATION),
    (&SERVICES, &POPULATION),
    (&PROVINCE_EXPENDITURE, &PROVINCE_POPULATION),
];

/// Code and names of a place.
pub type Area = (&'static str, &'static str, &'static str);

pub const CHINA: Area = ("CN", "全国", "China");

pub const AREAS: [Area; 31] = [
    ("110000", "北京市", "Beijing"),
    ("120000", "天津市", "Tianjin"),
    ("130000", "河北省", "Hebei"),
    ("140000", "山西省", "Shanxi"),
    ("150000", "内蒙古", "Inner Mongolia"),
    ("210000", "辽宁省", "Liaoning"),
    ("220000", "吉林省", "Jilin"),
    ("230000", "黑龙江省", "Heilongjiang"),
    ("310000", "上海市", "Shanghai"),
    ("320000", "江苏省", "Jiangsu"),
    ("330000", "浙江省", "Zhejiang"),
    ("340000", "安徽省", "Anhui"),
    ("350000", "福建省", "Fujian"),
    ("360000", "江西省", "Jiangxi"),
    ("370000", "山东省", "Shandong"),
    ("410000", "河南省", "Henan"),
    ("420000", "湖北省", "Hubei"),
    ("430000", "湖南", "Hunan"),
    ("440000", "广东省", "Guangdong"),
    ("450000", "广西", "Guangxi"),
    ("460000", "海南省", "Hainan"),
    ("500000", "重庆市", "Chongqing"),
    ("510000", "四川", "Sichuan"),
    ("520000", "贵州省", "Guizhou"),
    ("530000", "云南省", "Yunnan"),
    ("540000", "西藏", "Tibet"),
    ("610000", "陕西省", "Shaanxi"),
    ("620000", "甘肃省", "Gansu"),
    ("630000", "青海省", "Qinghai"),
    ("640000", "宁夏", "Ningxia"),
    ("650000", "新疆", "Xinjiang"),
];
