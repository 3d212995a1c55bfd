//! Figures of running text that are of a part of their area only.
//!
//! In: a clause and the outline of its text. Out: the part, in words, where the sentence counts or names some bodies, or the
//! heading one audit of several. Refuses nothing.

use super::prose_clause::Clause;
use super::prose_outline::Outline;

const BODIES: [&str; 17] = [
    "部门",
    "单位",
    "企业",
    "省",
    "市",
    "县",
    "区",
    "乡",
    "镇",
    "村",
    "学校",
    "高校",
    "医院",
    "地区",
    "银行",
    "协会",
    "基金会",
];

/// Why a figure is of a part of its area only: some bodies that the sentence counts, or one audit of several.
pub fn part(clause: &Clause, outline: &Outline) -> Option<&'static str> {
    let sentence = clause.sentence_before;
    let chosen = ["重点审计", "重点抽查", "抽查", "抽审", "延伸", "有的", "例如"];
    if chosen.iter().any(|word| sentence.contains(word) || clause.before.contains(word)) {
        return Some("of the bodies that the sentence names; the area is left open");
    }
    let counts_bodies = clause.earlier.iter().filter(|figure| figure.is_amount()).any(|figure| {
        let after = clause.passage.get(figure.span.end..).unwrap_or_default().trim_start();
        let head: String = clause.passage.get(..figure.span.start).unwrap_or_default().chars().rev().take(6).collect();
        let head: String = head.chars().rev().collect();
        let audited = ["审计", "完成", "检查", "共"].iter().any(|word| head.contains(word));
        BODIES.iter().any(|word| after.starts_with(word)) && !audited
    });
    if counts_bodies {
        return Some("of the bodies that the sentence counts; the area is left open");
    }
    let one_audit = |heading: &str| {
        let general = ["基本情况", "总体情况", "审计工作", "整改", "概况", "审计结果公告", "工作报告"];
        heading.contains("审计") && !general.iter().any(|word| heading.contains(word))
    };
    let under = outline.numbered().any(one_audit);
    under.then_some("of the audit that the heading names; the area is left open")
}
