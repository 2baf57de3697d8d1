//! What stands on the shop's shelf, and what each reader looked at, left in the cart and ordered last: in bulk, as
//! `insights::recommend` and the emails room fold it into arrays. Everything is as of a moment (exclusive).

use super::{Reader, Row};
use crate::types::{Currency, PersonId, ProductId, Result, Timestamp};

/// A product on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShelfRow {
    pub product: ProductId,
    pub title: String,
    /// `None`: the source does not say.
    pub in_stock: Option<bool>,
    pub has_picture: bool,
    pub created_at: Option<Timestamp>,
}

/// A line with a product of somebody's cart or order; amounts are minor units of `currency`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasketLine {
    pub person: PersonId,
    pub at: Timestamp,
    pub currency: Option<Currency>,
    pub product: ProductId,
    pub quantity: i64,
    pub total: i64,
}

fn basket_line(r: &Row<'_>) -> Result<BasketLine> {
    Ok(BasketLine {
        person: r.person(0)?,
        at: r.at(1)?,
        currency: r.get::<Option<String>>(2)?.and_then(|c| c.parse().ok()),
        product: ProductId(r.get(3)?),
        quantity: r.get(4)?,
        total: r.get(5)?,
    })
}

/// Whose last cart: with no order yet at the moment asked about.
const LAST_CART: &str = "SELECT k.id FROM cart k LEFT JOIN orders o ON o.id = k.order_id
  WHERE k.person_id = p.id AND k.at < ?1 AND (o.id IS NULL OR o.placed_at >= ?1) ORDER BY k.at DESC, k.id DESC LIMIT 1";
const LAST_ORDER: &str = "SELECT k.id FROM orders k WHERE k.person_id = p.id AND k.counts = 1 AND k.placed_at < ?1
  ORDER BY k.placed_at DESC, k.id DESC LIMIT 1";

impl Reader<'_> {
    /// Every product as far as a suggestion must know it, by id. What only views and reviews speak of is none yet.
    pub fn product_shelf(&self) -> Result<Vec<ShelfRow>> {
        self.rows(
            "SELECT id, title, in_stock, coalesce(image_url, '') <> '', created_at FROM product WHERE from_activity = 0 ORDER BY id",
            &[],
            |r| {
                Ok(ShelfRow {
                    product: ProductId(r.get(0)?),
                    title: r.get(1)?,
                    in_stock: r.get(2)?,
                    has_picture: r.get(3)?,
                    created_at: r.maybe_at(4)?,
                })
            },
        )
    }

    /// Every look at a known product.
    pub fn each_view(&self, end: Timestamp, mut f: impl FnMut(PersonId, ProductId, Timestamp)) -> Result<()> {
        self.each("SELECT person_id, product_id, at FROM product_view WHERE at < ?1 AND product_id IS NOT NULL", &[end.into()], |r| {
            f(r.person(0)?, ProductId(r.get(1)?), r.at(2)?);
            Ok(())
        })
    }

    /// What the last cart of each person that became no order holds, by person and in the cart's order.
    pub fn each_left_line(&self, end: Timestamp, mut f: impl FnMut(BasketLine)) -> Result<()> {
        let sql = format!(
            "SELECT p.id, c.at, c.currency, l.product_id, l.quantity, l.total FROM person p JOIN cart c ON c.id = ({LAST_CART})
             JOIN cart_line l ON l.cart_id = c.id WHERE l.product_id IS NOT NULL AND l.quantity > 0 ORDER BY p.id, l.line_no"
        );
        self.each(&sql, &[end.into()], |r| {
            f(basket_line(r)?);
            Ok(())
        })
    }

    /// What the last counted order of each person held.
    pub fn each_last_order_line(&self, end: Timestamp, mut f: impl FnMut(BasketLine)) -> Result<()> {
        let sql = format!(
            "SELECT p.id, c.placed_at, c.currency, l.product_id, l.quantity, l.total FROM person p JOIN orders c ON c.id = ({LAST_ORDER})
             JOIN order_line l ON l.order_id = c.id WHERE l.product_id IS NOT NULL AND l.quantity > 0 ORDER BY p.id, l.line_no"
        );
        self.each(&sql, &[end.into()], |r| {
            f(basket_line(r)?);
            Ok(())
        })
    }
}
