//! Value: what each buyer will probably spend in the next year, the chance that they are gone, and when their next
//! order is due. Learned from this shop's own orders up to a day, and from nothing else.
//!
//! Pure: purchases in, one line a buyer out; deterministic. Start with `value`. The parts: `history` (orders to
//! counts), `frequency` (how often, and whether still: BG/NBD), `money` (for how much: Gamma–Gamma), `check` (how well
//! the same would have done on this shop's past).
//!
//! What a line holds:
//!
//! - `spend`: expected purchases in the next 365 days × expected amount of one, before refunds, in minor units of the
//!   shop's currency. It is an average over everybody with the same history: single people spend much more or nothing.
//! - `gone`: 1 − P(alive) in whole percent, the chance that they have stopped buying for good.
//! - `next_order`: days from the day asked about to the next order, **if they do come back**: the usual gap of somebody
//!   with their history as their last order left it, (α + t_x) / (r + x), less the days since then; so negative means
//!   overdue by so much. The gap is their own where they bought often and the shop's where they did not. A Poisson
//!   process knows no rhythm, so it is a middle, not a date: after one usual gap, more than a third have not come yet.
//!
//! Limits, told to whoever reads the numbers: seasons, price changes and campaigns are not known to it; orders are taken
//! to come at a steady rate of each person; how much somebody spends is taken not to depend on how often.

pub mod check;
mod frequency;
mod history;
mod money;

use crate::types::{Day, PersonId, ShopZone, Timestamp};

pub use frequency::{Coin, Frequency, fit_frequency};
pub use history::{History, histories};
pub use money::{Spending, fit_spending};

/// The year that `spend` looks ahead.
pub const AHEAD_DAYS: u32 = 365;
/// With fewer of these nothing is predicted.
pub const MIN_BUYERS: usize = 100;
pub const MIN_REPEAT_BUYERS: usize = 30;
pub const MIN_HISTORY_DAYS: u32 = 180;
/// The model is fitted on about so many buyers at most; more would change the third digit and take seconds.
pub const SAMPLE: usize = 20_000;

/// One purchase; `amount` in minor units of the shop's currency, `None` when no rate is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bought {
    pub person: PersonId,
    pub at: Timestamp,
    pub amount: Option<i64>,
}

/// What is expected of one buyer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonValue {
    pub person: PersonId,
    /// Minor units in the next `AHEAD_DAYS` days, before refunds.
    pub spend: i64,
    /// Days with an order that are expected in them.
    pub orders: f64,
    /// Whole percent.
    pub gone: u8,
    /// Days until the next order is due if they come back; negative: overdue.
    pub next_order: i32,
}

/// Both halves of the model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Model {
    pub frequency: Frequency,
    pub spending: Spending,
}

/// Why nothing can be predicted (yet).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotEnough {
    Buyers(usize),
    RepeatBuyers(usize),
    HistoryDays(u32),
    /// No order has an amount in the shop's currency.
    Amounts,
    /// The likelihood has no highest point that could be found.
    NoFit,
}

impl NotEnough {
    pub fn sentence(self) -> String {
        let are = |n: usize| if n == 1 { "is 1".to_owned() } else { format!("are {n}") };
        match self {
            Self::Buyers(n) => format!("Not enough data yet: {MIN_BUYERS} people who bought are needed to predict, and there {}.", are(n)),
            Self::RepeatBuyers(n) => format!(
                "Not enough data yet: {MIN_REPEAT_BUYERS} people who bought on at least two days are needed to predict, and there {}.",
                are(n)
            ),
            Self::HistoryDays(n) => {
                format!("Not enough data yet: {MIN_HISTORY_DAYS} days of orders are needed to predict, and there {}.", are(n as usize))
            }
            Self::Amounts => "Not enough data yet: no order has an amount in the shop’s currency.".to_owned(),
            Self::NoFit => "Nothing can be predicted: this shop’s orders do not follow a pattern that could be learned.".to_owned(),
        }
    }
}

/// Everybody's value on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    pub model: Result<Model, NotEnough>,
    /// What everybody spent in the `AHEAD_DAYS` days up to the day, in minor units.
    pub last_year: i64,
    people: Vec<PersonValue>,
}

impl Values {
    /// `None`: never bought, or not enough data.
    pub fn of(&self, person: PersonId) -> Option<&PersonValue> {
        self.people.binary_search_by_key(&person, |p| p.person).ok().and_then(|i| self.people.get(i))
    }

    /// Every buyer, by id; nobody without enough data.
    pub fn people(&self) -> &[PersonValue] {
        &self.people
    }

    pub fn not_enough(&self) -> Option<String> {
        self.model.as_ref().err().map(|e| e.sentence())
    }
}

/// Everybody's value as of the end of a day. `purchases`: by person, then by time; later ones are passed over.
pub fn value(purchases: impl IntoIterator<Item = Bought>, as_of: Day, zone: ShopZone) -> Values {
    let year = zone.start_of(as_of.minus_days(AHEAD_DAYS - 1))..zone.end_of(as_of);
    let mut last_year = 0i64;
    let counted = purchases.into_iter().inspect(|b| {
        if year.contains(&b.at) {
            last_year = last_year.saturating_add(b.amount.unwrap_or(0));
        }
    });
    let histories = histories(counted, as_of, zone);
    let model = fit(&histories);
    let people = model.as_ref().map_or_else(|_| Vec::new(), |m| m.predict(&histories));
    Values { model, last_year, people }
}

/// Learns the shop, or says why it cannot be learned.
pub fn fit(histories: &[History]) -> Result<Model, NotEnough> {
    if histories.len() < MIN_BUYERS {
        return Err(NotEnough::Buyers(histories.len()));
    }
    let repeat = histories.iter().filter(|h| h.repeats > 0).count();
    if repeat < MIN_REPEAT_BUYERS {
        return Err(NotEnough::RepeatBuyers(repeat));
    }
    let days = histories.iter().map(|h| h.first_ago).max().unwrap_or(0);
    if days < MIN_HISTORY_DAYS {
        return Err(NotEnough::HistoryDays(days));
    }
    if !histories.iter().any(|h| h.paid > 0) {
        return Err(NotEnough::Amounts);
    }
    let sample: Vec<History> = sample(histories).copied().collect();
    let frequency = fit_frequency(&sample, Coin::EveryOrder).ok_or(NotEnough::NoFit)?;
    let spending = fit_spending(&sample).ok_or(NotEnough::NoFit)?;
    Ok(Model { frequency, spending })
}

/// The same people whatever else changes: those whose number, scrambled, is small enough.
fn sample(all: &[History]) -> impl Iterator<Item = &History> {
    let share = (SAMPLE as f64 / all.len().max(1) as f64).min(1.0);
    let most = (share * u64::MAX as f64) as u64;
    all.iter().filter(move |h| share >= 1.0 || scramble(h.person.0) < most)
}

/// SplitMix64 (Steele, Lea & Flood 2014): neighbouring numbers end up far apart.
fn scramble(id: u32) -> u64 {
    let mut z = u64::from(id).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Model {
    /// One line a history, in their order.
    pub fn predict(&self, histories: &[History]) -> Vec<PersonValue> {
        self.predict_ahead(histories, AHEAD_DAYS)
    }

    /// The same for another number of days.
    fn predict_ahead(&self, histories: &[History], days: u32) -> Vec<PersonValue> {
        let mut ahead = self.frequency.ahead(days);
        histories
            .iter()
            .map(|h| {
                let orders = ahead.orders(h);
                let gone = 100.0 * (1.0 - self.frequency.alive(h));
                PersonValue {
                    person: h.person,
                    spend: (orders * self.spending.amount(h)).round() as i64,
                    orders,
                    gone: gone.round().clamp(0.0, 100.0) as u8,
                    next_order: (self.frequency.usual_gap(h) - f64::from(h.last_ago)).round().clamp(-1e6, 1e6) as i32,
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
