//! Compound files: what follows their signature.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let whole = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], bytes].concat();
    admincost_fuzz::read("a.xls", &whole);
});
