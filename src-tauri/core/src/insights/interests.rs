//! Interests: each person's favourite categories, by the pieces they bought.
//!
//! Pure: one row per (person, category, pieces) in, a ranking per person out. The caller brings the rows of purchases
//! up to the day asked about; returned pieces still count, because somebody wanted them. A product that is in several
//! categories counts for each of them. Start with `interests`.
//!
//! More pieces rank higher. Equal pieces rank by the category's name: by its lower-case form first, then as written,
//! so that the order is the same on every machine.

use crate::types::PersonId;

/// So many favourites are kept for each person.
pub const MOST: usize = 5;

/// One favourite: a category's code (its place in `names`), and the pieces bought of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Favourite {
    pub category: u32,
    pub pieces: i64,
}

/// Everybody's favourites, best first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interests {
    /// People with a favourite and where theirs begin, by id.
    people: Vec<(PersonId, usize)>,
    favourites: Vec<Favourite>,
}

impl Interests {
    /// At most `MOST`, best first; empty for whoever bought nothing that has a category.
    pub fn of(&self, person: PersonId) -> &[Favourite] {
        self.people.binary_search_by_key(&person, |(p, _)| *p).map_or(&[], |i| self.at(i))
    }

    /// Everybody who has any, by id.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &[Favourite])> {
        self.people.iter().enumerate().map(|(i, (p, _))| (*p, self.at(i)))
    }

    fn at(&self, i: usize) -> &[Favourite] {
        let begin = self.people.get(i).map_or(0, |(_, b)| *b);
        let end = self.people.get(i + 1).map_or(self.favourites.len(), |(_, b)| *b);
        self.favourites.get(begin..end).unwrap_or_default()
    }
}

/// `rows`: (person, category code, pieces), by person (ascending); a person's rows in any order. Rows without pieces are passed over.
/// `names`: the categories by code; a code beyond them ranks last among equals.
pub fn interests<'a>(rows: impl IntoIterator<Item = (PersonId, u32, i64)>, names: impl IntoIterator<Item = &'a str>) -> Interests {
    let places = places(names);
    let place = |code: u32| places.get(code as usize).copied().unwrap_or(u32::MAX);
    let mut out = Interests::default();
    // One person's pieces by category: few, and reused for everybody.
    let mut own: Vec<Favourite> = Vec::new();
    let mut current = None;
    let mut close = |person: Option<PersonId>, own: &mut Vec<Favourite>| {
        if let (Some(person), false) = (person, own.is_empty()) {
            own.sort_unstable_by_key(|f| (std::cmp::Reverse(f.pieces), place(f.category), f.category));
            out.people.push((person, out.favourites.len()));
            out.favourites.extend(own.iter().take(MOST));
            own.clear();
        }
    };
    for (person, category, pieces) in rows {
        if pieces <= 0 {
            continue;
        }
        if current != Some(person) {
            close(current, &mut own);
            current = Some(person);
        }
        match own.iter_mut().find(|f| f.category == category) {
            Some(f) => f.pieces = f.pieces.saturating_add(pieces),
            None => own.push(Favourite { category, pieces }),
        }
    }
    close(current, &mut own);
    out
}

/// Each code's place in the order of the names.
fn places<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<u32> {
    let mut order: Vec<(String, &str, usize)> = names.into_iter().enumerate().map(|(i, n)| (n.to_lowercase(), n, i)).collect();
    order.sort_unstable();
    let mut places = vec![0; order.len()];
    for (at, (_, _, code)) in (0u32..).zip(&order) {
        if let Some(place) = places.get_mut(*code) {
            *place = at;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["Soap", "candles", "Candles", "Émail"];

    fn told(rows: &[(u32, u32, i64)], person: u32) -> String {
        let got = interests(rows.iter().map(|(p, c, n)| (PersonId(*p), *c, *n)), NAMES);
        let line = |f: &Favourite| format!("{} {}", NAMES[f.category as usize], f.pieces);
        got.of(PersonId(person)).iter().map(line).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn more_pieces_first_and_equal_ones_by_name() {
        let rows = [(2, 0, 1), (2, 3, 2), (2, 0, 3), (5, 1, 2), (5, 0, 2), (5, 2, 2), (5, 3, 2), (9, 0, 0), (9, 1, -4)];
        assert_eq!(told(&rows, 2), "Soap 4, Émail 2");
        assert_eq!(told(&rows, 5), "Candles 2, candles 2, Soap 2, Émail 2");
        assert_eq!(told(&rows, 9), "");
        assert_eq!(told(&rows, 7), "");
    }

    #[test]
    fn only_the_best_are_kept_and_everybody_keeps_their_own() {
        let rows = (1..=3u32).flat_map(|p| (0..9u32).map(move |c| (PersonId(p), c, i64::from((c * 7 + p) % 9 + 1))));
        let got = interests(rows, (0..9).map(|_| "same"));
        let ids: Vec<_> = got.people().map(|(p, f)| (p.0, f.len(), f[0].pieces, f[MOST - 1].pieces)).collect();
        assert_eq!(ids, [(1, MOST, 9, 5), (2, MOST, 9, 5), (3, MOST, 9, 5)]);
    }
}
