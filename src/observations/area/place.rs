//! Places: the code of a mention in a year.
//!
//! In: a mention, a year, and the area that the table is of. Out: the code in force; of an area that was abolished the
//! year before, or founded later, its own code with a note. Refuses a county outside the area that the table is of, and
//! to choose between two areas of one name.

use super::codes::{is_code, is_part, is_valid};
use super::names::Areas;
use super::{Mention, NATION, Placed};
use crate::definitions::Area;
use crate::observations::coverage::{Rank, Standing};

impl Areas {
    /// The code of a mention in a year, inside the area that the table is of. Figures from before an area was founded
    /// are of its later territory and take its code, with a note; so do those of the year in which it was abolished, for
    /// the lists are of the end of a year. `Err` lists the names it may be.
    pub fn place(&self, mention: &Mention, year: Option<i32>, within: Option<&str>) -> Result<Placed, Vec<String>> {
        let lines = match mention {
            Mention::Nation(government) => return Ok(Placed::nation(*government)),
            Mention::Whole => {
                let code = within.filter(|code| *code != NATION).ok_or_else(Vec::new)?;
                return Ok(Placed::code(code));
            }
            Mention::Named(lines) => lines,
        };
        // Most names have one line, which is in force.
        if let [at] = lines.as_slice()
            && let (Some(area), Some(code)) = (self.areas.get(*at), self.codes.get(*at))
            && may_stand(area, within)
            && is_valid(area, year)
        {
            return Ok(Placed { code: code.clone(), government: None, note: None });
        }
        let named: Vec<&Area> =
            lines.iter().filter_map(|&at| self.areas.get(at)).filter(|area| may_stand(area, within)).collect();
        let valid = |fits: &dyn Fn(&Area) -> bool| named.iter().copied().filter(|area| fits(area)).collect::<Vec<_>>();
        let in_force = valid(&|area| is_valid(area, year));
        let ended = || valid(&|area| area.to.is_some_and(|to| year == Some(to + 1)));
        let later = || valid(&|area| area.from.is_some_and(|from| year.is_some_and(|year| year < from)));
        let found = [in_force, ended(), later()].into_iter().find(|found| !found.is_empty()).unwrap_or_default();
        let near = nearest(found, within);
        let Some(area) = near.first() else { return Err(Vec::new()) };
        if near.iter().any(|other| other.code != area.code) {
            return Err(near.iter().map(|area| format!("{} {}", area.code, area.name_zh)).collect());
        }
        Ok(Placed { note: out_of_force(area, year), ..Placed::code(&area.code) })
    }

    /// Rank of an area and how its name ends; none for nations.
    pub fn standing(&self, code: &str) -> Option<Standing> {
        let area = self.of_code(code)?;
        let rank = match area.level.as_str() {
            "province" => Rank::Province,
            "prefecture" => Rank::City,
            "county" => Rank::County,
            _ => return None,
        };
        Some(Standing { rank, ending: area.name_zh.chars().last()? })
    }
}

/// Counties stand for themselves only inside the prefecture or province that the table is of.
fn may_stand(area: &Area, within: Option<&str>) -> bool {
    let Some(within) = within.filter(|_| area.level == "county") else { return true };
    let scope = match within.get(..4) {
        Some(prefecture) if !within.ends_with("00") => format!("{prefecture}00"),
        _ => within.to_string(),
    };
    within == NATION || !is_code(within) || is_part(&area.code, &scope) || area.code == within
}

fn out_of_force(area: &Area, year: Option<i32>) -> Option<String> {
    let year = year.filter(|_| !is_valid(area, year))?;
    Some(match (area.from, area.to) {
        (_, Some(to)) if year > to => format!("code {} was in force until the end of {to}", area.code),
        (from, _) => {
            let since = from.map(|from| from.to_string()).unwrap_or_default();
            format!("code {} is in force since {since} only", area.code)
        }
    })
}

/// Those inside the table's own area, else all; of them those of the highest level.
fn nearest<'a>(areas: Vec<&'a Area>, within: Option<&str>) -> Vec<&'a Area> {
    let inside: Vec<&Area> =
        areas.iter().copied().filter(|area| within.is_some_and(|of| is_part(&area.code, of))).collect();
    let areas = if inside.is_empty() { areas } else { inside };
    let rank = |area: &Area| match area.level.as_str() {
        "nation" => 0,
        "province" => 1,
        "prefecture" => 2,
        _ => 3,
    };
    let best = areas.iter().map(|area| rank(area)).min();
    areas.into_iter().filter(|area| Some(rank(area)) == best).collect()
}
