//! Many numbers in little room, for a cursor: sorted, each as its distance from the one before.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

pub fn pack(numbers: &BTreeSet<u64>) -> String {
    let (mut bytes, mut last) = (Vec::new(), 0u64);
    for n in numbers {
        let mut gap = n - last;
        while gap >= 0x80 {
            bytes.push((gap & 0x7f) as u8 | 0x80);
            gap >>= 7;
        }
        bytes.push(gap as u8);
        last = *n;
    }
    STANDARD_NO_PAD.encode(bytes)
}

/// What is not of `pack`'s making has no numbers.
pub fn unpack(text: &str) -> BTreeSet<u64> {
    let (mut found, mut last, mut gap, mut shift) = (BTreeSet::new(), 0u64, 0u64, 0u32);
    for byte in STANDARD_NO_PAD.decode(text).unwrap_or_default() {
        gap |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 0x80 == 0 {
            last = last.saturating_add(gap);
            found.insert(last);
            (gap, shift) = (0, 0);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_is_found_again(numbers in prop::collection::btree_set(any::<u64>(), 0..60)) {
            prop_assert_eq!(unpack(&pack(&numbers)), numbers);
        }
    }

    #[test]
    fn a_hundred_thousand_accounts_are_small() {
        let numbers: BTreeSet<u64> = (1..=100_000).map(|n| n * 3).collect();
        assert!(pack(&numbers).len() < 140_000);
        assert!(unpack("not ours!").is_empty());
    }
}
