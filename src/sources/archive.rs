//! Zip archives: what an Office or OpenDocument file is, and how much it would unpack to.
//!
//! In: bytes that begin like a zip. Out: the kind, and single members. Refuses archives cut off before their
//! directory, and those that unpack to far more than they hold.

use super::Kind;
use super::finding::Finding;
use super::hidden::{self, Hidden};
use super::markup::tags;
use crate::messages::{Message, say};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What the parts that a reader walks through may unpack to, in bytes.
const MOST_UNPACKED: u64 = 256 << 20;
/// Archives that unpack to less are never suspicious.
const ALWAYS_FINE: u64 = 48 << 20;
/// Beyond that, bytes out for each byte in: sheets of plain numbers give 10, sheets of formatted blanks up to 100.
const MOST_RATIO: u64 = 150;
const MOST_MEMBERS: usize = 20_000;

pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    members: Vec<Member>,
}

/// What the worksheets of a workbook say before they are read.
pub(super) struct Outlook {
    pub merged: bool,
    /// By the place of the sheet in the book; empty where nothing is hidden.
    pub hidden: Vec<Hidden>,
}

/// A member as the directory describes it, its name in lower case with `/` between parts.
struct Member {
    name: String,
    packed: u64,
    unpacked: u64,
}

impl Member {
    /// `word/document.xml`; some programs number it, as in `word/document2.xml`.
    fn is_word_document(&self) -> bool {
        let number = self.name.strip_prefix("word/document").and_then(|rest| rest.strip_suffix(".xml"));
        number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
    }
}

/// Opens an archive and reads its directory.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, Finding> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
        let message = say!("source.zip-cut");
        return Err(Finding::error("truncated-workbook", message).help(say!("source.copy-again")));
    };
    if zip.len() > MOST_MEMBERS {
        return Err(bomb(say!("source.members", zip = zip.len())));
    }
    let mut members = Vec::with_capacity(zip.len());
    for index in 0..zip.len() {
        let damaged = |cause| Finding::damaged(say!("source.the-archive"), cause);
        let member = zip.by_index_raw(index).map_err(damaged)?;
        let name = member.name().map_err(damaged)?.replace('\\', "/").to_ascii_lowercase();
        members.push(Member { name, packed: member.compressed_size(), unpacked: member.size() });
    }
    Ok(Archive { zip, members })
}

/// The kind of an archive that has lost its directory, as far as its first members tell.
pub(super) fn kind_of_remains(bytes: &[u8]) -> Kind {
    let head = bytes.get(..64 << 10).unwrap_or(bytes);
    let holds = |name: &[u8]| head.windows(name.len()).any(|w| w == name);
    match () {
        () if holds(b"opendocument.spreadsheet") => Kind::Ods,
        () if holds(b"word/") => Kind::Docx,
        () if holds(b"xl/workbook.bin") => Kind::Xlsb,
        () if holds(b"xl/") => Kind::Xlsx,
        () => Kind::Unknown,
    }
}

impl Archive<'_> {
    /// What the members make of the archive.
    pub fn kind(&mut self) -> Kind {
        let has = |name: &str| self.members.iter().any(|member| member.name == name);
        let sheets = self.members.iter().any(|member| member.name.starts_with("xl/worksheets/"));
        match () {
            () if has("xl/workbook.bin") => return Kind::Xlsb,
            () if has("xl/workbook.xml") || sheets => return Kind::Xlsx,
            () if self.members.iter().any(Member::is_word_document) => return Kind::Docx,
            () => {}
        }
        match self.member("mimetype", 100) {
            Some(mime) if mime.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") => Kind::Ods,
            _ => Kind::Unknown,
        }
    }

    /// Refuses a workbook whose sheets share their parts: each would be read anew.
    pub fn check_sheets(&mut self) -> Result<(), Finding> {
        let list = self.member("xl/workbook.xml", u64::MAX).unwrap_or_default();
        let sheets = list.windows(7).filter(|tag| *tag == b"<sheet " || *tag == b":sheet ").count();
        let parts = self.members.len();
        match sheets > parts {
            true => Err(bomb(say!("source.sheets-and-parts", sheets, parts))),
            false => Ok(()),
        }
    }

    /// Refuses what would unpack to more than a reader should be asked to walk through. Declared sizes can be relied
    /// on: the zip library stops a member that grows beyond its own.
    pub fn check_size(&self) -> Result<(), Finding> {
        let walked = |member: &&Member| [".xml", ".bin", ".rels"].iter().any(|end| member.name.ends_with(end));
        let (packed, unpacked) = self.members.iter().filter(walked).fold((0u64, 0u64), |(packed, unpacked), member| {
            (packed.saturating_add(member.packed), unpacked.saturating_add(member.unpacked))
        });
        if unpacked > MOST_UNPACKED || (unpacked > ALWAYS_FINE && unpacked / packed.max(1) > MOST_RATIO) {
            return Err(bomb(say!("source.unpacks-to", packed, unpacked)));
        }
        Ok(())
    }

    /// A member's bytes, at most `most` of them; `None` where there is no such member.
    pub fn member(&mut self, name: &str, most: u64) -> Option<Vec<u8>> {
        let index = self.members.iter().position(|member| member.name == name)?;
        let mut bytes = Vec::new();
        self.zip.by_index(index).ok()?.take(most).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// The main part of a Word document.
    pub fn word_document(&mut self) -> Option<Vec<u8>> {
        let name = self.members.iter().find(|member| member.is_word_document())?.name.clone();
        self.member(&name, u64::MAX)
    }

    /// What the worksheets say before they are walked through: whether one may have merged cells, which stand behind its
    /// data, and what each hides. Unpacking them costs a tenth of what walking through their tags a second time does.
    pub fn look_at_sheets(&mut self) -> Outlook {
        let is_sheet = |member: &Member| member.name.starts_with("xl/worksheets/") && member.name.ends_with(".xml");
        let sheets: Vec<(usize, String)> = self
            .members
            .iter()
            .enumerate()
            .filter(|(_, member)| is_sheet(member))
            .map(|(index, member)| (index, member.name.clone()))
            .collect();
        let mut outlook = Outlook { merged: sheets.is_empty(), hidden: Vec::new() };
        let mut hidden: HashMap<String, Hidden> = HashMap::new();
        let mut bytes = Vec::new();
        for (index, name) in sheets {
            bytes.clear();
            let read = self.zip.by_index(index).is_ok_and(|mut member| member.read_to_end(&mut bytes).is_ok());
            let tail = bytes.windows(10).rposition(|w| w == b"sheetData>").and_then(|at| bytes.get(at..));
            outlook.merged |= !read || tail.is_none_or(|tail| tail.windows(9).any(|w| w == b"mergeCell"));
            hidden.insert(name, hidden::of_worksheet(&bytes));
        }
        if hidden.values().any(|own| !own.is_empty()) {
            outlook.hidden = self.sheet_parts().iter().map(|part| hidden.remove(part).unwrap_or_default()).collect();
        }
        outlook
    }

    /// The parts of the sheets, in the order of the book.
    fn sheet_parts(&mut self) -> Vec<String> {
        let mut text =
            |name: &str| String::from_utf8_lossy(&self.member(name, u64::MAX).unwrap_or_default()).into_owned();
        let (book, links) = (text("xl/workbook.xml"), text("xl/_rels/workbook.xml.rels"));
        let targets: HashMap<&str, &str> = tags(&links)
            .filter(|tag| tag.name.ends_with("Relationship"))
            .filter_map(|tag| Some((tag.attribute("Id")?, tag.attribute("Target")?)))
            .collect();
        let sheets = tags(&book).filter(|tag| tag.name.rsplit(':').next() == Some("sheet") && !tag.closes);
        let part = |target: &str| {
            let target = target.to_ascii_lowercase();
            target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_string)
        };
        sheets
            .map(|tag| tag.attribute("r:id").and_then(|id| targets.get(id)).map_or(String::new(), |to| part(to)))
            .collect()
    }

    /// Refuses a table of shared strings that announces more of them than its bytes can hold: the reader would
    /// set memory aside for all.
    pub fn check_shared_strings(&mut self) -> Result<(), Finding> {
        let tables = self.members.iter().filter(|member| member.name.ends_with("sharedstrings.xml"));
        let tables: Vec<(String, u64)> = tables.map(|member| (member.name.clone(), member.unpacked)).collect();
        for (name, size) in tables {
            let head = self.member(&name, 64 << 10).unwrap_or_default();
            let announced = announced_strings(&String::from_utf8_lossy(&head));
            if announced.is_none_or(|count| count > size / 4 + 16) {
                return Err(bomb(say!("source.too-many-strings", name)));
            }
        }
        Ok(())
    }
}

/// `uniqueCount` of the opening `<sst>` tag, 0 where it has none; `None` where no such tag opens the part.
fn announced_strings(head: &str) -> Option<u64> {
    if head.trim().is_empty() {
        return Some(0);
    }
    let tag = head.find("sst").and_then(|at| head.get(at..))?;
    let tag = tag.split('>').next()?;
    let Some(count) = tag.split("uniqueCount").nth(1) else { return Some(0) };
    let digits: String = count.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    Some(digits.parse().unwrap_or(if digits.is_empty() { 0 } else { u64::MAX }))
}

fn bomb(what: Message) -> Finding {
    Finding::error("unpacks-too-large", say!("source.bomb", what)).help(say!("source.save-needed-sheets"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announced_strings_are_read_from_the_opening_tag() {
        assert_eq!(announced_strings("<?xml?><sst xmlns=\"u\" count=\"9\" uniqueCount=\"12\"><si>"), Some(12));
        assert_eq!(announced_strings("<x:sst uniqueCount = '99999999999999999999999'>"), Some(u64::MAX));
        assert_eq!(announced_strings("<sst><si><t>uniqueCount 7</t>"), Some(0));
        assert_eq!(announced_strings("<!-- padding"), None);
    }
}
