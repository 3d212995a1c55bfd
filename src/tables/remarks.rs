//! Columns that say something about the rows and name nothing. In: a side of a block. Out: the side with such columns apart
//! from its stub: those headed as remarks (`备注`, `Remarks`), and words behind the figures (`打印`, `责任科室`) that are
//! no other half of the label. Their texts become notes of the row's figures.
//!
//! Refuses to part the only column of words, and what else tells a figure apart: areas, times, units, codes, statuses.

use super::column;
use super::plan::Side;
use super::regions::Block;
use super::view::View;
use super::{rows, title, wording};

/// Headings of columns of remarks.
const REMARKS: &str = "备注 备考 附注 附记 说明 注释 注 备注说明 情况说明 remark remarks note notes comment comments";
/// Headings of columns behind the figures that tell figures apart.
const TELLING: &str = "状态 版本 版次 阶段 口径 来源 资料来源 数据来源 status obsstatus observationstatus flag flags obsflag confidence vintage edition \
                       publication stage accountstage scale source sources series type";

/// Parts the columns of remarks from a side's stub.
pub fn part(view: &View, block: &Block, data: &[usize], side: &mut Side) {
    let first_body = side.body.first().copied().unwrap_or(usize::MAX);
    let leads = |col: usize| col < first_body && !headed(view, block, data, col, REMARKS);
    let has_words = |col: usize| data.iter().any(|&row| view.is_words(row, col));
    let Some(lead) = side.stub.iter().copied().filter(|&col| leads(col)).find(|&col| has_words(col)) else { return };
    let has_figures = |col: &usize| data.iter().any(|&row| view.is_figure(row, *col));
    let last_body = side.body.iter().copied().rfind(has_figures).unwrap_or(first_body);
    let is_behind = |col: usize| col > last_body || col > first_body && are_days(view, data, col);
    let is_remark = |col: usize| {
        headed(view, block, data, col, REMARKS) || is_behind(col) && is_helper(view, block, data, lead, col)
    };
    let (remarks, stub) = side.stub.iter().partition(|&&col| col != lead && is_remark(col));
    (side.remarks, side.stub) = (remarks, stub);
}

/// The notes that a row's figures get from the columns of remarks: under a heading that says more than `备注`, with it.
pub fn of_row(view: &View, headings: &[Option<String>], side: &Side, row: usize) -> Vec<String> {
    let text = |(at, &col): (usize, &usize)| {
        let top = view.merge(row, col).filter(|_| view.is_empty(row, col));
        let text = top.map_or_else(|| view.label(row, col), |merge| view.label(merge.first_row as usize, col));
        let heading = headings.get(at).cloned().flatten().filter(|heading| !names(heading, REMARKS));
        (!text.is_empty()).then(|| heading.map_or(text.clone(), |heading| format!("{heading}: {text}")))
    };
    side.remarks.iter().enumerate().filter_map(text).collect()
}

fn headed(view: &View, block: &Block, data: &[usize], col: usize, words: &str) -> bool {
    let first = data.first().copied().unwrap_or(block.rows.start);
    column::heading_above(view, block, first, col).is_some_and(|heading| names(&heading, words))
}

fn names(heading: &str, words: &str) -> bool {
    let tight: String = wording::squash(heading).chars().filter(|c| c.is_alphanumeric()).collect();
    words.split_whitespace().any(|word| word == tight)
}

/// Most cells are days (`2034-05-20`, `2034年5月20日`).
fn are_days(view: &View, data: &[usize], col: usize) -> bool {
    let is_day = |text: &str| {
        let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
        parts.len() == 3
            && parts.iter().all(|part| part.chars().all(|c| c.is_ascii_digit()))
            && parts.iter().any(|part| part.len() == 4)
    };
    let texts: Vec<String> =
        data.iter().filter(|&&row| !view.is_empty(row, col)).map(|&row| wording::squash(view.raw(row, col))).collect();
    texts.iter().filter(|text| is_day(text)).count() * 2 > texts.len()
}

/// Words behind the figures that are neither the label in another language nor again, nor tell figures apart.
fn is_helper(view: &View, block: &Block, data: &[usize], lead: usize, col: usize) -> bool {
    let first = data.first().copied().unwrap_or(block.rows.start);
    let Some(heading) = column::heading_above(view, block, first, col) else { return false };
    let cells: Vec<(String, String)> = data
        .iter()
        .filter(|&&row| view.is_words(row, col) && view.is_words(row, lead))
        .map(|&row| (view.label(row, lead), view.label(row, col)))
        .collect();
    let most =
        |test: &dyn Fn(&(String, String)) -> bool| cells.iter().filter(|pair| test(pair)).count() * 2 > cells.len();
    let is_twin = most(&|(lead, own)| wording::has_cjk(lead) != wording::has_cjk(own) || lead == own);
    let are_units = most(&|(_, own)| title::is_bare_unit(&wording::squash(own)));
    let tight = wording::squash(&heading);
    let is_office = ["部门", "科室", "单位", "责任", "经办", "联系"].iter().any(|word| tight.contains(word));
    let tells = names(&heading, TELLING) || rows::heads_codes(&heading) || rows::heads_years(&heading);
    let names_more = wording::names_dimension(&tight) && !is_office;
    !(is_twin || are_units || tells || names_more)
}
