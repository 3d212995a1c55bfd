//! Encrypted .xls: decryption with the password that Excel uses where nobody chose one.
//!
//! In: a workbook stream and its FilePass record. Out: the stream in clear. Refuses any other password
//! (`password-protected`) and obfuscation by XOR. Sources: [MS-XLS] 2.2.10 and 2.4.117, [MS-OFFCRYPTO] 2.3.5 and 2.3.6.

use super::biff::{BOF, BOUND_SHEET, EOF, FILE_PASS, MASKED, Record, long, record, word};
use super::finding::Finding;
use crate::messages::{Message, say};
use md5::{Digest, Md5};
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::Sha1;

/// What Excel encrypts with when a workbook is only protected against changes ([MS-XLS] 2.2.10).
const DEFAULT_PASSWORD: &str = "VelvetSweatshop";
/// The key changes every so many bytes of the stream.
const BLOCK: usize = 1024;
/// Records that are never encrypted: UsrExcl, FileLock, InterfaceHdr, RRDInfo, RRDHead; BOF and FilePass beside them.
const IN_CLEAR: [u16; 7] = [BOF, FILE_PASS, 0x0194, 0x0195, 0x00e1, 0x0196, 0x0138];

/// The FilePass record of a workbook stream, where there is one.
pub(super) fn file_pass(stream: &[u8]) -> Result<Option<Record>, Finding> {
    let mut at = 0;
    while let Some(found) = record(stream, at)? {
        match found.number {
            FILE_PASS => return Ok(Some(found)),
            EOF => return Ok(None),
            _ => at = found.end,
        }
    }
    Ok(None)
}

/// Decrypts the stream in place.
pub(super) fn unlock(stream: &mut [u8], lock: Record) -> Result<(), Finding> {
    let header = &stream[lock.start..lock.end];
    if header.len() < 6 || word(header, 0) == 0 {
        return Err(protected(say!("source.xor")));
    }
    let cipher = match (word(header, 2), word(header, 4)) {
        (1, 1) => rc4_header(header),
        (2..=4, 2) => crypto_api_header(header),
        _ => None,
    };
    let Some(cipher) = cipher else {
        return Err(protected(say!("source.unknown-encryption")));
    };
    if !cipher.opens(DEFAULT_PASSWORD) {
        return Err(protected(say!("source.other-password")));
    }
    decrypt(stream, &cipher, DEFAULT_PASSWORD);
    Ok(())
}

fn protected(message: Message) -> Finding {
    Finding::error("password-protected", message).help(say!("source.open-with-password"))
}

/// How the key of a block is made, and what proves the password.
struct Cipher {
    method: Method,
    salt: [u8; 16],
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
}

enum Method {
    /// MD5, keys of 40 bits stretched to 128.
    Md5,
    /// SHA-1, keys of so many bytes.
    Sha1 { key_bytes: usize },
}

/// [MS-OFFCRYPTO] 2.3.6.1: salt, encrypted verifier, encrypted hash, 16 bytes each.
fn rc4_header(header: &[u8]) -> Option<Cipher> {
    let part = |from: usize| header.get(from..from + 16);
    Some(Cipher {
        method: Method::Md5,
        salt: part(6)?.try_into().ok()?,
        verifier: part(22)?.to_vec(),
        verifier_hash: part(38)?.to_vec(),
    })
}

/// [MS-OFFCRYPTO] 2.3.5.1: flags, header size, header (2.3.2), verifier (2.3.3).
fn crypto_api_header(header: &[u8]) -> Option<Cipher> {
    const RC4: u32 = 0x6801;
    let size = long(header, 10) as usize;
    let (algorithm, bits) = (long(header, 14 + 8), long(header, 14 + 16));
    let verifier = header.get(14usize.checked_add(size)?..)?;
    let key_bytes = if bits == 0 { 5 } else { bits as usize / 8 };
    if (algorithm != RC4 && algorithm != 0) || long(verifier, 0) != 16 || !(5..=16).contains(&key_bytes) {
        return None;
    }
    Some(Cipher {
        method: Method::Sha1 { key_bytes },
        salt: verifier.get(4..20)?.try_into().ok()?,
        verifier: verifier.get(20..36)?.to_vec(),
        verifier_hash: verifier.get(40..60)?.to_vec(),
    })
}

impl Cipher {
    /// Whether a password is the right one: the decrypted verifier must have the decrypted hash.
    fn opens(&self, password: &str) -> bool {
        let mut both = [self.verifier.as_slice(), self.verifier_hash.as_slice()].concat();
        if !apply(&self.key(password, 0), &mut both) {
            return false;
        }
        let (verifier, hash) = both.split_at(self.verifier.len());
        match self.method {
            Method::Md5 => Md5::digest(verifier).as_slice() == hash,
            Method::Sha1 { .. } => Sha1::digest(verifier).as_slice() == hash,
        }
    }

    fn key(&self, password: &str, block: u32) -> Vec<u8> {
        let password: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
        match self.method {
            Method::Md5 => {
                let start = Md5::digest(&password);
                let salted = [&start[..5], &self.salt[..]].concat().repeat(16);
                let middle = Md5::digest(&salted);
                Md5::digest([&middle[..5], &block.to_le_bytes()[..]].concat()).to_vec()
            }
            Method::Sha1 { key_bytes } => {
                let start = Sha1::digest([&self.salt[..], &password].concat());
                let mut key = Sha1::digest([&start[..], &block.to_le_bytes()[..]].concat())[..key_bytes].to_vec();
                if key_bytes == 5 {
                    key.resize(16, 0);
                }
                key
            }
        }
    }
}

fn apply(key: &[u8], bytes: &mut [u8]) -> bool {
    Rc4::new_from_slice(key).map(|mut cipher| cipher.apply_keystream(bytes)).is_ok()
}

/// Runs the key stream over everything, headers too, then puts back what was never encrypted.
fn decrypt(stream: &mut [u8], cipher: &Cipher, password: &str) {
    let published = stream.to_vec();
    for (number, block) in stream.chunks_mut(BLOCK).enumerate() {
        apply(&cipher.key(password, number as u32), block);
    }
    let mut at = 0;
    while let Ok(Some(found)) = record(&published, at) {
        let clear = match found.number {
            number if IN_CLEAR.contains(&number) => found.end,
            BOUND_SHEET => (found.start + 4).min(found.end),
            _ => found.start,
        };
        stream[at..clear].copy_from_slice(&published[at..clear]);
        if found.number == FILE_PASS {
            stream[at..at + 2].copy_from_slice(&MASKED.to_le_bytes());
        }
        at = found.end;
    }
}

/// Test files are locked with the same primitives; that they are the right ones is shown by the corpus.
#[cfg(test)]
pub(super) mod fixture {
    use super::*;

    /// A stream whose first record behind BOF is a FilePass of the right length, filled in and encrypted.
    pub fn lock(stream: &mut Vec<u8>, password: &str, sha1: bool) {
        let salt = *b"0123456789abcdef";
        let method = if sha1 { Method::Sha1 { key_bytes: 16 } } else { Method::Md5 };
        let mut cipher = Cipher { method, salt, verifier: Vec::new(), verifier_hash: Vec::new() };
        let verifier = b"sixteen letters!";
        let hash = if sha1 { Sha1::digest(verifier).to_vec() } else { Md5::digest(verifier).to_vec() };
        let mut both = [&verifier[..], &hash[..]].concat();
        apply(&cipher.key(password, 0), &mut both);
        let numbers = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
        let header = match sha1 {
            false => [&[1, 0, 1, 0, 1, 0][..], &salt, &both].concat(),
            true => {
                let head = numbers(&[4, 34, 4, 0, 0x6801, 0x8004, 128, 1, 0, 0]);
                let sizes = [numbers(&[16]), salt.to_vec(), both[..16].to_vec(), numbers(&[20]), both[16..].to_vec()];
                [&[1, 0, 2, 0, 2, 0][..], &head, &[0, 0], &sizes.concat()].concat()
            }
        };
        let pass = [&FILE_PASS.to_le_bytes()[..], &(header.len() as u16).to_le_bytes(), &header].concat();
        stream.splice(20..20, pass);
        move_sheets(stream, header.len() as u32 + 4);
        cipher.verifier = both;
        decrypt(stream, &cipher, password);
        stream[20..22].copy_from_slice(&FILE_PASS.to_le_bytes());
    }

    fn move_sheets(stream: &mut [u8], by: u32) {
        let mut at = 0;
        while let Some(found) = record(stream, at).unwrap() {
            if found.number == BOUND_SHEET {
                let moved = long(stream, found.start) + by;
                stream[found.start..found.start + 4].copy_from_slice(&moved.to_le_bytes());
            }
            at = found.end;
        }
    }
}
