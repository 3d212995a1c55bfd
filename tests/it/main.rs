//! The one test binary. Each module is a behaviour of one stage or of the whole program.

mod support;

mod bad_input;
mod checks;
mod circles;
mod claims_chance;
mod claims_check;
mod claims_generated;
mod claims_reading;
mod claims_slips;
mod claims_inner;
mod claims_verdicts;
mod corrections;
mod definitions;
mod duplicates;
mod evaluators;
mod examples;
mod files;
mod inspect;
mod language;
mod layering;
mod lineage;
mod messages;
mod names;
mod observations;
mod prose;
mod outputs;
mod pdf;
mod published;
mod readme;
mod run;
mod tables;
mod trends;
