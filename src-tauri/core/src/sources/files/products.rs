//! One row of a catalogue to one product.
//!
//! Files name what was sold by its code (SKU), else by its name, and so a product of a file is known by the same: each way
//! in which a thing is sold (a size, a colour) is a product of its own, with the categories and tags of the whole.

use csv::ByteRecord;

use super::amounts::Exact;
use super::cells::{self, Places};
use super::mapping::ColumnRole;
use super::words;
use crate::types::records::ProductRecord;

/// What the first row of a product says for all of its rows.
#[derive(Default)]
pub struct Above {
    number: String,
    title: Option<String>,
    categories: Vec<String>,
    tags: Vec<String>,
    url: Option<String>,
    image: Option<String>,
}

/// `Ok(None)`: the row adds nothing to the product above. `Err` is the reason to refuse the row.
pub fn record(places: &mut Places, row: &ByteRecord, above: &mut Above) -> Result<Option<ProductRecord>, String> {
    let number = places.get(row, ColumnRole::ProductNumber).into_owned();
    let goes_on = !number.is_empty() && number == above.number;
    if !goes_on {
        *above = Above { number, ..Above::default() };
    }
    let own_title = places.some(row, ColumnRole::ProductTitle);
    let code = places.some(row, ColumnRole::ProductCode);
    let (mut variant, mut categories, mut tags) = (Vec::new(), Vec::new(), Vec::new());
    for (i, (_, role)) in places.columns.iter().enumerate() {
        let cell = row.get(i).map(cells::text).unwrap_or_default();
        match role {
            _ if cell.is_empty() => {}
            // What Shopify calls the only way in which a thing is sold.
            ColumnRole::VariantTitle if cell != "Default Title" => variant.push(cell.into_owned()),
            ColumnRole::Category => categories.extend(parts(&cell)),
            ColumnRole::Tags => tags.extend(parts(&cell)),
            _ => {}
        }
    }
    let price = match (places.amount(row, ColumnRole::SalePrice), places.amount(row, ColumnRole::UnitPrice)) {
        (Ok(sale), Ok(usual)) => sale.filter(|x| !x.is_zero()).or(usual),
        _ => return Err("The price is not an amount".to_owned()),
    };
    if goes_on && own_title.is_none() && code.is_none() && price.is_none() {
        return Ok(None);
    }
    let currency = places.currency(row).map_err(|()| "The currency is not a code of three letters".to_owned())?;
    let created_at = places.moment(row, ColumnRole::CreatedAt).map_err(|()| "The date cannot be read".to_owned())?;
    let stock = places.get(row, ColumnRole::Stock);
    let in_stock = match places.amount(row, ColumnRole::Stock) {
        Ok(n) => n.map(|n: Exact| !n.is_zero() && !n.is_negative()),
        Err(()) => words::in_stock(&stock),
    };
    above.title = own_title.or_else(|| above.title.take());
    let keep = |said: Vec<String>, before: &mut Vec<String>| {
        if !said.is_empty() {
            *before = said;
        }
    };
    keep(categories, &mut above.categories);
    keep(tags, &mut above.tags);
    above.url = places.some(row, ColumnRole::ProductUrl).or_else(|| above.url.take());
    // Of a list of pictures the first is the product's.
    let image = places.some(row, ColumnRole::ProductImage).and_then(|all| all.split(", ").next().map(str::to_owned));
    above.image = image.or_else(|| above.image.take());
    let title = above.title.as_ref().map(|t| if variant.is_empty() { t.clone() } else { format!("{t} - {}", variant.join(" / ")) });
    let external_id = code.clone().or_else(|| title.clone()).unwrap_or_else(|| above.number.clone());
    if external_id.is_empty() {
        return Err("The row says neither a product's name nor its code".to_owned());
    }
    Ok(Some(ProductRecord {
        external_id,
        title,
        sku: code,
        price: price.and_then(|x| x.in_minor(currency)),
        currency: price.map(|_| currency),
        url: above.url.clone(),
        image_url: above.image.clone(),
        in_stock,
        categories: above.categories.clone(),
        tags: above.tags.clone(),
        created_at,
        variants: Vec::new(),
    }))
}

/// `Kitchen, Mugs > Large`: what stands between commas, of a path its last word too.
fn parts(cell: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for one in cell.split([',', ';']).flat_map(|c| c.split(" > ")).map(str::trim).filter(|t| !t.is_empty()) {
        if !out.iter().any(|o| o == one) {
            out.push(one.to_owned());
        }
    }
    out
}
