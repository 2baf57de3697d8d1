//! What a tree means, once more: plain loops over all people and their rows, days compared as days, no SQL but for
//! reading and no sets. Start with `people`; `did.rs` has what people did, `field.rs` their fields, `span.rs` time.

use sha2::{Digest, Sha256};

use super::did::{any_same, name};
use super::rows::{Person, Row, Rows};
use super::seen::Seen;
use super::span::{Fraction, ranked, within};
use crate::insights::engagement::EngagementLevel;
use crate::insights::value::{Bought, Values, value};
use crate::insights::{lifecycle, rfm};
use crate::segments::activity::What;
use crate::segments::condition::{Consent, ConsentIs, Expected, Predicted};
use crate::segments::values::{Scores, Window};
use crate::segments::{Match, Node};
use crate::store::stats::PersonStats;
use crate::types::records::{ConsentState, EmailEventKind};
use crate::types::{Day, PersonId, Timestamp};

pub struct Question<'a> {
    pub rows: &'a Rows,
    pub saved: &'a [Node],
    pub day: Day,
    pub known: Vec<&'a Person>,
    pub seen: &'a Seen,
    rfm: rfm::Rfm,
    stages: lifecycle::Lifecycle,
    values: Option<Values>,
}

/// Who is in, by id.
pub fn people(rows: &Rows, saved: &[Node], root: &Node, day: Day, seen: &Seen) -> Vec<u32> {
    let known: Vec<&Person> = rows.people.iter().filter(|p| rows.day(p.created) <= day).collect();
    let stats: Vec<PersonStats> = known.iter().map(|p| rows.stats(p, day)).collect();
    let mut q = Question {
        rfm: rfm::rfm(&stats, day, rows.zone),
        stages: lifecycle::lifecycle(&stats, day, rows.zone),
        values: None,
        rows,
        saved,
        day,
        known,
        seen,
    };
    if serde_json::to_string(&(root, saved)).unwrap().contains("\"predicted\"") {
        q.values = Some(q.predictions());
    }
    let holds = q.holds(root).unwrap_or_else(|| vec![true; q.known.len()]);
    q.known.iter().zip(holds).filter(|(_, h)| *h).map(|(p, _)| p.id).collect()
}

impl Question<'_> {
    /// For every known person, by place; `None` when the node says nothing.
    fn holds(&self, node: &Node) -> Option<Vec<bool>> {
        if node.problem().is_some() {
            return None;
        }
        let each = |f: &dyn Fn(&Person) -> bool| self.known.iter().map(|p| f(p)).collect::<Vec<bool>>();
        let (label, holds) = match node {
            Node::Group(g) => {
                let answers: Vec<Vec<bool>> = g.children.iter().filter_map(|c| self.holds(c)).collect();
                if answers.is_empty() {
                    return None;
                }
                let all = |i: usize| answers.iter().all(|a| a[i]);
                let any = |i: usize| answers.iter().any(|a| a[i]);
                let joined = |i: usize| match g.matching {
                    Match::All => all(i),
                    Match::Any => any(i),
                    Match::None => !any(i),
                };
                (format!("group {:?}", g.matching), (0..self.known.len()).map(joined).collect())
            }
            Node::Activity(a) => ("activity".into(), self.activity(a)),
            Node::Sequence(s) => ("sequence".into(), self.sequence(s)),
            Node::Versus(v) => ("versus".into(), self.versus(v)),
            Node::Profile(x) => {
                let holds = each(&|p| self.profile(&x.field, &x.is, p));
                holds.iter().for_each(|h| self.seen.note(format!("field {}", name(&x.field)), *h));
                let unset = x.is.unset().map_or_else(String::new, |u| format!(" {u:?}"));
                (format!("test {}{unset}", name(&x.is)), holds)
            }
            Node::Consent(x) => {
                let some = if x.sources.is_empty() { "" } else { " by source" };
                (format!("consent{some}"), each(&|p| self.consent(x, p)))
            }
            Node::Rfm(x) => {
                let fits = |range: Option<Scores>, v: u8| range.is_none_or(|r| (r.from.min(r.to)..=r.from.max(r.to)).contains(&v));
                let of = |p: &Person| {
                    self.rfm.of(PersonId(p.id)).is_some_and(|s| {
                        (x.names.is_empty() || x.names.contains(&s.name)) && fits(x.r, s.r) && fits(x.f, s.f) && fits(x.m, s.m)
                    })
                };
                ("rfm".into(), each(&of))
            }
            Node::Lifecycle(x) => {
                let of = |p: &Person| {
                    let stage = self.stages.of(PersonId(p.id));
                    lifecycle::Stage::ALL.iter().for_each(|s| self.seen.note(format!("stage {s:?}"), stage == Some(*s)));
                    stage.is_some_and(|s| x.stages.contains(&s))
                };
                ("lifecycle".into(), each(&of))
            }
            Node::Predicted(x) => (format!("predicted {:?}", x.of), self.predicted(x)),
            Node::Engagement(x) => {
                let of = |p: &Person| {
                    let level = self.level(p);
                    EngagementLevel::ALL.iter().for_each(|l| self.seen.note(format!("level {l:?}"), level == *l));
                    x.levels.contains(&level)
                };
                ("engagement".into(), each(&of))
            }
            Node::Interests(x) => {
                let among = usize::from(x.among);
                let of = |p: &Person| self.favourites(p).iter().take(among).any(|c| any_same(&x.categories, c));
                (format!("interests {among}"), each(&of))
            }
            Node::Arm(x) => {
                let fits = |(e, who, arm, at): &(i64, u32, String, i64), p: &Person| {
                    *e == x.experiment.0 && *who == p.id && self.rows.day(*at) <= self.day && (x.arms.is_empty() || any_same(&x.arms, arm))
                };
                let some = if x.arms.is_empty() { "any" } else { "named" };
                (format!("arm {some}"), each(&|p| self.rows.exposures.iter().any(|e| fits(e, p))))
            }
            Node::Exported(x) => {
                let fits = |e: &super::rows::Export, p: &Person| {
                    let named = x.audiences.contains(&e.audience) || e.name.as_ref().is_some_and(|n| any_same(&x.audiences, n));
                    e.person == p.id && within(self.rows.day(e.at), x.window, self.day) && (x.audiences.is_empty() || named)
                };
                let some = if x.audiences.is_empty() { "any" } else { "named" };
                (format!("exported {some}"), each(&|p| self.rows.exports.iter().any(|e| fits(e, p))))
            }
            Node::Random(x) => ("random".into(), each(&|p| drawn(&x.salt, p.id) < u64::from(x.percent) * 100)),
            Node::List(x) => ("list".into(), each(&|p| self.rows.listed.contains(&(x.id.0, p.id)))),
            Node::Segment(s) => {
                let holds = self.holds(&self.saved[usize::try_from(s.id.0 - 1).unwrap()]);
                ("segment".into(), holds.unwrap_or_else(|| vec![true; self.known.len()]))
            }
            Node::People(h) => ("people".into(), each(&|p| h.ids.contains(&PersonId(p.id)))),
        };
        holds.iter().for_each(|h| self.seen.note(label.clone(), *h));
        Some(holds)
    }

    fn consent(&self, x: &Consent, p: &Person) -> bool {
        let said = || p.said.iter().filter(|s| s.channel == x.channel.as_str() && self.rows.day(s.at) <= self.day);
        let strictness = |s: &str| match ConsentState::parse(s) {
            Some(ConsentState::Cleaned) => 3,
            Some(ConsentState::Unsubscribed) => 2,
            Some(ConsentState::Pending) => 1,
            _ => 0,
        };
        // The latest; on the same second the most restrictive.
        let Some(last) = said().max_by_key(|s| (s.at, strictness(&s.state))) else {
            let holds = x.states.contains(&ConsentIs::Unknown) && x.since == Window::Ever && x.sources.is_empty();
            self.seen.note("consent Unknown", holds);
            return holds;
        };
        let told = || said().filter(|s| s.at == last.at && s.state == last.state).any(|s| any_same(&x.sources, &s.source));
        let state = match last.state.as_str() {
            "subscribed" => ConsentIs::Subscribed,
            "unsubscribed" => ConsentIs::Unsubscribed,
            "pending" => ConsentIs::Pending,
            _ => ConsentIs::Cleaned,
        };
        let fits = x.states.contains(&state);
        self.seen.note(format!("consent {state:?}"), fits);
        fits && within(self.rows.day(last.at), x.since, self.day) && (x.sources.is_empty() || told())
    }

    fn predictions(&self) -> Values {
        let mut all = Vec::new();
        for p in &self.known {
            let bought = |r: &&Row| r.what == What::Orders && r.day <= self.day && r.order.as_ref().is_some_and(|o| o.counts);
            for r in p.did.iter().filter(bought) {
                all.push(Bought { person: PersonId(p.id), at: Timestamp(r.at), amount: r.amount });
            }
        }
        value(all, self.day, self.rows.zone)
    }

    fn predicted(&self, x: &Predicted) -> Vec<bool> {
        let of = |p: &Person| {
            let v = self.values.as_ref()?.of(PersonId(p.id))?;
            Some(Fraction::whole(match x.of {
                Expected::Value => v.spend,
                Expected::Churn => v.gone.into(),
                Expected::NextOrder => v.next_order.into(),
            }))
        };
        let values: Vec<Option<Fraction>> = self.known.iter().map(|p| of(p)).collect();
        if x.compare.ranks() {
            let holds = ranked(&values, x.compare);
            holds.iter().for_each(|h| self.seen.note("predicted rank", *h));
            return holds;
        }
        values.into_iter().map(|v| v.is_some_and(|v| v.holds(x.compare))).collect()
    }

    /// The rules of `insights::engagement`, by days.
    fn level(&self, p: &Person) -> EngagementLevel {
        let any = |kind: EmailEventKind, days: i64| {
            p.did
                .iter()
                .filter(|r| r.what == What::Emails && r.kind == kind.code() && r.day <= self.day && self.day.days_since(r.day) < days)
                .count()
        };
        let (sent, opened, clicked) = (EmailEventKind::Sent, EmailEventKind::Opened, EmailEventKind::Clicked);
        if any(clicked, 90) > 0 {
            EngagementLevel::Clicks
        } else if any(opened, 90) > 0 {
            EngagementLevel::Opens
        } else if any(clicked, 180) + any(opened, 180) > 0 {
            EngagementLevel::Fading
        } else if any(sent, 180) >= 3 {
            EngagementLevel::Asleep
        } else if [sent, opened, clicked].into_iter().any(|k| any(k, i64::MAX) > 0) {
            EngagementLevel::SeldomMailed
        } else {
            EngagementLevel::NeverMailed
        }
    }

    /// Most pieces first, equal ones by name.
    fn favourites(&self, p: &Person) -> Vec<String> {
        let mut pieces: Vec<(String, i64)> = Vec::new();
        for r in p.did.iter().filter(|r| r.what == What::OrderLines && r.day <= self.day && r.order.as_ref().is_some_and(|o| o.counts)) {
            let n = r.quantity.unwrap_or(0);
            for c in r.products.iter().filter_map(|p| self.rows.words.get(p)).flat_map(|w| &w.categories).filter(|_| n > 0) {
                match pieces.iter_mut().find(|(name, _)| name == c) {
                    Some((_, sum)) => *sum += n,
                    None => pieces.push((c.clone(), n)),
                }
            }
        }
        pieces.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.to_lowercase().cmp(&b.to_lowercase())).then_with(|| a.cmp(b)));
        pieces.into_iter().map(|(name, _)| name).collect()
    }
}

/// 0 to 9,999.
fn drawn(salt: &str, person: u32) -> u64 {
    let mut text = (salt.len() as u64).to_be_bytes().to_vec();
    text.extend(salt.as_bytes());
    text.extend(person.to_string().as_bytes());
    let digest = Sha256::digest(&text);
    u64::from_be_bytes(digest[..8].try_into().unwrap()) % 10_000
}
