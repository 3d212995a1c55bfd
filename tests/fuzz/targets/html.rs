//! HTML pages.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    admincost_fuzz::read("a.htm", &[&b"<html><body><table>"[..], bytes].concat());
});
