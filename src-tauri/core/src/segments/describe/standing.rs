//! Phrases for what is known or expected of a person as a whole: predictions, engagement, favourites, tests, exports, lists.

use super::filters::quoted;
use super::words::{compared, count, not_among, plain, share, window};
use crate::segments::condition::{EngagementIs, Expected, Exported, InArm, Interests, OnList, Predicted, RandomShare};
use crate::segments::names::{Names, or};
use crate::segments::values::Number;

fn not(negative: bool) -> &'static str {
    if negative { "not " } else { "" }
}

pub fn predicted(p: &Predicted, names: &Names, negative: bool) -> String {
    match p.of {
        Expected::Value if p.compare.ranks() => {
            format!("are {}in the {} by what they are expected to spend", not(negative), share(p.compare))
        }
        Expected::Value => {
            not_among(negative, format!("are expected to spend {} in the next 365 days", compared(p.compare, |v| names.money(v))))
        }
        Expected::Churn => not_among(negative, format!("have a chance of {} of not coming back", compared(p.compare, |v| format!("{v}%")))),
        Expected::NextOrder => not_among(negative, next_order(p.compare)),
    }
}

fn next_order(n: Number) -> String {
    match n {
        Number::LessThan { value: 0 } => "are overdue for their next order".to_owned(),
        Number::AtMost { value } if value < 0 => {
            format!("are overdue for their next order by at least {}", count(value.saturating_neg(), "day", "days"))
        }
        Number::Between { from, to } => {
            format!("are expected to order again in {} to {}", plain(from.min(to)), count(from.max(to), "day", "days"))
        }
        n => format!("are expected to order again in {}", compared(n, |v| count(v, "day", "days"))),
    }
}

pub fn engagement(e: &EngagementIs, negative: bool) -> String {
    let levels: Vec<String> = e.levels.iter().map(|l| format!("“{}”", l.label())).collect();
    format!("are {}at the email engagement {}", not(negative), or(&levels))
}

pub fn interests(i: &Interests, negative: bool) -> String {
    let what = quoted(&i.categories);
    let does = if negative { "do not have" } else { "have" };
    match i.among {
        0 | 1 => format!("{does} {what} as their favourite category"),
        n => format!("{does} {what} among their {n} favourite categories"),
    }
}

pub fn arm(a: &InArm, names: &Names, negative: bool) -> String {
    let test = names.experiment(a.experiment);
    let not = not(negative);
    if a.arms.is_empty() { format!("are {not}in the test {test}") } else { format!("are {not}in {} of the test {test}", quoted(&a.arms)) }
}

pub fn exported(e: &Exported, names: &Names, negative: bool) -> String {
    let to: Vec<String> = e.audiences.iter().map(|a| names.audience(a)).collect();
    let to = if to.is_empty() { String::new() } else { format!(" to {}", or(&to)) };
    format!("were {}exported{to}{}", not(negative), window(e.window))
}

pub fn random(r: &RandomShare, negative: bool) -> String {
    let drawn = if r.salt.trim().is_empty() { String::new() } else { format!(" (drawn as “{}”)", r.salt) };
    format!("are {}in a random {}% of everyone{drawn}", not(negative), r.percent)
}

pub fn list(l: &OnList, names: &Names, negative: bool) -> String {
    format!("are {}on the list {}", not(negative), names.list(l.id))
}
