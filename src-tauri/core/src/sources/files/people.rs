//! One row of a list of customers or subscribers to one record.

use csv::ByteRecord;

use super::cells::{Places, email_consent};
use super::mapping::ColumnRole;
use crate::types::Timestamp;
use crate::types::records::{ConsentState, CustomerRecord};

/// `stated_at`: when a consent counts as said whose row has no date. `Err` is the reason to refuse the row.
pub fn record(places: &mut Places, row: &ByteRecord, stated_at: Timestamp) -> Result<CustomerRecord, String> {
    let Some(mut person) = places.person(row) else {
        return Err(if places.get(row, ColumnRole::Email).is_empty() {
            "The row says neither an email address nor a customer number".to_owned()
        } else {
            "This is no email address".to_owned()
        });
    };
    person.created_at = places.moment(row, ColumnRole::CreatedAt).map_err(|()| "The date cannot be read".to_owned())?;
    person.language = places.some(row, ColumnRole::Language);
    person.birthday = match places.moment(row, ColumnRole::Birthday) {
        Ok(Some(_)) => super::dates::parse_local(&places.get(row, ColumnRole::Birthday), places.mapping.dates)
            .map(|(at, _)| at.date().format("%Y-%m-%d").to_string()),
        // A birthday that cannot be read is no reason to lose the person.
        _ => None,
    };
    for (i, (name, role)) in places.columns.iter().enumerate() {
        let cell = || row.get(i).map(super::cells::text).filter(|c| !c.is_empty());
        match role {
            ColumnRole::Tags => person.tags.extend(
                cell().iter().flat_map(|c| c.split([',', ';']).map(|t| t.trim().to_owned()).collect::<Vec<_>>()).filter(|t| !t.is_empty()),
            ),
            ColumnRole::Extra => person.fields.extend(cell().map(|c| (name.clone(), c.into_owned()))),
            _ => {}
        }
    }
    let said = places.consent(row).map_err(|()| "The word in the consent column is not known".to_owned())?;
    let at = places.moment(row, ColumnRole::ConsentDate).map_err(|()| "The date of the consent cannot be read".to_owned())?;
    let left = places.moment(row, ColumnRole::UnsubscribedAt).map_err(|()| "The date cannot be read".to_owned())?;
    if let Some(state) = said {
        person.consent.push(email_consent(state, at.or(person.created_at).unwrap_or(stated_at)));
    }
    if let Some(at) = left {
        person.consent.push(email_consent(ConsentState::Unsubscribed, at));
    }
    Ok(person)
}
