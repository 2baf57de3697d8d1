//! An email read as everybody, for what would go wrong.

use super::super::App;
use super::readers::name;
use super::room::{Room, people_of};
use crate::emails::Email;
use crate::emails::check::{CheckReport, Checker};
use crate::types::{DocumentId, Result};

/// Reads the email as everybody in the segment (or everybody) and tells what would go wrong.
pub fn check(app: &App, email: &Email, segment: Option<DocumentId>) -> Result<CheckReport> {
    let as_of = app.today()?;
    let room = Room::enter(app, email, as_of)?;
    let only = segment.map(|id| people_of(app, id, as_of)).transpose()?;
    app.store().read(|r| {
        let mut checker = Checker::new(email, &room.letter);
        let stock = room.stock(r);
        r.each_email_reader(room.shop.zone.end_of(as_of), |reader| {
            if only.as_ref().is_none_or(|set| set.contains(reader.person.0)) {
                checker.add(reader.person, &name(&reader), &room.render(&reader, &stock, false));
            }
            Ok(())
        })?;
        Ok(checker.finish(&room.brand, &room.groups))
    })
}
