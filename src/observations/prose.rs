//! Prose: the amounts and counts of running text.
//!
//! In: a source's passages, in order, the lines beside its tables, and the definitions. Out: one observation for every figure with a unit, with what
//! its clause, sentence, paragraph, headings and file say of it. Refuses nothing, and guesses nothing: what the text does
//! not name is null. Years, list numbers and the numbers of documents are no amounts.

use std::collections::HashSet;

use crate::figures::{self, Figure, Form, Hedge};
use crate::messages::say;
use crate::problem::{Place, Problem};
use crate::sources::Passage;
use crate::texts::{Text, Texts};

use super::edition::Vintage;
use super::prose_clause::{Clause, clauses};
use super::prose_lists;
use super::prose_outline::{Line, Outline};
use super::prose_thread::Thread;
use super::prose_what::{self, Known};
use super::prose_when::{self, Setting};
use super::prose_whose;
use super::series::Chosen;
use super::{Catalogue, Observation, SourceInfo};

/// One observation for every amount, in the order of the text. Problems are warnings: clauses that may be of several
/// series, each once a source.
pub fn from_passages(
    passages: &[Passage],
    asides: &[Passage],
    origin: &SourceInfo,
    catalogue: &Catalogue,
) -> (Vec<Observation>, Vec<Problem>) {
    let lines = lines(passages, asides);
    let mut outline = Outline::new(&lines, &origin.path);
    let whole = prose_whose::Whole::new(&outline, origin, catalogue);
    let mut thread = Thread::default();
    let (mut observations, mut problems) = (Vec::new(), Vec::<Problem>::new());
    let mut known: HashSet<String> = HashSet::new();
    let (source, sha256) = (Text::from(origin.path.as_str()), Text::from(origin.sha256.as_str()));
    let mut sheet = Text::default();
    for Line { passage, is_aside } in lines {
        let is_under_new_heading = outline.enter(&passage.text);
        thread.enter_passage(is_under_new_heading);
        if is_aside {
            continue;
        }
        if sheet != passage.sheet {
            sheet = passage.sheet.as_str().into();
        }
        let figures: Vec<Figure> = figures::read(&passage.text, &catalogue.units);
        let mut setting = Setting::new(&outline, &origin.around);
        let (mut bytes, mut column) = (0, 1);
        for clause in clauses(&passage.text, &figures).into_iter().filter(|clause| !counts_visits(clause)) {
            let letters = passage.text.get(bytes..clause.figure.number).unwrap_or_default().chars().count();
            column += u32::try_from(letters).unwrap_or(u32::MAX);
            bytes = bytes.max(clause.figure.number);
            let texts = (source.clone(), sha256.clone(), sheet.clone());
            let reader = Reader { passage, outline: &outline, whole: &whole, origin, texts, catalogue, column };
            let (found, doubt) = reader.observations(&clause, &mut setting, &mut thread);
            observations.extend(found);
            if let Some(problem) = doubt.filter(|doubt| known.insert(doubt.message.clone().to_string())) {
                problems.push(problem);
            }
        }
    }
    (observations, problems)
}

/// Passages and the lines beside tables in the order of the document; the figures of the latter stand in tables.
fn lines<'p>(passages: &'p [Passage], asides: &'p [Passage]) -> Vec<Line<'p>> {
    let mut rest = asides.iter().peekable();
    let mut lines = Vec::with_capacity(passages.len() + asides.len());
    for passage in passages {
        let stands_before = |aside: &&Passage| aside.sheet == passage.sheet && aside.row <= passage.row;
        while let Some(aside) = rest.next_if(stands_before) {
            lines.push(Line { passage: aside, is_aside: true });
        }
        lines.push(Line { passage, is_aside: false });
    }
    lines
}

/// `浏览次数：12345次` at the foot of a page is no figure of its text.
fn counts_visits(clause: &Clause) -> bool {
    let words = ["浏览次数", "点击次数", "访问次数", "阅读次数", "浏览量", "点击量", "阅读量"];
    let before = clause.passage.get(..clause.figure.span.start).unwrap_or_default();
    let before = before.trim_end_matches([':', '：', ' ']);
    words.iter().any(|word| before.ends_with(word)) && !clause.passage.contains('。')
}

/// What one clause is read with.
struct Reader<'a> {
    passage: &'a Passage,
    outline: &'a Outline,
    whole: &'a prose_whose::Whole,
    origin: &'a SourceInfo<'a>,
    /// Path, sha256 and sheet.
    texts: (Text, Text, Text),
    catalogue: &'a Catalogue,
    /// Where the figure's number begins in the passage, in letters from 1.
    column: u32,
}

impl Reader<'_> {
    /// A figure's observation; a range gives one for each end, which is a figure of no series.
    fn observations(
        &self,
        clause: &Clause,
        setting: &mut Setting,
        thread: &mut Thread,
    ) -> (Vec<Observation>, Option<Problem>) {
        let listed = prose_lists::of(clause);
        let when = prose_when::of(clause, listed.as_ref(), setting);
        let whose = self.whole.of(clause, self.outline, when.period, thread, self.catalogue);
        let known = Known { outline: self.outline, when: &when, whose: &whose, listed, catalogue: self.catalogue };
        let what = prose_what::of(clause, &known, thread);
        let mut one = self.printed(clause, what.item);
        one.time_period = when.period.map(|period| period.text().into());
        one.period_basis = when.basis;
        one.area_label = whose.label.as_deref().map(Text::from);
        one.account_stage = what.stage;
        let is_of_series = matches!(what.chosen, Chosen::One { .. });
        if let Chosen::One { id, stage, .. } = &what.chosen {
            one.series = Some(id.as_str().into());
            one.account_stage = stage.or(what.stage);
        }
        one.ref_area = whose.code(is_of_series).map(Text::from);
        one.coverage = whose.coverage.filter(|_| one.ref_area.is_some());
        one.notes = noted(&one, when.note.into_iter().chain(whose.note(is_of_series)));
        let doubt = match what.chosen {
            Chosen::Several(among) => Some(self.doubt(&one, &among)),
            _ => clause.figure.is_doubtful.then(|| self.doubt_sign(&one)),
        };
        let found = if clause.figure.is_doubtful { vec![one] } else { by_form(one, clause.figure) };
        (found, doubt)
    }

    /// The columns that are copied as printed.
    fn printed(&self, clause: &Clause, item: Option<String>) -> Observation {
        let (figure, text) = (clause.figure, &self.passage.text);
        let mut row_labels = self.outline.path();
        row_labels.extend(clause.subject.clone());
        row_labels.extend(item);
        let vintage = self.origin.edition.map(Vintage::of).or_else(|| self.origin.around.vintage().cloned());
        let reading = figure.unit.as_ref();
        Observation {
            series: None,
            ref_area: None,
            area_label: None,
            coverage: None,
            time_period: None,
            period_basis: None,
            obs_value: (!figure.is_doubtful).then_some(figure.value),
            value_text: text.get(figure.span.clone()).unwrap_or_default().into(),
            decimals: i8::try_from(figure.decimals).unwrap_or(i8::MAX),
            unit_measure: reading.map(|unit| unit.measure.as_str().into()),
            unit_mult: reading.map(|unit| unit.mult).or((figure.mult != 0).then_some(figure.mult)),
            unit_text: figure.unit_text.as_deref().map(Text::from),
            obs_status: match (figure.is_doubtful, figure.hedges.is_empty()) {
                (true, _) => "O",
                (false, true) => "A",
                (false, false) => "E",
            }
            .into(),
            account_stage: None,
            vintage_date: vintage.as_ref().and_then(|vintage| vintage.published),
            vintage: vintage.map(|vintage| vintage.name.into()),
            row_labels: row_labels.into_iter().collect(),
            column_labels: [clause.text].into_iter().collect(),
            notes: figure
                .hedges
                .iter()
                .map(|hedge| hedged(*hedge))
                .chain(figure.is_doubtful.then_some("what is printed before or around it may be a minus sign"))
                .collect(),
            table_no: None,
            table_title: self.outline.title.as_deref().map(Text::from),
            source: self.texts.0.clone(),
            source_sha256: self.texts.1.clone(),
            sheet: self.texts.2.clone(),
            row: self.passage.row,
            col: self.column,
        }
    }

    fn doubt_sign(&self, one: &Observation) -> Problem {
        let place =
            Place::Cell { source: one.source.to_string(), sheet: one.sheet.to_string(), row: one.row, col: one.col };
        let message = say!("observation.may-be-negative", text = one.value_text);
        Problem::warning("doubtful-sign", place, message)
    }

    fn doubt(&self, one: &Observation, among: &[String]) -> Problem {
        let place =
            Place::Cell { source: one.source.to_string(), sheet: one.sheet.to_string(), row: one.row, col: one.col };
        let clause = one.column_labels.first().map_or("", Text::as_str);
        let message = say!("observation.series-open", label = clause, series = among.join(" or "));
        Problem::warning("ambiguous-series", place, message).help(say!("observation.alias-context"))
    }
}

fn hedged(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::About => "printed as about this figure",
        Hedge::Nearly => "printed as nearly this figure",
        Hedge::Over => "printed as more than this figure",
        Hedge::Under => "printed as less than this figure",
    }
}

fn by_form(one: Observation, figure: &Figure) -> Vec<Observation> {
    match figure.form {
        Form::One => vec![one],
        Form::Range(upto) => {
            let end = |value: f64, which: &str| {
                let mut end = Observation { series: None, obs_value: Some(value), ..one.clone() };
                end.obs_status = "E".into();
                end.notes = noted(&one, [format!("{which} end of the range {}", one.value_text)]);
                end
            };
            vec![end(figure.value, "lower"), end(upto, "upper")]
        }
        Form::Fraction(above, below) => {
            vec![Observation { notes: noted(&one, [format!("printed as {above} of {below}")]), ..one }]
        }
        Form::Proportion(left, right) => {
            vec![Observation { notes: noted(&one, [format!("printed as {left} to {right}")]), ..one }]
        }
    }
}

fn noted(one: &Observation, notes: impl IntoIterator<Item = String>) -> Texts {
    one.notes.iter().cloned().chain(notes.into_iter().map(Text::from)).collect()
}
