//! What the columns of `segments` are read from: each kind of rows in one shape, all of them or those of some people.
//!
//! A row is `id, person, moment, kind, amount, other, text …`; what each means is said beside the statement.

use super::stats::REFUND_COUNTS;
use super::{Reader, Row};
use crate::types::{Currency, Result};

/// A kind of rows that has columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One row a person: moment they were first known, kind 1 with an account, texts: country, region, city, postcode, language, birthday.
    People,
    /// One row a tag of a person; text: the tag.
    Tags,
    /// Kind: channel × 8 + state (see `CONSENT_STATES`); text: who said it.
    Consent,
    /// Kind: the status' place in `OrderStatus::ALL`, + 16 for a purchase, + 32 with a discount or coupon; texts: country, channel, coupons.
    Orders,
    Refunds,
    /// Other: the moment of the order it became.
    Carts,
    /// Kind: `EmailEventKind::code`; texts: campaign, link.
    Emails,
    /// Other: the product.
    Views,
    /// Text: the words.
    Searches,
    /// Kind: stars, 0 without; other: the product.
    Reviews,
    /// Texts: name, properties as JSON.
    Events,
}

/// In the order of their restriction: the last of equal moments is the one that holds.
pub const CONSENT_STATES: [&str; 4] = ["subscribed", "pending", "unsubscribed", "cleaned"];
pub const CONSENT_CHANNELS: [&str; 2] = ["email", "sms"];

impl Kind {
    pub const ALL: [Self; 11] = [
        Self::People,
        Self::Tags,
        Self::Consent,
        Self::Orders,
        Self::Refunds,
        Self::Carts,
        Self::Emails,
        Self::Views,
        Self::Searches,
        Self::Reviews,
        Self::Events,
    ];

    /// How many texts a row has.
    pub fn texts(self) -> usize {
        match self {
            Self::People => 6,
            Self::Orders => 3,
            Self::Emails | Self::Events => 2,
            Self::Tags | Self::Consent | Self::Searches => 1,
            Self::Refunds | Self::Carts | Self::Views | Self::Reviews => 0,
        }
    }

    /// Whether rows have lines with products.
    pub fn has_lines(self) -> bool {
        matches!(self, Self::Orders | Self::Refunds | Self::Carts)
    }

    fn rows(self) -> (&'static str, &'static str) {
        match self {
            Self::People => {
                ("SELECT id, id, created_at, registered, NULL, NULL, country, region, city, postcode, language, birthday FROM person", "id")
            }
            Self::Tags => ("SELECT 0, person_id, 0, 0, NULL, NULL, tag FROM person_tag", "person_id"),
            Self::Consent => (
                "SELECT id, person_id, at, CASE channel WHEN 'email' THEN 0 ELSE 8 END
                   + CASE state WHEN 'subscribed' THEN 0 WHEN 'pending' THEN 1 WHEN 'unsubscribed' THEN 2 ELSE 3 END, NULL, NULL, source
                 FROM consent",
                "person_id",
            ),
            Self::Orders => (
                "SELECT id, person_id, placed_at, CASE status WHEN 'pending' THEN 0 WHEN 'paid' THEN 1 WHEN 'fulfilled' THEN 2
                   WHEN 'refunded' THEN 3 WHEN 'cancelled' THEN 4 ELSE 5 END + CASE WHEN counts = 1 THEN 16 ELSE 0 END
                   + CASE WHEN discount > 0 OR coalesce(coupons, '') <> '' THEN 32 ELSE 0 END, total_shop, NULL, country, channel, coupons
                 FROM orders",
                "person_id",
            ),
            Self::Refunds => ("SELECT id, person_id, at, 0, amount_shop, NULL FROM refund r", "person_id"),
            Self::Carts => (
                "SELECT c.id, c.person_id, c.at, 0, c.total_shop, o.placed_at FROM cart c LEFT JOIN orders o ON o.id = c.order_id",
                "c.person_id",
            ),
            Self::Emails => ("SELECT id, person_id, at, kind, NULL, NULL, campaign, link FROM email_event", "person_id"),
            Self::Views => ("SELECT id, person_id, at, 0, NULL, product_id FROM product_view", "person_id"),
            Self::Searches => ("SELECT id, person_id, at, 0, NULL, NULL, words FROM search", "person_id"),
            Self::Reviews => ("SELECT id, person_id, at, coalesce(rating, 0), NULL, product_id FROM review", "person_id"),
            Self::Events => ("SELECT id, person_id, at, 0, NULL, NULL, name, properties FROM event", "person_id"),
        }
    }

    /// `row, product, quantity, amount in the shop's currency`.
    fn lines(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Orders => ("SELECT order_id, product_id, quantity, total_shop FROM order_line", "order_id"),
            Self::Refunds => ("SELECT refund_id, product_id, quantity, NULL FROM refund_line", "refund_id"),
            Self::Carts => ("SELECT cart_id, product_id, quantity, NULL FROM cart_line", "cart_id"),
            _ => return None,
        })
    }

    fn table(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Refunds => "refund",
            _ => "cart",
        }
    }
}

/// A product as far as a filter of rows asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priced {
    pub id: i64,
    pub price: Option<i64>,
    pub currency: Option<Currency>,
}

impl Reader<'_> {
    /// The rows of a kind in the order of their ids, of these people (ids as a JSON list) or of all. Rows of nobody are left out.
    pub fn each_column_row(&self, kind: Kind, people: Option<&str>, f: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        let (select, person) = kind.rows();
        let order = match kind {
            Kind::Tags => "person_id, tag",
            Kind::Carts => "c.id",
            _ => "id",
        };
        let only = if kind == Kind::Refunds { format!("AND {REFUND_COUNTS}") } else { String::new() };
        match people {
            None => self.each(&format!("{select} WHERE +{person} IS NOT NULL {only} ORDER BY {order}"), &[], f),
            Some(ids) => self.each(
                &format!("{select} WHERE {person} IN (SELECT value FROM json_each(?1)) {only} ORDER BY {order}"),
                &[ids.into()],
                f,
            ),
        }
    }

    /// Their lines, in the order of the rows' ids and their own numbers.
    pub fn each_column_line(&self, kind: Kind, people: Option<&str>, f: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        let Some((select, parent)) = kind.lines() else { return Ok(()) };
        match people {
            None => self.each(&format!("{select} ORDER BY {parent}, line_no"), &[], f),
            Some(ids) => {
                let of = format!("SELECT id FROM {} WHERE person_id IN (SELECT value FROM json_each(?1))", kind.table());
                self.each(&format!("{select} WHERE {parent} IN ({of}) ORDER BY {parent}, line_no"), &[ids.into()], f)
            }
        }
    }

    pub fn priced_products(&self) -> Result<Vec<Priced>> {
        self.rows("SELECT id, price, currency FROM product ORDER BY id", &[], |r| {
            let currency = r.get::<Option<String>>(2)?.and_then(|c| c.parse().ok());
            Ok(Priced { id: r.get(0)?, price: r.get(1)?, currency })
        })
    }

    /// `(product, category)`.
    pub fn product_categories(&self) -> Result<Vec<(i64, String)>> {
        self.rows("SELECT product_id, category FROM product_category", &[], |r| Ok((r.get(0)?, r.get(1)?)))
    }

    /// `(product, tag)`.
    pub fn product_tags(&self) -> Result<Vec<(i64, String)>> {
        self.rows("SELECT product_id, tag FROM product_tag", &[], |r| Ok((r.get(0)?, r.get(1)?)))
    }
}
