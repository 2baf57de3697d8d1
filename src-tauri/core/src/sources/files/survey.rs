//! The first reading of a whole file: how many rows, and how many of them each order has.
//!
//! It is what lets the second reading yield an order exactly when its last row has come, however scattered its rows
//! are, holding only the unfinished ones. The digest tells whether it is still the same file when an import goes on.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

use csv::ByteRecord;
use sha2::{Digest, Sha256};

use super::cells::Places;
use super::events::Known;
use super::mapping::{ColumnRole, ImportKind, ImportMapping};
use super::open;
use crate::types::{Error, Progress, Result};

pub struct Survey {
    /// Rows under the header.
    pub rows: u64,
    /// SHA-256 of the file's bytes as they lie on the disk, in hexadecimal.
    pub digest: String,
    pub(super) orders: Counts,
    pub(super) known: Known,
}

/// How many rows each order has, by a hash of its number: 16 bytes an order.
#[derive(Default)]
pub(super) struct Counts {
    hasher: RandomState,
    rows: HashMap<u64, u32>,
}

impl Counts {
    pub fn key(&self, number: &[u8]) -> u64 {
        self.hasher.hash_one(number)
    }

    pub fn of(&self, key: u64) -> u32 {
        self.rows.get(&key).copied().unwrap_or(1)
    }
}

impl Survey {
    pub fn of(path: &Path, mapping: &ImportMapping, progress: &Progress) -> Result<Self> {
        mapping.check()?;
        std::thread::scope(|scope| {
            let digest = scope.spawn(|| digest(path));
            let counted = count(path, mapping, progress);
            let digest = digest.join().unwrap_or_else(|_| Err(Error::internal("The file could not be looked through.")));
            let (rows, orders, known) = counted?;
            Ok(Self { rows, digest: digest?, orders, known })
        })
    }
}

fn count(path: &Path, mapping: &ImportMapping, progress: &Progress) -> Result<(u64, Counts, Known)> {
    let places = Places::new(mapping, mapping.currency)?;
    let mut file = open::rows(path, mapping)?;
    let mut counts = Counts::default();
    let mut known = Known::default();
    let mut row = ByteRecord::new();
    let mut rows = 0u64;
    let mut last: Option<(Vec<u8>, u64)> = None;
    while open::read(&mut file, &mut row, path)? {
        rows += 1;
        if rows.is_multiple_of(50_000) {
            progress.tick("Looking through the file", rows, None)?;
        }
        if mapping.kind == ImportKind::Events {
            known.learn(row.get(0).unwrap_or(b""));
        }
        if !mapping.kind.is_of_orders() {
            continue;
        }
        let number = number(&places, &row, last.as_ref().map(|(n, _)| n.as_slice()));
        let key = match &last {
            Some((same, key)) if same.as_slice() == number => *key,
            _ => {
                let key = counts.key(number);
                last = Some((number.to_vec(), key));
                key
            }
        };
        *counts.rows.entry(key).or_default() += 1;
    }
    Ok((rows, counts, known))
}

/// The row's order number as it stands. Where a row has neither number nor date, it goes on with the order above it.
pub(super) fn number<'r>(places: &Places, row: &'r ByteRecord, above: Option<&'r [u8]>) -> &'r [u8] {
    let own = places.bytes(row, ColumnRole::OrderNumber).trim_ascii();
    if own.is_empty() && places.mapping.kind == ImportKind::OrderLines && places.bytes(row, ColumnRole::OrderDate).trim_ascii().is_empty() {
        return above.unwrap_or(own);
    }
    own
}

fn digest(path: &Path) -> Result<String> {
    let failed = |e| Error::file("read", path, e);
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0u8; 256 * 1024];
    loop {
        match std::io::Read::read(&mut file, &mut buffer).map_err(failed)? {
            0 => break,
            n => hash.update(buffer.get(..n).unwrap_or(&[])),
        }
    }
    Ok(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
}
