//! The day: the one place that looks at the clock.
//!
//! In: the machine's clock. Out: today's date, and the latest year that a name may say. Refuses nothing.

use chrono::{Datelike, Days, NaiveDate};

/// The day, in universal time.
pub fn today() -> NaiveDate {
    let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let days = i32::try_from(elapsed.as_secs() / 86_400).unwrap_or(0);
    NaiveDate::default() + Days::new(days.unsigned_abs().into())
}

/// Figures of the year after the next are not published yet; none where names are not to be read.
pub fn latest_named_year(no_names: bool) -> Option<i32> {
    (!no_names).then(|| today().year() + 1)
}
