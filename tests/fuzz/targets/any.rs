//! Any bytes under any name.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    admincost_fuzz::read("any.xls", bytes);
});
