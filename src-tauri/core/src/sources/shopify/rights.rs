//! What the app may read in the shop, and what does not come in without it.

use serde_json::Value;

use crate::sources::json;

/// Without one of these there is nothing to work with.
const NEEDED: [(&str, &str); 3] =
    [("read_orders", "orders"), ("read_customers", "customers and their consent"), ("read_products", "products")];

/// Access scopes that were granted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rights(Vec<String>);

impl Rights {
    /// From `currentAppInstallation`.
    pub fn of(installation: &Value) -> Self {
        Self(json::list(installation, "accessScopes").iter().filter_map(|s| json::owned(s, "handle")).collect())
    }

    /// Who may write may read.
    pub fn may(&self, scope: &str) -> bool {
        let write = scope.replacen("read_", "write_", 1);
        self.0.iter().any(|s| s == scope || *s == write)
    }

    /// Orders older than 60 days.
    pub fn sees_all_orders(&self) -> bool {
        self.may("read_all_orders")
    }

    /// A sentence about the rights that are missing and needed; `None` when there are none.
    pub fn missing(&self) -> Option<String> {
        let missing: Vec<_> = NEEDED.iter().filter(|(scope, _)| !self.may(scope)).collect();
        if missing.is_empty() {
            return None;
        }
        let scopes: Vec<_> = missing.iter().map(|(s, _)| *s).collect();
        let things: Vec<_> = missing.iter().map(|(_, t)| *t).collect();
        Some(format!(
            "This app may not read {}: the {} {} {} missing. In Shopify’s Dev Dashboard, add {} to the app’s access scopes, release that \
             version, and accept it in the shop; then try again.",
            listed(&things, "or"),
            if scopes.len() == 1 { "scope" } else { "scopes" },
            listed(&scopes, "and"),
            if scopes.len() == 1 { "is" } else { "are" },
            if scopes.len() == 1 { "it" } else { "them" },
        ))
    }

    /// What should be known though it does not stand in the way.
    pub fn notes(&self) -> Vec<String> {
        if self.sees_all_orders() {
            return Vec::new();
        }
        vec![
            "The scope read_all_orders is missing: orders older than 60 days will not come in, and people will look newer than they are. Ask for \
             it in the Dev Dashboard (API access → Read all orders), then connect the shop again."
                .to_owned(),
        ]
    }
}

fn listed(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rights(scopes: &[&str]) -> Rights {
        let scopes: Vec<_> = scopes.iter().map(|s| json!({ "handle": s })).collect();
        Rights::of(&json!({ "accessScopes": scopes }))
    }

    #[test]
    fn missing_rights_are_named_together_with_what_they_are_for() {
        assert_eq!(rights(&["read_orders", "write_customers", "read_products"]).missing(), None);
        let said = rights(&["read_orders"]).missing().unwrap();
        assert!(
            said.starts_with(
                "This app may not read customers and their consent or products: the scopes read_customers and read_products are missing."
            ),
            "{said}"
        );
        assert!(rights(&["read_products", "read_orders"]).missing().unwrap().contains("the scope read_customers is missing"));
    }

    #[test]
    fn without_all_orders_the_sixty_days_are_said() {
        assert!(rights(&["read_orders"]).notes()[0].contains("60 days"));
        assert!(rights(&["read_all_orders"]).notes().is_empty());
    }
}
