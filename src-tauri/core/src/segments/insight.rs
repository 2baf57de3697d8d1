//! Conditions about what insights make of everybody: RFM, stage, engagement, favourites, what is expected.

use roaring::RoaringBitmap;

use super::base::Base;
use super::condition::{EngagementIs, Expected, Interests, LifecycleIs, Predicted, RfmIs};
use super::definition::Node;
use super::scan::figure::Figure;
use super::scan::ranks::best;
use crate::insights::rfm::{MIN_BUYERS, PersonRfm};
use crate::types::PersonId;

pub fn people(node: &Node, base: &Base) -> RoaringBitmap {
    match node {
        Node::Rfm(x) => with_rfm(base, x),
        Node::Lifecycle(x) => at_stage(base, x),
        Node::Engagement(x) => engaged(base, x),
        Node::Interests(x) => interested(base, x),
        Node::Predicted(x) => expected(base, x),
        _ => RoaringBitmap::new(),
    }
}

/// That there is not enough data, where that is so.
pub fn note(node: &Node, base: &Base) -> Option<String> {
    match node {
        Node::Rfm(_) => {
            let rfm = base.rfm();
            let few = || format!("Not enough data yet: RFM needs {MIN_BUYERS} people who bought, and there are {}.", rfm.buyers);
            (!rfm.enough()).then(few)
        }
        Node::Lifecycle(_) => base.lifecycle().not_enough(),
        Node::Predicted(_) => base.values().not_enough(),
        _ => None,
    }
}

fn with_rfm(base: &Base, x: &RfmIs) -> RoaringBitmap {
    let fits = |p: &&PersonRfm| {
        (x.names.is_empty() || x.names.contains(&p.name))
            && x.r.is_none_or(|s| s.holds(p.r))
            && x.f.is_none_or(|s| s.holds(p.f))
            && x.m.is_none_or(|s| s.holds(p.m))
    };
    base.rfm().people().iter().filter(fits).map(|p| p.person.0).collect()
}

fn at_stage(base: &Base, x: &LifecycleIs) -> RoaringBitmap {
    base.lifecycle().people().iter().filter(|(_, stage)| x.stages.contains(stage)).map(|(p, _)| p.0).collect()
}

fn engaged(base: &Base, x: &EngagementIs) -> RoaringBitmap {
    let levels = base.engagement();
    base.everyone.iter().filter(|id| x.levels.contains(&levels.of(PersonId(*id)))).collect()
}

fn interested(base: &Base, x: &Interests) -> RoaringBitmap {
    let favourites = base.favourites();
    let wanted: Vec<String> = x.categories.iter().map(|c| c.to_lowercase()).collect();
    let wanted: Vec<bool> = favourites.names.iter().map(|name| wanted.contains(name)).collect();
    let fits = |category: u32| wanted.get(category as usize).copied().unwrap_or(false);
    let people = favourites.of.people().filter(|(_, own)| own.iter().take(x.among.into()).any(|f| fits(f.category)));
    people.map(|(p, _)| p.0).collect()
}

fn expected(base: &Base, x: &Predicted) -> RoaringBitmap {
    let all = base.values().people().iter().map(|v| {
        let number = match x.of {
            Expected::Value => v.spend,
            Expected::Churn => v.gone.into(),
            Expected::NextOrder => v.next_order.into(),
        };
        (v.person.0, number)
    });
    if x.compare.ranks() {
        best(all.map(|(id, n)| (id, Figure::whole(n))).collect(), x.compare)
    } else {
        all.filter(|(_, n)| x.compare.holds(*n)).map(|(id, _)| id).collect()
    }
}
