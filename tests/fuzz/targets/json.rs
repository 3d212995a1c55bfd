//! Answers of the national database.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    admincost_fuzz::read("a.json", bytes);
});
