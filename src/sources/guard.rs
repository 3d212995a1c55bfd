//! The last resort: a reader library that panics on odd bytes costs one file, not the run.
//!
//! In: a call into a reader. Out: its result, or a finding `reader-failed`. Refuses nothing itself.

use super::finding::Finding;
use crate::messages::{Message, say};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs `read`; a panic inside becomes a finding and prints nothing.
pub(super) fn caught<T>(what: Message, read: impl FnOnce() -> Result<T, Finding>) -> Result<T, Finding> {
    hush();
    let before = QUIET.replace(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    QUIET.set(before);
    result.unwrap_or_else(|_| {
        Err(Finding::error("reader-failed", say!("source.cannot-follow", what)).help(say!("source.save-as-xlsx")))
    })
}

/// Panics are printed as ever, except those that `caught` is about to turn into a finding.
fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_finding() {
        let lost = caught("the workbook".into(), || -> Result<(), Finding> { panic!("odd bytes") });
        assert_eq!(lost.err().map(|f| f.code), Some("reader-failed"));
        assert_eq!(caught("the workbook".into(), || Ok(7)), Ok(7));
    }
}
