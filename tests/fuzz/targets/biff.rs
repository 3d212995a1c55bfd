//! Record streams of .xls workbooks: what follows the first record.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let first = [0x09, 0x08, 0x08, 0x00, 0x00, 0x06, 0x05, 0x00, 0xbb, 0x0d, 0xcc, 0x07];
    admincost_fuzz::read("a.xls", &[&first[..], bytes].concat());
});
