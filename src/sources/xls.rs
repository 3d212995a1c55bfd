//! Excel 5 to 2003 (.xls): compound file, decryption, survey, then the workbook reader.
//!
//! In: a compound file or a bare BIFF stream. Out: the kind and its grids. Refuses other compound files by what they
//! are, other passwords, and streams cut off.

use super::biff::{self, Survey};
use super::compound;
use super::finding::{Contents, Finding};
use super::{Kind, password, text_encoding, workbook, xls_styles};
use crate::messages::{Message, say};

/// Streams that tell what a compound file without a workbook is.
const OTHERS: [(&str, &str); 5] = [
    ("WordDocument", "a Word document from before 2007 (.doc)"),
    ("PowerPoint Document", "a PowerPoint presentation from before 2007 (.ppt)"),
    ("WPS Document", "a WPS document"),
    ("VisioDocument", "a Visio drawing"),
    ("__properties_version1.0", "an Outlook message"),
];

/// Opens a compound file.
pub(super) fn from_compound(bytes: &[u8]) -> (Kind, Result<Contents, Finding>) {
    let file = match compound::open(bytes) {
        Ok(file) => file,
        Err(finding) => return (kind_of_remains(bytes), Err(finding)),
    };
    if let Some(name) = ["Workbook", "Book"].into_iter().find(|name| file.has(name)) {
        return (Kind::Xls, file.stream(name).and_then(|stream| from_stream(name, stream)));
    }
    if file.has("EncryptedPackage") {
        let message = say!("source.office-encryption");
        let help = say!("source.open-with-password");
        return (Kind::Unknown, Err(Finding::error("password-protected", message).help(help)));
    }
    let other = OTHERS.iter().find(|(stream, _)| file.has(stream));
    (
        Kind::Unknown,
        Err(match other {
            Some((_, what)) => {
                Finding::error("unknown-kind", say!("source.only-workbooks", what = Message::of_english("is", what)))
            }
            None => Finding::error("unknown-kind", say!("source.ole-without-workbook")),
        }),
    )
}

/// Opens a workbook stream; `name` is `Workbook` for BIFF8 and `Book` for BIFF5.
pub(super) fn from_stream(name: &str, mut stream: Vec<u8>) -> Result<Contents, Finding> {
    let mut contents = Contents::default();
    if let Some(lock) = password::file_pass(&stream)? {
        password::unlock(&mut stream, lock)?;
        contents.opened.push(say!("opened.default-password"));
    }
    let styles = xls_styles::of_stream(&stream);
    let survey = biff::survey(&mut stream)?;
    let code_page = code_page(&survey, &mut contents.opened);
    let whole = compound::wrap(name, &stream)?;
    drop(stream);
    workbook::xls(&whole, code_page, &styles, &survey.hidden, &mut contents)?;
    Ok(contents)
}

/// The code page for the reader: Unicode in BIFF8, whatever the file declares; in BIFF5 the declared one unless the
/// texts contradict it.
fn code_page(survey: &Survey, opened: &mut Vec<Message>) -> u16 {
    const UNICODE: u16 = 1200;
    if survey.unicode {
        if let Some(declared) = survey.code_page.filter(|&page| page != UNICODE) {
            opened.push(say!("opened.unicode", declared));
        }
        return UNICODE;
    }
    let page = text_encoding::code_page(survey.code_page, &survey.legacy_text);
    match survey.code_page {
        Some(declared) if declared == page => opened.push(say!("opened.code-page", page)),
        Some(declared) => opened.push(say!("opened.code-page-declared", page, declared)),
        None => opened.push(say!("opened.code-page-undeclared", page)),
    }
    page
}

/// A compound file whose directory is lost still holds its stream names in UTF-16 where the directory survived.
fn kind_of_remains(bytes: &[u8]) -> Kind {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|w| w == name)
    };
    let bof = |w: &[u8]| matches!(w, [0x09, 0x08, 0x08 | 0x10, 0x00, 0x00, 0x05 | 0x06]);
    match holds("Workbook") || holds("Book") || bytes.windows(6).any(bof) {
        true => Kind::Xls,
        false => Kind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::biff::fixture::{Given, stream};
    use super::password::fixture::lock;
    use super::*;
    use crate::sources::{Source, from_bytes};

    fn accounts() -> Vec<Vec<Given>> {
        vec![
            vec![Given::Text("一般公共服务支出"), Given::Text("决算数")],
            vec![Given::Text("北京市"), Given::Number(367.2)],
            vec![Given::Text("合计"), Given::Formula(7205.1201)],
        ]
    }

    fn source(stream: &[u8]) -> Source {
        from_bytes("x.xls", &compound::wrap("Workbook", stream).unwrap())
    }

    fn codes(source: &Source) -> Vec<&str> {
        source.problems.iter().map(|problem| problem.code).collect()
    }

    fn assert_accounts(source: &Source) {
        assert_eq!((source.kind, codes(source)), (Kind::Xls, Vec::new()));
        let grid = &source.grids[0];
        let texts: Vec<Vec<&str>> = grid.rows.iter().map(|r| r.iter().map(|c| c.text.as_str()).collect()).collect();
        assert_eq!(texts, [["一般公共服务支出", "决算数"], ["北京市", "367.2"], ["合计", "7205.1201"]]);
        assert_eq!((grid.sheet.as_str(), grid.rows[2][1].stored), ("表一", Some(7205.1201)));
        assert_eq!(grid.merges, [crate::sources::Merge { first_row: 0, first_col: 0, last_row: 1, last_col: 0 }]);
    }

    #[test]
    fn biff8_is_unicode_whatever_it_declares() {
        let read = source(&stream(true, 1252, &accounts()));
        assert_accounts(&read);
        assert_eq!(read.opened, ["read as Unicode (the file declares code page 1252)"]);
    }

    #[test]
    fn biff5_is_read_in_its_true_code_page_and_without_a_compound_file() {
        let book = stream(false, 1252, &accounts());
        assert_accounts(&source(&book));
        assert_accounts(&from_bytes("bare.xls", &book));
        assert_eq!(source(&book).opened, ["decoded as code page 936 (the file declares 1252)"]);
    }

    #[test]
    fn the_default_password_opens_and_another_does_not() {
        for sha1 in [false, true] {
            let mut book = stream(true, 1200, &accounts());
            lock(&mut book, "VelvetSweatshop", sha1);
            let read = source(&book);
            assert_accounts(&read);
            assert_eq!(read.opened, ["decrypted with the default password"]);
            let mut book = stream(true, 1200, &accounts());
            lock(&mut book, "secret", sha1);
            assert_eq!(codes(&source(&book)), ["password-protected"]);
        }
    }

    #[test]
    fn a_file_cut_anywhere_says_so() {
        let whole = compound::wrap("Workbook", &stream(true, 1200, &accounts())).unwrap();
        for length in [9, 600, 4000, 5000, 9000, 12_300] {
            assert_eq!(codes(&from_bytes("x.xls", &whole[..length])), ["truncated-workbook"], "{length}");
        }
    }

    #[test]
    fn a_few_cells_far_apart_are_refused() {
        let corner = |row, col| vec![vec![Given::Number(1.0), Given::Far(row, col)]];
        assert_eq!(codes(&source(&stream(true, 1200, &corner(4000, 200)))), Vec::<&str>::new());
        assert_eq!(codes(&source(&stream(true, 1200, &corner(65_535, 65_535)))), ["sheet-too-large"]);
    }
}
