//! Account stages in running text: budget, execution, final account.
//!
//! In: the words before a figure, headings and titles. Out: the stage that the words say; which years a title says were
//! carried out and which are planned. Refuses shares (`为预算的95%`): they are no stage of their own figure.

use std::sync::LazyLock;

use regex::Regex;

use crate::formula::Stage;

use super::label;
use super::prose_budget;

/// What makes a figure a plan, an outcome or a final account; of several words the last one says it.
const WORDS: [(&str, Stage); 31] = [
    ("年初预算", Stage::Budget),
    ("代编预算", Stage::Budget),
    ("调整预算", Stage::Budget),
    ("预算调整", Stage::Budget),
    ("预算安排", Stage::Budget),
    ("预算数", Stage::Budget),
    ("预算", Stage::Budget),
    ("代编", Stage::Budget),
    ("拟安排", Stage::Budget),
    ("安排", Stage::Budget),
    ("计划", Stage::Budget),
    ("目标", Stage::Budget),
    ("预期", Stage::Budget),
    ("建议", Stage::Budget),
    ("力争", Stage::Budget),
    ("拟", Stage::Budget),
    ("预算执行", Stage::Execution),
    ("预计执行", Stage::Execution),
    ("预计完成", Stage::Execution),
    ("执行数", Stage::Execution),
    ("执行", Stage::Execution),
    ("完成", Stage::Execution),
    ("实际", Stage::Execution),
    ("实现", Stage::Execution),
    ("快报", Stage::Execution),
    ("入库", Stage::Execution),
    ("决算", Stage::Final),
    ("决算数", Stage::Final),
    ("预计", Stage::Execution),
    ("达到", Stage::Execution),
    ("计划完成", Stage::Budget),
];

/// The stage that the words before a figure say.
pub fn of_words(words: &str) -> Option<Stage> {
    let masked = prose_budget::masked(&label::narrowed(words));
    let found = WORDS.iter().filter_map(|(word, stage)| Some((masked.rfind(word)? + word.len(), word.len(), *stage)));
    found.max_by_key(|(end, length, _)| (*end, *length)).map(|(_, _, stage)| stage)
}

/// What a heading says of all figures under it. Where it names a plan and an outcome it says neither.
pub fn of_heading(heading: &str) -> Option<Stage> {
    let text = prose_budget::masked(&label::narrowed(heading));
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let done = has(&["执行", "完成情况", "回顾"]);
    let planned =
        has(&["草案", "预算安排", "收支安排", "安排情况", "预算编制", "计划", "预期目标", "主要目标", "预算建议"])
            || text.ends_with("预算") && !done
            || PLAN.is_match(&text) && !done;
    match (has(&["决算"]), done, planned) {
        (true, _, _) => Some(Stage::Final),
        (_, true, false) => Some(Stage::Execution),
        (_, false, true) => Some(Stage::Budget),
        _ => None,
    }
}

static PLAN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:18|19|20)\d\d年[^，。执]{0,12}(?:预算|收支)(?:情况)?$").expect("a valid pattern"));

/// The years that a title or a heading speaks of, by what is said of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// `2025年预算执行情况`, `2025年决算`.
    pub done: Option<i32>,
    /// `2026年预算草案`.
    pub planned: Option<i32>,
    pub is_final: bool,
}

static OF_YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"((?:18|19|20)\d\d)\s*年([^\d《》]{0,40})").expect("a valid pattern"));

impl Years {
    pub fn of(title: &str) -> Years {
        let title = label::narrowed(title);
        let mut years = Years::default();
        for found in OF_YEAR.captures_iter(&title) {
            let (year, words) = (found.get(1), found.get(2).map_or("", |words| words.as_str()));
            let year = year.and_then(|year| year.as_str().parse().ok());
            let words = prose_budget::masked(words);
            let has = |wanted: &[&str]| wanted.iter().any(|word| words.contains(word));
            if words.starts_with(['上', '下', '前', '1', '一']) || words.trim_start().starts_with('第') {
                continue;
            }
            match () {
                () if has(&["执行", "完成情况", "公报", "决算"]) => {
                    years.done = years.done.or(year);
                    years.is_final |= has(&["决算"]);
                }
                () if has(&["草案", "预算", "计划", "安排"]) => years.planned = years.planned.or(year),
                () => {}
            }
        }
        years
    }

    /// The year of a figure that names none.
    pub fn main(self) -> Option<i32> {
        self.done.or(self.planned)
    }

    /// What the years of the title say of a figure of a year.
    pub fn stage(self, year: i32) -> Option<Stage> {
        match (self.planned, self.done) {
            (Some(planned), _) if year >= planned => Some(Stage::Budget),
            (_, Some(done)) if year > done => Some(Stage::Budget),
            (_, Some(done)) if year == done && self.is_final => Some(Stage::Final),
            (_, Some(done)) if year == done && self.planned.is_some() => Some(Stage::Execution),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_before_a_figure_says_its_stage() {
        assert_eq!(of_words("一般公共预算支出年初预算"), Some(Stage::Budget));
        assert_eq!(of_words("全市一般公共预算收入完成"), Some(Stage::Execution));
        assert_eq!(of_words("支出决算"), Some(Stage::Final));
        assert_eq!(of_words("全市一般公共预算收入"), None);
        assert_eq!(of_words("一般公共预算收入拟安排"), Some(Stage::Budget));
        assert_eq!(of_words("预算执行数为"), Some(Stage::Execution));
        assert_eq!(of_words("支出预算调整为"), Some(Stage::Budget));
    }

    #[test]
    fn headings_and_titles() {
        assert_eq!(of_heading("一、2025年预算执行情况"), Some(Stage::Execution));
        assert_eq!(of_heading("二、2026年预算（草案）"), Some(Stage::Budget));
        assert_eq!(of_heading("三、2026年财政预算安排"), Some(Stage::Budget));
        assert_eq!(of_heading("（一）一般公共预算"), None);
        assert_eq!(of_heading("一、2024年市本级决算情况"), Some(Stage::Final));
        assert_eq!(of_heading("2025年预算执行情况和2026年预算草案"), None);
        let years = Years::of("关于甲市2025年预算执行情况和2026年预算草案的报告");
        assert_eq!((years.done, years.planned), (Some(2025), Some(2026)));
        assert_eq!((years.stage(2026), years.stage(2025)), (Some(Stage::Budget), Some(Stage::Execution)));
        assert_eq!(Years::of("乙市2025年国民经济和社会发展统计公报").stage(2025), None);
    }
}
