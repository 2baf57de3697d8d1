//! Rows by number, in the orders in which they are listed. A row is a seed until something happens to it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

#[derive(Debug, Clone)]
pub enum Body {
    /// Made when it is looked at, the same each time.
    Seed(u64),
    Own(Box<Value>),
}

#[derive(Debug, Clone)]
pub struct Row {
    pub created: i64,
    pub updated: i64,
    pub body: Body,
}

#[derive(Debug, Clone, Default)]
pub struct Table {
    rows: BTreeMap<u64, Row>,
    by_updated: BTreeSet<(i64, u64)>,
    by_created: BTreeSet<(i64, u64)>,
}

impl Table {
    pub fn put(&mut self, id: u64, row: Row) {
        self.remove(id);
        self.by_updated.insert((row.updated, id));
        self.by_created.insert((row.created, id));
        self.rows.insert(id, row);
    }

    pub fn remove(&mut self, id: u64) -> Option<Row> {
        let row = self.rows.remove(&id)?;
        self.by_updated.remove(&(row.updated, id));
        self.by_created.remove(&(row.created, id));
        Some(row)
    }

    pub fn get(&self, id: u64) -> Option<&Row> {
        self.rows.get(&id)
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn ids(&self) -> Vec<u64> {
        self.rows.keys().copied().collect()
    }

    /// Value and number of each, in the order of `sort` (`ID`, `UPDATED_AT`, `CREATED_AT`).
    pub fn listed<'a>(&'a self, sort: &str, reverse: bool, after: Option<(i64, u64)>) -> Box<dyn Iterator<Item = (i64, u64)> + 'a> {
        use std::ops::Bound::{Excluded, Unbounded};
        let (low, high) = match (after, reverse) {
            (Some(a), false) => (Excluded(a), Unbounded),
            (Some(a), true) => (Unbounded, Excluded(a)),
            (None, _) => (Unbounded, Unbounded),
        };
        let of = |set: &'a BTreeSet<(i64, u64)>| -> Box<dyn Iterator<Item = (i64, u64)> + 'a> {
            let range = set.range((low, high)).copied();
            if reverse { Box::new(range.rev()) } else { Box::new(range) }
        };
        match sort {
            "UPDATED_AT" => of(&self.by_updated),
            "CREATED_AT" => of(&self.by_created),
            _ => {
                let low = low_id(low);
                let high = low_id(high);
                let range = self.rows.range((low, high)).map(|(id, _)| (0, *id));
                if reverse { Box::new(range.rev()) } else { Box::new(range) }
            }
        }
    }
}

fn low_id(bound: std::ops::Bound<(i64, u64)>) -> std::ops::Bound<u64> {
    bound.map(|(_, id)| id)
}
