//! Which column is what: the names' synonyms first, then what the columns are together.

use super::amounts::{self, DecimalMark};
use super::mapping::{ColumnRole, ImportKind, ImportMapping};
use super::{presets, words};

pub struct Recognised {
    pub kind: ImportKind,
    pub columns: Vec<ColumnRole>,
    /// The platform and the export, where its columns are those of a known one.
    pub preset: Option<&'static str>,
}

/// The most likely kind of file and role of each column.
pub fn recognise(header: &[String], rows: &[Vec<String>]) -> Recognised {
    if let Some(preset) = presets::find(header) {
        let columns = preset.roles(header);
        return Recognised { kind: preset.kind, columns, preset: Some(preset.name) };
    }
    if let Some(columns) = rates(header) {
        return Recognised { kind: ImportKind::Rates, columns, preset: None };
    }
    // A column without a value says little, whatever its name: `Receipt Number` of a shop that prints none.
    let filled = |i: usize| rows.is_empty() || rows.iter().take(500).any(|r| r.get(i).is_some_and(|c| !c.is_empty()));
    let candidates: Vec<Vec<(ColumnRole, u32)>> = header
        .iter()
        .enumerate()
        .map(|(i, h)| words::roles(h).into_iter().map(|(role, sure)| (role, if filled(i) { sure } else { sure / 4 })).collect())
        .collect();
    // `Name` and `Id` mean anything; they are placed by what else is there.
    let vague = |i: usize| header.get(i).is_some_and(|h| matches!(words::normal(h).as_str(), "name" | "id"));
    let any = |role: ColumnRole| candidates.iter().enumerate().any(|(i, c)| !vague(i) && filled(i) && c.iter().any(|(r, _)| *r == role));
    let has_vague = (0..header.len()).any(vague);
    let has_lines = any(ColumnRole::Quantity) || any(ColumnRole::ProductCode) || any(ColumnRole::UnitPrice) || any(ColumnRole::LineTotal);
    let numbered = any(ColumnRole::OrderNumber);
    let reviews = any(ColumnRole::Rating) && any(ColumnRole::ReviewText) && !any(ColumnRole::Quantity) && !any(ColumnRole::OrderTotal);
    let asked = header.iter().any(|h| words::is_question(h)) && (any(ColumnRole::Email) || any(ColumnRole::CustomerId));
    let catalogue = any(ColumnRole::ProductTitle)
        && (any(ColumnRole::UnitPrice) || any(ColumnRole::Stock) || any(ColumnRole::ProductCode))
        && !any(ColumnRole::Email)
        && !any(ColumnRole::CustomerId)
        && !any(ColumnRole::Quantity);
    let kind = if asked && !any(ColumnRole::OrderTotal) {
        ImportKind::Answers
    } else if catalogue && !numbered && !any(ColumnRole::OrderTotal) {
        ImportKind::Products
    } else if reviews {
        ImportKind::Reviews
    } else if !any(ColumnRole::OrderDate) || !(numbered || has_vague && (any(ColumnRole::OrderTotal) || has_lines)) {
        ImportKind::People
    } else if has_lines {
        ImportKind::OrderLines
    } else {
        ImportKind::Orders
    };
    let mut columns = vec![ColumnRole::Skip; header.len()];
    let mut taken: Vec<ColumnRole> = Vec::new();
    let mut put = |columns: &mut Vec<ColumnRole>, at: usize, role: ColumnRole| {
        if let Some(slot) = columns.get_mut(at)
            && *slot == ColumnRole::Skip
            && !taken.contains(&role)
        {
            *slot = role;
            taken.push(role);
        }
    };
    for name in ["name", "id"] {
        if let Some(at) = header.iter().position(|h| words::normal(h) == name) {
            let role = match (kind, name) {
                (ImportKind::Reviews, "id") => ColumnRole::ReviewNumber,
                (ImportKind::Products, "name") => ColumnRole::ProductTitle,
                (ImportKind::Products, _) => ColumnRole::ProductNumber,
                (ImportKind::Answers, "id") => ColumnRole::ReviewNumber,
                (ImportKind::People | ImportKind::Reviews | ImportKind::Answers, "name") => ColumnRole::FullName,
                (ImportKind::People, _) if any(ColumnRole::CustomerId) => ColumnRole::Skip,
                (ImportKind::People, _) => ColumnRole::CustomerId,
                (_, _) if !numbered && (name == "name" && looks_numbered(rows, at) || name == "id") => ColumnRole::OrderNumber,
                (ImportKind::OrderLines, "name") if !any(ColumnRole::ProductTitle) => ColumnRole::ProductTitle,
                (_, "name") => ColumnRole::FullName,
                _ => ColumnRole::Skip,
            };
            put(&mut columns, at, role);
        }
    }
    let mut all: Vec<(u32, usize, ColumnRole)> = candidates
        .iter()
        .enumerate()
        .filter(|(i, _)| !vague(*i))
        .flat_map(|(i, c)| c.iter().map(move |(role, sure)| (*sure, i, *role)))
        .filter(|(_, _, role)| belongs(kind, *role))
        .collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, at, role) in all {
        put(&mut columns, at, role);
    }
    if kind == ImportKind::Answers {
        // Whatever else was asked is an answer too.
        for slot in columns.iter_mut().filter(|r| **r == ColumnRole::Skip) {
            *slot = ColumnRole::Extra;
        }
    }
    Recognised { kind, columns, preset: None }
}

/// A list of rates: a day and a column a currency, or a day, a currency and a rate, and nothing of orders or people.
fn rates(header: &[String]) -> Option<Vec<ColumnRole>> {
    let named = |role| words::rate_column(header, role);
    let day = named(ColumnRole::RateDay)?;
    let mut columns = vec![ColumnRole::Skip; header.len()];
    *columns.get_mut(day)? = ColumnRole::RateDay;
    let wide = header.iter().filter(|h| words::is_currency(h)).count();
    if wide > 0 && wide + 2 >= header.iter().filter(|h| !h.is_empty()).count() {
        for (slot, name) in columns.iter_mut().zip(header) {
            if words::is_currency(name) {
                *slot = ColumnRole::RateOf;
            }
        }
        return Some(columns);
    }
    let of_something_else = |role| header.iter().any(|h| words::roles(h).iter().any(|(r, _)| *r == role));
    let elsewhere = [ColumnRole::Email, ColumnRole::CustomerId, ColumnRole::OrderNumber, ColumnRole::ProductCode, ColumnRole::OrderTotal];
    if elsewhere.into_iter().any(of_something_else) {
        return None;
    }
    *columns.get_mut(named(ColumnRole::RateCurrency)?)? = ColumnRole::RateCurrency;
    *columns.get_mut(named(ColumnRole::RateValue)?)? = ColumnRole::RateValue;
    Some(columns)
}

/// Columns without names, by what stands in them: addresses, the first dates. The rest is for a person to say.
pub fn by_values(rows: &[Vec<String>], columns: usize) -> Recognised {
    let mostly = |at: usize, test: &dyn Fn(&str) -> bool| {
        let cells: Vec<&String> = rows.iter().take(500).filter_map(|r| r.get(at)).filter(|c| !c.is_empty()).collect();
        !cells.is_empty() && cells.iter().filter(|c| test(c)).count() * 10 >= cells.len() * 8
    };
    let first = |test: &dyn Fn(&str) -> bool| (0..columns).find(|at| mostly(*at, test));
    let mut out = Recognised { kind: ImportKind::People, columns: vec![ColumnRole::Skip; columns], preset: None };
    let found = [
        (first(&super::cells::is_email), ColumnRole::Email),
        (first(&|c| c.len() >= 8 && super::dates::parse_local(c, super::dates::DateOrder::DayFirst).is_some()), ColumnRole::CreatedAt),
    ];
    for (at, role) in found {
        if let Some(slot) = at.and_then(|at| out.columns.get_mut(at)) {
            *slot = role;
        }
    }
    out
}

/// `#1001`, `SO-17`: Shopify calls the order's number its name.
fn looks_numbered(rows: &[Vec<String>], at: usize) -> bool {
    let mut cells = rows.iter().take(50).filter_map(|r| r.get(at)).filter(|c| !c.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|c| c.chars().any(|c| c.is_ascii_digit()) && !c.contains(' '))
}

fn belongs(kind: ImportKind, role: ColumnRole) -> bool {
    use ColumnRole::*;
    let people = matches!(kind, ImportKind::People);
    match role {
        OrderNumber | OrderDate | OrderTime | Status | CancelledAt | OrderTotal | Discount | Shipping | Tax | Refunded | Coupon
        | ShopTotal | ShopCurrency | ExchangeRate => kind.is_of_orders(),
        Currency => kind.is_of_orders() || kind == ImportKind::Products,
        ReviewNumber | ReviewDate => matches!(kind, ImportKind::Reviews | ImportKind::Answers),
        Rating | ReviewTitle | ReviewText => kind == ImportKind::Reviews,
        ProductCode | ProductTitle => matches!(kind, ImportKind::Reviews | ImportKind::OrderLines | ImportKind::Products),
        UnitPrice => matches!(kind, ImportKind::OrderLines | ImportKind::Products),
        Quantity | LineTotal | LineTax | LineDiscount => kind == ImportKind::OrderLines,
        ProductNumber | VariantTitle | SalePrice | Stock | Category | ProductUrl | ProductImage => kind == ImportKind::Products,
        CreatedAt | Tags => people || kind == ImportKind::Products,
        ConsentDate | UnsubscribedAt | CleanedAt | Birthday | Language | SmsConsent => people,
        RateDay | RateCurrency | RateValue | RateOf => false,
        CustomerId | Email | FirstName | LastName | FullName | Phone | Country | Region | City | Postcode | EmailConsent => {
            kind != ImportKind::Products
        }
        Skip | Extra => true,
    }
}

/// The letters that begin the numbers of credit notes: numbers whose quantities (or amounts) are nearly all negative.
pub fn credit_prefix(columns: &[ColumnRole], rows: &[Vec<String>], mark: DecimalMark) -> Option<String> {
    let at = |role: ColumnRole| columns.iter().position(|r| *r == role);
    let number = at(ColumnRole::OrderNumber)?;
    let amount = at(ColumnRole::Quantity).or_else(|| at(ColumnRole::LineTotal)).or_else(|| at(ColumnRole::OrderTotal))?;
    let mut seen: std::collections::BTreeMap<&str, (u32, u32)> = std::collections::BTreeMap::new();
    for row in rows {
        let (Some(number), Some(amount)) = (row.get(number), row.get(amount)) else { continue };
        let Some(letters) = leading_letters(number) else { continue };
        let Some(x) = amounts::parse(amount, mark) else { continue };
        let n = seen.entry(letters).or_default();
        n.0 += 1;
        n.1 += u32::from(x.is_negative());
    }
    seen.into_iter().filter(|(_, (all, negative))| *negative * 10 >= *all * 9).max_by_key(|(_, (all, _))| *all).map(|(p, _)| p.to_owned())
}

/// One to four letters before the first digit.
fn leading_letters(number: &str) -> Option<&str> {
    let digits = number.find(|c: char| c.is_ascii_digit())?;
    let letters = number.get(..digits)?;
    ((1..=4).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_alphabetic())).then_some(letters)
}

/// What is worth saying of a mapping that can be imported.
pub fn remarks(m: &ImportMapping) -> Vec<String> {
    let mut out = Vec::new();
    match m.kind {
        ImportKind::People if m.has(ColumnRole::UnsubscribedAt) || m.has(ColumnRole::CleanedAt) => {}
        ImportKind::People if !m.has(ColumnRole::EmailConsent) && m.everyone.is_none() => {
            out.push("No column says who agreed to receive email. The people are kept, but nobody counts as subscribed.".to_owned());
        }
        ImportKind::OrderLines | ImportKind::Orders if !m.has(ColumnRole::Email) && !m.has(ColumnRole::CustomerId) => {
            out.push("No column says who bought: every order will be anonymous.".to_owned());
        }
        ImportKind::OrderLines | ImportKind::Orders if !m.has(ColumnRole::Email) => {
            out.push("There are no email addresses: people are known by their customer number alone and cannot be written to.".to_owned());
        }
        _ => {}
    }
    if let Some(p) = &m.credit_prefix {
        out.push(format!("Order numbers that begin with {p} are read as credit notes, that is, refunds."));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(header: &str, row: &str) -> (ImportKind, String) {
        let cells = |t: &str| t.split(',').map(str::to_owned).collect::<Vec<_>>();
        let r = recognise(&cells(header), &[cells(row)]);
        let named: Vec<String> = cells(header)
            .iter()
            .zip(&r.columns)
            .filter(|(_, r)| **r != ColumnRole::Skip)
            .map(|(h, r)| format!("{h}={}", r.name()))
            .collect();
        (r.kind, named.join(" "))
    }

    #[test]
    fn platforms_exports_fall_out_of_the_synonyms() {
        let (kind, roles) =
            found("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country", "1,a,b,2,2009-12-01,1,5,France");
        assert_eq!(kind, ImportKind::OrderLines);
        assert_eq!(
            roles,
            "Invoice=order_number StockCode=product_code Description=product_title Quantity=quantity InvoiceDate=order_date Price=unit_price \
             Customer ID=customer_id Country=country"
        );
        let (kind, roles) = found(
            "Name,Email,Financial Status,Paid at,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Id",
            "#1001,a@example.com,paid,x,5,y,1,Mug,5,M,Ann Example,5001",
        );
        assert_eq!(kind, ImportKind::OrderLines);
        assert!(roles.starts_with("Name=order_number Email=email"), "{roles}");
        assert!(roles.contains("Created at=order_date") && roles.contains("Billing Name=full_name") && !roles.contains("Id="), "{roles}");
        let (kind, roles) = found("id,created,amount,currency,status,customer_email", "ch_1,2026-01-01,5,eur,succeeded,a@example.com");
        assert_eq!(
            (kind, roles.starts_with("id=order_number created=order_date amount=order_total")),
            (ImportKind::Orders, true),
            "{roles}"
        );
        let (kind, roles) = found("id,email,firstName,lastName,phone", "1,a@example.com,A,B,1");
        assert_eq!(kind, ImportKind::People);
        assert_eq!(roles, "id=customer_id email=email firstName=first_name lastName=last_name phone=phone");
        let (kind, roles) =
            found("Order Number,Order Status,Order Date,SKU,Name,Quantity,Item Cost,Order Line Total", "1,completed,x,a,Mug,1,5,5");
        assert_eq!(kind, ImportKind::OrderLines);
        assert!(roles.contains("Name=product_title") && roles.contains("Order Line Total=line_total"), "{roles}");
    }

    #[test]
    fn an_empty_column_does_not_take_a_role_from_a_full_one() {
        let (_, roles) = found("Name,Total,Created at,Lineitem sku,Receipt Number", "#1001,5,2026-01-01,M,");
        assert!(roles.starts_with("Name=order_number"), "{roles}");
    }

    #[test]
    fn credit_notes_are_known_by_their_negative_quantities() {
        let row = |n: &str, q: &str| vec![n.to_owned(), q.to_owned()];
        let columns = [ColumnRole::OrderNumber, ColumnRole::Quantity];
        let mark = DecimalMark::Point;
        assert_eq!(credit_prefix(&columns, &[row("5", "1"), row("C6", "-1")], mark).as_deref(), Some("C"));
        assert_eq!(credit_prefix(&columns, &[row("A5", "1"), row("A6", "-1")], mark), None);
        assert_eq!(credit_prefix(&columns, &[row("5", "-1")], mark), None);
    }
}
