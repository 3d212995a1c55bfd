//! Seats: whose own level a row such as `市本级` is, where only the rows around it say so.
//!
//! In: what the rows of a table name, in order. Out: the city whose row stands above each. Refuses nothing.

use super::area::{Areas, Mention};
use super::coverage::Account;

/// The area of a row such as `市本级`, which names none itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Seat {
    /// The table's own.
    #[default]
    Table,
    /// The city whose row or group stands above.
    Under(Mention),
    /// Some city of the table's area: its rows are cities and counties, and none stands above.
    Open,
}

/// The seats of rows, by what each names and whose account it says it is.
pub fn seats(rows: &[(Option<&Mention>, Option<Account>)], areas: &Areas) -> Vec<Seat> {
    let is_city = |mention: &Mention| areas.is_of_level(mention, "prefecture");
    let is_county = |mention: &Mention| areas.is_of_level(mention, "county");
    let mut named = rows.iter().filter_map(|row| row.0);
    if !named.any(|mention| is_city(mention) || is_county(mention)) {
        return vec![Seat::Table; rows.len()];
    }
    let mut last: Option<&Mention> = None;
    let mut seats = Vec::with_capacity(rows.len());
    for (mention, account) in rows {
        let is_own = account.is_some_and(|account| !account.is_whole());
        seats.push(match mention {
            Some(Mention::Whole) if is_own => last.map_or(Seat::Open, |city| Seat::Under(city.clone())),
            _ => Seat::Table,
        });
        last = mention.filter(|mention| is_city(mention)).or(last);
    }
    seats
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_level_belongs_to_the_city_above() {
        let area = |code: &str, level: &str, name: &str| crate::definitions::Area {
            code: code.to_string(),
            level: level.to_string(),
            name_zh: name.to_string(),
            short_zh: name.to_string(),
            name_en: String::new(),
            aliases: Vec::new(),
            from: None,
            to: None,
            parent: None,
        };
        let areas = Areas::new(&[area("430100", "prefecture", "长沙市"), area("430121", "county", "长沙县")]);
        let [city, county] = ["长沙市", "长沙县"].map(|name| areas.mention(name));
        let own = Some(Account::Own(None));
        let rows = [
            (Some(&Mention::Whole), own),
            (city.as_ref(), None),
            (Some(&Mention::Whole), own),
            (county.as_ref(), None),
        ];
        let under = city.clone().map(Seat::Under).unwrap_or_default();
        assert_eq!(seats(&rows, &areas), [Seat::Open, Seat::Table, under, Seat::Table]);
        assert_eq!(seats(&rows[..1], &areas), [Seat::Table]);
    }
}
