//! Labels set from top to bottom beside several rows, in tables without lines. In: lines of a page. Out: the same, each of
//! the rows with the whole label (`中` above `央` beside two rows: 中央). Refuses labels whose middle is not that of the
//! rows beside them, and letters that each stand in a row of their own.

use super::columns;
use super::text::{Line, Segment, is_figure};

/// Letters of one label stand no further apart, in sizes of their characters, and are no more.
const FARTHEST: f64 = 1.7;
const MOST: usize = 8;
/// The middles of a label and of its rows differ by less than this part of the distance between rows.
const OFF: f64 = 0.4;

/// One label: its letters, each in a line.
struct Stack {
    lines: Vec<usize>,
    label: Segment,
    middle: f64,
}

pub fn joined(lines: Vec<Line>) -> Vec<Line> {
    let stacks = stacks(&lines);
    let Some(places) = beside(&lines, &stacks) else { return lines };
    let mut whole = Vec::with_capacity(lines.len());
    for (at, mut line) in lines.into_iter().enumerate() {
        if stacks.iter().any(|stack| stack.lines.contains(&at)) {
            line.segments.remove(0);
        }
        let own = places.iter().find(|(row, _)| *row == at).and_then(|(_, stack)| stacks.get(*stack));
        if let Some(stack) = own {
            line.segments.insert(0, stack.label.clone());
        }
        if !line.segments.is_empty() {
            whole.push(line);
        }
    }
    whole
}

fn middle(line: &Line) -> f64 {
    (line.top + line.bottom) / 2.0
}

/// The letter that stands alone before all else in a line.
fn letter(line: &Line) -> Option<&Segment> {
    let first = line.segments.first()?;
    let mut letters = first.text.trim().chars();
    letters.next().filter(|letter| letter.is_alphabetic() && !letter.is_ascii())?;
    letters.next().is_none().then_some(first)
}

/// Letters below each other, of which one at least has no row of its own.
fn stacks(lines: &[Line]) -> Vec<Stack> {
    let letters: Vec<(usize, &Line, &Segment)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, line, letter(line)?))).collect();
    let below = |a: &(usize, &Line, &Segment), b: &(usize, &Line, &Segment)| {
        let apart = middle(b.1) - middle(a.1);
        (a.2.left - b.2.left).abs() < a.1.size / 2.0 && apart <= FARTHEST * a.1.size.max(b.1.size)
    };
    let stack = |group: &[(usize, &Line, &Segment)]| {
        let (first, last) = (group.first()?, group.last()?);
        let is_one = (2..=MOST).contains(&group.len()) && group.iter().any(|(_, line, _)| line.segments.len() == 1);
        let text = group.iter().map(|(.., segment)| segment.text.trim()).collect();
        let label = Segment { text, ..first.2.clone() };
        let (lines, middle) = (group.iter().map(|(at, ..)| *at).collect(), (middle(first.1) + middle(last.1)) / 2.0);
        is_one.then_some(Stack { lines, label, middle })
    };
    letters.chunk_by(below).filter_map(stack).collect()
}

/// For each row beside a label, the label; `None` where any of it is in doubt.
fn beside(lines: &[Line], stacks: &[Stack]) -> Option<Vec<(usize, usize)>> {
    let right = stacks.iter().map(|stack| stack.label.right).fold(f64::NEG_INFINITY, f64::max);
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| columns::is_data(line)) {
        let own = stacks.iter().position(|stack| stack.lines.contains(&at));
        let named = line.segments.get(usize::from(own.is_some())).filter(|next| !is_figure(&next.text));
        let Some(named) = named.filter(|named| named.left >= right) else { continue };
        let away = |stack: &Stack| (stack.middle - middle(line)).abs();
        let nearest = (0..stacks.len())
            .min_by(|a, b| stacks.get(*a).map_or(f64::MAX, away).total_cmp(&stacks.get(*b).map_or(f64::MAX, away)))?;
        let is_far = own.is_some_and(|own| own != nearest) || named.text.trim().is_empty();
        places.push((!is_far).then_some((at, nearest))?);
    }
    let fits = |(nth, stack): (usize, &Stack)| {
        let rows: Vec<f64> =
            places.iter().filter(|(_, own)| *own == nth).filter_map(|(at, _)| lines.get(*at)).map(middle).collect();
        let pitch = rows.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
        let mean = rows.first().zip(rows.last()).map_or(f64::INFINITY, |(first, last)| (first + last) / 2.0);
        rows.len() >= 2 && (mean - stack.middle).abs() <= OFF * pitch
    };
    (!stacks.is_empty() && stacks.iter().enumerate().all(|(nth, stack)| fits((nth, stack)))).then_some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(middle: f64, parts: &[(f64, &str)]) -> Line {
        let segment = |&(left, text): &(f64, &str)| Segment {
            text: text.to_string(),
            left,
            right: left + 10.0 * text.chars().count() as f64,
            gaps: Vec::new(),
        };
        Line { segments: parts.iter().map(segment).collect(), top: middle - 5.0, bottom: middle + 5.0, size: 10.0 }
    }

    fn texts(lines: &[Line]) -> Vec<String> {
        joined(lines.to_vec()).iter().map(Line::text).collect()
    }

    #[test]
    fn a_label_from_top_to_bottom_is_of_all_rows_beside_it() {
        let lines = [
            line(0.0, &[(0.0, "级次"), (40.0, "项目"), (100.0, "2019年"), (200.0, "2020年")]),
            line(20.0, &[(40.0, "税收"), (100.0, "12.5"), (200.0, "13.8")]),
            line(23.0, &[(0.0, "中")]),
            line(37.0, &[(0.0, "央"), (40.0, "非税"), (100.0, "3.1"), (200.0, "4.2")]),
            line(60.0, &[(40.0, "税收"), (100.0, "22.5"), (200.0, "23.8")]),
            line(63.0, &[(0.0, "地")]),
            line(77.0, &[(0.0, "方"), (40.0, "非税"), (100.0, "6.1"), (200.0, "7.2")]),
            line(100.0, &[(0.0, "合计"), (100.0, "44.2"), (200.0, "49.0")]),
        ];
        let whole = ["中央 税收 12.5 13.8", "中央 非税 3.1 4.2", "地方 税收 22.5 23.8", "地方 非税 6.1 7.2"];
        assert_eq!(texts(&lines)[1..5], whole);
        assert_eq!(texts(&lines).len(), 6);
    }

    #[test]
    fn letters_of_their_own_rows_stay() {
        let rows = [
            line(0.0, &[(0.0, "甲"), (40.0, "税收"), (100.0, "1.5"), (200.0, "2.5")]),
            line(14.0, &[(0.0, "乙"), (40.0, "税收"), (100.0, "1.5"), (200.0, "2.5")]),
        ];
        assert_eq!(texts(&rows), ["甲 税收 1.5 2.5", "乙 税收 1.5 2.5"]);
        let headed = [
            line(0.0, &[(0.0, "省")]),
            line(14.0, &[(0.0, "甲"), (40.0, "税收"), (100.0, "1.5"), (200.0, "2.5")]),
            line(28.0, &[(40.0, "非税"), (100.0, "1.5"), (200.0, "2.5")]),
        ];
        assert_eq!(texts(&headed).len(), 3);
    }
}
