//! What sources yield and sync stores: one shape for every platform, file and the demo shop.
//!
//! A record is what the source said, cleaned of its dialect (ISO countries and currencies, UTC, minor units), not yet
//! a person: identity is decided when it lands in the store. Amounts are in the record's own currency.

use super::{Currency, Money, Timestamp};

#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    Customer(CustomerRecord),
    Product(ProductRecord),
    Order(OrderRecord),
    Refund(RefundRecord),
    Cart(CartRecord),
    EmailEvent(EmailEventRecord),
    View(ViewRecord),
    Search(SearchRecord),
    Review(ReviewRecord),
    Event(EventRecord),
    /// The source says that this is not there any more: deleted, or merged into another.
    Gone {
        what: Kind,
        external_id: String,
    },
    /// All the refunds that an order has at the source; any other that was known of it is gone.
    RefundsOf {
        order: String,
        refunds: Vec<String>,
    },
    /// A step of looking through everything that is there, to find what is not.
    Sweep(Sweep),
}

/// What can be looked for at a source by its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Customer,
    Product,
    Order,
    Cart,
    Review,
}

impl Kind {
    /// As it is kept in the file; never renamed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Product => "product",
            Self::Order => "order",
            Self::Cart => "cart",
            Self::Review => "review",
        }
    }
}

/// Reconciliation: everything of a kind that is known at `Begin` is suspected to be gone, what the source still lists is
/// cleared of it, and whatever is left at `End` is gone. What comes in meanwhile was never suspected.
#[derive(Debug, Clone, PartialEq)]
pub enum Sweep {
    Begin(Kind),
    /// Numbers that the source lists.
    Seen(Kind, Vec<String>),
    End(Kind),
}

/// A customer, guest or subscriber as the source knows them. An empty string is never stored: use `None` for unset.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CustomerRecord {
    /// The source's own id; `None` for a guest, who is then known by email alone.
    pub external_id: Option<String>,
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub phone: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub postcode: Option<String>,
    /// BCP 47, e.g. `de` or `pt-BR`.
    pub language: Option<String>,
    /// `YYYY-MM-DD`.
    pub birthday: Option<String>,
    pub created_at: Option<Timestamp>,
    pub tags: Vec<String>,
    /// Fields the source has beyond these, by their name there.
    pub fields: Vec<(String, String)>,
    pub consent: Vec<ConsentRecord>,
}

/// One statement about what a person agreed to; the ledger only ever grows.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentRecord {
    pub channel: Channel,
    pub state: ConsentState,
    pub at: Timestamp,
    /// Who says so: `checkout`, `import`, `mailchimp` …
    pub source: String,
    /// How it was given: `single_opt_in`, `double_opt_in`, `unknown` …
    pub method: String,
    /// The sentence the person agreed to, where it is known.
    pub wording: Option<String>,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, specta::Type, schemars::JsonSchema,
)]
// Tauri's own runtime has a `Channel`, so the UI's types need another name.
#[serde(rename = "ConsentChannel", rename_all = "snake_case")]
pub enum Channel {
    Email,
    Sms,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    Subscribed,
    Unsubscribed,
    /// Asked, not yet confirmed (double opt-in).
    Pending,
    /// The address bounces for good.
    Cleaned,
}

impl Channel {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

impl ConsentState {
    pub const ALL: [Self; 4] = [Self::Subscribed, Self::Unsubscribed, Self::Pending, Self::Cleaned];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Subscribed => "subscribed",
            Self::Unsubscribed => "unsubscribed",
            Self::Pending => "pending",
            Self::Cleaned => "cleaned",
        }
    }

    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|x| x.as_str() == s)
    }
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProductRecord {
    pub external_id: String,
    pub title: Option<String>,
    pub sku: Option<String>,
    /// Minor units of `currency`.
    pub price: Option<i64>,
    pub currency: Option<Currency>,
    pub url: Option<String>,
    pub image_url: Option<String>,
    pub in_stock: Option<bool>,
    pub categories: Vec<String>,
    pub tags: Vec<String>,
    pub created_at: Option<Timestamp>,
    /// The ways in which it is sold (sizes, colours); empty when it is sold in one, or the source does not say.
    pub variants: Vec<VariantRecord>,
}

/// One way in which a product is sold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VariantRecord {
    pub external_id: String,
    pub title: Option<String>,
    pub sku: Option<String>,
    /// Minor units of the product's currency.
    pub price: Option<i64>,
    pub in_stock: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, specta::Type, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Placed, not paid yet.
    Pending,
    Paid,
    Fulfilled,
    /// Paid and given back in full; it was an order, its refunds say what went back.
    Refunded,
    Cancelled,
    Failed,
}

impl OrderStatus {
    pub const ALL: [Self; 6] = [Self::Pending, Self::Paid, Self::Fulfilled, Self::Refunded, Self::Cancelled, Self::Failed];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Paid => "paid",
            Self::Fulfilled => "fulfilled",
            Self::Refunded => "refunded",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|x| x.as_str() == s)
    }

    /// Whether it is a purchase: counted in orders, spend, RFM and every segment.
    pub fn counts(self) -> bool {
        matches!(self, Self::Paid | Self::Fulfilled | Self::Refunded)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct OrderRecord {
    pub external_id: String,
    /// What the shop and the customer call it.
    pub number: String,
    /// `None` when the source does not say who bought: an anonymous order, kept and counted, not a person.
    pub buyer: Option<CustomerRecord>,
    pub placed_at: Timestamp,
    pub status: OrderStatus,
    pub currency: Currency,
    /// What was to pay, tax and shipping included, discounts taken off.
    pub total: i64,
    pub discount: i64,
    pub shipping: i64,
    pub tax: i64,
    /// ISO country of the order.
    pub country: Option<String>,
    pub channel: Option<String>,
    pub coupons: Vec<String>,
    pub lines: Vec<LineRecord>,
    /// The total as the source itself reckons it in the shop's currency; it wins over every rate known here.
    pub shop_total: Option<Money>,
    /// The first page that the buyer saw, where the source tells.
    pub landing: Option<String>,
    /// From where they came there.
    pub referrer: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LineRecord {
    /// The position within its order, from 1; with the order it identifies the line.
    pub line_no: u32,
    /// The source's product id (or SKU where there is none); `None` for a line without a product.
    pub product: Option<String>,
    pub title: Option<String>,
    pub quantity: i64,
    pub total: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RefundRecord {
    pub external_id: String,
    pub order_external_id: Option<String>,
    /// Used when the order is not named or not known.
    pub buyer: Option<CustomerRecord>,
    pub at: Timestamp,
    pub currency: Currency,
    /// Positive: what went back to the customer.
    pub amount: i64,
    /// As an order's.
    pub shop_amount: Option<Money>,
    pub reason: Option<String>,
    /// Positive quantities and totals of what came back.
    pub lines: Vec<LineRecord>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CartRecord {
    pub external_id: String,
    pub buyer: CustomerRecord,
    pub at: Timestamp,
    pub currency: Currency,
    pub total: i64,
    /// The order it became, if it did.
    pub order_external_id: Option<String>,
    pub lines: Vec<LineRecord>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, specta::Type, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmailEventKind {
    Sent,
    Opened,
    Clicked,
    Bounced,
    Complained,
    Unsubscribed,
}

impl EmailEventKind {
    pub const ALL: [Self; 6] = [Self::Sent, Self::Opened, Self::Clicked, Self::Bounced, Self::Complained, Self::Unsubscribed];

    /// The number kept in the database; never renumber.
    pub fn code(self) -> i64 {
        match self {
            Self::Sent => 1,
            Self::Opened => 2,
            Self::Clicked => 3,
            Self::Bounced => 4,
            Self::Complained => 5,
            Self::Unsubscribed => 6,
        }
    }

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct EmailEventRecord {
    /// The sender's own id of the event, or one made of what identifies it, so that a second reading adds nothing.
    pub external_id: String,
    pub person: CustomerRecord,
    pub kind: EmailEventKind,
    pub at: Timestamp,
    pub campaign: Option<String>,
    pub link: Option<String>,
}

/// Somebody looked at a product. `external_id` here and below: the source's own, or one made of what identifies it.
#[derive(Debug, Clone, PartialEq)]
pub struct ViewRecord {
    pub external_id: String,
    pub person: CustomerRecord,
    /// What the source says of the product; it fills what the catalogue does not say. `None`: which one is not known.
    pub product: Option<ProductRecord>,
    pub at: Timestamp,
}

/// Somebody searched the shop.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRecord {
    pub external_id: String,
    pub person: CustomerRecord,
    pub at: Timestamp,
    pub words: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ReviewRecord {
    pub external_id: String,
    pub person: CustomerRecord,
    /// As a view's; `None`: a review of the shop.
    pub product: Option<ProductRecord>,
    pub at: Timestamp,
    /// 1 to 5 stars; `None`: words only. Another number is not kept.
    pub rating: Option<u8>,
    pub title: Option<String>,
    pub body: Option<String>,
}

/// Anything else that a shop counts, under its own name.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRecord {
    pub external_id: String,
    pub person: CustomerRecord,
    pub name: String,
    pub at: Timestamp,
    /// Names once each; every value is a text, an empty one is unset.
    pub properties: Vec<(String, String)>,
}
