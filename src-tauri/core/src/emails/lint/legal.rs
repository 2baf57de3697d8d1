//! What the law asks for in most countries: who sends it, and a way out.

use super::super::brand::Brand;
use super::super::check::CheckLevel;
use super::{Lint, LintId};

pub(super) fn lints(brand: &Brand, out: &mut Vec<Lint>) {
    if brand.postal_address.trim().is_empty() {
        let mut lint = Lint::overall(
            LintId::AddressMissing,
            CheckLevel::Problem,
            "The shop’s postal address is missing at the foot; the law asks for it in most countries.",
        );
        lint.place = Some("brand.postal_address".to_owned());
        out.push(lint);
    }
}

/// The finished mail has a link out.
pub(super) fn way_out(html: &str, out: &mut Vec<Lint>) {
    const SIGNS: [&str; 9] =
        ["*|unsub", "unsubscribe", "{{unsub", "abmelden", "abbestellen", "désabonner", "cancelar la suscripción", "disiscri", "afmelden"];
    let small = html.to_lowercase();
    if !SIGNS.iter().any(|sign| small.contains(sign)) {
        out.push(Lint::overall(
            LintId::UnsubscribeMissing,
            CheckLevel::Problem,
            "There is no way to unsubscribe in it. Add a link that leads to *|UNSUB|*.",
        ));
    }
}
