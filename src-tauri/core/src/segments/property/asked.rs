//! Random conditions about what people did: activities, sequences, figures against each other, and what they are made of.

use super::dice::Dice;
use super::shop::Place;
use super::things::PROPERTIES;
use super::tree::{TESTS, test, test_of};
use crate::segments::activity::*;
use crate::segments::values::{Number, Window};
use crate::types::ProductId;
use crate::types::records::{EmailEventKind, OrderStatus};

fn days(d: &mut Dice) -> u32 {
    match d.weighted(&[10, 4, 2, 1]) {
        0 => d.below(12),
        1 => d.pick(&[28, 30, 31, 60, 90, 180, 364, 365, 366]),
        2 => d.below(400),
        _ => d.pick(&[100_000, u32::MAX, 0]),
    }
}

pub fn window(d: &mut Dice, place: Place) -> Window {
    match d.weighted(&[3, 4, 2, 3, 2, 2, 1, 1, 2, 2]) {
        0 => Window::Ever,
        1 => Window::LastDays { days: days(d) },
        2 => Window::LastWeeks { weeks: d.pick(&[1, 1, 2, 4, 52, 0, u32::MAX]) },
        3 => Window::LastMonths { months: d.pick(&[1, 1, 2, 3, 6, 11, 12, 13, 24, 0, u32::MAX]) },
        4 => Window::OverDaysAgo { days: days(d) },
        5 => Window::DaysAgo { from: days(d), to: days(d) },
        6 => Window::Before { day: place.day(d) },
        7 => Window::After { day: place.day(d) },
        8 => Window::Between { from: place.day(d), to: place.day(d) },
        _ => Window::SameDayLastYear { around: d.pick(&[0, 1, 3, 3, 10, 30, 400]) },
    }
}

/// Compared with one of these values.
pub fn number(d: &mut Dice, values: &[i64]) -> Number {
    let value = d.pick(values);
    match d.below(7) {
        0 => Number::AtLeast { value },
        1 => Number::AtMost { value },
        2 => Number::Exactly { value },
        3 => Number::Not { value },
        4 => Number::MoreThan { value },
        5 => Number::LessThan { value },
        _ => Number::Between { from: value, to: d.pick(values) },
    }
}

pub fn rank(d: &mut Dice) -> Number {
    let percent = d.pick(&[1, 5, 10, 20, 25, 33, 34, 50, 60, 75, 99, 100, 0, 101]);
    if d.chance(60) { Number::Top { percent } } else { Number::Bottom { percent } }
}

/// A fifth of the comparisons are ranks.
fn compared(d: &mut Dice, values: &[i64]) -> Number {
    if d.chance(20) { rank(d) } else { number(d, values) }
}

const SUMS: [i64; 12] = [0, 500, 999, 1_000, 1_500, 2_000, 2_500, 3_333, 300, 100, -100, 4_000];
const PIECES: [i64; 7] = [-1, 0, 1, 2, 3, 5, 8];
const STARS: [i64; 5] = [1, 2, 3, 4, 5];
const FEW: [i64; 6] = [0, 1, 1, 2, 3, 6];

fn values_of(number: RowNumber) -> &'static [i64] {
    match number {
        RowNumber::Amount => &SUMS,
        RowNumber::Quantity => &PIECES,
        RowNumber::Rating => &STARS,
    }
}

/// What fits, and rarely what does not.
fn row_number(d: &mut Dice, what: What) -> Option<RowNumber> {
    let all = [RowNumber::Amount, RowNumber::Quantity, RowNumber::Rating];
    let fit: Vec<RowNumber> = all.into_iter().filter(|n| what.has(*n)).collect();
    match fit.as_slice() {
        _ if d.chance(1) => Some(d.pick(&all)),
        [] => None,
        fit => Some(d.pick(fit)),
    }
}

fn figure_measure(d: &mut Dice, what: What) -> FigureMeasure {
    match (d.below(7), row_number(d, what)) {
        (1 | 2, Some(number)) => FigureMeasure::Sum { number },
        (3, Some(number)) => FigureMeasure::Average { number },
        (4, Some(number)) => FigureMeasure::Smallest { number },
        (5, Some(number)) => FigureMeasure::Largest { number },
        (6, _) if has_product(what) => FigureMeasure::Products,
        _ => FigureMeasure::Count,
    }
}

fn has_product(what: What) -> bool {
    !matches!(what, What::Emails | What::Searches | What::Events)
}

/// A measure without its parameters: its place below, and the number it is of.
type Kind = (u8, Option<RowNumber>);

/// All that fit.
fn kinds(what: What) -> Vec<Kind> {
    let mut out: Vec<Kind> = [0, 6, 7, 8, 9, 10, 11, 12].map(|k| (k, None)).into();
    for n in [RowNumber::Amount, RowNumber::Quantity, RowNumber::Rating].into_iter().filter(|n| what.has(*n)) {
        out.extend((1..=4).map(|k| (k, Some(n))));
    }
    if has_product(what) {
        out.push((5, None));
    }
    out
}

fn measure(d: &mut Dice, (kind, number): Kind, place: Place) -> Measure {
    let number = number.unwrap_or(RowNumber::Amount);
    let values = values_of(number);
    let gaps = [0, 1, 2, 3, 5, 10, 30, 60];
    match kind {
        0 => Measure::Count { compare: compared(d, &FEW) },
        1 => Measure::Sum { number, compare: compared(d, values) },
        2 => Measure::Average { number, compare: compared(d, values) },
        3 => Measure::Smallest { number, compare: compared(d, values) },
        4 => Measure::Largest { number, compare: compared(d, values) },
        5 => Measure::Products { compare: compared(d, &FEW) },
        6 => Measure::First { when: window(d, place) },
        7 => Measure::Last { when: window(d, place) },
        8 => Measure::Nth { n: d.pick(&[1, 2, 2, 3, 4, 0]), when: window(d, place) },
        9 => Measure::Gap { which: WhichGap::Longest, compare: self::number(d, &gaps) },
        10 => Measure::Gap { which: WhichGap::Shortest, compare: self::number(d, &gaps) },
        11 => Measure::Gap { which: WhichGap::Average, compare: self::number(d, &gaps) },
        _ => Measure::Overdue { percent: d.pick(&[1, 10, 50, 100, 150, 200, 0]) },
    }
}

pub fn filter(d: &mut Dice, what: What, often: u32) -> RowFilter {
    let mut f = RowFilter::default();
    if has_product(what) {
        if d.chance(often) {
            f.products = d.some(&[1, 2, 3, 4, 5, 99], 1, 3).into_iter().map(ProductId).collect();
        }
        if d.chance(often) {
            f.categories = d.words(&["Soap", "CANDLES", "ätherisch", "None such"], 1, 2);
        }
        if d.chance(often) {
            f.product_tags = d.words(&["NEW", "sale", "straße", "STRASSE"], 1, 2);
        }
    }
    if matches!(what, What::OrderLines | What::Views) && d.chance(often) {
        f.price = Some(number(d, &[50, 100, 125, 150, 300, 500, -100, 1_250]));
    }
    if what.has(RowNumber::Amount) && d.chance(often) {
        f.amount = Some(number(d, &SUMS));
    }
    if matches!(what, What::Orders | What::OrderLines) {
        f.discounted = d.chance(often).then(|| d.chance(50));
        if d.chance(often / 2) {
            f.coupons = d.words(&["spring", "SPRING5", "STRASSE", "straße", "spri"], 1, 2);
        }
        if d.chance(often / 2) {
            f.channels = d.words(&["WEB", "pos", "straße", "x"], 1, 2);
        }
        if d.chance(often / 2) {
            f.countries = d.words(&["de", "AT", "XX"], 1, 2);
        }
        if d.chance(often) {
            f.statuses = d.some(&OrderStatus::ALL, 1, 3);
        }
    }
    match what {
        What::Emails => {
            if d.chance(often * 2) {
                f.kinds = d.some(&EmailEventKind::ALL, 1, 3);
            }
            if d.chance(often) {
                f.campaigns = d.words(&["spring", "MAI ß", "Mai SS", "None"], 1, 2);
            }
            if d.chance(often) {
                f.links = d.words(&["CANDLES", "shop.example", "οδοσ", "οδος", " ", "x=1"], 1, 2);
            }
        }
        What::Searches if d.chance(often * 2) => f.terms = d.words(&["red", "STRASSE", "straße", "🕯️", "οδος", "", "mug"], 1, 2),
        What::Reviews => f.rating = d.chance(often).then(|| number(d, &STARS)),
        What::Events => {
            if d.chance(often) {
                f.names = d.words(&["store VISITED", "GRÖßE gewählt", "quiz", "none"], 1, 2);
            }
            if d.chance(often * 3) {
                let one = |d: &mut Dice| {
                    let (name, value) = d.pick(&PROPERTIES);
                    let name = if d.chance(90) { name } else { "none" };
                    let pool = if d.chance(60) { value } else { d.pick(&["Kiel", "42", "12.5", "true", "ß", "7"]) };
                    PropertyIs { name: name.to_owned(), is: test(d, &[pool]) }
                };
                f.properties = (0..d.pick(&[1, 1, 1, 2])).map(|_| one(d)).collect();
            }
        }
        _ => {}
    }
    // A word of other rows, which is refused.
    if d.chance(1) {
        f.terms = vec!["x".into()];
    }
    f
}

fn some_window(d: &mut Dice, place: Place) -> Window {
    if d.chance(45) { Window::Ever } else { window(d, place) }
}

pub fn activity(d: &mut Dice, place: Place) -> Activity {
    let what = d.pick(&What::ALL);
    // Rarely a measure of a number that these rows do not have.
    let kind = if d.chance(1) { (2, Some(RowNumber::Rating)) } else { d.pick(&kinds(what)) };
    let measure = measure(d, kind, place);
    Activity { what, measure, filter: filter(d, what, 14), window: some_window(d, place) }
}

/// All rows of a kind: one measure after the other, so that none is left to chance.
pub fn plain(d: &mut Dice, place: Place, n: u32) -> Activity {
    let all: Vec<(What, Kind)> = What::ALL.into_iter().flat_map(|w| kinds(w).into_iter().map(move |k| (w, k))).collect();
    let n = n % (all.len() as u32 + 3 * TESTS);
    let Some((what, kind)) = all.get(n as usize).copied() else {
        // And one test of a property after the other.
        let (name, value) = d.pick(&PROPERTIES);
        let is = test_of(d, (n - all.len() as u32) % TESTS, &[value]);
        let properties = vec![PropertyIs { name: name.to_owned(), is }];
        let compare = Number::AtLeast { value: 1 };
        let filter = RowFilter { properties, ..RowFilter::default() };
        return Activity { what: What::Events, measure: Measure::Count { compare }, filter, window: Window::Ever };
    };
    Activity { what, measure: measure(d, kind, place), filter: RowFilter::default(), window: Window::Ever }
}

fn did(d: &mut Dice, often: u32) -> (What, RowFilter) {
    let common = [What::Orders, What::Emails, What::Views, What::Refunds];
    let what = if d.chance(60) { d.pick(&common) } else { d.pick(&What::ALL) };
    (what, filter(d, what, often))
}

pub fn sequence(d: &mut Dice, place: Place) -> Sequence {
    let n = d.pick(&[2, 2, 2, 2, 3, 3, 4, 5]);
    // Long ones are rare enough without filters.
    let often = if n > 3 { 0 } else { 6 };
    let mut steps: Vec<Step> = Vec::new();
    for i in 0..n {
        let (what, filter) = did(d, often);
        let mut step = Step { what, filter, within_days: None, without: None, absent: false };
        if i > 0 {
            step.within_days = d.chance(50).then(|| d.pick(&[0, 1, 2, 5, 10, 30, 365, u32::MAX]));
            if i == n - 1 && d.chance(30) {
                step.absent = true;
            } else if d.chance(if n > 3 { 10 } else { 35 }) {
                let (what, filter) = did(d, often);
                step.without = Some(Did { what, filter });
            }
        }
        steps.push(step);
    }
    Sequence { steps, window: some_window(d, place) }
}

fn figure(d: &mut Dice, place: Place) -> Figure {
    let what = d.pick(&What::ALL);
    Figure { what, measure: figure_measure(d, what), filter: filter(d, what, 10), window: some_window(d, place) }
}

pub fn versus(d: &mut Dice, place: Place) -> Versus {
    let compare = d.pick(&[Relation::MoreThan, Relation::AtLeast, Relation::Equal, Relation::AtMost, Relation::LessThan]);
    let left = figure(d, place);
    // Often the same rows at another time.
    let right = if d.chance(40) { Figure { window: window(d, place), ..left.clone() } } else { figure(d, place) };
    Versus { left, compare, percent: d.pick(&[100, 100, 50, 200, 33, 1, 0]), right }
}

pub fn smaller_activity(a: &Activity) -> Vec<Activity> {
    let mut out: Vec<Activity> = less_of(&a.filter).into_iter().map(|filter| Activity { filter, ..a.clone() }).collect();
    if a.window != Window::Ever {
        out.push(Activity { window: Window::Ever, ..a.clone() });
    }
    out
}

pub fn smaller_sequence(s: &Sequence) -> Vec<Sequence> {
    let mut out = Vec::new();
    if s.window != Window::Ever {
        out.push(Sequence { window: Window::Ever, ..s.clone() });
    }
    for (i, step) in s.steps.iter().enumerate() {
        let mut with = |step: Step| {
            let mut steps = s.steps.clone();
            steps[i] = step;
            out.push(Sequence { steps, window: s.window });
        };
        less_of(&step.filter).into_iter().for_each(|filter| with(Step { filter, ..step.clone() }));
        if let Some(without) = &step.without {
            with(Step { without: None, ..step.clone() });
            for filter in less_of(&without.filter) {
                with(Step { without: Some(Did { filter, ..without.clone() }), ..step.clone() });
            }
        }
        if step.within_days.is_some() {
            with(Step { within_days: None, ..step.clone() });
        }
        if i > 0 && s.steps.len() > 2 {
            let mut steps = s.steps.clone();
            steps.remove(i);
            out.push(Sequence { steps, window: s.window });
        }
    }
    out
}

pub fn smaller_versus(v: &Versus) -> Vec<Versus> {
    let figure = |f: &Figure| -> Vec<Figure> {
        let mut out: Vec<Figure> = less_of(&f.filter).into_iter().map(|filter| Figure { filter, ..f.clone() }).collect();
        if f.window != Window::Ever {
            out.push(Figure { window: Window::Ever, ..f.clone() });
        }
        out
    };
    let mut out: Vec<Versus> = figure(&v.left).into_iter().map(|left| Versus { left, ..v.clone() }).collect();
    out.extend(figure(&v.right).into_iter().map(|right| Versus { right, ..v.clone() }));
    out
}

/// Without one of its words, by way of its JSON, where every given word is a key.
fn less_of(f: &RowFilter) -> Vec<RowFilter> {
    let Ok(serde_json::Value::Object(map)) = serde_json::to_value(f) else { return vec![] };
    map.keys()
        .filter_map(|key| {
            let mut less = map.clone();
            less.remove(key);
            serde_json::from_value(less.into()).ok()
        })
        .collect()
}
