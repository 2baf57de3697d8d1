//! Rows to orders: the unfinished orders of a file, each finished when its last row has come.
//!
//! What a shop's own books mean by signs is decided here: a credit note or an order of nothing but returned goods is
//! a refund; a negative quantity at price 0 is stock written off, a negative price alone a bookkeeping entry, and both
//! are refused with that reason; an order of free things is kept, because a gift is an order too.

use csv::ByteRecord;

use super::amounts::Exact;
use super::cells::{self, Places, email_consent};
use super::mapping::ColumnRole;
use super::page::Item;
use super::words;
use crate::types::records::{ConsentState, CustomerRecord, LineRecord, OrderRecord, OrderStatus, Record, RefundRecord};
use crate::types::{Currency, Money, Timestamp};

/// An order of which more rows may come.
pub struct Open {
    number: String,
    shop: Currency,
    credit: bool,
    /// Rows still to come.
    pub missing: u32,
    kept: u32,
    at: Option<Timestamp>,
    status: Option<OrderStatus>,
    cancelled: bool,
    currency: Option<Currency>,
    country: Option<String>,
    buyer: Option<CustomerRecord>,
    agreed: bool,
    /// Minor units, as the file gives them for the whole order.
    total: Option<i64>,
    discount: i64,
    shipping: i64,
    tax: i64,
    refunded: i64,
    /// In the shop's currency, where the file gives it.
    shop_total: Option<i64>,
    /// What one unit of the order's currency is worth in the shop's.
    rate: Option<Exact>,
    coupons: Vec<String>,
    lines: Vec<LineRecord>,
    /// Lines below zero, whose meaning depends on the whole order: which, why, and the row itself.
    doubtful: Vec<Doubt>,
}

struct Doubt {
    line: usize,
    by_price: bool,
    row_no: u64,
    row: Vec<String>,
}

const ADJUSTMENT: &str = "The price is negative: an adjustment in the books, not a sale";
const MORE_BACK: &str = "More is taken back than bought in this order; only a credit note can say so";

impl Open {
    pub fn new(places: &Places, number: &str, rows: u32) -> Self {
        let rest = places.mapping.credit_prefix.as_deref().filter(|p| !p.is_empty()).and_then(|p| number.strip_prefix(p));
        Self {
            number: number.to_owned(),
            shop: places.shop,
            credit: rest.is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit())),
            missing: rows,
            kept: 0,
            at: None,
            status: None,
            cancelled: false,
            currency: None,
            country: None,
            buyer: None,
            agreed: false,
            total: None,
            discount: 0,
            shipping: 0,
            tax: 0,
            refunded: 0,
            shop_total: None,
            rate: None,
            coupons: Vec::new(),
            lines: Vec::new(),
            doubtful: Vec::new(),
        }
    }

    pub fn number(&self) -> &str {
        &self.number
    }

    /// No row of it was taken in yet.
    pub fn is_new(&self) -> bool {
        self.kept == 0
    }

    /// Takes the row in. `Err` is the reason to refuse it; the order then stays as it was.
    pub fn add(&mut self, places: &mut Places, row: &ByteRecord, row_no: u64, by_lines: bool) -> Result<(), String> {
        let at = places.moment(row, ColumnRole::OrderDate).map_err(|()| "The date cannot be read")?;
        if at.is_none() && self.at.is_none() {
            return Err("The row has no date".to_owned());
        }
        let currency = places.currency(row).map_err(|()| "The currency is not a code of three letters")?;
        if self.currency.is_some_and(|c| c != currency)
            && places.has(ColumnRole::Currency)
            && !places.get(row, ColumnRole::Currency).is_empty()
        {
            return Err("The currency is another one than in the order's other rows".to_owned());
        }
        let currency = self.currency.unwrap_or(currency);
        let status = match places.get(row, ColumnRole::Status) {
            s if s.is_empty() => None,
            s => Some(
                words::status(&s)
                    .ok_or_else(|| format!("The status “{s}” is not one that Regulars knows. Leave the column out to count every order"))?,
            ),
        };
        let minor = |role| match places.amount(row, role) {
            Ok(x) => x.map_or(Ok(None), |x| x.in_minor(currency).map(Some).ok_or(())),
            Err(()) => Err(()),
        };
        let money = |role, what: &str| minor(role).map_err(|()| format!("The {what} is not an amount"));
        let total = money(ColumnRole::OrderTotal, "total")?;
        let discount = money(ColumnRole::Discount, "discount")?;
        let shipping = money(ColumnRole::Shipping, "shipping")?;
        let tax = money(ColumnRole::Tax, "tax")?;
        let refunded = money(ColumnRole::Refunded, "refunded amount")?;
        let shop_total = in_shop(places, row)?;
        let rate = places.amount(row, ColumnRole::ExchangeRate).map_err(|()| "The exchange rate is not a number")?;
        if by_lines {
            self.add_line(places, row, row_no, currency)?;
        } else if total.is_none() {
            return Err("The row has no total".to_owned());
        }
        if let Some(at) = at {
            self.at = Some(self.at.map_or(at, |before| before.min(at)));
        }
        self.currency = Some(currency);
        self.status = self.status.or(status);
        self.cancelled |= !places.get(row, ColumnRole::CancelledAt).is_empty();
        self.total = self.total.or(total);
        self.discount = if self.discount == 0 { discount.unwrap_or(0).saturating_abs() } else { self.discount };
        self.shipping = if self.shipping == 0 { shipping.unwrap_or(0) } else { self.shipping };
        self.tax = if self.tax == 0 { tax.unwrap_or(0) } else { self.tax };
        self.refunded = self.refunded.max(refunded.unwrap_or(0).saturating_abs());
        self.shop_total = self.shop_total.or(shop_total);
        self.rate = self.rate.or(rate.filter(|r| !r.is_zero() && !r.is_negative()));
        if self.buyer.is_none() {
            self.buyer = places.person(row);
            self.country = self.country.take().or_else(|| places.country(row));
            // A box not ticked at one checkout takes nothing back.
            self.agreed |= places.consent(row, ColumnRole::EmailConsent) == Ok(Some(ConsentState::Subscribed));
        }
        if places.has(ColumnRole::Coupon)
            && let Some(code) = places.some(row, ColumnRole::Coupon)
            && !self.coupons.contains(&code)
        {
            self.coupons.push(code);
        }
        self.kept += 1;
        Ok(())
    }

    fn add_line(&mut self, places: &Places, row: &ByteRecord, row_no: u64, currency: Currency) -> Result<(), String> {
        let quantity = places.amount(row, ColumnRole::Quantity).map_err(|()| "The quantity is not a number")?.unwrap_or(Exact::ONE);
        let line_total = places.amount(row, ColumnRole::LineTotal).map_err(|()| "The line's total is not an amount")?;
        let price = places.amount(row, ColumnRole::UnitPrice).map_err(|()| "The price is not an amount")?;
        let too_large = || "The amount is too large".to_owned();
        let of_line = |role| -> Result<i64, String> {
            let x = places.amount(row, role).map_err(|()| "The line's tax or discount is not an amount")?;
            x.map_or(Ok(0), |x| x.in_minor(currency).ok_or_else(too_large))
        };
        let extra = of_line(ColumnRole::LineTax)?.saturating_sub(of_line(ColumnRole::LineDiscount)?.saturating_abs());
        let pieces = quantity.whole().ok_or_else(too_large)?;
        if pieces == 0 {
            return Err("The quantity is 0".to_owned());
        }
        let total = match (line_total, price) {
            (Some(t), _) => t.in_minor(currency).ok_or_else(too_large)?,
            (None, Some(p)) => p.times_in_minor(quantity, currency).ok_or_else(too_large)?,
            // The order's total alone is enough.
            (None, None)
                if places.has(ColumnRole::OrderTotal) && !places.has(ColumnRole::UnitPrice) && !places.has(ColumnRole::LineTotal) =>
            {
                0
            }
            (None, None) => return Err("The row has no price".to_owned()),
        }
        .saturating_add(extra);
        let free = price.or(line_total).is_some_and(Exact::is_zero);
        let (pieces, total) = if self.credit {
            if total > 0 && pieces > 0 {
                return Err("A credit note takes goods back, but this row adds some".to_owned());
            }
            (pieces.saturating_abs(), total.saturating_abs())
        } else {
            if pieces < 0 && free {
                return Err("A negative quantity at price 0, in no credit note: stock written off, not a sale".to_owned());
            }
            (pieces, total)
        };
        if !self.credit && (total < 0 || pieces < 0) {
            self.doubtful.push(Doubt { line: self.lines.len(), by_price: pieces > 0, row_no, row: cells::raw(row) });
        }
        let title = places.some(row, ColumnRole::ProductTitle);
        let code = places.some(row, ColumnRole::ProductCode).or_else(|| title.clone());
        self.lines.push(LineRecord { line_no: 0, product: code, title, quantity: pieces, total });
        Ok(())
    }

    /// The order's record, its refund where the file names one, and the rows that turned out to be neither.
    pub fn finish(mut self, out: &mut Vec<Item>) {
        let sells = self.lines.len() > self.doubtful.len() || self.lines.is_empty();
        let sum = |lines: &[LineRecord]| lines.iter().fold(0i64, |a, l| a.saturating_add(l.total));
        if !self.credit && !sells {
            self.refuse(|d| d.by_price, ADJUSTMENT, out);
            // What is left are goods taken back, and nothing else: a credit note by another name.
            self.credit = true;
            for line in &mut self.lines {
                (line.quantity, line.total) = (line.quantity.saturating_abs(), line.total.saturating_abs());
            }
            self.total = self.total.map(i64::saturating_abs);
        } else if !self.credit && !self.doubtful.is_empty() && sum(&self.lines) < 0 {
            self.refuse(|_| true, MORE_BACK, out);
        }
        let (Some(at), Some(currency)) = (self.at, self.currency) else { return };
        if self.kept == 0 {
            return;
        }
        for (line, no) in self.lines.iter_mut().zip(1..) {
            line.line_no = no;
        }
        let total = self.total.unwrap_or_else(|| {
            let extra = self.shipping.saturating_add(self.tax).saturating_sub(self.discount);
            sum(&self.lines).saturating_add(extra)
        });
        if let Some(buyer) = &mut self.buyer
            && self.agreed
        {
            buyer.consent.push(email_consent(ConsentState::Subscribed, at));
        }
        let in_shop = self.in_shop(total, currency);
        let record = if self.credit || total < 0 {
            Record::Refund(RefundRecord {
                shop_amount: in_shop.map(|minor| Money { minor: minor.saturating_abs(), currency: self.shop }),
                external_id: self.number,
                order_external_id: None,
                buyer: self.buyer,
                at,
                currency,
                amount: total.saturating_abs(),
                reason: None,
                lines: self.lines,
            })
        } else {
            let status = if self.cancelled { OrderStatus::Cancelled } else { self.status.unwrap_or(OrderStatus::Paid) };
            if self.refunded > 0 {
                // The file does not say when: the order's own day is the only one it names.
                let refund = RefundRecord {
                    shop_amount: self.in_shop(self.refunded, currency).map(|minor| Money { minor, currency: self.shop }),
                    external_id: format!("{} refunded", self.number),
                    order_external_id: Some(self.number.clone()),
                    buyer: None,
                    at,
                    currency,
                    amount: self.refunded,
                    reason: None,
                    lines: Vec::new(),
                };
                out.push(Item::Record { record: Record::Refund(refund), rows: 0 });
            }
            Record::Order(OrderRecord {
                shop_total: in_shop.map(|minor| Money { minor, currency: self.shop }),
                landing: None,
                referrer: None,
                external_id: self.number.clone(),
                number: self.number,
                buyer: self.buyer,
                placed_at: at,
                status,
                currency,
                total,
                discount: self.discount,
                shipping: self.shipping,
                tax: self.tax,
                country: self.country,
                channel: None,
                coupons: self.coupons,
                lines: self.lines,
            })
        };
        let item = Item::Record { record, rows: self.kept };
        // A refund points at its order, which must come first.
        match out.last() {
            Some(Item::Record { record: Record::Refund(r), rows: 0 }) if r.order_external_id.is_some() => {
                let at = out.len() - 1;
                out.insert(at, item);
            }
            _ => out.push(item),
        }
    }

    /// What a part of the order is worth in the shop's currency: by the rate, else by what the whole is worth.
    fn in_shop(&self, minor: i64, currency: Currency) -> Option<i64> {
        let exact = |minor| Exact { digits: minor, scale: currency.minor_digits() };
        match (self.shop_total, self.total, self.rate) {
            (Some(shop), Some(total), _) if total == minor => Some(shop),
            (Some(shop), Some(total), _) if total != 0 => {
                let (product, by) = (i128::from(minor) * i128::from(shop), i128::from(total));
                let whole = (product * 2 + by * product.signum() * by.signum()) / (by * 2);
                i64::try_from(whole).ok()
            }
            (_, _, Some(rate)) => exact(minor).times_in_minor(rate, self.shop),
            _ => None,
        }
    }

    fn refuse(&mut self, which: impl Fn(&Doubt) -> bool, reason: &str, out: &mut Vec<Item>) {
        let mut gone: Vec<usize> = Vec::new();
        for doubt in self.doubtful.drain(..).filter(|d| which(d)) {
            gone.push(doubt.line);
            out.push(Item::Refused { line: doubt.row_no, reason: reason.to_owned(), row: doubt.row });
            self.kept = self.kept.saturating_sub(1);
        }
        let mut at = 0;
        self.lines.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
}

/// The order's total in the shop's currency, where a column gives it in that one.
fn in_shop(places: &Places, row: &ByteRecord) -> Result<Option<i64>, String> {
    let said = places.amount(row, ColumnRole::ShopTotal).map_err(|()| "The total in the shop's currency is not an amount")?;
    let which = places.get(row, ColumnRole::ShopCurrency);
    let other = !which.is_empty() && which.parse::<Currency>().ok() != Some(places.shop);
    Ok(said.filter(|_| !other).and_then(|x| x.in_minor(places.shop)))
}
