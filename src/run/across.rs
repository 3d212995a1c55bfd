//! The checks of a run: every identity that does not hold, within tables and across files.
//!
//! In: what reading gave, and the observations as written. Out: `checks.json`. Figures are held against each other some
//! periods at a time, read back from the file, so that memory does not grow with the number of files. Refuses nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::ingest::Ingested;
use crate::checks::{self, TableChecks, Violation};
use crate::error::Result;
use crate::outputs::Staging;
use crate::store;

/// So many figures are held against each other at once; a single period may hold more.
const AT_ONCE: usize = 1 << 17;

pub fn checked(ingested: &Ingested, staging: &Staging) -> Result<serde_json::Value> {
    let tables: Vec<&TableChecks> = ingested.accounts.iter().flat_map(|account| &account.checks).collect();
    let mut violations: Vec<Violation> = Vec::new();
    for periods in shares(&ingested.comparable) {
        let figures = store::observations_in(&staging.path("observations.parquet"), |period| periods.contains(period))?;
        violations.extend(checks::across(&figures));
    }
    violations.sort_by_cached_key(|violation| violation.equation.english());
    Ok(checks::to_json(&tables, &violations))
}

/// The periods, so many at a time that their figures are few enough.
fn shares(comparable: &BTreeMap<String, usize>) -> Vec<BTreeSet<&str>> {
    let mut shares: Vec<BTreeSet<&str>> = Vec::new();
    let mut room = 0;
    for (period, &figures) in comparable {
        match shares.last_mut() {
            Some(share) if figures <= room => {
                share.insert(period);
            }
            _ => {
                shares.push(BTreeSet::from([period.as_str()]));
                room = AT_ONCE;
            }
        }
        room = room.saturating_sub(figures);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_period_is_in_one_share_and_shares_are_small() {
        let figures = [("2001", AT_ONCE / 2), ("2002", AT_ONCE / 2), ("2003", 1), ("2004", 2 * AT_ONCE), ("2005", 1)];
        let comparable = figures.iter().map(|(period, number)| (period.to_string(), *number)).collect();
        let expected: Vec<Vec<&str>> = vec![vec!["2001", "2002"], vec!["2003"], vec!["2004"], vec!["2005"]];
        let found: Vec<Vec<&str>> = shares(&comparable).into_iter().map(|share| share.into_iter().collect()).collect();
        assert_eq!(found, expected);
    }
}
