//! Words: what a column's name says about its role, and what a cell's word says (a status, a consent).
//!
//! The names that platforms and shopkeepers use are synonyms in one list, in English, German, French, Dutch and Spanish;
//! exports that are known exactly are in `presets`. Whatever is guessed here is shown before anything is stored.

use super::mapping::ColumnRole;
use crate::types::records::{ConsentState, OrderStatus};

/// Lower case, letters and digits only, one blank between words: `Order-ID ` is `order id`, `OrderId` too.
pub fn normal(header: &str) -> String {
    let mut out = String::with_capacity(header.len());
    let mut lower_before = false;
    for c in header.trim().chars() {
        if c.is_alphanumeric() {
            if c.is_uppercase() && lower_before {
                out.push(' ');
            }
            lower_before = c.is_lowercase() || c.is_ascii_digit();
            out.extend(c.to_lowercase());
        } else {
            lower_before = false;
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Each role's names, the surest first. A name may stand under several roles; the file's kind and the rest decide.
const SYNONYMS: &[(ColumnRole, &str)] = &[
    (
        ColumnRole::OrderNumber,
        "order number|order no|order id|invoice|invoice no|invoice number|invoice id|order|order name|order ref|order reference|receipt number|\
         transaction id|bestellnummer|bestellnr|auftragsnummer|rechnungsnummer|rechnung|numero de commande|commande|facture|ordernummer|bestelling|\
         factuur|numero de pedido|pedido|factura|sale id|name|id",
    ),
    (
        ColumnRole::OrderDate,
        "order date|invoice date|purchase date|sale date|ordered at|placed at|date created|created at|date paid|paid at|order created|order time|\
         date|bestelldatum|rechnungsdatum|datum|date de commande|besteldatum|fecha|fecha de pedido|created|payment date|timestamp|time",
    ),
    (ColumnRole::Status, "order status|financial status|status|payment status|bestellstatus|statut|estado"),
    (ColumnRole::CancelledAt, "cancelled at|canceled at|date cancelled"),
    (
        ColumnRole::ProductCode,
        "sku|stock code|product code|product id|item code|article number|lineitem sku|line item sku|item sku|product sku|variant sku|artikelnummer|\
         artikelnr|reference|referentie|listing id|item id|asin|item number",
    ),
    (
        ColumnRole::ProductTitle,
        "product name|product title|lineitem name|line item name|item name|description|product|item|title|produkt|artikel|bezeichnung|produit|article|\
         omschrijving|producto|product description|name",
    ),
    (
        ColumnRole::Quantity,
        "quantity|qty|lineitem quantity|line item quantity|item quantity|units|menge|anzahl|quantite|aantal|cantidad|pieces|quantity ordered",
    ),
    (
        ColumnRole::UnitPrice,
        "unit price|price|variant price|regular price|lineitem price|line item price|item price|item cost|price each|einzelpreis|preis|stuckpreis|prix unitaire|prix|stukprijs|prijs|\
         precio|precio unitario|unit cost",
    ),
    (
        ColumnRole::LineTotal,
        "line total|order line total|item total|lineitem total|line amount|line item total|zeilensumme|positionssumme|montant ligne|row total",
    ),
    (
        ColumnRole::OrderTotal,
        "order total|total|grand total|total price|total amount|amount|order amount|revenue|gesamtbetrag|gesamtsumme|summe|betrag|total ttc|montant|montant total|\
         totaal|totaalbedrag|bedrag|importe|invoice total|sales",
    ),
    (ColumnRole::Discount, "discount amount|discount|total discount|rabatt|remise|korting|descuento"),
    (
        ColumnRole::Shipping,
        "shipping|shipping total|shipping cost|shipping amount|order shipping|postage|versand|versandkosten|frais de port|verzendkosten|envio",
    ),
    (ColumnRole::Tax, "tax|taxes|tax total|total tax|sales tax|order tax|vat|mwst|ust|steuer|tva|btw|iva"),
    (ColumnRole::Refunded, "refunded amount|refund amount|amount refunded|total refunded|erstattet|rembourse"),
    (ColumnRole::Coupon, "coupon code|coupon|discount code|coupons|voucher|gutschein|gutscheincode|code promo"),
    (ColumnRole::Currency, "currency|order currency|currency code|wahrung|waehrung|währung|devise|valuta|moneda"),
    (
        ColumnRole::CustomerId,
        "customer id|customer no|customer number|customer|client id|user id|buyer id|kundennummer|kundennr|kunden id|numero client|klantnummer|contact id|\
         klaviyo id|person id|profile id|subscriber id|leid|id",
    ),
    (
        ColumnRole::Email,
        "email|email address|e mail|mail|customer email|kundenemail|kunden e mail|e mail adresse|emailadres|e mailadres|adresse e mail|adresse email|courriel|\
         correo|correo electronico|buyer email|contact email",
    ),
    (ColumnRole::FirstName, "first name|firstname|given name|vorname|prenom|voornaam|nombre|forename|fname"),
    (ColumnRole::LastName, "last name|lastname|surname|family name|nachname|nom|achternaam|apellido|apellidos|lname"),
    (ColumnRole::FullName, "full name|customer name|name|buyer|buyer name|client name|contact name|kunde|kundenname|klant|cliente"),
    (ColumnRole::Phone, "phone|phone number|telephone|mobile|telefon|telefonnummer|telefoon|telefono|mobile phone|tel"),
    (ColumnRole::Country, "country|country code|address country code|address country|land|pays|pais|paese|country region|cc"),
    (
        ColumnRole::Region,
        "state|state code|province|region|county|state region|province code|bundesland|provincie|state province|province name",
    ),
    (ColumnRole::City, "city|town|stadt|ort|ville|plaats|stad|ciudad|address city"),
    (ColumnRole::Postcode, "postcode|zip|zip code|zipcode|postal code|plz|postleitzahl|code postal|codigo postal|address zip|post code"),
    (ColumnRole::Language, "language|languages|locale|sprache|langue|taal|idioma"),
    (ColumnRole::Birthday, "birthday|birth date|date of birth|dob|geburtstag|geburtsdatum|date de naissance|verjaardag|geboortedatum"),
    (
        ColumnRole::CreatedAt,
        "created at|date added|profile created on|customer since|registered|registered at|sign up date|signup date|registration date|date created|\
         created|created on|date joined|kunde seit|added at|subscribed at|subscription date",
    ),
    (ColumnRole::Tags, "tags|labels|schlagworte|groups|segments"),
    (
        ColumnRole::EmailConsent,
        "accepts email marketing|accepts marketing|email marketing consent|marketing consent|email consent|newsletter|subscribed|opt in|email opt in|\
         newsletter opt in|marketing opt in|consent|email subscriber|subscription status|email marketing status|subscriber status|subscribed to emails|\
         einwilligung|newsletter anmeldung|member status|marketing emails",
    ),
    (
        ColumnRole::ConsentDate,
        "confirm time|optin time|opt in time|consent date|consented at|email marketing consent timestamp|opt in date|consent timestamp",
    ),
    (ColumnRole::ReviewNumber, "review id|review number|review no|response id|submission id|respondent id"),
    (
        ColumnRole::ReviewDate,
        "review date|review creation date|reviewed at|review created at|submitted at|submission date|completed at|date|created at|date created|created|datum|fecha|timestamp",
    ),
    (ColumnRole::Rating, "rating|review rating|star rating|stars|review score|score|sterne|bewertung|valoracion|waardering"),
    (ColumnRole::ReviewTitle, "review title|title|headline|review headline|titel|titre|titulo"),
    (
        ColumnRole::ReviewText,
        "review text|review body|review content|review|body|content|comment|text|message|rezension|kommentar|commentaire|comentario|avis",
    ),
    (ColumnRole::SmsConsent, "accepts sms marketing|sms marketing consent|sms consent|sms opt in|sms marketing"),
    (ColumnRole::CleanedAt, "clean time|bounced at"),
    (
        ColumnRole::ExchangeRate,
        "exchange rate|conversion rate|currency rate|wechselkurs|umrechnungskurs|taux de change|wisselkoers|tipo de cambio",
    ),
    (ColumnRole::ShopTotal, "converted amount|total in shop currency|shop total|base grand total|total shop currency"),
    (ColumnRole::ShopCurrency, "converted currency|shop currency|base currency"),
    (ColumnRole::ProductNumber, "handle|parent sku|parent"),
    (ColumnRole::VariantTitle, "variant|variant title|variation|option1 value|option2 value|option3 value|size|colour|color"),
    (ColumnRole::SalePrice, "sale price|special price"),
    (ColumnRole::Stock, "stock|in stock|quantity in stock|stock quantity|inventory|variant inventory qty|bestand|lagerbestand|voorraad"),
    (ColumnRole::Category, "category|categories|product type|product category|type|kategorie|categorie|categoria|collection"),
    (ColumnRole::ProductUrl, "url|product url|link|permalink|product link"),
    (ColumnRole::ProductImage, "image|image url|images|image src|image link|picture|bild"),
    (ColumnRole::UnsubscribedAt, "unsub time|unsubscribed at|unsubscribe date|opt out date|unsubscribed on"),
];

/// The names in a list of exchange rates, which mean other things elsewhere.
const RATES: &[(ColumnRole, &str)] = &[
    (ColumnRole::RateDay, "date|day|time period|rate date|datum|tag"),
    (ColumnRole::RateCurrency, "currency|currency code|wahrung|waehrung|devise|valuta|moneda"),
    (ColumnRole::RateValue, "rate|exchange rate|obs value|kurs|wechselkurs|taux|koers|value"),
];

/// Which of the columns has the role in a list of exchange rates: the one with the surest name.
pub fn rate_column(header: &[String], role: ColumnRole) -> Option<usize> {
    let names: Vec<String> = header.iter().map(|h| fold(&normal(h))).collect();
    let (_, known) = RATES.iter().find(|(r, _)| *r == role)?;
    known.split('|').find_map(|name| names.iter().position(|n| n == name))
}

/// Words before or after a name that leave its meaning: `Billing First Name`, `First Name (Billing)`, `Order Total, USD`.
const NEAR: &[&str] = &["billing ", "customer ", "buyer ", "reviewer ", "default address ", "default ", "user ", "contact "];
const FAR: &[&str] = &["shipping ", "ship ", "delivery ", "recipient "];
const NEAR_END: &[&str] = &[" billing", " eur", " usd", " gbp", " chf", " aud", " cad"];
const FAR_END: &[&str] = &[" shipping"];

/// What the name could mean, with how sure that is (more is surer); empty when it says nothing.
pub fn roles(header: &str) -> Vec<(ColumnRole, u32)> {
    let name = fold(&normal(header));
    let mut out = exact(&name, 1000);
    let mut trimmed = |strip: Option<&str>, base: u32| {
        if let Some(rest) = strip
            && out.is_empty()
        {
            out = exact(rest.trim(), base)
                .into_iter()
                .filter(|(r, _)| of_a_person(*r) || base >= 800 && *r == ColumnRole::OrderTotal)
                .collect();
        }
    };
    for p in NEAR {
        trimmed(name.strip_prefix(p), 700);
    }
    for s in NEAR_END {
        trimmed(name.strip_suffix(s), 800);
    }
    for p in FAR {
        trimmed(name.strip_prefix(p), 300);
    }
    for s in FAR_END {
        trimmed(name.strip_suffix(s), 300);
    }
    out
}

fn exact(name: &str, base: u32) -> Vec<(ColumnRole, u32)> {
    let place = |names: &str| names.split('|').position(|n| n.trim() == name);
    SYNONYMS.iter().filter_map(|(role, names)| place(names).map(|at| (*role, base.saturating_sub(at as u32 * 10)))).collect()
}

fn of_a_person(role: ColumnRole) -> bool {
    use ColumnRole::{City, Country, CustomerId, Email, FirstName, FullName, LastName, Phone, Postcode, Region};
    matches!(role, City | Country | CustomerId | Email | FirstName | FullName | LastName | Phone | Postcode | Region)
}

/// Without accents, as the list is written.
fn fold(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'à'..='å' => 'a',
            'ç' => 'c',
            'è'..='ë' => 'e',
            'ì'..='ï' => 'i',
            'ñ' => 'n',
            'ò'..='ö' => 'o',
            'ù'..='ü' => 'u',
            c => c,
        })
        .collect()
}

/// `None`: a word that is not known; counting the order or not would be a guess.
pub fn status(text: &str) -> Option<OrderStatus> {
    let word = normal(text);
    let word = word.strip_prefix("wc ").unwrap_or(&word);
    Some(match word {
        "paid"
        | "completed"
        | "complete"
        | "processing"
        | "succeeded"
        | "bezahlt"
        | "captured"
        | "abgeschlossen"
        | "paye"
        | "betaald"
        | "closed"
        | "active"
        | "partially paid"
        | "partially refunded"
        | "authorized"
        | "awaiting fulfillment"
        | "awaiting shipment"
        | "awaiting pickup"
        | "unshipped"
        | "partially shipped" => OrderStatus::Paid,
        "fulfilled" | "shipped" | "delivered" | "versendet" | "versandt" | "geliefert" | "expedie" | "livre" | "verzonden" => {
            OrderStatus::Fulfilled
        }
        "refunded" | "erstattet" | "rembourse" => OrderStatus::Refunded,
        "pending"
        | "on hold"
        | "open"
        | "unpaid"
        | "awaiting payment"
        | "offen"
        | "checkout draft"
        | "draft"
        | "incomplete"
        | "requires payment method"
        | "manual verification required" => OrderStatus::Pending,
        "cancelled" | "canceled" | "voided" | "storniert" | "annule" | "geannuleerd" | "trash" | "expired" => OrderStatus::Cancelled,
        "failed" | "declined" | "fehlgeschlagen" | "disputed" => OrderStatus::Failed,
        _ => return None,
    })
}

/// `None`: nothing that says whether there is any.
pub fn in_stock(text: &str) -> Option<bool> {
    match fold(&normal(text)).as_str() {
        "yes" | "true" | "in stock" | "instock" | "available" | "ja" | "oui" | "si" | "auf lager" | "lieferbar" | "op voorraad" => {
            Some(true)
        }
        "no" | "false" | "out of stock" | "outofstock" | "sold out" | "unavailable" | "nein" | "non" | "nee" | "ausverkauft" => Some(false),
        _ => None,
    }
}

/// Codes of the currencies that lists of rates have columns of.
const CURRENCIES: &str = "AUD BGN BRL CAD CHF CNY CZK DKK EUR GBP HKD HRK HUF IDR ILS INR ISK JPY KRW MXN MYR NOK NZD PHP PLN RON RUB SEK SGD \
                          THB TRY UAH USD ZAR AED SAR TWD VND";

pub fn is_currency(header: &str) -> bool {
    let name = header.trim();
    name.len() == 3 && CURRENCIES.split(' ').any(|c| c == name)
}

/// A column's name that asks something: the question of a survey.
pub fn is_question(header: &str) -> bool {
    header.trim().ends_with('?')
}

/// What a cell of an explicit consent column says. `Ok(None)`: nothing was said; `Err`: an unknown word.
pub fn consent(text: &str) -> Result<Option<ConsentState>, ()> {
    Ok(Some(match fold(&normal(text)).as_str() {
        "" | "never subscribed" | "not set" | "unknown" | "n a" | "transactional" | "none" | "null" => return Ok(None),
        "yes" | "y" | "true" | "1" | "subscribed" | "ja" | "oui" | "si" | "opted in" | "opt in" | "single opt in" | "double opt in"
        | "accepted" | "active" | "x" | "confirmed" => ConsentState::Subscribed,
        "no" | "n" | "false" | "0" | "unsubscribed" | "nein" | "non" | "nee" | "opted out" | "opt out" | "not subscribed" | "declined"
        | "suppressed" => ConsentState::Unsubscribed,
        "pending" | "unconfirmed" | "invited" => ConsentState::Pending,
        "cleaned" | "bounced" | "hard bounced" | "invalid" => ConsentState::Cleaned,
        _ => return Err(()),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(header: &str) -> Option<ColumnRole> {
        roles(header).into_iter().max_by_key(|(_, n)| *n).map(|(r, _)| r)
    }

    #[test]
    fn knows_the_names_that_shops_use() {
        for (header, want) in [
            ("Invoice", ColumnRole::OrderNumber),
            ("InvoiceDate", ColumnRole::OrderDate),
            ("StockCode", ColumnRole::ProductCode),
            ("Customer ID", ColumnRole::CustomerId),
            ("ORDER_ID", ColumnRole::OrderNumber),
            ("order-id", ColumnRole::OrderNumber),
            ("Bestellnummer", ColumnRole::OrderNumber),
            ("Währung", ColumnRole::Currency),
            ("Order Total, USD", ColumnRole::OrderTotal),
            ("First Name (Billing)", ColumnRole::FirstName),
            ("billing_first_name", ColumnRole::FirstName),
            ("Email (Billing)", ColumnRole::Email),
            ("buyer-email", ColumnRole::Email),
            ("Accepts Email Marketing", ColumnRole::EmailConsent),
            ("Default Address Country Code", ColumnRole::Country),
            ("Lineitem quantity", ColumnRole::Quantity),
            ("State / Region", ColumnRole::Region),
        ] {
            assert_eq!(best(header), Some(want), "{header}");
        }
        assert_eq!(best("Programmeren"), None);
        let sure = |h: &str| roles(h).first().map_or(0, |(_, n)| *n);
        assert!(sure("Billing City") > sure("Shipping City"));
    }

    #[test]
    fn unknown_words_are_not_guessed() {
        assert_eq!(status("wc-completed"), Some(OrderStatus::Paid));
        assert_eq!(status("Storniert"), Some(OrderStatus::Cancelled));
        assert_eq!(status("quux"), None);
        assert_eq!(consent("YES"), Ok(Some(ConsentState::Subscribed)));
        assert_eq!(consent("NEVER_SUBSCRIBED"), Ok(None));
        assert_eq!(consent("maybe"), Err(()));
    }
}
