//! What people did with a campaign: the rows of its reports as email events.
//!
//! Mailchimp gives its events no number, so one is made of what identifies them: campaign, member, what, when, and for a
//! click the link (two links can be clicked in one second). Read again, it is the same event.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::members::moment;
use super::reports::Campaign;
use crate::sources::json;
use crate::types::records::{CustomerRecord, EmailEventKind, EmailEventRecord, Record};
use crate::types::{Error, Result, Timestamp};

/// Without the IP addresses.
pub const FIELDS: &str = "emails.campaign_id,emails.email_id,emails.email_address,emails.activity.action,emails.activity.timestamp,emails.activity.url,total_items";

/// A row of `email-activity`: somebody who was sent the campaign, and what became of it. Nothing of somebody who was
/// deleted for good: their address is not told any more.
///
/// # Errors
/// `BadInput` for an action without a moment.
pub fn activity(v: &Value, campaign: &Campaign) -> Result<Vec<Record>> {
    let Some(who) = Who::of(v) else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    // A campaign is sent at one moment; an automation's mails each at their own, which nobody tells.
    if campaign.since.is_none() && !campaign.automated && campaign.sent_at > 0 {
        out.push(who.event(campaign, EmailEventKind::Sent, Timestamp(campaign.sent_at), None));
    }
    for a in json::list(v, "activity") {
        let kind = match json::text(a, "action") {
            Some("open") => EmailEventKind::Opened,
            Some("click") => EmailEventKind::Clicked,
            Some("bounce") => EmailEventKind::Bounced,
            _ => continue,
        };
        out.push(who.event(campaign, kind, at(a, "timestamp")?, json::text(a, "url")));
    }
    Ok(out)
}

/// A row of `unsubscribed` or `abuse-reports`.
///
/// # Errors
/// `BadInput` for one without a moment.
pub fn left(v: &Value, campaign: &Campaign, kind: EmailEventKind) -> Result<Option<Record>> {
    let Some(who) = Who::of(v) else { return Ok(None) };
    let name = if kind == EmailEventKind::Complained { "date" } else { "timestamp" };
    Ok(Some(who.event(campaign, kind, at(v, name)?, None)))
}

fn at(v: &Value, name: &str) -> Result<Timestamp> {
    moment(v, name).ok_or_else(|| Error::bad_input(format!("Its “{name}” is no moment.")))
}

struct Who<'a> {
    email: &'a str,
    id: String,
}

impl<'a> Who<'a> {
    fn of(v: &'a Value) -> Option<Self> {
        let email = json::text(v, "email_address").filter(|e| e.contains('@'))?;
        Some(Self { email, id: json::owned(v, "email_id").unwrap_or_else(|| email.to_lowercase()) })
    }

    fn event(&self, campaign: &Campaign, kind: EmailEventKind, at: Timestamp, link: Option<&str>) -> Record {
        let word = match kind {
            EmailEventKind::Sent => "sent",
            EmailEventKind::Opened => "open",
            EmailEventKind::Clicked => "click",
            EmailEventKind::Bounced => "bounce",
            EmailEventKind::Complained => "abuse",
            EmailEventKind::Unsubscribed => "unsub",
        };
        let link_mark = link.map_or_else(String::new, |l| {
            let digest = Sha256::digest(l);
            format!(":{}", digest.iter().take(4).map(|b| format!("{b:02x}")).collect::<String>())
        });
        Record::EmailEvent(EmailEventRecord {
            external_id: format!("{}:{}:{word}:{}{link_mark}", campaign.id, self.id, at.0),
            person: CustomerRecord { email: Some(self.email.to_owned()), ..CustomerRecord::default() },
            kind,
            at,
            campaign: Some(campaign.name.clone()),
            link: link.map(str::to_owned),
        })
    }
}
