//! The exports of known platforms, recognised by the names of their columns.
//!
//! What the synonyms of `words` would guess is said exactly here: which of Shopify's several dates is the order's, that
//! Stripe's `id` is a payment, that a mailing list's own number is nobody's customer number. A person still sees and can
//! change it. Start with `find`.

use super::mapping::{ColumnRole, ImportKind};
use super::preset_list::PRESETS;
use super::words;

pub struct Preset {
    /// As the wizard names it.
    pub name: &'static str,
    pub kind: ImportKind,
    /// Names that must all be there; of several presets the one with the most of them wins.
    pub marks: &'static [&'static str],
    /// What its columns mean. Of several names for one role the first that is there has it; all other columns are left out.
    pub columns: &'static [(ColumnRole, &'static [&'static str])],
}

pub fn find(header: &[String]) -> Option<&'static Preset> {
    let names: Vec<String> = header.iter().map(|h| words::normal(h)).collect();
    let fits = |p: &&Preset| p.marks.iter().all(|m| names.iter().any(|n| n == m));
    PRESETS.iter().filter(fits).max_by_key(|p| p.marks.len())
}

impl Preset {
    pub fn roles(&self, header: &[String]) -> Vec<ColumnRole> {
        let names: Vec<String> = header.iter().map(|h| words::normal(h)).collect();
        let mut out = vec![ColumnRole::Skip; header.len()];
        for (role, wanted) in self.columns {
            let places = wanted.iter().filter_map(|w| names.iter().position(|n| n == w));
            for at in places.take(if role.may_repeat() { usize::MAX } else { 1 }) {
                if let Some(slot) = out.get_mut(at) {
                    *slot = *role;
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_finds_itself_and_gives_no_role_twice() {
        for preset in PRESETS {
            let mut header: Vec<String> = preset.marks.iter().map(|m| (*m).to_owned()).collect();
            for (_, names) in preset.columns {
                header.extend(names.iter().filter(|n| !preset.marks.contains(n)).map(|n| (*n).to_owned()));
            }
            assert_eq!(find(&header).map(|p| p.name), Some(preset.name));
            for name in preset.marks.iter().chain(preset.columns.iter().flat_map(|(_, names)| names.iter())) {
                assert_eq!(words::normal(name), **name, "{}: written as it is compared", preset.name);
            }
            let roles = preset.roles(&header);
            for role in ColumnRole::ALL.into_iter().filter(|r| !r.may_repeat()) {
                assert!(roles.iter().filter(|r| **r == role).count() <= 1, "{}: {}", preset.name, role.name());
            }
        }
    }
}
