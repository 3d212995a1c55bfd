//! The claims of one sentence.
//!
//! In: a sentence, its figures, what is carried from the text before. Out: its claims, in order. Refuses, in words, every
//! tie that is not certain.

use std::collections::BTreeMap;

use crate::claims;
use crate::claims::reading::context::antecedent::{Antecedent, Carried, goes_on, last_of_one};
use crate::claims::reading::context::citations;
use crate::claims::reading::context::frames;
use crate::claims::reading::context::outcomes;
use crate::claims::reading::context::period::{self, Clock};
use crate::claims::reading::context::scopes;
use crate::claims::reading::context::text::Context;
use crate::claims::reading::hypotheses::accounts::{ahead, says_real, summed, within_window};
use crate::claims::reading::hypotheses::bases::{bases, from_to, published_only, since_sentence_before};
use crate::claims::reading::hypotheses::by_value;
use crate::claims::reading::hypotheses::kinds::{self, Sort};
use crate::claims::reading::hypotheses::mention::{Mention, Tie};
use crate::claims::reading::hypotheses::site::Site;
use crate::claims::reading::hypotheses::stages;
use crate::claims::reading::mentions::counts;
use crate::claims::reading::mentions::evidence;
use crate::claims::reading::mentions::hundreds;
use crate::claims::reading::mentions::lists::{self, Answer};
use crate::claims::reading::mentions::modifiers;
use crate::claims::reading::mentions::named::Names;
use crate::claims::reading::mentions::naming;
use crate::claims::reading::mentions::places::NATION;
use crate::claims::reading::mentions::runs::{self, Run};
use crate::claims::reading::mentions::spoken;
use crate::claims::reading::mentions::things::Thing;
use crate::claims::reading::mentions::times::Time;
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::verbs;
use crate::claims::reading::mentions::wholes::{self, Whole};
use crate::claims::reading::mentions::words::Role;
use crate::claims::{Claim, Kind, Known, Meaning, Place, When};
use crate::definitions::Part;
use crate::figures::Figure;
use crate::formula::Stage;
use crate::messages::{Message, say};

impl Context<'_> {
    pub fn claims(
        &self,
        sentence: &str,
        mut figures: Vec<Figure>,
        place: &Place,
        clock: &mut Clock,
        carried: &mut Carried,
    ) -> Vec<Claim> {
        figures.extend(spoken::multiples(sentence, self.formulas.units));
        figures.extend(spoken::ranks(sentence));
        figures.sort_by_key(|figure| figure.span.start);
        hundreds::as_percent(sentence, &mut figures, self.formulas.units);
        let is_claim: Vec<bool> = figures.iter().map(|figure| counts::is_figure(sentence, figure)).collect();
        let mut row = Row::new(sentence, &figures, &is_claim, &self.reader.lexicon);
        verbs::known(&mut row);
        let composer = self.composer();
        composer.compose(&mut row);
        composer.levels(&mut row);
        let spans: Vec<_> = row.figures().collect();
        let names = naming::names(&row.folded.text, &spans, &self.vocabulary(), &carried.named);
        let answers = lists::answers(&row);
        let mut claims = citations::of_sentence(sentence, place);
        let mut antecedents: BTreeMap<usize, Antecedent> = BTreeMap::new();
        period::open(&row, clock);
        let mut start = None;
        for piece in 0..row.pieces.len() {
            let Some(Token::Figure(nth)) = row.token(piece) else { continue };
            let Some(figure) = figures.get(nth) else { continue };
            let answer = answers.get(&piece).copied();
            let (claim, known) = self.figure(&row, (piece, figure), answer, &antecedents, clock, carried);
            let hypotheses = self.by_value(&row, (piece, figure), &claim.when, &antecedents, &names, carried);
            let hypotheses = if known.is_closed { stages::of_budget(&row, piece, hypotheses) } else { hypotheses };
            let span = row.pieces.get(piece).map(|piece| piece.range.clone()).unwrap_or_default();
            claims.push(Claim {
                place: at(place, sentence, figure.span.start),
                sentence: sentence.to_string(),
                frame: frames::unknown(&row.folded.text, &span),
                hypotheses,
                ..claim
            });
            start = known.year.filter(|_| known.is_start).or(start);
            let pair = start.zip(known.year.filter(|_| known.is_end));
            let held = known.from.zip(known.last).filter(|_| kinds::needs_base(&known.kind));
            clock.window = [held, pair].into_iter().flatten().find(|(from, to)| to - from > 1).or(clock.window);
            let whole = known.parts.as_ref().and_then(|parts| parts.whole.clone());
            carried.share = whole.filter(|whole| self.is_account(whole)).or(carried.share.take());
            antecedents.insert(nth, known);
        }
        let runs = runs::runs(&row);
        claims.extend(runs.iter().filter_map(|run| self.run(&row, run, sentence, place, clock, carried)));
        claims.sort_by_key(|claim| claim.span.start);
        self.carry(&row, carried);
        self.carry_names(&row, names, carried);
        carried.plans |= outcomes::plans(&row);
        carried.last = last_of_one(&antecedents);
        carried.whole = antecedents.into_values().next_back().or(carried.whole.take());
        period::close(&row, clock);
        claims
    }

    fn figure(
        &self,
        row: &Row,
        (piece, figure): (usize, &Figure),
        answer: Option<(usize, Answer)>,
        antecedents: &BTreeMap<usize, Antecedent>,
        clock: &Clock,
        carried: &Carried,
    ) -> (Claim, Antecedent) {
        let start = answer.map_or(piece, |(first, _)| first);
        let mut evidence = evidence::beside(row, start, &|place| self.whereabouts(place));
        if start != piece {
            evidence.after = evidence::beside(row, piece, &|place| self.whereabouts(place)).after;
        }
        let answer = answer.map(|(_, answer)| answer);
        if let Some(Answer::Name(name)) = answer {
            (evidence.subject, evidence.inherits, evidence.wall) = (Some(name), None, None);
        }
        let (mut when, part_of_year) = period::when(row, start, &evidence, clock);
        if let Some(Answer::Time(at, Time::Year(year))) = answer {
            let words = row.words(at).to_string();
            when = When { year: Some(year), words, known: Known::Explicit, ..When::default() };
        }
        let whole = evidence.subject.and_then(|subject| wholes::whole_of(row, subject));
        let whole = match whole {
            Some(Whole::Figure(nth)) => antecedents.get(&nth),
            Some(Whole::Before) => carried.whole.as_ref(),
            None => None,
        };
        let mention = Mention { row, piece, figure, evidence: &evidence, carried, whole };
        let before = evidence.inherits.and_then(|other| antecedents.get(&other));
        let gone_on = carried.last.as_ref().filter(|_| before.is_none() && goes_on(row, piece, &evidence));
        let before = before.or(gone_on);
        let mut tie = self.tied(&mention, before, answer);
        if !matches!(answer, Some(Answer::Place(_)))
            && let Some(why) = self.not_the_nation(&mention, &tie)
        {
            tie.area = Err(why);
        }
        if let Ok(decided) = &mut tie.decided {
            if decided.kind == Kind::Level && tie.area.as_deref() != Ok(NATION) {
                published_only(decided);
            }
            let last = when.year.map(|year| year - 1);
            if decided.kind == Kind::Level
                && when.from.is_some()
                && when.from == last
                && evidence.near.contains(&Role::Rise)
            {
                when.from = None;
            }
            if kinds::sort(figure, self.formulas) == Sort::Percent && (when.from.is_some() || when.years.is_some()) {
                kinds::over_years(decided, self.formulas);
            }
        }
        let formula = tie.formula();
        if let Ok(decided) = &mut tie.decided
            && kinds::is_growth_as_printed(decided)
            && evidence.near.contains(&Role::Rise)
        {
            let mut over = when.clone();
            bases(&Kind::Growth { falls: false }, &mut over, (&mention, formula), antecedents);
            if over.from.zip(over.year).is_some_and(|(from, year)| year - from > 1) {
                kinds::over_years(decided, self.formulas);
                when = over;
            }
        }
        let sort = kinds::sort(figure, self.formulas);
        if let (Some(Time::Window(first, last)), Ok(decided)) = (evidence.base, &tie.decided) {
            let steps = when.from.zip(when.year).map(|(from, year)| year - from);
            let steps = steps.or_else(|| when.years.and_then(|years| i32::try_from(years).ok()).map(|years| years - 1));
            let is_alike = steps == Some(last - first);
            tie.decided = match is_alike {
                true => stages::sums(decided, last - first + 1, self.formulas),
                false => Err(say!("untied.sum-of-window")),
            };
            (when.from, when.years) = (Some(last), None);
        }
        let last = || antecedents.values().rev().find_map(|known| known.parts.as_ref());
        let parts = tie.parts.clone().or_else(|| evidence.inherits.and_then(|_| last().cloned()));
        let staged = parts.as_ref().and_then(|parts| {
            let stage = before.and_then(|before| before.stage);
            stages::staged(&mention, &parts.subject, &when, stage, (sort, self.formulas))
        });
        let fixed = staged.map(|staged| {
            (tie.decided, when.from) = (staged.decided, None);
            staged.stage
        });
        if let Some(rate) = before.and_then(|before| kinds::rate_of_revision(before, sort, &evidence)) {
            tie.decided = Ok(rate);
        }
        let kind = tie.decided.as_ref().map_or(Kind::Unknown, |decided| decided.kind.clone());
        bases(&kind, &mut when, (&mention, tie.formula()), antecedents);
        let is_multiple = matches!(kind, Kind::Multiple | Kind::TimesOf);
        let since = match gone_on {
            Some(before) => before.last.filter(|_| is_multiple),
            None => before.filter(|before| before.is_end).and_then(|before| before.follows),
        };
        since_sentence_before(&kind, &mut when, since);
        if kinds::needs_base(&kind) && when.from.is_none() {
            from_to(row, start, &mut when);
        }
        let kind = match kind {
            Kind::Sum => summed(&mention, start, &mut when, clock),
            other => other,
        };
        within_window(&kind, &mut when, &evidence, clock);
        let kind = self.over_window(kind, &when, &tie, &evidence);
        if outcomes::at_constant_prices(row, piece) || says_real(&evidence) {
            tie.decided = tie.decided.and_then(|decided| self.real(&decided, outcomes::at_constant_prices(row, piece)));
        }
        let stage = fixed.map_or_else(|| self.stage_of(&mention, &tie, before, antecedents), Ok);
        let own = self.no_outcome(&mention);
        let later = ahead(&when, clock);
        let is_part = part_of_year == Some(say!("untied.part-of-year"));
        let is_closed = own.as_ref().is_some_and(|why| why.closes) || is_part || later.is_some();
        let no_outcome = own.map(|why| why.words).or_else(|| before.and_then(|before| before.no_outcome.clone()));
        let no_outcome = no_outcome.or_else(|| mention.whole.and_then(|whole| whole.no_outcome.clone()));
        let known = Antecedent {
            parts: tie.parts.clone(),
            kind: kind.clone(),
            year: when.year.filter(|_| when.known == Known::Explicit),
            last: when.year,
            from: when.from,
            spans: matches!(kind, Kind::AverageGrowth { .. } | Kind::Multiple | Kind::TimesOf) || when.years.is_some(),
            is_per_head: evidence.has(Role::PerHead)
                || evidence.subject.is_none() && before.is_some_and(|one| one.is_per_head),
            follows: gone_on.and_then(|before| before.last).filter(|year| Some(*year) < when.year),
            is_closed,
            no_outcome: no_outcome.or_else(|| stage.as_ref().err().cloned()),
            is_start: evidence.near.contains(&Role::From),
            is_end: evidence.near.iter().any(|role| matches!(role, Role::RiseTo | Role::To)),
            is_base: kind == Kind::Level && period::level_of_base(row, start, clock).is_some(),
            area: tie.area.clone(),
            reason: tie.decided.as_ref().err().cloned().unwrap_or_default(),
            formula: tie.formula(),
            stage: stage.unwrap_or_default(),
        };
        let yearly = matches!(kind, Kind::Growth { .. })
            && (when.from.is_some() || when.years.is_some())
            && scopes::yearly(&mention.words_of_clause());
        let yearly = yearly.then(|| say!("untied.single-years"));
        let reason = known.no_outcome.clone().or(part_of_year).or(yearly).or(later);
        (self.claim(&mention, &tie, (kind, known.stage), when, reason), known)
    }

    /// What else a figure may be of.
    fn by_value(
        &self,
        row: &Row,
        (piece, figure): (usize, &Figure),
        when: &When,
        antecedents: &BTreeMap<usize, Antecedent>,
        names: &Names,
        carried: &Carried,
    ) -> Vec<claims::Hypothesis> {
        let nth = antecedents.keys().next_back();
        let before = nth.and_then(|nth| antecedents.get(nth)).and_then(|known| known.formula.as_deref());
        let evidence = evidence::beside(row, piece, &|place| self.whereabouts(place));
        let areas = self.areas(row, piece, carried);
        let site = Site { row, piece, figure, evidence: &evidence, names, carried, when, before };
        by_value::hypotheses(self, &site, &areas)
    }

    /// What the next sentences of the paragraph may go back to.
    fn carry_names(&self, row: &Row, names: Names, carried: &mut Carried) {
        const KEPT: usize = 8;
        let keep = |length: usize| length.saturating_sub(KEPT);
        let says = names.parts.iter().any(|(_, part)| *part == Part::PerHead);
        carried.per_head = says || carried.per_head && names.named.is_empty();
        carried.topic = carried.topic.take().or_else(|| names.named.first().cloned());
        carried.named.extend(names.named);
        carried.named.drain(..keep(carried.named.len()));
        for piece in &row.pieces {
            let anchor = carried.years.last().copied();
            match piece.token {
                Token::Time(Time::Year(year)) => carried.years.push(year),
                Token::Time(Time::Window(first, last)) => carried.years.extend([first, last]),
                Token::Time(Time::Relative(after)) if after != 0 => {
                    carried.years.extend(anchor.map(|year| year + after));
                }
                _ => {}
            }
        }
        carried.years.drain(..keep(carried.years.len()));
    }

    /// A flow over a window is a sum, the sum of one year a level; a year that it is compared with makes no window.
    fn over_window(&self, kind: Kind, when: &When, tie: &Tie, evidence: &evidence::Evidence) -> Kind {
        let is_window = evidence.base.is_none() && (when.from.is_some() || when.years.is_some());
        let is_flow = tie.decided.as_ref().is_ok_and(|decided| {
            let first = decided.of.readings.first().and_then(|reading| self.formulas.checked(&reading.formula));
            first.is_some_and(|(_, unit)| unit.timing == Some(crate::units::Timing::Flow))
        });
        let moves = |role: &Role| matches!(role, Role::RiseTo | Role::To | Role::From | Role::Rise | Role::Fall);
        let is_moved = evidence.near.iter().any(moves);
        match kind {
            Kind::Level if is_window && is_flow && !is_moved => Kind::Sum,
            other => other,
        }
    }

    fn claim(
        &self,
        mention: &Mention,
        tie: &Tie,
        (kind, stage): (Kind, Option<Stage>),
        when: When,
        reason: Option<Message>,
    ) -> Claim {
        let of: Vec<Meaning> = tie.decided.as_ref().map_or_else(
            |_| Vec::new(),
            |decided| {
                let readings = decided.of.readings.iter();
                readings.filter_map(|reading| self.formulas.meaning(reading, &decided.of.words, stage)).collect()
            },
        );
        let untied = self.doubt(mention, tie, &kind, &when, reason);
        Claim {
            place: Place::default(),
            sentence: String::new(),
            span: mention.figure.span.clone(),
            figure: Some(mention.figure.clone()),
            kind,
            of,
            ref_area: tie.area.clone().ok(),
            when,
            untied,
            frame: None,
            hypotheses: Vec::new(),
        }
    }

    fn run(
        &self,
        row: &Row,
        run: &Run,
        sentence: &str,
        place: &Place,
        clock: &Clock,
        carried: &Carried,
    ) -> Option<Claim> {
        let name = |piece| self.name(row, piece);
        let says_nation = name(run.subject)?.says_nation;
        let area = self.area(row, run.subject, says_nation, carried);
        let thing = |piece| self.thing(row, piece, area.as_deref().ok());
        let subject = thing(run.subject);
        let of: Thing = match run.against {
            Some(against) => self.formulas.growth_gap(&subject, &thing(against)),
            None => self.formulas.growth(&subject, false, false),
        };
        let of = of.readings.iter().filter_map(|reading| self.formulas.meaning(reading, &of.words, None)).collect();
        let end = row.pieces.iter().position(|piece| piece.range.start >= run.range.start).unwrap_or(row.pieces.len());
        let (when, _) = period::when(row, end, &evidence::Evidence::default(), clock);
        let span = row.folded.origin(run.range.start)..row.folded.origin(run.range.end);
        let modified = modifiers::modifier(row, run.subject, says_nation)
            .map(|word| say!("untied.before-subject", word, subject = row.words(run.subject)));
        let undated = when.year.is_none().then(|| say!("run.no-end"));
        Some(Claim {
            place: at(place, sentence, span.start),
            sentence: sentence.to_string(),
            span,
            figure: None,
            kind: Kind::Run { below: run.below, years: run.years },
            of,
            untied: area.clone().err().or(modified).or(undated),
            ref_area: area.ok(),
            when,
            frame: None,
            hypotheses: Vec::new(),
        })
    }
}

/// The place of something in a sentence.
fn at(sentence: &Place, text: &str, byte: usize) -> Place {
    let before = text.get(..byte).unwrap_or_default().chars().count();
    let offset = sentence.offset.saturating_add(u32::try_from(before).unwrap_or(u32::MAX));
    Place { offset, ..sentence.clone() }
}
