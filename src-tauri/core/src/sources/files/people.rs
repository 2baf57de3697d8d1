//! One row of a list of customers or subscribers to one record.

use csv::ByteRecord;

use super::cells::{Places, consent, email_consent};
use super::mapping::ColumnRole;
use crate::types::Timestamp;
use crate::types::records::{Channel, ConsentState, CustomerRecord};

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
    let word = |()| "The word in the consent column is not known".to_owned();
    let said = places.consent(row, ColumnRole::EmailConsent).map_err(word)?;
    let texts = places.consent(row, ColumnRole::SmsConsent).map_err(word)?;
    let at = places.moment(row, ColumnRole::ConsentDate).map_err(|()| "The date of the consent cannot be read".to_owned())?;
    let left = places.moment(row, ColumnRole::UnsubscribedAt).map_err(|()| "The date cannot be read".to_owned())?;
    let cleaned = places.moment(row, ColumnRole::CleanedAt).map_err(|()| "The date cannot be read".to_owned())?;
    let since = at.or(person.created_at).unwrap_or(stated_at);
    match (said, places.mapping.everyone) {
        (Some(state), _) => person.consent.push(email_consent(state, since)),
        // Stated by whoever brought the list in, of everybody who did not leave it.
        (None, Some(state)) if left.is_none() && cleaned.is_none() && person.email.is_some() => {
            let at = if state == ConsentState::Subscribed { since } else { stated_at };
            person.consent.push(consent(Channel::Email, state, at, "stated_by_shop"));
        }
        (None, _) => {}
    }
    if let Some(state) = texts {
        person.consent.push(consent(Channel::Sms, state, since, "unknown"));
    }
    for (at, state) in [(left, ConsentState::Unsubscribed), (cleaned, ConsentState::Cleaned)] {
        person.consent.extend(at.map(|at| email_consent(state, at)));
    }
    Ok(person)
}
