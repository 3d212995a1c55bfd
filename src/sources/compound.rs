//! OLE compound files ([MS-CFB]): the streams inside, and a fresh one around a single stream.
//!
//! In: bytes with the OLE signature. Out: one stream's bytes. Refuses files whose sectors lie beyond their end
//! (`truncated-workbook`) or whose sector chains run in a circle (`damaged-file`). The order of directory entries is
//! not checked, as the crates for this format do: yearbook offices publish files that break it and open in Excel.

use super::finding::Finding;
use crate::messages::{Message, say};
use std::collections::BTreeSet;

/// Sector numbers from here on are marks: free, end of chain, table sectors ([MS-CFB] 2.1).
const MARKS: u32 = 0xffff_fffa;
const END_OF_CHAIN: u32 = 0xffff_fffe;
const TABLE_SECTOR: u32 = 0xffff_fffd;
const MINI_SECTOR: usize = 64;

pub(super) struct Compound<'a> {
    sectors: Sectors<'a>,
    /// For each sector the next one of its chain.
    next: Vec<u32>,
    entries: Vec<Entry>,
    /// Streams shorter than this lie in the mini stream.
    cutoff: u64,
    mini_table: u32,
}

#[derive(Clone, Copy)]
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
}

/// A directory entry: a storage, a stream, or the root whose stream is the mini stream.
struct Entry {
    name: String,
    is_stream: bool,
    start: u32,
    length: u64,
    siblings: [u32; 2],
    child: u32,
}

/// A stream or file cut short.
pub(super) fn truncated(what: Message) -> Finding {
    Finding::error("truncated-workbook", say!("source.cut-or-damaged", what)).help(say!("source.copy-again"))
}

fn damaged(what: Message) -> Finding {
    Finding::damaged(say!("source.the-compound"), what)
}

/// Opens the sector table and the directory.
pub(super) fn open(bytes: &[u8]) -> Result<Compound<'_>, Finding> {
    if bytes.len() < 1536 {
        return Err(truncated(say!("source.before-directory")));
    }
    let size = match bytes.get(30) {
        Some(12) => 4096,
        Some(9) => 512,
        _ => return Err(damaged(say!("source.sector-size"))),
    };
    let sectors = Sectors { bytes, size };
    let next = sectors.table()?;
    let directory = chain(&next, long(bytes, 48), usize::MAX, |sector| sectors.get(sector))?;
    if directory.is_empty() || directory.len() % size != 0 {
        return Err(truncated(say!("source.inside-directory")));
    }
    let entries = directory.chunks_exact(128).map(|entry| Entry::read(entry, size)).collect();
    let cutoff = u64::from(long(bytes, 56).min(1 << 16));
    Ok(Compound { sectors, next, entries, cutoff, mini_table: long(bytes, 60) })
}

impl Compound<'_> {
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// A stream's bytes.
    pub fn stream(&self, name: &str) -> Result<Vec<u8>, Finding> {
        let entry = self.entry(name).ok_or_else(|| damaged(say!("source.no-stream")))?;
        if entry.length > self.sectors.bytes.len() as u64 {
            return Err(truncated(say!("source.shorter-than-stream")));
        }
        let length = entry.length as usize;
        let stream = match entry.length < self.cutoff {
            true => self.mini_stream(entry.start, length)?,
            false => chain(&self.next, entry.start, length, |sector| self.sectors.get(sector))?,
        };
        match stream.len() < length {
            true => Err(truncated(say!("source.inside-stream"))),
            false => Ok(stream),
        }
    }

    fn mini_stream(&self, start: u32, length: usize) -> Result<Vec<u8>, Finding> {
        let root = self.entries.first().ok_or_else(|| damaged(say!("source.empty-directory")))?;
        let whole = |start, length| chain(&self.next, start, length, |sector| self.sectors.get(sector));
        let minis = whole(root.start, usize::try_from(root.length).unwrap_or(usize::MAX))?;
        let next: Vec<u32> = longs(&whole(self.mini_table, usize::MAX)?);
        let beyond = || truncated(say!("source.inside-stream"));
        chain(&next, start, length, |mini| {
            let at = mini as usize * MINI_SECTOR;
            minis.get(at..minis.len().min(at + MINI_SECTOR)).filter(|part| !part.is_empty()).ok_or_else(beyond)
        })
    }

    /// A stream by name: one of the root's own before one of an embedded object.
    fn entry(&self, name: &str) -> Option<&Entry> {
        let named = |entry: &&Entry| entry.is_stream && entry.name.eq_ignore_ascii_case(name);
        self.of_root().find(named).or_else(|| self.entries.iter().find(named))
    }

    fn of_root(&self) -> impl Iterator<Item = &Entry> {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<u32> = self.entries.first().map(|root| root.child).into_iter().collect();
        std::iter::from_fn(move || {
            while let Some(number) = waiting.pop() {
                let Some(entry) = self.entries.get(number as usize).filter(|_| seen.insert(number)) else { continue };
                waiting.extend(entry.siblings);
                return Some(entry);
            }
            None
        })
    }
}

impl<'a> Sectors<'a> {
    /// A sector's bytes; the last one of a file may be short.
    fn get(&self, sector: u32) -> Result<&'a [u8], Finding> {
        let at = (sector as usize + 1) * self.size;
        let part = self.bytes.get(at..self.bytes.len().min(at + self.size)).filter(|part| !part.is_empty());
        part.ok_or_else(|| truncated(say!("source.before-sector")))
    }

    /// The sector table; its own sectors are listed in the header and, beyond 109, in a chain of lists.
    fn table(&self) -> Result<Vec<u32>, Finding> {
        let most = self.bytes.len() / self.size + 1;
        let mut lists: Vec<u32> = longs(self.bytes.get(76..512).unwrap_or_default());
        let mut list = long(self.bytes, 68);
        let mut count = 0;
        while list < MARKS && count <= most {
            let sectors = longs(self.get(list)?);
            let (more, members) = sectors.split_last().ok_or_else(|| damaged(say!("source.sector-table-short")))?;
            lists.extend(members);
            list = *more;
            count += 1;
        }
        let mut next = Vec::with_capacity(most);
        for sector in lists.into_iter().filter(|&sector| sector < MARKS).take(most) {
            next.extend(longs(self.get(sector)?));
        }
        Ok(next)
    }
}

/// The bytes of a chain of sectors, at most `length` of them.
fn chain<'s>(
    next: &[u32],
    start: u32,
    length: usize,
    mut sector: impl FnMut(u32) -> Result<&'s [u8], Finding>,
) -> Result<Vec<u8>, Finding> {
    let mut bytes = Vec::with_capacity(length.min(next.len() * MINI_SECTOR));
    let (mut at, mut steps) = (start, 0);
    while at < MARKS && bytes.len() < length {
        let part = sector(at)?;
        bytes.extend_from_slice(&part[..part.len().min(length - bytes.len())]);
        at = *next.get(at as usize).unwrap_or(&END_OF_CHAIN);
        steps += 1;
        if steps > next.len() {
            return Err(damaged(say!("source.sector-circle")));
        }
    }
    Ok(bytes)
}

impl Entry {
    /// [MS-CFB] 2.6.1. Files with small sectors may leave rubbish in the upper half of the length.
    fn read(entry: &[u8], sector_size: usize) -> Entry {
        let name =
            entry.get(..64).unwrap_or_default().chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let name: Vec<u16> = name.take_while(|&unit| unit != 0).collect();
        let upper = if sector_size == 512 { 0 } else { u64::from(long(entry, 124)) << 32 };
        Entry {
            name: String::from_utf16_lossy(&name),
            is_stream: entry.get(66) == Some(&2),
            start: long(entry, 116),
            length: upper | u64::from(long(entry, 120)),
            siblings: [long(entry, 68), long(entry, 72)],
            child: long(entry, 76),
        }
    }
}

fn long(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(u32::MAX, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

/// A compound file of version 4 that holds nothing but one stream, padded with zeros to the length from which streams
/// have sectors of their own. Its table fits the header's own list up to 450 MB.
pub(super) fn wrap(name: &str, stream: &[u8]) -> Result<Vec<u8>, Finding> {
    const SECTOR: usize = 4096;
    const IN_HEADER: usize = 109;
    let streams = stream.len().div_ceil(SECTOR).max(1);
    let tables = (streams + 2).div_ceil(SECTOR / 4 - 1);
    if tables > IN_HEADER {
        return Err(Finding::error("file-too-large", say!("source.stream-too-large")));
    }
    let directory = streams + tables;
    let mut file = vec![0; SECTOR];
    file.reserve((directory + 1) * SECTOR);
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    put(24, &[0x3e, 0, 4, 0, 0xfe, 0xff, 12, 0, 6, 0]);
    put(40, &1u32.to_le_bytes());
    put(44, &(tables as u32).to_le_bytes());
    put(48, &(directory as u32).to_le_bytes());
    put(56, &4096u32.to_le_bytes());
    put(60, &END_OF_CHAIN.to_le_bytes());
    put(68, &END_OF_CHAIN.to_le_bytes());
    for list in 0..IN_HEADER {
        let sector = if list < tables { (streams + list) as u32 } else { u32::MAX };
        put(76 + 4 * list, &sector.to_le_bytes());
    }
    file.extend_from_slice(stream);
    file.resize((1 + streams) * SECTOR, 0);
    let links = (1..streams as u32).chain([END_OF_CHAIN]);
    let links = links.chain(std::iter::repeat_n(TABLE_SECTOR, tables)).chain([END_OF_CHAIN]);
    links.for_each(|link| file.extend_from_slice(&link.to_le_bytes()));
    file.resize((1 + directory) * SECTOR, 0xff);
    file.extend(directory_entry("Root Entry", 5, 1, 0));
    file.extend(directory_entry(name, 2, u32::MAX, (streams * SECTOR) as u64));
    file.resize((2 + directory) * SECTOR, 0);
    Ok(file)
}

fn directory_entry(name: &str, kind: u8, child: u32, length: u64) -> [u8; 128] {
    let mut entry = [0; 128];
    let mut put = |at: usize, bytes: &[u8]| entry[at..at + bytes.len()].copy_from_slice(bytes);
    let units: Vec<u8> = name.encode_utf16().take(31).flat_map(u16::to_le_bytes).collect();
    put(0, &units);
    put(64, &(units.len() as u16 + 2).to_le_bytes());
    put(66, &[kind, 1]);
    put(68, &[0xff; 8]);
    put(76, &child.to_le_bytes());
    put(120, &length.to_le_bytes());
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_stream_comes_out_again() {
        let stream: Vec<u8> = (0..100_000u32).map(|n| n as u8).collect();
        let file = wrap("Workbook", &stream).unwrap();
        let found = open(&file).unwrap().stream("WORKBOOK").unwrap();
        assert_eq!(found.get(..stream.len()), Some(stream.as_slice()));
        assert!(!open(&file).unwrap().has("Book"));
    }

    #[test]
    fn files_cut_anywhere_are_refused_as_cut() {
        let file = wrap("Workbook", &[7; 100_000]).unwrap();
        for length in [600, 2000, 5000, 50_000, 102_000] {
            let cut = open(&file[..length]).and_then(|compound| compound.stream("Workbook"));
            assert_eq!(cut.err().map(|f| f.code), Some("truncated-workbook"), "{length}");
        }
    }

    #[test]
    fn a_circle_of_sectors_ends() {
        let mut file = wrap("Workbook", &[7; 100_000]).unwrap();
        let table = 4096 * 26;
        file[table + 4..table + 8].copy_from_slice(&0u32.to_le_bytes());
        let found = open(&file).unwrap().stream("Workbook").map(|stream| stream.len());
        assert!(found.is_err() || found == Ok(102_400));
    }
}
