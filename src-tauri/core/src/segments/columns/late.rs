//! Texts of people that have no column from the start (names, phone numbers, a source's own fields): read from the store
//! when a condition first asks for one, and kept in memory while the revision lasts. Never in a file.
//!
//! A text that nearly everybody has another of is not kept, only who has one at all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use roaring::RoaringBitmap;

use super::codes::Codes;
use super::dict::Dict;
use crate::store::Reader;
use crate::store::condition::Text;
use crate::types::Result;

/// Different texts that a column may have.
const MOST_TEXTS: usize = 50_000;
/// Columns that are kept.
const MOST: usize = 24;

/// One text of everybody.
#[derive(Debug)]
pub struct Late {
    /// Who has one.
    pub set: RoaringBitmap,
    /// By the person's id; `None`: too many different ones.
    texts: Option<(Codes, Dict)>,
}

/// Those that were asked for. Belongs to one state of the people's data.
#[derive(Debug, Default)]
pub struct Lates(Mutex<HashMap<String, Arc<Late>>>);

impl Lates {
    /// `tick` is called for each person, and may end it.
    pub fn column(&self, reader: &Reader<'_>, of: Text<'_>, tick: &mut dyn FnMut() -> Result<()>) -> Result<Arc<Late>> {
        let key = format!("{of:?}");
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(known.clone());
        }
        let late = Arc::new(Late::read(reader, of, tick)?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, late.clone());
        Ok(late)
    }
}

impl Late {
    fn read(reader: &Reader<'_>, of: Text<'_>, tick: &mut dyn FnMut() -> Result<()>) -> Result<Self> {
        let (mut set, mut codes, mut dict) = (RoaringBitmap::new(), Vec::<u32>::new(), Dict::default());
        reader.each_text(of, None, |id, text| {
            if !text.is_empty() {
                set.insert(id);
                if dict.count() <= MOST_TEXTS {
                    let place = id as usize;
                    codes.resize(codes.len().max(place + 1), 0);
                    if let Some(code) = codes.get_mut(place) {
                        *code = dict.code(text);
                    }
                }
            }
            tick()
        })?;
        let texts = (dict.count() <= MOST_TEXTS).then(|| (Codes::of(&codes), dict));
        Ok(Self { set, texts })
    }

    /// Everybody with a text that holds. `None`: the texts are not kept.
    pub fn those(&self, holds: &dyn Fn(&str) -> bool) -> Option<RoaringBitmap> {
        let (codes, dict) = self.texts.as_ref()?;
        let mut mask = vec![1u8; codes.len()];
        codes.keep(0, &mut mask, &dict.allow(false, holds));
        Some(packed(&mask))
    }

    /// Everybody whose two texts are the same when folded. `None`: the texts are not kept.
    pub fn same(&self, other: &Self) -> Option<RoaringBitmap> {
        let ((a, texts_a), (b, texts_b)) = (self.texts.as_ref()?, other.texts.as_ref()?);
        let mut all = Dict::default();
        let [fold_a, fold_b] = [texts_a, texts_b].map(|dict| {
            let codes = dict.texts().map(|t| all.code(&t.to_lowercase()));
            std::iter::once(0).chain(codes).collect::<Vec<u32>>()
        });
        let folded = |fold: &[u32], code: u32| fold.get(code as usize).copied().unwrap_or(0);
        let same = |i| {
            let (x, y) = (folded(&fold_a, a.get(i)), folded(&fold_b, b.get(i)));
            u8::from(x == y && x > 0)
        };
        Some(packed(&(0..a.len().min(b.len())).map(same).collect::<Vec<u8>>()))
    }
}

/// From one byte a person to a set.
fn packed(mask: &[u8]) -> RoaringBitmap {
    let bytes: Vec<u8> = mask.chunks(8).map(|eight| eight.iter().rev().fold(0, |byte, bit| byte << 1 | bit)).collect();
    RoaringBitmap::from_lsb0_bytes(0, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_of_any_length_is_the_set_of_its_ones() {
        for len in [0usize, 1, 7, 8, 9, 64, 1_000] {
            let mask: Vec<u8> = (0..len).map(|i| u8::from(i % 3 == 0 || i == 8)).collect();
            let ones: RoaringBitmap = (0..len as u32).filter(|i| mask[*i as usize] == 1).collect();
            assert_eq!(packed(&mask), ones, "{len}");
        }
    }
}
