//! What is asked of Shopify: every GraphQL document there is, in one place. Version 2026-07.
//!
//! The fields of a thing are written once, for pages and for bulk operations, which differ in how they name the rows of
//! a connection. A bulk operation takes no connection inside a plain list, so a refund's lines are not among an order's
//! fields: `refunds` finds them.

/// In the address, and in the guide.
pub const VERSION: &str = "2026-07";

/// One document.
#[derive(Debug, Clone, PartialEq)]
pub struct Doc {
    /// The operation's name.
    pub name: &'static str,
    pub text: String,
    /// Points that a row is reckoned to cost until the first answer says so.
    pub row: f64,
}

/// Things that are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing {
    Orders,
    Customers,
    Products,
    Carts,
}

impl Thing {
    /// The list's name in the schema.
    pub fn root(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Customers => "customers",
            Self::Products => "products",
            Self::Carts => "abandonedCheckouts",
        }
    }

    /// As a person says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Customers => "customers",
            Self::Products => "products",
            Self::Carts => "abandoned checkouts",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Orders => "Orders",
            Self::Customers => "Customers",
            Self::Products => "Products",
            Self::Carts => "Carts",
        }
    }

    /// The order in which what was updated is read; checkouts cannot be sorted by it.
    fn since_sort(self) -> &'static str {
        if self == Self::Carts { "ID" } else { "UPDATED_AT" }
    }

    fn row(self) -> f64 {
        match self {
            Self::Orders => 150.0,
            Self::Customers => 5.0,
            Self::Products => 60.0,
            Self::Carts => 60.0,
        }
    }

    fn fields(self, list: List) -> String {
        match self {
            Self::Orders => format!("{ORDER} {}", list.of("lineItems", 10, LINE)),
            Self::Customers => CUSTOMER.to_owned(),
            Self::Products => {
                format!("{PRODUCT} {} {}", list.of("variants", 20, VARIANT), list.of("collections", 10, "id title"))
            }
            Self::Carts => format!("{CART} {}", list.of("lineItems", 10, CART_LINE)),
        }
    }

    /// A page of what was updated since, oldest update first.
    pub fn since(self) -> Doc {
        let (root, name, sort, fields) = (self.root(), self.name(), self.since_sort(), self.fields(List::Page));
        let text = format!(
            "query Regulars{name}($first: Int!, $after: String, $query: String) {{ {root}(first: $first, after: $after, query: $query, sortKey: {sort}) \
             {{ nodes {{ {fields} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        Doc { name: self.pick(["RegularsOrders", "RegularsCustomers", "RegularsProducts", "RegularsCarts"]), text, row: self.row() }
    }

    /// The newest of them.
    pub fn newest(self) -> Doc {
        let (root, name, fields) = (self.root(), self.name(), self.fields(List::Page));
        let text = format!(
            "query RegularsNewest{name}($first: Int!, $after: String) {{ {root}(first: $first, after: $after, sortKey: CREATED_AT, reverse: true) \
             {{ nodes {{ {fields} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let names = ["RegularsNewestOrders", "RegularsNewestCustomers", "RegularsNewestProducts", "RegularsNewestCarts"];
        Doc { name: self.pick(names), text, row: self.row() }
    }

    /// Only the numbers, in the order of numbers.
    pub fn ids(self) -> Doc {
        let (root, name) = (self.root(), self.name());
        let text = format!(
            "query Regulars{name}Ids($first: Int!, $after: String) {{ {root}(first: $first, after: $after, sortKey: ID) \
             {{ nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        Doc { name: self.pick(["RegularsOrdersIds", "RegularsCustomersIds", "RegularsProductsIds", "RegularsCartsIds"]), text, row: 1.0 }
    }

    pub fn count(self) -> Doc {
        let field = self.pick(["ordersCount", "customersCount", "productsCount", "abandonedCheckoutsCount"]);
        let name = self.pick(["RegularsOrdersCount", "RegularsCustomersCount", "RegularsProductsCount", "RegularsCartsCount"]);
        Doc { name, text: format!("query {name} {{ {field} {{ count precision }} }}"), row: 10.0 }
    }

    pub fn count_field(self) -> &'static str {
        self.pick(["ordersCount", "customersCount", "productsCount", "abandonedCheckoutsCount"])
    }

    /// Everything, for a bulk operation. `marker` tells what the app could see when it was asked for.
    pub fn bulk(self, marker: &str) -> String {
        let (root, name, fields) = (self.root(), self.name(), self.fields(List::Bulk));
        format!("query RegularsBulk{name}{marker} {{ {root} {{ edges {{ node {{ {fields} }} }} }} }}")
    }

    pub fn bulk_ids(self) -> String {
        let (root, name) = (self.root(), self.name());
        format!("query RegularsBulk{name}Ids {{ {root} {{ edges {{ node {{ id }} }} }} }}")
    }

    fn pick(self, of: [&'static str; 4]) -> &'static str {
        let [orders, customers, products, carts] = of;
        match self {
            Self::Orders => orders,
            Self::Customers => customers,
            Self::Products => products,
            Self::Carts => carts,
        }
    }
}

/// Lists inside a thing that may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inner {
    OrderLines,
    Variants,
    Collections,
    CartLines,
}

impl Inner {
    pub fn key(self) -> &'static str {
        match self {
            Self::OrderLines | Self::CartLines => "lineItems",
            Self::Variants => "variants",
            Self::Collections => "collections",
        }
    }

    /// The rest of it, by the owner's id.
    pub fn rest(self) -> Doc {
        let (name, kind, fields) = match self {
            Self::OrderLines => ("RegularsMoreOrderLines", "Order", LINE),
            Self::Variants => ("RegularsMoreVariants", "Product", VARIANT),
            Self::Collections => ("RegularsMoreCollections", "Product", "id title"),
            Self::CartLines => ("RegularsMoreCartLines", "AbandonedCheckout", CART_LINE),
        };
        let key = self.key();
        let text = format!(
            "query {name}($id: ID!, $first: Int!, $after: String) {{ node(id: $id) {{ ... on {kind} {{ {key}(first: $first, after: $after) \
             {{ nodes {{ {fields} }} pageInfo {{ hasNextPage endCursor }} }} }} }} }}"
        );
        Doc { name, text, row: 10.0 }
    }
}

/// How the rows of a connection are written.
#[derive(Clone, Copy)]
enum List {
    Page,
    Bulk,
}

impl List {
    fn of(self, key: &str, first: u32, fields: &str) -> String {
        match self {
            Self::Page => format!("{key}(first: {first}) {{ nodes {{ {fields} }} pageInfo {{ hasNextPage endCursor }} }}"),
            Self::Bulk => format!("{key} {{ edges {{ node {{ {fields} }} }} }}"),
        }
    }
}

const CUSTOMER: &str = "id firstName lastName locale tags createdAt updatedAt \
    defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt } \
    defaultPhoneNumber { phoneNumber marketingState marketingOptInLevel marketingUpdatedAt } \
    defaultAddress { countryCodeV2 provinceCode city zip }";

const ORDER: &str = "id name test edited createdAt processedAt updatedAt cancelledAt displayFinancialStatus displayFulfillmentStatus \
    currencyCode presentmentCurrencyCode taxesIncluded sourceName discountCodes email phone customerLocale \
    totalPriceSet { presentmentMoney { amount } shopMoney { amount } } \
    totalReceivedSet { presentmentMoney { amount } shopMoney { amount } } \
    totalDiscountsSet { presentmentMoney { amount } } totalShippingPriceSet { presentmentMoney { amount } } \
    totalTaxSet { presentmentMoney { amount } } \
    attribution { handle } \
    customerJourneySummary { firstVisit { landingPage referrerUrl } lastVisit { source utmParameters { source } } } \
    customer { id firstName lastName defaultEmailAddress { emailAddress } } \
    displayAddress { countryCodeV2 provinceCode city zip } \
    refunds { id createdAt processedAt note totalRefundedSet { presentmentMoney { amount } shopMoney { amount } } }";

const LINE: &str = "id title quantity currentQuantity product { id } originalTotalSet { presentmentMoney { amount } } \
    discountAllocations { allocatedAmountSet { presentmentMoney { amount } } } taxLines { priceSet { presentmentMoney { amount } } }";

const PRODUCT: &str = "id title handle status vendor productType tags createdAt updatedAt onlineStoreUrl \
    featuredMedia { preview { image { url } } } priceRangeV2 { minVariantPrice { amount currencyCode } }";

const VARIANT: &str = "id title sku price availableForSale";

const CART: &str = "id createdAt updatedAt completedAt customer { id firstName lastName defaultEmailAddress { emailAddress } } \
    totalPriceSet { presentmentMoney { amount currencyCode } }";

const CART_LINE: &str = "id title quantity product { id } discountedTotalPriceSet { presentmentMoney { amount } }";

fn doc(name: &'static str, text: &str, row: f64) -> Doc {
    Doc { name, text: text.to_owned(), row }
}

/// Who the shop is and what the app may read there.
pub fn shop() -> Doc {
    doc(
        "RegularsShop",
        "query RegularsShop { shop { name myshopifyDomain currencyCode ianaTimezone plan { publicDisplayName } } \
         currentAppInstallation { accessScopes { handle } } }",
        10.0,
    )
}

/// Whether the things can really be seen, and how many there are.
pub fn look() -> Doc {
    doc(
        "RegularsLook",
        "query RegularsLook { orders(first: 1) { nodes { id email displayAddress { countryCodeV2 } } } \
         customers(first: 1) { nodes { id firstName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } } } \
         products(first: 1) { nodes { id } } ordersCount(limit: null) { count } customersCount(limit: null) { count } \
         productsCount(limit: null) { count } }",
        30.0,
    )
}

pub fn refund_lines() -> Doc {
    doc(
        "RegularsRefundLines",
        "query RegularsRefundLines($ids: [ID!]!) { nodes(ids: $ids) { ... on Refund { id refundLineItems(first: 50) { nodes { quantity \
         subtotalSet { presentmentMoney { amount } } totalTaxSet { presentmentMoney { amount } } lineItem { id } } } } } }",
        303.0,
    )
}

const OPERATION: &str = "id status errorCode createdAt completedAt objectCount rootObjectCount fileSize url query";

pub fn bulk_start() -> Doc {
    let text = format!(
        "mutation RegularsBulkStart($query: String!, $group: Boolean!) {{ bulkOperationRunQuery(query: $query, groupObjects: $group) \
         {{ bulkOperation {{ {OPERATION} }} userErrors {{ code field message }} }} }}"
    );
    Doc { name: "RegularsBulkStart", text, row: 10.0 }
}

pub fn bulk_state() -> Doc {
    Doc {
        name: "RegularsBulkState",
        text: format!("query RegularsBulkState($id: ID!) {{ bulkOperation(id: $id) {{ {OPERATION} }} }}"),
        row: 1.0,
    }
}

/// The newest operations of this app.
pub fn bulk_list() -> Doc {
    let text = format!(
        "query RegularsBulkList {{ bulkOperations(first: 20, query: \"operation_type:query\", sortKey: CREATED_AT, reverse: true) \
         {{ nodes {{ {OPERATION} }} }} }}"
    );
    Doc { name: "RegularsBulkList", text, row: 25.0 }
}

/// All of them with values for their variables, for holding them against the schema.
pub fn all() -> Vec<(Doc, serde_json::Value)> {
    use serde_json::json;
    let mut out = vec![
        (shop(), json!({})),
        (look(), json!({})),
        (refund_lines(), json!({ "ids": ["gid://shopify/Refund/1"] })),
        (bulk_state(), json!({ "id": "gid://shopify/BulkOperation/1" })),
        (bulk_list(), json!({})),
    ];
    for thing in [Thing::Orders, Thing::Customers, Thing::Products, Thing::Carts] {
        out.push((thing.since(), json!({ "first": 50, "after": null, "query": "updated_at:>='2026-11-20T05:43:00Z'" })));
        out.push((thing.newest(), json!({ "first": 50, "after": null })));
        out.push((thing.ids(), json!({ "first": 250, "after": null })));
        out.push((thing.count(), json!({})));
        out.push((bulk_start(), json!({ "query": thing.bulk("All"), "group": true })));
        out.push((bulk_start(), json!({ "query": thing.bulk_ids(), "group": false })));
    }
    for inner in [Inner::OrderLines, Inner::Variants, Inner::Collections, Inner::CartLines] {
        out.push((inner.rest(), json!({ "id": "gid://shopify/Order/1", "first": 50, "after": "x" })));
    }
    out
}
