//! What stands on the shelf, as far as a suggestion must know it, and what is no product at all.

use crate::types::{Day, ProductId};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Good {
    pub product: ProductId,
    pub title: String,
    /// `None`: the source does not say, so it may be suggested.
    pub in_stock: Option<bool>,
    pub has_picture: bool,
    /// When it came to the shelf, where the source says so.
    pub created: Option<Day>,
    pub categories: Vec<String>,
}

/// Lines of an order that are no goods (postage, fees, corrections), as shops' exports name them. Nobody should be
/// told that postage is a best seller.
pub fn is_service(title: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "manual",
        "discount",
        "shipping",
        "delivery",
        "samples",
        "adjustment",
        "bank charges",
        "amazon fee",
        "cruk commission",
        "gift wrapping",
        "versand",
        "versandkosten",
    ];
    let title = title.trim().to_lowercase();
    WHOLE.contains(&title.as_str())
        || title.split(|c: char| !c.is_alphanumeric()).any(|word| word == "postage")
        || title == "carriage"
        || title.ends_with(" day carriage")
        || title.starts_with("adjustment by")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postage_is_no_product() {
        for service in
            ["POSTAGE", "DOTCOM POSTAGE", "Next Day Carriage", " Manual ", "Discount", "AMAZON FEE", "Adjustment by john on 26/01/2010"]
        {
            assert!(is_service(service), "{service}");
        }
        for goods in ["Manual coffee grinder", "Postcard set", "Sample tray", "Carriage clock"] {
            assert!(!is_service(goods), "{goods}");
        }
    }
}
