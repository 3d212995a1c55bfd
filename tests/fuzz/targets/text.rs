//! Plain text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    admincost_fuzz::read("a.txt", &[&b"Text\n\n"[..], bytes].concat());
});
