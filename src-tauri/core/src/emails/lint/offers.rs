//! Offers that have ended, and saved blocks or segments that are no more.

use super::super::block::BlockContent;
use super::super::check::CheckLevel;
use super::super::definition::{Email, EmailAudience};
use super::{Desk, Fix, Lint, LintId};

/// How long an offer that has ended is prolonged by its fix.
const PROLONGED_DAYS: u32 = 14;

pub(super) fn lints(email: &Email, desk: &Desk<'_>, out: &mut Vec<Lint>) {
    for v in &email.head_variants {
        audience(&v.only_for, "A subject", None, desk, out);
    }
    email.each_block(&mut |block| {
        let owners = std::iter::once(&block.id).chain(block.variants.iter().map(|v| &v.id));
        for (owner, content) in owners.zip(block.contents()) {
            let lint = |id, level, sentence: String| Lint { block: Some(block.id.clone()), ..Lint::overall(id, level, sentence) };
            match content {
                BlockContent::Offer { until: Some(until), title, .. } if *until < desk.today => {
                    let later = desk.today.plus_days(PROLONGED_DAYS);
                    let mut past = lint(LintId::PastDate, CheckLevel::Problem, format!("The offer “{}” ended on {until}.", title.trim()));
                    past.place = Some(format!("{owner}.until"));
                    out.push(past.with(format!("Let it hold until {later}"), Fix::OfferUntil { block: owner.clone(), until: later }));
                }
                BlockContent::Saved { block: saved } if !(desk.saved_block)(*saved) => {
                    let gone =
                        lint(LintId::SavedBlockMissing, CheckLevel::Problem, "The saved block that stood here was deleted.".to_owned());
                    out.push(gone.with("Take it out", Fix::RemoveBlock { block: owner.clone() }));
                }
                _ => {}
            }
        }
        let what = format!("The {}", block.content.noun());
        if let Some(only) = &block.only_for {
            audience(only, &what, Some(&block.id), desk, out);
        }
        for v in &block.variants {
            audience(&v.only_for, &format!("A variant of the {}", block.content.noun()), Some(&block.id), desk, out);
        }
    });
}

fn audience(only: &EmailAudience, what: &str, block: Option<&str>, desk: &Desk<'_>, out: &mut Vec<Lint>) {
    if let EmailAudience::Segment { segment } = only
        && !(desk.segment)(*segment)
    {
        let sentence = format!("{what} is for a segment that was deleted: nobody gets it. Choose another one, or everybody.");
        out.push(Lint { block: block.map(str::to_owned), ..Lint::overall(LintId::SegmentMissing, CheckLevel::Problem, sentence) });
    }
}
