//! OpenDocument workbooks: their content.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let members = [("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]), ("content.xml", bytes)];
    admincost_fuzz::read("a.ods", &admincost_fuzz::archive(&members));
});
