//! Products and their categories.

use super::{Reader, Row, Writer};
use crate::types::records::ProductRecord;
use crate::types::{Currency, ProductId, Result, SourceId};

#[derive(Debug, Clone, PartialEq)]
pub struct ProductRow {
    pub id: ProductId,
    pub external_id: String,
    pub title: String,
    pub sku: Option<String>,
    /// Minor units of `currency`.
    pub price: Option<i64>,
    pub currency: Option<Currency>,
    pub url: Option<String>,
    pub image_url: Option<String>,
    /// `None`: the source does not say.
    pub in_stock: Option<bool>,
}

pub(super) const PRODUCT_COLUMNS: &str = "t.id, t.external_id, t.title, t.sku, t.price, t.currency, t.url, t.image_url, t.in_stock";

pub(super) fn product_row(r: &Row<'_>) -> Result<ProductRow> {
    Ok(ProductRow {
        id: ProductId(r.get(0)?),
        external_id: r.get(1)?,
        title: r.get(2)?,
        sku: r.get(3)?,
        price: r.get(4)?,
        currency: r.get::<Option<String>>(5)?.and_then(|c| c.parse().ok()),
        url: r.get(6)?,
        image_url: r.get(7)?,
        in_stock: r.get(8)?,
    })
}

impl Reader<'_> {
    pub fn product(&self, id: ProductId) -> Result<Option<ProductRow>> {
        self.first(&format!("SELECT {PRODUCT_COLUMNS} FROM product t WHERE t.id = ?1"), &[id.into()], product_row)
    }

    /// The kind of source that a product comes from.
    pub fn product_source_kind(&self, id: ProductId) -> Result<Option<String>> {
        self.first("SELECT s.kind FROM product t JOIN source s ON s.id = t.source_id WHERE t.id = ?1", &[id.into()], |r| r.get(0))
    }

    /// The product that another shop's file means: the one of the same number at the same kind of source and with the same
    /// SKU or title, else the only one with that SKU, else the only one with that title.
    pub fn same_product(&self, source: &str, external_id: &str, sku: Option<&str>, title: &str) -> Result<Option<ProductId>> {
        let one = |sql: &str, params: &[super::Value]| -> Result<Option<ProductId>> {
            let found = self.rows(sql, params, |r| r.get(0).map(ProductId))?;
            Ok(if let [one] = found.as_slice() { Some(*one) } else { None })
        };
        let exact = one(
            "SELECT t.id FROM product t JOIN source s ON s.id = t.source_id
             WHERE s.kind = ?1 AND t.external_id = ?2 AND (t.sku = ?3 COLLATE NOCASE OR t.title = ?4 COLLATE NOCASE) LIMIT 2",
            &[source.into(), external_id.into(), sku.map(str::to_owned).into(), title.into()],
        )?;
        if exact.is_some() {
            return Ok(exact);
        }
        if let Some(sku) = sku.filter(|s| !s.trim().is_empty())
            && let Some(id) = one("SELECT id FROM product WHERE sku = ?1 COLLATE NOCASE LIMIT 2", &[sku.into()])?
        {
            return Ok(Some(id));
        }
        one("SELECT id FROM product WHERE title = ?1 COLLATE NOCASE LIMIT 2", &[title.into()])
    }

    /// Every category with how many products it has, by name.
    pub fn categories(&self) -> Result<Vec<(String, i64)>> {
        self.rows("SELECT category, count(*) FROM product_category GROUP BY category ORDER BY category", &[], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
    }

    /// Products whose title or SKU contains `text`, best known first.
    pub fn find_products(&self, text: &str, limit: u32) -> Result<Vec<ProductRow>> {
        let like = format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        self.rows(
            &format!(
                "SELECT {PRODUCT_COLUMNS} FROM product t
                 LEFT JOIN (SELECT product_id, count(*) AS n FROM order_line GROUP BY product_id) s ON s.product_id = t.id
                 WHERE t.title LIKE ?1 ESCAPE '\\' OR t.sku LIKE ?1 ESCAPE '\\' OR t.external_id LIKE ?1 ESCAPE '\\'
                 ORDER BY coalesce(s.n, 0) DESC, t.title LIMIT ?2"
            ),
            &[like.into(), limit.into()],
            product_row,
        )
    }
}

impl Writer<'_> {
    pub fn upsert_product(&self, source: SourceId, p: &ProductRecord) -> Result<ProductId> {
        let title = p.title.as_deref().map(str::trim).filter(|t| !t.is_empty());
        self.execute(
            "INSERT INTO product (source_id, external_id, title, sku, price, currency, url, image_url, in_stock, created_at)
             VALUES (?1, ?2, coalesce(?3, ?2), ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (source_id, external_id) DO UPDATE SET title = coalesce(?3, title), sku = coalesce(?4, sku),
               price = coalesce(?5, price), currency = coalesce(?6, currency), url = coalesce(?7, url),
               image_url = coalesce(?8, image_url), in_stock = coalesce(?9, in_stock), created_at = coalesce(?10, created_at)",
            &[
                source.into(),
                p.external_id.as_str().into(),
                title.into(),
                p.sku.clone().into(),
                p.price.into(),
                p.currency.into(),
                p.url.clone().into(),
                p.image_url.clone().into(),
                p.in_stock.into(),
                p.created_at.into(),
            ],
        )?;
        let id = self.product_id(source, &p.external_id)?;
        self.execute("DELETE FROM product_category WHERE product_id = ?1", &[id.into()])?;
        for category in &p.categories {
            self.execute("INSERT OR IGNORE INTO product_category (product_id, category) VALUES (?1, ?2)", &[id.into(), category.into()])?;
        }
        Ok(id)
    }

    /// The product a line names, made from the line alone when the catalogue does not have it (yet).
    pub fn product_or_stub(&self, source: SourceId, external_id: &str, title: Option<&str>) -> Result<ProductId> {
        let title = title.map(str::trim).filter(|t| !t.is_empty());
        self.execute(
            "INSERT INTO product (source_id, external_id, title) VALUES (?1, ?2, coalesce(?3, ?2)) 
             ON CONFLICT (source_id, external_id) DO UPDATE SET title = excluded.title WHERE ?3 IS NOT NULL AND title = external_id",
            &[source.into(), external_id.into(), title.into()],
        )?;
        self.product_id(source, external_id)
    }

    fn product_id(&self, source: SourceId, external_id: &str) -> Result<ProductId> {
        self.number("SELECT id FROM product WHERE source_id = ?1 AND external_id = ?2", &[source.into(), external_id.into()]).map(ProductId)
    }
}
