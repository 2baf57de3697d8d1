//! A question in Magento's `searchCriteria`: filters that must all hold, an order, and always the first page of it: pages
//! beyond the end repeat the last one, so nothing is ever read by page numbers.

use crate::sources::keyset::Ask;
use crate::types::Timestamp;

/// Rows of a page: enough, and below the limit of 300 that shops can set.
pub const LIMIT: u64 = 100;

pub struct Criteria {
    filters: Vec<(String, &'static str, String)>,
    order: &'static [(&'static str, &'static str)],
}

impl Criteria {
    /// Nothing is asked for but the order of numbers.
    pub fn by_number() -> Self {
        Self { filters: Vec::new(), order: &[("entity_id", "ASC")] }
    }

    pub fn of(ask: Ask) -> Self {
        let moment = |t: Timestamp| Timestamp(t.0.max(0)).to_utc().format("%Y-%m-%d %H:%M:%S").to_string();
        let (filters, order): (Vec<(&str, &'static str, String)>, &'static [(&str, &str)]) = match ask {
            Ask::Below(below) => (below.map(|b| ("entity_id", "lt", b.to_string())).into_iter().collect(), &[("entity_id", "DESC")]),
            Ask::Since(from) => (vec![("updated_at", "gteq", moment(from))], &[("updated_at", "ASC"), ("entity_id", "ASC")]),
            Ask::Within(from, to, above) => (
                vec![("updated_at", "gteq", moment(from)), ("updated_at", "lteq", moment(to)), ("entity_id", "gt", above.to_string())],
                &[("entity_id", "ASC")],
            ),
        };
        Self { filters: filters.into_iter().map(|(f, c, v)| (f.to_owned(), c, v)).collect(), order }
    }

    pub fn with(mut self, field: &str, condition: &'static str, value: impl Into<String>) -> Self {
        self.filters.push((field.to_owned(), condition, value.into()));
        self
    }

    /// Without an order, for lists that do not know numbers.
    pub fn unordered(mut self) -> Self {
        self.order = &[];
        self
    }

    /// `fields`: what is wanted of an answer, in Magento's way of writing it.
    pub fn params(&self, limit: u64, fields: &str) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for (n, (field, condition, value)) in self.filters.iter().enumerate() {
            let key = |part: &str| format!("searchCriteria[filterGroups][{n}][filters][0][{part}]");
            all.extend([(key("field"), field.clone()), (key("value"), value.clone()), (key("conditionType"), (*condition).to_owned())]);
        }
        for (n, (field, direction)) in self.order.iter().enumerate() {
            let key = |part: &str| format!("searchCriteria[sortOrders][{n}][{part}]");
            all.extend([(key("field"), (*field).to_owned()), (key("direction"), (*direction).to_owned())]);
        }
        all.push(("searchCriteria[pageSize]".to_owned(), limit.to_string()));
        all.push(("searchCriteria[currentPage]".to_owned(), "1".to_owned()));
        all.push(("fields".to_owned(), format!("items[{fields}],search_criteria,total_count")));
        all
    }
}
