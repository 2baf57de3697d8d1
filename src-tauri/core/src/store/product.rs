//! Products, their categories and tags, and which product a view or a review means.

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

    /// Products whose title or SKU contains `text`: those of `first` in that order, then by title.
    pub fn find_products(&self, text: &str, first: &[ProductId], limit: u32) -> Result<Vec<ProductRow>> {
        let like = format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        let first = serde_json::to_string(first).unwrap_or_default();
        self.rows(
            &format!(
                "WITH best(id, place) AS MATERIALIZED (SELECT value, key FROM json_each(?3))
                 SELECT {PRODUCT_COLUMNS} FROM product t LEFT JOIN best ON best.id = t.id
                 WHERE t.title LIKE ?1 ESCAPE '\\' OR t.sku LIKE ?1 ESCAPE '\\' OR t.external_id LIKE ?1 ESCAPE '\\'
                 ORDER BY best.place IS NULL, best.place, t.title, t.id LIMIT ?2"
            ),
            &[like.into(), limit.into(), first.into()],
            product_row,
        )
    }
}

impl Writer<'_> {
    fn set_variants(&self, id: ProductId, p: &ProductRecord) -> Result<()> {
        self.execute("DELETE FROM product_variant WHERE product_id = ?1", &[id.into()])?;
        p.variants.iter().try_for_each(|v| {
            self.execute(
                "INSERT OR REPLACE INTO product_variant (product_id, external_id, title, sku, price, in_stock) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                &[
                    id.into(),
                    v.external_id.as_str().into(),
                    v.title.clone().into(),
                    v.sku.clone().into(),
                    v.price.into(),
                    v.in_stock.into(),
                ],
            )
            .map(|_| ())
        })
    }

    pub fn upsert_product(&self, source: SourceId, p: &ProductRecord) -> Result<ProductId> {
        let title = p.title.as_deref().map(str::trim).filter(|t| !t.is_empty());
        self.execute(
            "INSERT INTO product (source_id, external_id, title, sku, price, currency, url, image_url, in_stock, created_at)
             VALUES (?1, ?2, coalesce(?3, ?2), ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (source_id, external_id) DO UPDATE SET title = coalesce(?3, title), sku = coalesce(?4, sku),
               price = coalesce(?5, price), currency = coalesce(?6, currency), url = coalesce(?7, url),
               image_url = coalesce(?8, image_url), in_stock = coalesce(?9, in_stock), created_at = coalesce(?10, created_at), from_activity = 0",
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
        self.execute("DELETE FROM product_tag WHERE product_id = ?1", &[id.into()])?;
        self.set_variants(id, p)?;
        self.add_product_words(id, p)?;
        self.adopt(source, id, p)?;
        Ok(id)
    }

    fn add_product_words(&self, id: ProductId, p: &ProductRecord) -> Result<()> {
        for category in &p.categories {
            self.execute("INSERT OR IGNORE INTO product_category (product_id, category) VALUES (?1, ?2)", &[id.into(), category.into()])?;
        }
        for tag in &p.tags {
            self.execute("INSERT OR IGNORE INTO product_tag (product_id, tag) VALUES (?1, ?2)", &[id.into(), tag.into()])?;
        }
        Ok(())
    }

    /// Views and reviews that came before their product, from another source: they move to it.
    fn adopt(&self, source: SourceId, id: ProductId, p: &ProductRecord) -> Result<()> {
        let names = [Some(p.external_id.as_str()), p.sku.as_deref()];
        for name in names.into_iter().flatten() {
            let orphans = self.rows(
                // CROSS: source by source, through the index of products' numbers. Else every product is looked at.
                "SELECT t.id FROM source s CROSS JOIN product t ON t.source_id = s.id AND t.external_id = ?1
                 WHERE t.from_activity = 1 AND s.id <> ?2",
                &[name.into(), source.into()],
                |r| r.get::<i64>(0),
            )?;
            for orphan in orphans {
                for table in ["product_view", "review"] {
                    // No record of this write names these people, and yet what they looked at changes.
                    let whose = format!("INSERT INTO moved (person_id) SELECT person_id FROM {table} WHERE product_id = ?1");
                    self.execute(&whose, &[orphan.into()])?;
                    self.execute(&format!("UPDATE {table} SET product_id = ?1 WHERE product_id = ?2"), &[id.into(), orphan.into()])?;
                }
                self.execute("DELETE FROM product WHERE id = ?1", &[orphan.into()])?;
            }
        }
        Ok(())
    }

    /// The product that a view or a review names: the source's own, else the one of another source that has this SKU or
    /// number (when it is only one), else a new one. What is not known of it yet is filled in.
    pub fn product_seen(&self, source: SourceId, p: &ProductRecord) -> Result<ProductId> {
        let key = [source.into(), p.external_id.as_str().into()];
        let own = self.first("SELECT id FROM product WHERE source_id = ?1 AND external_id = ?2", &key, |r| r.get(0))?;
        let id = match own.map(ProductId) {
            Some(id) => id,
            None => match self.product_elsewhere(source, p)? {
                Some(id) => return Ok(id),
                None => ProductId(
                    self.insert("INSERT INTO product (source_id, external_id, title, from_activity) VALUES (?1, ?2, ?2, 1)", &key)?,
                ),
            },
        };
        self.execute(
            "UPDATE product SET title = CASE WHEN title = external_id THEN coalesce(?2, title) ELSE title END, sku = coalesce(sku, ?3),
               price = CASE WHEN price IS NULL OR currency IS NULL THEN ?4 ELSE price END,
               currency = CASE WHEN price IS NULL OR currency IS NULL THEN ?5 ELSE currency END,
               url = coalesce(url, ?6), image_url = coalesce(image_url, ?7)
             WHERE id = ?1",
            &[
                id.into(),
                p.title.as_deref().map(str::trim).filter(|t| !t.is_empty()).into(),
                p.sku.clone().into(),
                p.price.filter(|_| p.currency.is_some()).into(),
                p.currency.into(),
                p.url.clone().into(),
                p.image_url.clone().into(),
            ],
        )?;
        if self.number("SELECT EXISTS (SELECT 1 FROM product_category WHERE product_id = ?1)", &[id.into()])? == 0 {
            self.add_product_words(id, p)?;
        }
        Ok(id)
    }

    fn product_elsewhere(&self, source: SourceId, p: &ProductRecord) -> Result<Option<ProductId>> {
        let by_sku = self.rows(
            "SELECT id FROM product WHERE sku IN (?1, ?2) AND source_id <> ?3 AND from_activity = 0 LIMIT 2",
            &[p.external_id.as_str().into(), p.sku.clone().into(), source.into()],
            |r| r.get(0),
        )?;
        let by_number = || {
            self.rows(
                "SELECT t.id FROM source s CROSS JOIN product t ON t.source_id = s.id AND t.external_id = ?1
                 WHERE s.id <> ?2 AND t.from_activity = 0 LIMIT 2",
                &[p.external_id.as_str().into(), source.into()],
                |r| r.get(0),
            )
        };
        let found = if by_sku.is_empty() { by_number()? } else { by_sku };
        Ok(match found.as_slice() {
            [one] => Some(ProductId(*one)),
            _ => None,
        })
    }

    /// The product a line names, made from the line alone when the catalogue does not have it (yet).
    pub fn product_or_stub(&self, source: SourceId, external_id: &str, title: Option<&str>) -> Result<ProductId> {
        let title = title.map(str::trim).filter(|t| !t.is_empty());
        self.execute(
            "INSERT INTO product (source_id, external_id, title) VALUES (?1, ?2, coalesce(?3, ?2))
             ON CONFLICT (source_id, external_id) DO UPDATE SET from_activity = 0,
               title = CASE WHEN title = external_id THEN coalesce(?3, title) ELSE title END
             WHERE from_activity = 1 OR (?3 IS NOT NULL AND title = external_id)",
            &[source.into(), external_id.into(), title.into()],
        )?;
        self.product_id(source, external_id)
    }

    fn product_id(&self, source: SourceId, external_id: &str) -> Result<ProductId> {
        self.number("SELECT id FROM product WHERE source_id = ?1 AND external_id = ?2", &[source.into(), external_id.into()]).map(ProductId)
    }
}
