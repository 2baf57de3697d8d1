//! The room Insights: the summary, RFM, lifecycle, cohorts and revenue, as figures and as charts.

use serde::Serialize;
use specta::Type;

use super::App;
use crate::charts::Skin;
use crate::insights::cohorts::{self, Cohort};
use crate::insights::lifecycle::{Rhythm, Stage};
use crate::insights::months::{self, MonthRevenue};
use crate::insights::prospects::{Prospects, prospects};
use crate::insights::rfm::{MIN_BUYERS, RfmName};
use crate::insights::standing::Standing;
use crate::insights::summary::{self, Summary};
use crate::insights::{pictures, words};
use crate::people::view::full_name;
use crate::types::{Currency, Day, Error, Money, PersonId, Result, ShopZone};

pub use crate::insights::pictures::ChartName;

/// RFM of the whole shop.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct RfmTable {
    pub as_of: Day,
    pub buyers: i64,
    /// Why there is no RFM, where there is none.
    pub not_enough: Option<String>,
    /// Every name, from the best to the lost; those without anybody too.
    pub names: Vec<RfmGroup>,
    /// People by how recently (5 first) and how often (1 first) they buy.
    pub grid: Vec<Vec<i64>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct RfmGroup {
    pub name: RfmName,
    pub label: String,
    pub meaning: String,
    pub people: i64,
    /// What they have spent in all, after refunds.
    pub net: Money,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct LifecycleTable {
    pub as_of: Day,
    /// People with at least two orders: what the rhythm was learned from.
    pub repeat_buyers: i64,
    pub rhythm: Option<Rhythm>,
    /// Why stages cannot be told, where they cannot.
    pub not_enough: Option<String>,
    pub stages: Vec<StageCount>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct StageCount {
    pub stage: Stage,
    pub label: String,
    pub meaning: String,
    pub people: i64,
    pub net: Money,
}

/// What people will probably be worth.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ValueTable {
    pub as_of: Day,
    /// Why nothing can be predicted, where it cannot.
    pub not_enough: Option<String>,
    pub prospects: Option<Prospects>,
}

/// One buyer's prospects, for a list.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ValueLine {
    pub person: PersonId,
    pub name: Option<String>,
    pub email: Option<String>,
    /// In the next 365 days, before refunds.
    pub expected: Money,
    /// Days with an order in them.
    pub orders: f64,
    /// The chance that they have left for good, in whole percent.
    pub gone: u8,
    /// Days until the next order is due if they come back; negative: overdue.
    pub next_order: i32,
}

/// A chart and what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ChartPicture {
    pub title: String,
    pub description: String,
    pub svg: String,
}

/// The day that was asked for (default: today), and what figures need to know of the shop.
struct Asked {
    as_of: Day,
    zone: ShopZone,
    currency: Currency,
}

fn asked(app: &App, as_of: Option<Day>) -> Result<Asked> {
    let shop = app.shop()?;
    let as_of = match as_of {
        Some(day) => day,
        None => app.today()?,
    };
    Ok(Asked { as_of, zone: shop.zone, currency: shop.currency })
}

pub fn summary(app: &App, as_of: Option<Day>) -> Result<Summary> {
    let a = asked(app, as_of)?;
    let s = app.standings.of(&app.store(), a.as_of)?;
    Ok(summary::summary(&s.stats, &s.rfm, &s.lifecycle, a.as_of, a.zone, a.currency))
}

pub fn rfm(app: &App, as_of: Option<Day>) -> Result<RfmTable> {
    let a = asked(app, as_of)?;
    let s = app.standings.of(&app.store(), a.as_of)?;
    let mut grid = vec![vec![0; 5]; 5];
    for p in s.rfm.people() {
        if let Some(cell) = grid.get_mut(usize::from(5 - p.r)).and_then(|row: &mut Vec<i64>| row.get_mut(usize::from(p.f - 1))) {
            *cell += 1;
        }
    }
    let names = RfmName::ALL
        .into_iter()
        .map(|name| {
            let (people, net) = group(&s, |p| s.rfm.of(p).is_some_and(|x| x.name == name));
            let (label, meaning) = (name.label().to_owned(), words::rfm_meaning(name).to_owned());
            RfmGroup { name, label, meaning, people, net: Money::new(net, a.currency) }
        })
        .collect();
    let not_enough = (!s.rfm.enough()).then(|| {
        format!("Not enough data yet: {MIN_BUYERS} people who bought are needed to compare them, and there are {}.", s.rfm.buyers)
    });
    Ok(RfmTable { as_of: a.as_of, buyers: s.rfm.buyers as i64, not_enough, names, grid })
}

pub fn lifecycle(app: &App, as_of: Option<Day>) -> Result<LifecycleTable> {
    let a = asked(app, as_of)?;
    let s = app.standings.of(&app.store(), a.as_of)?;
    let stages = Stage::ALL
        .into_iter()
        .map(|stage| {
            let (people, net) = group(&s, |p| s.lifecycle.of(p) == Some(stage));
            let meaning = words::stage_meaning(stage, s.lifecycle.rhythm.as_ref());
            StageCount { stage, label: stage.label().to_owned(), meaning, people, net: Money::new(net, a.currency) }
        })
        .collect();
    Ok(LifecycleTable {
        as_of: a.as_of,
        repeat_buyers: s.lifecycle.repeat_buyers as i64,
        rhythm: s.lifecycle.rhythm,
        not_enough: s.lifecycle.not_enough(),
        stages,
    })
}

pub fn value(app: &App, as_of: Option<Day>) -> Result<ValueTable> {
    let a = asked(app, as_of)?;
    let store = app.store();
    let values = app.standings.values(&store, a.as_of)?;
    let check = app.standings.check(&store, a.as_of)?;
    let prospects = prospects(&values, (*check).as_ref(), a.currency);
    Ok(ValueTable { as_of: a.as_of, not_enough: values.not_enough(), prospects })
}

/// The first `limit` buyers by expected spending; among equals by number.
pub fn value_lines(app: &App, as_of: Option<Day>, limit: usize) -> Result<Vec<ValueLine>> {
    let a = asked(app, as_of)?;
    let values = app.standings.values(&app.store(), a.as_of)?;
    let mut best: Vec<_> = values.people().iter().collect();
    best.sort_by_key(|p| std::cmp::Reverse(p.spend));
    best.truncate(limit);
    let ids: Vec<u32> = best.iter().map(|p| p.person.0).collect();
    let rows = app.store().read(|r| r.members(&ids))?;
    let line = |m: crate::store::segment::MemberRow| {
        let p = values.of(m.person)?;
        Some(ValueLine {
            person: m.person,
            name: full_name(m.first_name.as_deref(), m.last_name.as_deref()),
            email: m.email,
            expected: Money::new(p.spend, a.currency),
            orders: p.orders,
            gone: p.gone,
            next_order: p.next_order,
        })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// How many of the people are in, and what those have spent after refunds.
fn group(s: &Standing, is_in: impl Fn(crate::types::PersonId) -> bool) -> (i64, i64) {
    s.stats.iter().filter(|x| is_in(x.person)).fold((0, 0), |(n, sum), x| (n + 1, sum + x.spent - x.refunded))
}

pub fn cohorts(app: &App, as_of: Option<Day>) -> Result<Vec<Cohort>> {
    let a = asked(app, as_of)?;
    let orders = app.store().read(|r| r.order_moments(a.zone.end_of(a.as_of)))?;
    Ok(cohorts::cohorts(&orders, a.as_of, a.zone))
}

pub fn revenue(app: &App, as_of: Option<Day>) -> Result<Vec<MonthRevenue>> {
    let a = asked(app, as_of)?;
    let end = a.zone.end_of(a.as_of);
    let (came, back) = app.store().read(|r| Ok((r.takings(end)?, r.givings_back(end)?)))?;
    Ok(months::by_month(&came, &back, a.as_of, a.zone, a.currency))
}

pub fn chart(app: &App, name: ChartName, as_of: Option<Day>, skin: Skin) -> Result<ChartPicture> {
    match name {
        ChartName::Revenue => picture(pictures::revenue(&revenue(app, as_of)?), skin),
        ChartName::Rfm => picture(pictures::rfm(&rfm(app, as_of)?.grid), skin),
        ChartName::Lifecycle => {
            let table = lifecycle(app, as_of)?;
            let parts: Vec<(Stage, i64)> = table.stages.iter().map(|s| (s.stage, s.people)).collect();
            picture(pictures::lifecycle(&parts), skin)
        }
        ChartName::Value => {
            let a = asked(app, as_of)?;
            let check = app.standings.check(&app.store(), a.as_of)?;
            let told = value(app, as_of)?.prospects.and_then(|p| p.check);
            match ((*check).as_ref(), told) {
                (Some(check), Some(told)) => picture(pictures::value(check, &told), skin),
                _ => Err(Error::bad_input("Not enough data yet: the past is too short to hold a prediction against what came.")),
            }
        }
        ChartName::Cohorts => picture(pictures::cohorts(&cohorts(app, as_of)?), skin),
    }
}

/// Thirteen months, so that the newest stands beside the same a year before; for half a line of the window. They end
/// today, or, where nothing came in for so long, with the last month that brought something.
pub fn small_revenue_chart(app: &App, skin: Skin) -> Result<ChartPicture> {
    let months = revenue(app, None)?;
    let last = months.iter().rposition(|m| m.orders > 0).map_or(months.len(), |i| i + 1);
    let end = if months.len() - last < SHOWN { months.len() } else { last };
    let shown = months.get(end.saturating_sub(SHOWN)..end).unwrap_or_default();
    let mut told = pictures::revenue_at(shown, HALF_A_LINE);
    if let Some(newest) = shown.last().filter(|_| end < months.len()) {
        told.description = format!("Nothing has come in since {}. {}", newest.month.0.format("%B %Y"), told.description);
    }
    picture(told, skin)
}

const SHOWN: usize = 13;
const HALF_A_LINE: (u32, u32) = (490, 184);

fn picture(p: pictures::Told, skin: Skin) -> Result<ChartPicture> {
    let svg = p.draw(skin)?;
    Ok(ChartPicture { title: p.title, description: p.description, svg })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::segments;
    use crate::api::testing::{NOW, app};
    use crate::types::Progress;

    #[test]
    fn each_number_of_expected_people_is_the_segment_it_leads_to() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        crate::demo::fill(&app.store(), 1, NOW, &Progress::silent()).unwrap();
        let count = |conditions: serde_json::Value| {
            let root = serde_json::json!({"type": "group", "match": "all", "children": conditions});
            let definition = crate::segments::Segment::parse(&serde_json::json!({"version": 1, "root": root})).unwrap();
            i64::from(segments::count(&app, &segments::Which::Definition { definition }, None).unwrap().total)
        };
        let is = |of: &str, from: i64, to: i64| {
            let compare = serde_json::json!({"op": "between", "from": from, "to": to});
            serde_json::json!({"type": "predicted", "of": of, "compare": compare})
        };
        let p = value(&app, None).unwrap().prospects.unwrap();
        for band in &p.bands {
            let (from, to) = (band.from.minor, band.to.map_or(i64::MAX, |m| m.minor));
            assert_eq!(count(serde_json::json!([is("value", from, to)])), band.people);
            for (risk, n) in p.risks.iter().zip(&band.by_risk) {
                let gone = is("churn", risk.from.into(), risk.to.into());
                assert_eq!(count(serde_json::json!([is("value", from, to), gone])), *n, "{band:?} {risk:?}");
            }
        }
        let here = is("churn", 0, 50);
        assert_eq!(count(serde_json::json!([is("next_order", 0, 30), here])), p.due_soon);
        assert_eq!(count(serde_json::json!([is("next_order", -1_000_000, -1), here])), p.overdue);
        let best = serde_json::json!([{"type": "predicted", "of": "value", "compare": {"op": "top", "percent": 10}}]);
        assert_eq!(count(best), p.bands[0].people);
    }

    #[test]
    fn the_small_chart_ends_with_the_last_month_that_brought_something() {
        for (years, silent) in [(0, false), (3, true)] {
            let dir = tempfile::tempdir().unwrap();
            let app = app(dir.path());
            crate::demo::fill(&app.store(), 1, NOW.plus_secs(-years * 365 * 86_400), &Progress::silent()).unwrap();
            let chart = small_revenue_chart(&app, Skin::Window).unwrap();
            assert_eq!(chart.description.starts_with("Nothing has come in since November 2023."), silent, "{}", chart.description);
            assert!(chart.description.contains("The best month was"), "{}", chart.description);
        }
    }
}
