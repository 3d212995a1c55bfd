//! Siblings: what the files of a folder show of how their names are to be read.
//!
//! In: of each file, what its names say, the years that it prints and a sketch of its figures. Out: for each file that a
//! name dated, or could have dated, one finding: which year was taken from where, or why none is. Refuses a name that
//! siblings speak against without agreeing among themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::seen::Seen;
use super::sketch::Sketch;
use crate::messages::{Message, say};
use crate::observations::{Named, Names, Observation, PeriodBasis, Taken, Unclear};
use crate::problem::{Place, Problem};

/// What siblings make of a file's name.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which of the files.
    pub at: usize,
    pub taken: Option<Taken>,
    /// Whether it was read with another period before.
    pub is_other: bool,
    pub problem: Problem,
}

/// Every file that a name dated, or that a name could not date, in the order given.
pub fn findings(seen: &[Seen]) -> Vec<Finding> {
    let all = Siblings::new(seen);
    seen.iter().enumerate().filter_map(|(at, one)| all.finding(at, one)).collect()
}

/// What a single file's name was taken to say, with no siblings to hold it against.
pub fn doubt_of_name<'o>(
    path: &str,
    names: Names,
    observations: impl Iterator<Item = &'o Observation> + Clone,
) -> Option<Problem> {
    let seen = [Seen::of(path, names, observations, false)];
    findings(&seen).pop().map(|finding| finding.problem)
}

/// The files by what binds them together.
struct Siblings<'a> {
    seen: &'a [Seen],
    /// Of one edition: folder and the edition's name.
    editions: BTreeMap<(String, &'a str), Vec<usize>>,
    /// Editions of one publication: the edition's name without its year.
    publications: BTreeMap<String, Vec<usize>>,
    folders: BTreeMap<&'a str, Vec<usize>>,
    /// Files called the same but for digits.
    namesakes: BTreeMap<String, Vec<usize>>,
    /// Files that a name dated, by the least hashes of their figures.
    by_figures: BTreeMap<u64, Vec<usize>>,
}

/// What speaks for a period, and in which words.
struct Evidence {
    lag: i32,
    words: Message,
}

/// What was found.
enum Verdict {
    Taken(Taken, Message),
    None(Message),
}

/// So large a share of the files must agree.
const MOST: f64 = 0.8;
/// So large a share of figures must be the same in two files for them to be of one year.
const SAME_YEAR: f64 = 0.2;
/// Above this share two files are the same table.
const SAME_TABLE: f64 = 0.9;

impl<'a> Siblings<'a> {
    fn new(seen: &'a [Seen]) -> Siblings<'a> {
        let mut all = Siblings {
            seen,
            editions: BTreeMap::new(),
            publications: BTreeMap::new(),
            folders: BTreeMap::new(),
            namesakes: BTreeMap::new(),
            by_figures: BTreeMap::new(),
        };
        for (at, one) in seen.iter().enumerate() {
            all.folders.entry(one.folder()).or_default().push(at);
            let Some(named) = one.named() else { continue };
            all.namesakes.entry(without_digits(&one.path)).or_default().push(at);
            for hash in one.sketches.get(&None).filter(|_| one.by_name > 0).into_iter().flat_map(Sketch::least) {
                all.by_figures.entry(hash).or_default().push(at);
            }
            if let Some(edition) = &named.edition {
                all.editions.entry((shelf(one), edition)).or_default().push(at);
                all.publications.entry(without_digits(edition)).or_default().push(at);
            }
        }
        all
    }

    fn finding(&self, at: usize, one: &Seen) -> Option<Finding> {
        let verdict = match &one.names {
            Names::Silent => return None,
            Names::Unclear { part, why } => {
                (one.undated > 0).then(|| Verdict::None(say!("name.says", part, why = unclear(*why))))?
            }
            Names::Says(_) if one.by_name == 0 => return None,
            Names::Says(named) => self.verdict(at, one, named),
        };
        let place = Place::Source(one.path.clone());
        let (taken, problem) = match verdict {
            Verdict::Taken(taken, words) => {
                let message = say!("name.gave", by_name = one.by_name, text = taken.period.text(), words);
                (Some(taken), Problem::warning("period-from-name", place, message))
            }
            Verdict::None(words) => {
                let figures = one.by_name.max(one.undated);
                let message = say!("name.gave-none", figures, words);
                (None, Problem::warning("period-not-in-name", place, message))
            }
        };
        let help = say!("name.help");
        let is_other = one.by_name > 0 && taken.as_ref().map(|taken| taken.period.year()) != one.read_as;
        Some(Finding { at, taken, is_other, problem: problem.help(help) })
    }

    fn verdict(&self, at: usize, one: &Seen, named: &Named) -> Verdict {
        if let Some(twin) = self.twin(at, one, named) {
            return Verdict::None(say!("name.twin", path = twin.path));
        }
        match &named.edition {
            Some(edition) => self.of_edition(at, one, named, edition),
            None => self.of_year(at, named),
        }
    }

    /// Another file that a name dated otherwise, and that holds the same figures.
    fn twin(&self, at: usize, one: &Seen, named: &Named) -> Option<&'a Seen> {
        let own = one.sketches.get(&None)?;
        let alike = own.least().filter_map(|hash| self.by_figures.get(&hash)).flatten();
        let others = alike.filter(|other| **other != at).filter_map(|other| self.seen.get(*other));
        let is_twin = |other: &&Seen| {
            let is_dated_otherwise =
                other.named().is_some_and(|other| other.by_convention().period != named.by_convention().period);
            let share = other.sketches.get(&None).and_then(|other| own.shared(other));
            is_dated_otherwise && share.is_some_and(|share| share >= SAME_TABLE)
        };
        others.filter(is_twin).min_by_key(|other| &other.path)
    }

    /// The other tables of the edition, files with the same figures, other editions, the convention.
    fn of_edition(&self, at: usize, one: &Seen, named: &Named, edition: &str) -> Verdict {
        let said = named.said.year();
        let book = one.latest().filter(|latest| (said - 1..=said).contains(latest));
        let printed = self.printed_by_edition(at, one, edition, said);
        let shared = self.shared_figures(at, one, said);
        let found: Vec<Evidence> = match (printed, shared) {
            (Err(why), _) | (_, Err(why)) => return Verdict::None(why),
            (Ok(printed), Ok(shared)) => [printed, shared].into_iter().flatten().collect(),
        };
        if let [first, second] = found.as_slice()
            && first.lag != second.lag
        {
            return Verdict::None(say!(
                "name.two-ways",
                lag = said + first.lag,
                words = first.words,
                lag2 = said + second.lag,
                words2 = second.words
            ));
        }
        if let Some(latest) = book {
            return Verdict::Taken(named.with_lag(latest - said), say!("name.other-tables", edition));
        }
        match found.into_iter().next() {
            Some(evidence) => Verdict::Taken(
                named.with_lag(evidence.lag),
                say!("name.words-edition", words = evidence.words, edition),
            ),
            None => self.by_other_editions(at, named, edition),
        }
    }

    /// What the files of the same edition print.
    fn printed_by_edition(&self, at: usize, one: &Seen, edition: &str, said: i32) -> Result<Option<Evidence>, Message> {
        let files = self.editions.get(&(shelf(one), edition)).into_iter().flatten();
        let files = files.filter(|other| **other != at).filter_map(|other| self.seen.get(*other));
        let lags = files.filter_map(|file| Some((file.latest()? - said, file.path.as_str())));
        agreed(lags, said).map(|lag| lag.map(|(lag, path)| Evidence { lag, words: say!("name.same-edition", path) }))
    }

    /// The year under which other files of its folder print the same figures.
    fn shared_figures(&self, at: usize, one: &Seen, said: i32) -> Result<Option<Evidence>, Message> {
        let Some(own) = one.sketches.get(&None) else { return Ok(None) };
        let mut shares: BTreeMap<i32, (f64, &str)> = BTreeMap::new();
        for other in self.near(one).filter(|other| *other != at).filter_map(|other| self.seen.get(other)) {
            for (year, sketch) in other.sketches.iter().filter_map(|(year, sketch)| Some(((*year)?, sketch))) {
                let share = own.shared(sketch).unwrap_or_default();
                let known = shares.entry(year).or_insert((share, &other.path));
                *known = if share > known.0 { (share, &other.path) } else { *known };
            }
        }
        let mut ranked: Vec<(i32, f64, &str)> =
            shares.into_iter().map(|(year, (share, path))| (year, share, path)).collect();
        ranked.retain(|(_, share, _)| *share >= SAME_YEAR);
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
        match ranked.as_slice() {
            [] => Ok(None),
            [(year, share, path), rest @ ..] if rest.first().is_none_or(|(_, next, _)| next * 2.0 <= *share) => {
                Ok(Some(Evidence { lag: year - said, words: say!("name.same-figures", path) }))
            }
            [(year, ..), (other, ..), ..] => Err(say!("name.two-years", year, other)),
            [_] => Ok(None),
        }
    }

    /// Files in the same folder, and those of other editions of the publication.
    fn near(&self, one: &Seen) -> impl Iterator<Item = usize> {
        let publication = one.named().and_then(|named| named.edition.as_deref()).map(without_digits);
        let editions = publication.and_then(|name| self.publications.get(&name)).into_iter().flatten();
        let folder = self.folders.get(one.folder()).into_iter().flatten();
        folder.chain(editions).copied().collect::<BTreeSet<usize>>().into_iter()
    }

    /// How other editions of the publication lie to the years they print; else the convention.
    fn by_other_editions(&self, at: usize, named: &Named, edition: &str) -> Verdict {
        let files = self.publications.get(&without_digits(edition)).into_iter().flatten();
        let files = files.filter(|other| **other != at).filter_map(|other| self.seen.get(*other));
        let lags = files.filter_map(|file| Some((file.latest()? - file.named()?.said.year(), file.path.as_str())));
        match agreed(lags, 0) {
            Err(_) => Verdict::None(say!("name.not-alike", edition = without_digits(edition))),
            Ok(Some((lag, path))) => Verdict::Taken(named.with_lag(lag), say!("name.as-lies", path, edition)),
            Ok(None) => Verdict::Taken(named.by_convention(), say!("name.convention", edition)),
        }
    }

    /// The year that a name says, unless the files beside it that print theirs lie otherwise to their names.
    fn of_year(&self, at: usize, named: &Named) -> Verdict {
        let one = |lag: i32, words: Message| Verdict::Taken(named.with_lag(lag), words);
        let from = match named.basis {
            PeriodBasis::Folder => say!("name.from-folder", part = named.part),
            _ => say!("name.from-name", part = named.part),
        };
        let alike = self.lags(at, named, true);
        let lags = if alike.is_empty() { self.lags(at, named, false) } else { alike };
        let is_few = lags.len() < 2;
        match agreed(lags.iter().map(|(lag, path)| (*lag, *path)), 0) {
            Ok(None) => one(0, from),
            Ok(Some((0, path))) => one(0, say!("name.beside-own", from, path)),
            Ok(Some((lag, path))) if !is_few || self.lags(at, named, true).len() == 1 => {
                one(lag, say!("name.beside-lag", from, path, lag))
            }
            Ok(Some((_, path))) => Verdict::None(say!("name.beside-other", path)),
            Err(_) => Verdict::None(say!("name.beside-not-alike")),
        }
    }

    /// How the files beside one lie to their names; `alike`: only those called the same but for the year.
    fn lags(&self, at: usize, named: &Named, alike: bool) -> Vec<(i32, &'a str)> {
        let Some(own) = self.seen.get(at) else { return Vec::new() };
        let beside = match (named.basis, alike) {
            (PeriodBasis::FileName, true) => self.namesakes.get(&without_digits(&own.path)),
            _ => self.folders.get(own.folder()),
        };
        let of_file = |other: &'a Seen| {
            let said = other.named().filter(|other| other.edition.is_none() && other.basis == named.basis)?;
            Some((other.lag(said.said.year())?, other.path.as_str()))
        };
        let others =
            beside.into_iter().flatten().filter(|other| **other != at).filter_map(|other| self.seen.get(*other));
        others.filter_map(of_file).collect()
    }
}

fn unclear(why: Unclear) -> Message {
    match why {
        Unclear::SeveralYears => say!("name.several-years"),
        Unclear::PartOfYear => say!("name.part-of-year"),
        Unclear::Impossible(year) => say!("name.no-year", year),
    }
}

/// What nearly all say, with the first file that says it; an error where they do not agree.
fn agreed<'p>(lags: impl Iterator<Item = (i32, &'p str)>, from: i32) -> Result<Option<(i32, &'p str)>, Message> {
    let mut counts: BTreeMap<i32, (usize, &str)> = BTreeMap::new();
    let mut all = 0;
    for (lag, path) in lags {
        counts.entry(lag).or_insert((0, path)).0 += 1;
        all += 1;
    }
    let Some((lag, (count, path))) = counts.iter().max_by_key(|(_, (count, _))| *count) else { return Ok(None) };
    if *count as f64 >= MOST * f64::from(all) {
        return Ok(Some((*lag, path)));
    }
    let said = counts.iter().map(|(lag, (_, path))| Message::from(format!("{} ({path})", from + lag)));
    Err(say!("name.edition-prints", said = Message::joined(said, &say!("list.and-word"))))
}

/// Where a file's edition stands: the folder that is named after it, or the folder of the file that is.
fn shelf(one: &Seen) -> String {
    match one.named() {
        Some(named) if named.basis == PeriodBasis::Folder => {
            let parts: Vec<&str> = one.path.split('/').collect();
            let upto = parts.iter().rposition(|part| *part == named.part).map_or(0, |at| at + 1);
            parts.get(..upto).unwrap_or_default().join("/")
        }
        _ => one.folder().to_string(),
    }
}

/// A name without its digits, so that editions and years are alike.
fn without_digits(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_ascii_digit()).collect()
}
