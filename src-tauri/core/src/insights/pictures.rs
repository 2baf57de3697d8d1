//! Insights as charts: which figures go where, and what the chart says in a sentence. Drawing is the business of
//! `charts`; computing that of the modules beside this one.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::cohorts::Cohort;
use super::lifecycle::Stage;
use super::months::{MonthRevenue, label};
use super::prospects::ValueCheck;
use super::value::check::Check;
use crate::charts::bars::{self, Bar, Bars, bars};
use crate::charts::heat::{Heat, HeatCell, HeatRow, heat};
use crate::charts::pairs::{Pairs, pairs};
use crate::charts::shares::{Shares, shares};
use crate::charts::{Skin, short_money};
use crate::types::money::grouped;
use crate::types::{Currency, Result};

/// The charts of this room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ChartName {
    /// What came in each month, less what went back.
    Revenue,
    /// People by how recently and how often they buy.
    Rfm,
    /// People by where they stand with the shop.
    Lifecycle,
    /// How many of each month's newcomers bought again.
    Cohorts,
    /// What was expected of people, beside what came.
    Value,
}

/// A chart with its words, ready to be drawn.
pub struct Told {
    pub title: String,
    pub description: String,
    shape: Shape,
}

enum Shape {
    Bars { months: Vec<MonthRevenue>, size: (u32, u32) },
    Shares(Vec<(String, u64)>),
    Pairs { pairs: Vec<(String, f64, f64)>, currency: Currency },
    Heat { columns_title: String, columns: Vec<String>, rows: Vec<HeatRow>, label_width: i32, row_height: i32 },
}

impl Told {
    pub fn draw(&self, skin: Skin) -> Result<String> {
        let (title, description) = (self.title.as_str(), self.description.as_str());
        match &self.shape {
            Shape::Pairs { pairs: groups, currency } => {
                let axis = |value: f64| short_money(value.round() as i64, *currency);
                pairs(&Pairs { title, description, legend: ["Expected", "What came"], pairs: groups, axis: &axis, skin })
            }
            Shape::Shares(parts) => shares(&Shares { title, description, parts, skin }),
            Shape::Heat { columns_title, columns, rows, label_width, row_height } => {
                heat(&Heat { title, description, columns_title, columns, rows, label_width: *label_width, row_height: *row_height, skin })
            }
            Shape::Bars { months, size } => {
                let currency = months.first().map(|m| m.net.currency);
                let axis = |value: f64| currency.map_or_else(String::new, |c| short_money(value.round() as i64, c));
                let bars_: Vec<Bar> = months.iter().enumerate().map(|(i, m)| bar(i, m, months.len())).collect();
                bars(&Bars { title, description, bars: &bars_, axis: &axis, size: *size, skin })
            }
        }
    }
}

fn bar(i: usize, m: &MonthRevenue, of: usize) -> Bar {
    let name = label(m.month);
    let (month, year) = name.split_once(' ').unwrap_or((&name, ""));
    // The year stands under January, and under the first month, unless January comes right after it.
    let first = i == 0 && (month != "Dec" || of == 1);
    let year = if first || month == "Jan" { year } else { "" };
    Bar { label: [month.to_owned(), year.to_owned()], value: m.net.minor as f64, pale: !m.complete }
}

pub fn revenue(months: &[MonthRevenue]) -> Told {
    revenue_at(months, bars::SIZE)
}

/// The same in another size, in pixels: letters do not shrink with it.
pub fn revenue_at(months: &[MonthRevenue], size: (u32, u32)) -> Told {
    let best = months.iter().filter(|m| m.net.minor > 0).max_by_key(|m| m.net.minor);
    let mut description = match best {
        Some(m) => format!("The best month was {} with {} from {}.", label(m.month), m.net, orders(m.orders)),
        None => "Nothing has come in yet.".to_owned(),
    };
    if let Some(m) = months.last().filter(|m| !m.complete) {
        description += &format!(" {} is not over yet: {} so far.", label(m.month), m.net);
    }
    let left_out: i64 = months.iter().map(|m| m.unpriced_orders).sum();
    if left_out > 0 {
        description += &format!(" {} left out, because no rate for their currency is known.", orders(left_out));
    }
    Told { title: "Revenue by month, after refunds".into(), description, shape: Shape::Bars { months: months.to_vec(), size } }
}

fn orders(n: i64) -> String {
    if n == 1 { "1 order".into() } else { format!("{} orders", grouped(n.unsigned_abs())) }
}

/// `grid`: people by recency (5 first) and frequency (1 first).
pub fn rfm(grid: &[Vec<i64>]) -> Told {
    let most = grid.iter().flatten().copied().max().unwrap_or(0).max(1);
    let all: i64 = grid.iter().flatten().sum();
    let best = grid.first().and_then(|row| row.last()).copied().unwrap_or(0);
    let row = |(i, cells): (usize, &Vec<i64>)| HeatRow {
        label: ["Most recent", "", "", "", "Longest ago"].get(i).copied().unwrap_or("").to_owned(),
        note: (5 - i.min(4)).to_string(),
        cells: cells
            .iter()
            .map(|n| {
                let shade = (*n > 0).then(|| (*n as f64 / most as f64).sqrt());
                Some(HeatCell { shade: Some(shade.unwrap_or(0.0)), text: grouped(n.unsigned_abs()), open: false })
            })
            .collect(),
    };
    Told {
        title: "People by how recently and how often they buy".into(),
        description: format!(
            "Of {} buyers, {} are in the best fifth of both; darker is more people.",
            grouped(all.unsigned_abs()),
            grouped(best.unsigned_abs())
        ),
        shape: Shape::Heat {
            columns_title: "How often, from seldom to often".into(),
            columns: (1..=5).map(|f| f.to_string()).collect(),
            rows: grid.iter().enumerate().map(row).collect(),
            label_width: 140,
            row_height: 40,
        },
    }
}

pub fn lifecycle(stages: &[(Stage, i64)]) -> Told {
    let all: i64 = stages.iter().map(|(_, n)| n).sum();
    let of = |stage: Stage| stages.iter().find(|(s, _)| *s == stage).map_or(0, |(_, n)| *n);
    Told {
        title: "Where people stand with the shop".into(),
        description: format!(
            "Of {} people, {} are loyal, {} at risk and {} lapsed.",
            grouped(all.unsigned_abs()),
            grouped(of(Stage::Loyal).unsigned_abs()),
            grouped(of(Stage::AtRisk).unsigned_abs()),
            grouped(of(Stage::Lapsed).unsigned_abs())
        ),
        shape: Shape::Shares(stages.iter().map(|(s, n)| (s.label().to_owned(), n.unsigned_abs())).collect()),
    }
}

/// Tenths of the people, from whom most was expected to whom least.
pub fn value(check: &Check, told: &ValueCheck) -> Told {
    let groups = check.tenths.iter().enumerate().map(|(i, t)| {
        let name = match i {
            0 => "Best tenth".to_owned(),
            9 => "Last tenth".to_owned(),
            _ => (i + 1).to_string(),
        };
        (name, t.expected as f64, t.actual as f64)
    });
    Told {
        title: format!("What was expected and what came, in the {} days after {}", check.days, check.learned_until.0.format("%-d %B %Y")),
        description: format!(
            "People in ten groups of equal size, by what was expected of them: {} in all, and {} came.",
            told.expected, told.actual
        ),
        shape: Shape::Pairs { pairs: groups.collect(), currency: told.actual.currency },
    }
}

/// The newest cohorts and the first months after; the table has the rest.
const COHORTS: usize = 18;
const MONTHS: usize = 13;

pub fn cohorts(all: &[Cohort]) -> Told {
    let shown = all.get(all.len().saturating_sub(COHORTS)..).unwrap_or(all);
    let longest = shown.iter().map(|c| c.since.len()).max().unwrap_or(0).min(MONTHS);
    let row = |c: &Cohort| HeatRow {
        label: label(c.month),
        note: grouped(c.people.unsigned_abs()),
        cells: c
            .since
            .iter()
            .take(longest)
            .map(|s| {
                let text = s.share.map_or_else(|| format!("{} of {}", s.again, c.people), |x| format!("{:.0}%", x * 100.0));
                // Half of a cohort coming back is already very dark.
                Some(HeatCell { shade: s.share.map(|x| (x * 1.6).min(1.0)), text, open: !s.complete })
            })
            .collect(),
    };
    let (known, again) = all
        .iter()
        .filter_map(|c| c.since.get(3).filter(|s| s.complete).map(|s| (c.people, s.again)))
        .fold((0, 0), |(a, b), (people, again)| (a + people, b + again));
    let description = if known > 0 {
        format!(
            "Of {} people whose first order is at least three months old, {} had bought again within those months.",
            grouped(known.unsigned_abs()),
            grouped(again.unsigned_abs())
        )
    } else {
        "No month’s newcomers are three months old yet.".to_owned()
    };
    Told {
        title: "Newcomers of each month who bought again".into(),
        description,
        shape: Shape::Heat {
            columns_title: "Months since their first order".into(),
            columns: (0..longest).map(|k| k.to_string()).collect(),
            rows: shown.iter().map(row).collect(),
            label_width: 132,
            row_height: 28,
        },
    }
}

#[cfg(test)]
mod label_tests {
    use super::*;
    use crate::types::{Currency, Money};

    #[test]
    fn two_years_never_stand_side_by_side() {
        let zero = Money::new(0, Currency::EUR);
        let month = |text: &str| MonthRevenue {
            month: text.parse().unwrap(),
            orders: 0,
            revenue: zero,
            refunded: zero,
            net: zero,
            unpriced_orders: 0,
            complete: true,
        };
        let year = |i: usize, m: &str, of: usize| bar(i, &month(m), of).label[1].clone();
        assert_eq!((year(0, "2009-12-01", 13), year(1, "2010-01-01", 13)), (String::new(), "2010".to_owned()));
        assert_eq!((year(0, "2009-12-01", 1), year(0, "2009-11-01", 13)), ("2009".to_owned(), "2009".to_owned()));
    }
}
