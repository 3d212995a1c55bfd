//! A figure tied to what it is of.
//!
//! In: a figure in its sentence, what stands around it, what was made of the figures before. Out: its parts, its kind and its
//! area. Refuses, in words: names that are modified, nouns that are not on file, subjects that cannot be shared.

use crate::claims::Kind;
use crate::claims::reading::context::antecedent::Antecedent;
use crate::claims::reading::context::outcomes::{self, NoOutcome};
use crate::claims::reading::context::period;
use crate::claims::reading::context::scopes;
use crate::claims::reading::context::text::Context;
use crate::claims::reading::hypotheses::kinds::{self, Sort};
use crate::claims::reading::hypotheses::mention::{Mention, Tie};
use crate::claims::reading::hypotheses::stages;
use crate::claims::reading::mentions::evidence::Evidence;
use crate::claims::reading::mentions::lists::Answer;
use crate::claims::reading::mentions::modifiers;
use crate::claims::reading::mentions::places::NATION;
use crate::claims::reading::mentions::things::Parts;
use crate::claims::reading::mentions::things::Thing;
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;
use crate::definitions::Level;
use crate::figures::{Figure, Form};
use crate::messages::{Message, say};
use crate::units;

impl Context<'_> {
    pub fn tied(&self, mention: &Mention, before: Option<&Antecedent>, answer: Option<Answer>) -> Tie {
        let Mention { row, figure, evidence, carried, .. } = *mention;
        if answer == Some(Answer::Nobody) {
            let area = self.area(row, mention.piece, false, carried);
            return Tie::failed(say!("untied.lists"), area);
        }
        let sort = kinds::sort(figure, self.formulas);
        let counted = evidence.after.name.filter(|(_, direct)| *direct && self.is_counted(mention, sort));
        let grown = || evidence.after.name.filter(|_| is_rise_of(mention)).map(|(name, _)| name);
        let Some(name) = counted.map(|(name, _)| name).or(evidence.subject).or_else(grown) else {
            return self.shared(mention, before);
        };
        let says_nation = self.says_nation(row, name);
        let area = match answer {
            Some(Answer::Place(at)) => self.place_code(row, at),
            _ => self.area(row, name, says_nation, carried),
        };
        if let Some(words) = modifiers::wider_account(row, name) {
            return Tie::failed(say!("untied.wider-account", words), area);
        }
        let modifier = modifiers::modifier(row, name, says_nation).filter(|_| counted.is_none());
        if let Some(word) = modifier {
            let why = say!("untied.another-thing", word, name = row.words(name));
            return Tie::failed(why, area);
        }
        if let Some(why) = self.counts_other(mention, sort).filter(|_| counted.is_none()) {
            return Tie::failed(why, area);
        }
        let joined = coordinate(row, name).filter(|_| answer.is_none());
        match self.parts(mention, name, joined, area.as_deref().ok()) {
            Ok(mut parts) => {
                if evidence.has(Role::PerHead) && parts.whole.is_none() && sort != Sort::Amount {
                    parts.subject = self.formulas.per_head(&parts.subject);
                }
                let decided = kinds::decide(figure, evidence, &parts, self.formulas);
                Tie { parts: Some(parts), decided, area }
            }
            Err(why) => Tie::failed(why, area),
        }
    }

    /// Persons and things are counted by the noun behind them; money is of it where nothing stands before.
    fn is_counted(&self, mention: &Mention, sort: Sort) -> bool {
        let alone = mention.evidence.subject.is_none() && mention.evidence.inherits.is_none();
        sort == Sort::Amount && (!self.is_money(mention.figure) || alone)
    }

    fn is_money(&self, figure: &Figure) -> bool {
        figure.unit.as_ref().is_none_or(|unit| {
            self.formulas.units.unit_of(&unit.measure).is_some_and(|unit| self.formulas.units.has_money(&unit))
        })
    }

    /// A noun behind the figure that is not on file: the figure is of it.
    fn counts_other(&self, mention: &Mention, sort: Sort) -> Option<Message> {
        let counted = mention.evidence.after.counted.as_ref()?;
        let joined = mention.evidence.after.roles.first() == Some(&Role::Of);
        let counts = sort == Sort::Amount && !self.is_money(mention.figure);
        let binds = counts || joined || !period::is_latin(mention.row);
        binds.then(|| say!("untied.counted-behind", counted))
    }

    /// Subject, whole and what it is compared with.
    fn parts(
        &self,
        mention: &Mention,
        name: usize,
        joined: Option<usize>,
        area: Option<&str>,
    ) -> Result<Parts, Message> {
        let (row, evidence) = (mention.row, mention.evidence);
        let mut subject = self.thing(row, name, area);
        if subject.readings.is_empty() {
            return Err(say!("untied.not-for-area", name = row.words(name)));
        }
        if let Some(whole) = mention.whole.filter(|_| area == Some(NATION)) {
            subject = self.part_of(whole, &subject)?;
        }
        if let Some(other) = joined {
            let both = say!("untied.both", other = row.words(other), name = row.words(name));
            if !evidence.has(Role::Total) && !row.words(name).ends_with("合计") {
                return Err(say!("untied.one-figure", both));
            }
            subject = self.sum(&self.thing(row, other, area), &subject).ok_or_else(|| say!("untied.no-sum", both))?;
        }
        let with = |piece: Option<usize>| piece.map(|piece| self.thing(row, piece, area));
        let whole = with(evidence.whole.or_else(|| whole_behind(mention)));
        let carried = || mention.carried.share.clone().filter(|_| lacks_whole(mention));
        let whole = whole.or_else(|| carried().filter(|whole| whole.words != subject.words));
        if whole.is_none() && evidence.whole_is_nation && evidence.has(Role::Share) {
            let whole = self.formulas.of_nation(&subject).ok_or(say!("untied.share-in-nation"))?;
            return Ok(Parts { subject, whole: Some(whole), against: None });
        }
        if whole.as_ref().is_some_and(|whole| whole.readings.is_empty()) {
            return Err(say!("untied.whole-for-area"));
        }
        Ok(Parts { subject, whole, against: with(evidence.against) })
    }

    /// Of the part of government that its whole is of: `中央本级支出…,其中国防支出`.
    fn part_of(&self, whole: &Antecedent, subject: &Thing) -> Result<Thing, Message> {
        let own = subject.readings.first().is_some_and(|reading| reading.level != Level::Nation);
        let Some(parts) = whole.parts.as_ref().filter(|_| !own) else {
            return match own {
                true => Ok(subject.clone()),
                false => Err(say!("untied.part-of-unknown", words = subject.words)),
            };
        };
        let level = parts.subject.readings.first().map_or(Level::Nation, |reading| reading.level);
        if level == Level::Nation {
            let whole = parts.subject.readings.first().map_or("", |reading| reading.formula.as_str());
            let other = say!("untied.other-account", words = subject.words);
            let of_government = subject.readings.first().is_some_and(|one| self.formulas.has_parts(&one.formula));
            let fits = !of_government || self.formulas.has_parts(whole);
            return if fits { Ok(subject.clone()) } else { Err(other) };
        }
        let part = self.formulas.at_level(subject, level);
        let none = say!("untied.level-of-government", words = subject.words);
        if part.readings.is_empty() { Err(none) } else { Ok(part) }
    }

    /// Whether a thing is an account of all levels of government.
    pub fn is_account(&self, thing: &Thing) -> bool {
        thing.readings.first().is_some_and(|reading| self.formulas.has_parts(&reading.formula))
    }

    fn sum(&self, one: &Thing, other: &Thing) -> Option<Thing> {
        let (first, second) = (one.readings.first()?, other.readings.first()?);
        let mut reading = first.clone();
        reading.formula = format!("{} + {}", first.formula, second.formula);
        self.formulas.checked(&reading.formula)?;
        Some(Thing { readings: vec![reading], words: format!("{} + {}", one.words, other.words) })
    }

    /// A figure without a name of its own is of what the figure before it is of.
    fn shared(&self, mention: &Mention, before: Option<&Antecedent>) -> Tie {
        let Mention { row, piece, figure, evidence, carried, .. } = *mention;
        let area = || self.area(row, piece, false, carried);
        if let Some(wall) = &evidence.wall {
            return Tie::failed(say!("untied.wall", wall), area());
        }
        let account = || carried.whole.as_ref().filter(|_| goes_on(mention));
        let Some(before) = before.or_else(account) else {
            return Tie::failed(say!("untied.nothing-named"), area());
        };
        let sort = kinds::sort(figure, self.formulas);
        let why = match &before.parts {
            _ if sort == Sort::Amount && is_total_of_list(mention) => Some(say!("untied.total-of-list")),
            None => Some(say!("untied.shares-subject", reason = before.reason)),
            Some(_) if evidence.against.is_some() && before.spans => Some(say!("untied.mean-rates-differ")),
            Some(parts) => {
                let of_whole = parts.whole.is_some() && sort == Sort::Percent && evidence.near == [Role::Of];
                let told = evidence.after.roles.iter().any(|role| matches!(role, Role::Above | Role::Below));
                let joined = beside_a_change(evidence, sort, &before.kind).is_some()
                    || is_multiple_of(evidence, sort, &before.kind)
                    || of_whole
                    || told
                    || evidence.whole.is_some()
                    || evidence.against.is_some();
                not_shared(evidence).filter(|_| !joined).or_else(|| self.counts_other(mention, sort))
            }
        };
        let Some(parts) = before.parts.as_ref().filter(|_| why.is_none()) else {
            return Tie::failed(why.unwrap_or_default(), before.area.clone());
        };
        let code = before.area.as_deref().ok();
        let with = |piece: Option<usize>| piece.map(|piece| self.thing(row, piece, code));
        let moves = evidence.near.iter().any(|role| matches!(role, Role::Rise | Role::Fall | Role::Rate));
        let keeps_whole = sort == Sort::Points || (sort == Sort::Percent && !moves);
        let whole = with(evidence.whole.or_else(|| whole_behind(mention)))
            .or_else(|| parts.whole.clone().filter(|_| keeps_whole));
        let of_nation = || self.formulas.of_nation(&parts.subject).filter(|_| evidence.whole_is_nation);
        let whole = whole.or_else(|| of_nation().filter(|_| evidence.has(Role::Share)));
        // What goes on from an amount for each inhabitant is of each inhabitant.
        let is_per_head = |formula: &str| formula.contains("/ population");
        let was_per_head =
            before.is_per_head || before.kind == Kind::Level && before.formula.as_deref().is_some_and(is_per_head);
        let heads = was_per_head
            && parts.subject.readings.first().is_some_and(|reading| !is_per_head(&reading.formula))
            && whole.is_none()
            && parts.whole.is_none();
        let says_stage = mention
            .clause()
            .any(|piece| matches!(row.role(piece), Some(Role::Stage(_))) && !outcomes::is_of_base(row, piece));
        let subject = match () {
            () if heads => self.formulas.per_head(&parts.subject),
            () if says_stage => stages::unstaged(&parts.subject),
            () => parts.subject.clone(),
        };
        let parts = Parts { subject, whole, against: with(evidence.against) };
        let mut evidence = evidence.clone();
        evidence.near.extend(beside_a_change(&evidence, sort, &before.kind));
        evidence.near.extend(is_multiple_of(&evidence, sort, &before.kind).then_some(Role::Equal));
        let grew = matches!(before.kind, Kind::Growth { .. } | Kind::AverageGrowth { .. });
        if sort == Sort::Points && grew {
            evidence.far.push(Role::Rate);
        }
        let share = before.parts.as_ref().filter(|parts| parts.whole.is_some() && before.is_end);
        let decided = match share.filter(|_| sort == Sort::Percent && moves_share(mention)) {
            Some(share) => Ok(kinds::growth_of_share(share, evidence.near.contains(&Role::Fall), self.formulas)),
            None => kinds::decide(figure, &evidence, &parts, self.formulas),
        };
        let area = self.area_of_another(mention).unwrap_or_else(|| before.area.clone());
        if area != before.area && [&area, &before.area].iter().any(|area| area.as_deref() == Ok(NATION)) {
            return Tie::failed(say!("untied.another-area"), area);
        }
        Tie { decided, parts: Some(parts), area }
    }

    /// `广东14581元;浙江为18641元`: the area that the figure's own clause names, where its subject was named for another.
    fn area_of_another(&self, mention: &Mention) -> Option<Result<String, Message>> {
        let row = mention.row;
        let is_last = |piece: &usize| matches!(row.token(*piece), Some(Token::Figure(_)));
        let last = (0..mention.piece).rev().find(is_last).map_or(0, |figure| figure + 1);
        let start = last.max(mention.clause().start);
        let place = (start..mention.piece).rev().find(|&piece| matches!(row.token(piece), Some(Token::Place(_))))?;
        Some(self.place_code(row, place))
    }

    /// Whether the figure's unit can be the unit of the formula.
    pub fn misfit(&self, figure: &Figure, kind: &Kind, formula: &str) -> Option<Message> {
        if !matches!(kind, Kind::Level | Kind::Change { .. } | Kind::Mean | Kind::Sum) {
            return None;
        }
        let (_, unit) = self.formulas.checked(formula)?;
        let Some(printed) = &figure.unit else {
            let plain = figure.mult != 0 && unit.kind == units::Kind::Quantity;
            return (!plain).then(|| say!("untied.no-unit"));
        };
        let ratio = matches!(figure.form, Form::Fraction(..) | Form::Proportion(..));
        let points = printed.measure == "PP" && matches!(unit.kind, units::Kind::Points | units::Kind::Ratio);
        let per_head = unit.measure_text().strip_suffix("/PS") == Some(printed.measure.as_str());
        let fits = self.formulas.units.fits(&printed.measure, &unit) || points || per_head;
        let of_ratio = ratio && unit.kind == units::Kind::Ratio;
        let text = figure.unit_text.clone().unwrap_or_default();
        (!fits && !of_ratio).then(|| say!("untied.no-unit-of", text, formula))
    }

    /// A plan, a forecast, a supposition or a denial says nothing of what was.
    pub fn no_outcome(&self, mention: &Mention) -> Option<NoOutcome> {
        let doubles = mention.figure.unit_text.as_deref() == Some("番");
        let denied = mention.evidence.near.contains(&Role::Not);
        outcomes::no_outcome(mention.row, mention.clause(), mention.piece, mention.carried.plans, doubles)
            .or_else(|| scopes::no_fact(&mention.row.folded.text, &mention.words_of_clause()).map(NoOutcome::closing))
            .or_else(|| mention.pronoun().map(NoOutcome::open))
            .or_else(|| denied.then(|| NoOutcome::closing(say!("untied.denied"))))
    }
}

/// `a fivefold increase in X`, `a 17.4 percent rise in X`.
fn is_rise_of(mention: &Mention) -> bool {
    let evidence = mention.evidence;
    let leads = matches!(evidence.after.roles.as_slice(), [Role::Rise | Role::Fall, rest @ ..]
        if rest.iter().all(|role| matches!(role, Role::In | Role::Of | Role::Neutral)));
    period::is_latin(mention.row) && leads && evidence.inherits.is_none() && evidence.subject.is_none()
}

/// `预算内4691亿元,预算外2837亿元,合计7528亿元`: the total of what stands before it, not of the last of these; `五年合计` is of one.
fn is_total_of_list(mention: &Mention) -> bool {
    let row = mention.row;
    let figures: Vec<usize> =
        (0..mention.piece).filter(|&piece| matches!(row.token(piece), Some(Token::Figure(_)))).collect();
    let Some(last) = figures.last().filter(|_| figures.len() > 1) else { return false };
    let between = || last + 1..mention.piece;
    let is_timed = between().any(|piece| matches!(row.token(piece), Some(Token::Time(_))));
    !is_timed && between().any(|piece| TOTALS.iter().any(|word| row.words(piece).ends_with(word)))
}

/// Totals of a list; `累计` is of a window.
const TOTALS: [&str; 7] = ["合计", "共计", "总计", "一共", "总共", "in total", "altogether"];

/// `公共安全支出的占比为5.4%`: a share whose whole an earlier share named.
fn lacks_whole(mention: &Mention) -> bool {
    let is_percent = mention.figure.unit.as_ref().is_some_and(|unit| unit.measure == "PT");
    let evidence = mention.evidence;
    is_percent && evidence.near.contains(&Role::Portion) && !evidence.has(Role::Share) && !evidence.whole_is_nation
}

/// Words of a share's move right before a figure; 增长 may be of its subject.
fn moves_share(mention: &Mention) -> bool {
    let words = ["上升", "提高", "升", "下降", "降低", "降", "下滑", "回落"];
    let yearly = mention.evidence.near.contains(&Role::Yearly) || mention.evidence.base.is_some();
    let verb = mention.piece.checked_sub(1).map_or("", |before| mention.row.words(before));
    !yearly && words.contains(&verb.trim_end_matches('了'))
}

/// `up 1357.5 billion yuan or 17.8 percent`: the same change in percent.
fn beside_a_change(evidence: &Evidence, sort: Sort, before: &Kind) -> Option<Role> {
    let joints = |role: &Role| matches!(role, Role::And | Role::Neutral);
    let is_rate = matches!(sort, Sort::Percent | Sort::Points);
    let beside = is_rate && evidence.near.contains(&Role::And) && evidence.near.iter().all(joints);
    match before {
        Kind::Change { falls } if beside => Some(if *falls { Role::Fall } else { Role::Rise }),
        _ => None,
    }
}

/// `为1978年1122亿元的36倍`: a multiple of the level right before it.
fn is_multiple_of(evidence: &Evidence, sort: Sort, before: &Kind) -> bool {
    let joints = evidence.near.iter().all(|role| matches!(role, Role::Of | Role::Neutral));
    sort == Sort::Times && *before == Kind::Level && joints && evidence.near.first() == Some(&Role::Of)
}

/// `2013年的年初预算定在79.69亿元`: a stage alone is that of the account told before.
fn goes_on(mention: &Mention) -> bool {
    let row = mention.row;
    let stages =
        mention.clause().filter(|piece| *piece < mention.piece && matches!(row.role(*piece), Some(Role::Stage(_))));
    let is_named = (0..mention.piece).any(|piece| matches!(row.token(piece), Some(Token::Name(_) | Token::Place(_))));
    stages.count() == 1 && !is_named && mention.evidence.near.iter().any(|role| matches!(role, Role::Stage(_)))
}

/// Why a figure does not share the subject of the one before it.
fn not_shared(evidence: &Evidence) -> Option<Message> {
    if evidence.has(Role::Part) || evidence.has(Role::Within) {
        return Some(say!("untied.part-not-on-file"));
    }
    let joints = |role: &Role| matches!(role, Role::And | Role::Neutral | Role::Mark(_) | Role::Of | Role::In);
    evidence.near.iter().all(joints).then(|| say!("untied.relation"))
}

/// `19 per cent of fiscal expenditure`.
fn whole_behind(mention: &Mention) -> Option<usize> {
    let (name, direct) = mention.evidence.after.name?;
    let of = mention.evidence.after.roles.first() == Some(&Role::Of);
    let moves = mention.evidence.near.iter().any(|role| matches!(role, Role::Rise | Role::Fall));
    let percent = mention.figure.unit.as_ref().is_some_and(|unit| unit.measure == "PT");
    (period::is_latin(mention.row) && direct && of && !moves && percent).then_some(name)
}

/// The name that another one is joined to before it: `A和B`.
fn coordinate(row: &Row, name: usize) -> Option<usize> {
    let (joint, _) = row.before(name)?;
    let (other, token) = row.before(joint)?;
    (row.role(joint) == Some(Role::And) && matches!(token, Token::Name(_))).then_some(other)
}
