//! Which arm of a test somebody got, and when first.

use super::{Reader, Writer};
use crate::types::{DocumentId, PersonId, Result, Timestamp};

impl Reader<'_> {
    /// The arms that the first few thousand people got, by name.
    pub fn exposed_arms(&self, experiment: DocumentId) -> Result<Vec<String>> {
        self.rows(
            "SELECT DISTINCT arm FROM (SELECT arm FROM exposure WHERE experiment_id = ?1 LIMIT 5000) ORDER BY arm LIMIT 50",
            &[experiment.into()],
            |r| r.get(0),
        )
    }
}

impl Writer<'_> {
    /// The first time counts: a later one is not kept, whatever the order in which they are told.
    pub fn expose(&self, experiment: DocumentId, person: PersonId, arm: &str, at: Timestamp) -> Result<bool> {
        self.execute(
            "INSERT INTO exposure (experiment_id, person_id, arm, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (experiment_id, person_id) DO UPDATE SET arm = excluded.arm, at = excluded.at
             WHERE (excluded.at, excluded.arm) < (at, arm)",
            &[experiment.into(), person.into(), arm.into(), at.into()],
        )
        .map(|n| n > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Area, Store};
    use super::*;

    #[test]
    fn the_first_exposure_counts_whichever_is_told_first() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("shop.db"), None).unwrap();
        let arms = store
            .write(Area::Data, |w| {
                w.execute("INSERT INTO person (id, created_at) VALUES (1, 0), (2, 0)", &[])?;
                let test = w.create_document("experiment", "Subject", "{}", Timestamp(0))?;
                for (person, arm, at) in [(1, "b", 20), (1, "a", 10), (1, "b", 15), (2, "b", 7), (2, "a", 7), (2, "b", 7)] {
                    w.expose(test, PersonId(person), arm, Timestamp(at))?;
                }
                assert_eq!(w.exposed_arms(test)?, ["a"]);
                w.rows("SELECT arm, at FROM exposure ORDER BY person_id", &[], |r| Ok((r.get::<String>(0)?, r.get::<i64>(1)?)))
            })
            .unwrap();
        assert_eq!(arms, [("a".to_owned(), 10), ("a".to_owned(), 7)]);
    }
}
