//! What the numbers in a definition are called: products, segments, the shop's currency.

use std::collections::HashMap;

use super::activity::RowFilter;
use super::condition::Field;
use super::definition::{Node, Segment};
use super::parse::{capital, place};
use super::saved;
use crate::store::Reader;
use crate::types::{Currency, DocumentId, Error, ListId, Money, ProductId, Result};

/// The kind under which experiments are saved.
const EXPERIMENT: &str = "experiment";

pub struct Names {
    pub currency: Currency,
    products: HashMap<ProductId, String>,
    segments: HashMap<DocumentId, String>,
    experiments: HashMap<DocumentId, String>,
    lists: HashMap<ListId, String>,
    /// Mailing audiences, by their id there.
    audiences: HashMap<String, String>,
}

impl Names {
    pub fn new(currency: Currency) -> Self {
        Self {
            currency,
            products: HashMap::new(),
            segments: HashMap::new(),
            experiments: HashMap::new(),
            lists: HashMap::new(),
            audiences: HashMap::new(),
        }
    }

    /// Looks up what the definition mentions.
    pub fn find(reader: &Reader<'_>, segment: &Segment) -> Result<Self> {
        let mut names = Self::new(reader.shop()?.currency);
        let (mut products, mut segments, mut experiments) = (Vec::new(), Vec::new(), Vec::new());
        segment.walk(&mut |_, node| {
            products.extend(products_of(node));
            match node {
                Node::Segment(s) => segments.push(s.id),
                Node::Arm(a) => experiments.push(a.experiment),
                _ => {}
            }
        });
        for id in products {
            if let Some(product) = reader.product(id)? {
                names.products.insert(id, product.title);
            }
        }
        for id in segments {
            if let Some(row) = reader.document(saved::KIND, id)? {
                names.segments.insert(id, row.name);
            }
        }
        for id in experiments {
            if let Some(row) = reader.document(EXPERIMENT, id)? {
                names.experiments.insert(id, row.name);
            }
        }
        Ok(names)
    }

    pub fn with_product(mut self, id: ProductId, title: &str) -> Self {
        self.products.insert(id, title.to_owned());
        self
    }

    pub fn with_segment(mut self, id: DocumentId, name: &str) -> Self {
        self.segments.insert(id, name.to_owned());
        self
    }

    pub fn experiment(&self, id: DocumentId) -> String {
        self.experiments.get(&id).map_or_else(|| format!("number {id}"), |n| format!("“{n}”"))
    }

    pub fn list(&self, id: ListId) -> String {
        self.lists.get(&id).map_or_else(|| format!("number {id}"), |n| format!("“{n}”"))
    }

    pub fn audience(&self, id: &str) -> String {
        format!("“{}”", self.audiences.get(id).map_or(id, String::as_str))
    }

    pub fn product(&self, id: ProductId) -> String {
        self.products.get(&id).map_or_else(|| format!("product {id}"), |t| format!("“{t}”"))
    }

    pub fn segment(&self, id: DocumentId) -> String {
        self.segments.get(&id).map_or_else(|| format!("number {id}"), |n| format!("“{n}”"))
    }

    pub fn money(&self, minor: i64) -> String {
        let text = Money::new(minor, self.currency).to_string();
        // €200, not €200.00, in a sentence.
        text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
    }

    /// Products, categories and tags of a filter as one thing that was bought (`None` for anything); "anything" instead of
    /// "something" after a "not".
    pub fn things(&self, f: &RowFilter, negative: bool) -> Option<String> {
        let some = if negative { "anything" } else { "something" };
        let mut parts = Vec::new();
        if !f.products.is_empty() {
            parts.push(or(&f.products.iter().map(|p| self.product(*p)).collect::<Vec<_>>()));
        }
        let list = |l: &[String]| or(&l.iter().map(|c| format!("“{c}”")).collect::<Vec<_>>());
        let from = (!f.categories.is_empty()).then(|| format!("from {}", list(&f.categories)));
        let tagged = (!f.product_tags.is_empty()).then(|| format!("tagged {}", list(&f.product_tags)));
        let kind: Vec<String> = [from, tagged].into_iter().flatten().collect();
        if !kind.is_empty() {
            parts.push(format!("{some} {}", and(&kind)));
        }
        (!parts.is_empty()).then(|| and(&parts))
    }
}

/// `a, b or c`.
pub fn or(items: &[String]) -> String {
    joined(items, "or")
}

/// `a, b and c`.
pub fn and(items: &[String]) -> String {
    joined(items, "and")
}

fn joined(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} {word} {last}", all.join(", ")),
    }
}

/// Refuses a definition that names a product which does not exist, with the place.
pub fn check_products(reader: &Reader<'_>, segment: &Segment) -> Result<()> {
    let mut named: Vec<(Vec<usize>, Vec<ProductId>)> = Vec::new();
    segment.walk(&mut |path, node| {
        let ids = products_of(node);
        if !ids.is_empty() {
            named.push((path.to_vec(), ids));
        }
    });
    for (path, ids) in named {
        if let Some(missing) = reader.missing_products(&ids)?.first() {
            return Err(Error::not_found(format!("{}: there is no product with the number {missing}.", capital(&place(&path)))));
        }
    }
    Ok(())
}

/// Refuses a field of a source's own that nobody in this shop has, with the place.
pub fn check_fields(reader: &Reader<'_>, segment: &Segment) -> Result<()> {
    let mut named = Vec::new();
    segment.walk(&mut |path, node| {
        if let Node::Profile(p) = node
            && let Field::Custom(name) = &p.field
        {
            named.push((path.to_vec(), name.clone()));
        }
    });
    for (path, name) in named {
        if !reader.has_custom_field(&name)? {
            return Err(Error::not_found(format!(
                "{}: nobody in this shop has a field called “{name}”. Import it first, or take the condition out.",
                capital(&place(&path))
            )));
        }
    }
    Ok(())
}

/// Every filter that a condition holds.
pub fn filters_of(node: &Node) -> Vec<&RowFilter> {
    match node {
        Node::Activity(a) => vec![&a.filter],
        Node::Sequence(s) => {
            s.steps.iter().flat_map(|step| std::iter::once(&step.filter).chain(step.without.as_ref().map(|d| &d.filter))).collect()
        }
        Node::Versus(v) => vec![&v.left.filter, &v.right.filter],
        _ => Vec::new(),
    }
}

fn products_of(node: &Node) -> Vec<ProductId> {
    filters_of(node).into_iter().flat_map(|f| f.products.iter().copied()).collect()
}
