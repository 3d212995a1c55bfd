//! A file being written whose sha256 is known at its end, so that it need not be read again.
//!
//! In: bytes in their order. Out: the file, and its sum. Refuses nothing; a write that fails is an error.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// So many bytes are hashed and written at once: whole pages, which the system need not fill up.
const PIECE: usize = 1 << 20;

/// A writer, with a buffer before it and the sum of all that went through it.
pub struct Hashed<W: Write> {
    inner: W,
    hash: Sha256,
    waiting: Vec<u8>,
}

/// A new file at a path.
pub fn hashed_file(path: &Path) -> Result<Hashed<File>> {
    File::create(path).map(Hashed::new).map_err(Error::io(path, "create"))
}

impl<W: Write> Hashed<W> {
    pub fn new(inner: W) -> Hashed<W> {
        Hashed { inner, hash: Sha256::new(), waiting: Vec::new() }
    }

    /// Where bytes may be put; `settle` is to be called now and then.
    pub fn waiting(&mut self) -> &mut Vec<u8> {
        &mut self.waiting
    }

    /// Hands on what waits, in whole pieces.
    pub fn settle(&mut self) -> io::Result<()> {
        let whole = self.waiting.len() / PIECE * PIECE;
        if whole == 0 {
            return Ok(());
        }
        for piece in self.waiting.get(..whole).unwrap_or_default().chunks(PIECE) {
            self.hash.update(piece);
            self.inner.write_all(piece)?;
        }
        self.waiting.drain(..whole);
        Ok(())
    }

    /// Writes what is left; gives the writer and the sum in hexadecimal.
    pub fn finish(mut self) -> io::Result<(W, String)> {
        self.hash.update(&self.waiting);
        self.inner.write_all(&self.waiting)?;
        self.inner.flush()?;
        let sum = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok((self.inner, sum))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        self.settle()?;
        Ok(bytes.len())
    }

    /// Keeps what waits: a file is whole once it is finished.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_written_once_and_the_sum_is_of_all() {
        let bytes: Vec<u8> = (0..3 * PIECE + 17).map(|at| (at % 251) as u8).collect();
        let mut writer = Hashed::new(Vec::new());
        for part in bytes.chunks(70_001) {
            writer.write_all(part).unwrap();
        }
        let (written, sum) = writer.finish().unwrap();
        let expected: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(written == bytes);
        assert_eq!(sum, expected);
    }
}
