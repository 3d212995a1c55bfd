//! Territory: what the words for wholes, levels and parts mean inside one area.
//!
//! In: the area at hand and a scope. Out: the code of the area meant, and whose account inside it. Refuses what the area at
//! hand does not settle: 全市 in a province's text, a zone that has no code.

use super::area::{NATION, Placed};
use super::prose_scope::{Rank, Scope};
use crate::formula::Coverage;

/// Municipalities under the central government, and autonomous regions.
const MUNICIPALITIES: [&str; 4] = ["11", "12", "31", "50"];
const REGIONS: [&str; 5] = ["15", "45", "54", "64", "65"];

/// The area that words speak inside of.
pub struct Territory<'a> {
    code: Option<&'a str>,
    /// A county that is a city: its 全市 is itself.
    is_city: bool,
}

/// A code, whose account, and a label.
type Account = (Option<String>, Option<Coverage>, Option<String>);

impl<'a> Territory<'a> {
    pub fn of(area: Option<&'a Placed>, title: &str) -> Territory<'a> {
        Territory {
            code: area.map(|area| area.code.as_str()), is_city: title.contains('市') && !title.contains('县')
        }
    }

    pub fn account(&self, scope: &Scope) -> Account {
        let own = |coverage| (self.code.map(str::to_string), coverage, None);
        match scope {
            Scope::Nation => (Some(NATION.to_string()), None, Some("全国".to_string())),
            Scope::Zone(name) => (None, None, Some(name.clone())),
            Scope::Districts => own(Some(Coverage::Districts)),
            Scope::Below(_) => own(Some(Coverage::Subordinate)),
            Scope::Whole(rank) => (self.whole(*rank), None, None),
            Scope::Level(None) => own(Some(Coverage::OwnLevel)),
            Scope::Level(Some(0)) => (Some(NATION.to_string()), Some(Coverage::OwnLevel), Some("中央".to_string())),
            Scope::Level(Some(rank)) => self.level(*rank),
        }
    }

    fn rank(&self) -> Rank {
        match self.code {
            Some(NATION) | None => 0,
            Some(code) if code.ends_with("0000") => 1,
            Some(code) if code.ends_with("00") => 2,
            Some(_) => 3,
        }
    }

    /// Whether words of a rank speak of the area at hand.
    fn is_own(&self, rank: Rank) -> bool {
        let among = |list: &[&str]| self.code.is_some_and(|code| list.iter().any(|head| code.starts_with(head)));
        match self.rank() {
            1 => rank == 1 || (rank == 2 && among(&MUNICIPALITIES)) || (rank == 3 && among(&REGIONS)),
            3 => rank == 3 || (rank == 2 && self.is_city),
            own => rank == own,
        }
    }

    fn whole(&self, rank: Rank) -> Option<String> {
        let code = self.code.filter(|code| *code != NATION)?;
        if self.is_own(rank) {
            return Some(code.to_string());
        }
        let province = || code.get(..2).map(|head| format!("{head}0000"));
        if rank == 1 && self.rank() > 1 { province() } else { None }
    }

    fn level(&self, rank: Rank) -> Account {
        let Some(code) = self.code.filter(|code| *code != NATION) else {
            return (None, Some(Coverage::OwnLevel), None);
        };
        if self.is_own(rank) {
            return (Some(code.to_string()), Some(Coverage::OwnLevel), None);
        }
        if rank > self.rank() {
            return (Some(code.to_string()), Some(Coverage::Subordinate), None);
        }
        (self.whole(rank), Some(Coverage::OwnLevel), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_what_the_area_makes_them() {
        let of = |code: &str, scope: Scope| {
            let placed = Placed { code: code.to_string(), government: None, note: None };
            let (code, coverage, _) = Territory::of(Some(&placed), "甲市2024年决算").account(&scope);
            (code.unwrap_or_default(), coverage)
        };
        let own = Some(Coverage::OwnLevel);
        assert_eq!(of("420200", Scope::Whole(2)), ("420200".to_string(), None));
        assert_eq!(of("420200", Scope::Whole(1)), ("420000".to_string(), None));
        assert_eq!(of("420200", Scope::Level(Some(2))), ("420200".to_string(), own));
        assert_eq!(of("420200", Scope::Level(Some(1))), ("420000".to_string(), own));
        assert_eq!(of("420200", Scope::Level(Some(3))), ("420200".to_string(), Some(Coverage::Subordinate)));
        assert_eq!(of("110000", Scope::Whole(2)), ("110000".to_string(), None));
        assert_eq!(of("110000", Scope::Level(Some(2))), ("110000".to_string(), own));
        assert_eq!(of("430000", Scope::Whole(2)), (String::new(), None));
        assert_eq!(of("430000", Scope::Level(Some(2))), ("430000".to_string(), Some(Coverage::Subordinate)));
        assert_eq!(of("150000", Scope::Whole(3)), ("150000".to_string(), None));
    }
}
