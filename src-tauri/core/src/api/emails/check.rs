//! An email read as everybody, for what would go wrong.

use std::collections::BTreeMap;

use super::super::App;
use super::readers::name;
use super::room::{Room, people_of, view};
use crate::emails::Email;
use crate::emails::check::{CheckReport, Checker};
use crate::types::{DocumentId, ProductId, Result};

/// Reads the email as everybody in the segment (or everybody) and tells what would go wrong.
pub fn check(app: &App, email: &Email, segment: Option<DocumentId>) -> Result<CheckReport> {
    let as_of = app.today()?;
    let room = Room::enter(app, email, as_of)?;
    let only = segment.map(|id| people_of(app, id, as_of)).transpose()?;
    let views = std::cell::RefCell::new(BTreeMap::new());
    app.store().read(|r| {
        let mut checker = Checker::new(email, &room.letter);
        let look_up = |id: ProductId| views.borrow_mut().entry(id).or_insert_with(|| r.product(id).ok().flatten().map(view)).clone();
        r.each_email_reader(room.shop.zone.end_of(as_of), |reader| {
            if only.as_ref().is_none_or(|set| set.contains(reader.person.0)) {
                checker.add(reader.person, &name(&reader), &room.render(&reader, &look_up));
            }
            Ok(())
        })?;
        Ok(checker.finish(&room.brand, &room.groups))
    })
}
