//! Every indicator's worked example: its formula on the printed inputs gives the printed result.
//! The examples were computed by hand, outside the program; each says from which figures.

use admincost::definitions::{self, run_example};

use crate::support::project;

#[test]
fn every_indicator_gives_its_worked_example() {
    let (definitions, problems) = definitions::load(&project().join("pipelines")).expect("definitions");
    assert!(problems.is_empty(), "{problems:#?}");
    assert!(definitions.indicators.len() >= 40, "{} indicators", definitions.indicators.len());
    for indicator in definitions.indicators.values() {
        if let Err(why) = run_example(indicator, &definitions.series, &definitions.units) {
            panic!("{}: {why}", indicator.id);
        }
    }
}
