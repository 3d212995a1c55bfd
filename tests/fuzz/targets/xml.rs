//! Workbooks of Excel 2003 XML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let start = b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
    admincost_fuzz::read("a.xml", &[&start[..], bytes].concat());
});
