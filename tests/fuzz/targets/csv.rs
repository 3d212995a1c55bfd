//! Separated values.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    admincost_fuzz::read("a.csv", &[&b"a,b,c\n"[..], bytes].concat());
});
