//! Word documents: their main part.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    admincost_fuzz::read("a.docx", &admincost_fuzz::archive(&[("word/document.xml", bytes)]));
});
