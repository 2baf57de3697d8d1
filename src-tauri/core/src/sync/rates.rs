//! Bringing in a file of exchange rates: all of them and what they change, in one transaction.

use super::import::{Begun, Import, ImportSummary, finish, name};
use crate::sources::files::{Item, Survey, Tally, rates};
use crate::store::run::Refusal;
use crate::store::{Area, Store};
use crate::types::{Clock, Progress, Result};

pub(super) fn run(
    store: &Store,
    clock: &dyn Clock,
    progress: &Progress,
    what: &Import<'_>,
    survey: Survey,
    begun: &Begun,
) -> Result<ImportSummary> {
    let found = rates(what.path, what.mapping, begun.shop, progress)?;
    progress.tick("Reckoning in your currency", 0, Some(survey.rows))?;
    // Whoever looks at an order's value sees which file it comes from.
    let origin = format!("rates of {}", name(what.path));
    let signed = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (read, refused) = (usize::try_from(found.rows_read).unwrap_or(usize::MAX), found.refused.len());
    let reckoned = store.write(Area::Data, |w| {
        for rate in &found.rows {
            w.set_rate(rate.currency, rate.day, rate.micro, &origin)?;
        }
        for item in &found.refused {
            if let Item::Refused { line, reason, row } = item {
                let raw = serde_json::to_string(row).unwrap_or_default();
                let row_no = i64::try_from(*line).unwrap_or(i64::MAX);
                w.refuse(begun.run, &Refusal { row_no, reason: reason.clone(), raw })?;
            }
        }
        w.count_run(begun.run, signed(read), signed(read - refused), signed(refused))?;
        let shop = w.shop()?;
        w.reckon_again(shop.currency, shop.zone)
    })?;
    let tally = Tally { rows: found.rows_read, stored: (read - refused) as u64, refused: refused as u64, ..Tally::default() };
    finish(store, clock, what, begun, &survey.digest, &tally, |s| {
        s.rates = found.rows.len() as u64;
        s.revalued = reckoned.orders + reckoned.refunds;
    })
}
