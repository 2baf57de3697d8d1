//! Engagement: how somebody takes the shop's emails, as of a day, by what the mailing service told of them.
//!
//! Pure: email events in any order in, one level a person out, in one pass over the events. Start with `engagement`.
//! It knows nothing of orders, and nothing of emails that no source reported.
//!
//! Opens say less than they seem to: Apple Mail Privacy Protection and other privacy proxies (and some company
//! filters) load an email's pictures themselves, so a part of all "opens" has no reader behind it, while readers who
//! block pictures never count. Clicks are the firmer sign; that is why they have a level of their own.
//!
//! The rules, of which the first that holds gives the level; every person has exactly one:
//!
//! | level         | rule (days are calendar days of the shop, today is day 1)                                     |
//! |---------------|-----------------------------------------------------------------------------------------------|
//! | clicks        | a click within the last 90 days                                                               |
//! | opens         | an open within the last 90 days                                                               |
//! | fading        | a click or an open within the last 180 days                                                   |
//! | asleep        | 3 or more emails sent to them within the last 180 days                                        |
//! | seldom_mailed | anything sent to, opened or clicked by them at some time: too little lately to tell           |
//! | never_mailed  | none of it, ever                                                                              |

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::types::records::EmailEventKind;
use crate::types::{Day, PersonId, ShopZone, Timestamp};

/// An open or click within so many days is engagement.
pub const LIVELY_DAYS: u32 = 90;
/// … within so many, fading interest; without one, sleep.
pub const FADING_DAYS: u32 = 180;
/// Fewer emails within `FADING_DAYS` say nothing about who does not open them.
pub const ASLEEP_AFTER: u32 = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EngagementLevel {
    /// Clicked in the last 90 days.
    Clicks,
    /// Opened, without a click, in the last 90 days.
    Opens,
    /// The last open or click is 91 to 180 days ago.
    Fading,
    /// At least three emails in 180 days, and neither an open nor a click.
    Asleep,
    /// Mailed at some time, but too seldom lately to tell.
    SeldomMailed,
    /// No source reported an email to them.
    NeverMailed,
}

impl EngagementLevel {
    pub const ALL: [Self; 6] = [Self::Clicks, Self::Opens, Self::Fading, Self::Asleep, Self::SeldomMailed, Self::NeverMailed];

    /// As it is said to a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Clicks => "Clicks",
            Self::Opens => "Opens",
            Self::Fading => "Fading",
            Self::Asleep => "Asleep",
            Self::SeldomMailed => "Seldom mailed",
            Self::NeverMailed => "Never mailed",
        }
    }

    /// The rule in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Clicks => "Clicked in an email within the last 90 days.",
            Self::Opens => "Opened an email within the last 90 days, without clicking. Some opens are made by privacy software.",
            Self::Fading => "Last opened or clicked 91 to 180 days ago.",
            Self::Asleep => "Got at least three emails in the last 180 days and neither opened nor clicked one.",
            Self::SeldomMailed => "Mailed before, but too seldom in the last 180 days to tell.",
            Self::NeverMailed => "No email to them is known.",
        }
    }
}

/// Everybody's level on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Engagement {
    /// By person id; whoever is beyond was never mailed.
    levels: Vec<EngagementLevel>,
}

impl Engagement {
    pub fn of(&self, person: PersonId) -> EngagementLevel {
        self.levels.get(person.0 as usize).copied().unwrap_or(EngagementLevel::NeverMailed)
    }
}

/// What one person's events come to.
#[derive(Clone, Copy)]
struct Seen {
    /// When they last clicked or opened; `i64::MIN`: never.
    clicked: i64,
    opened: i64,
    /// Emails within `FADING_DAYS`.
    sent: u32,
    any: bool,
}

const NOTHING: Seen = Seen { clicked: i64::MIN, opened: i64::MIN, sent: 0, any: false };

/// Everybody's level as of the end of a day. Later events do not count; the order of the events does not matter.
pub fn engagement(events: impl IntoIterator<Item = (PersonId, Timestamp, EmailEventKind)>, as_of: Day, zone: ShopZone) -> Engagement {
    let end = zone.end_of(as_of).0;
    let lively = zone.start_of(as_of.minus_days(LIVELY_DAYS - 1)).0;
    let fading = zone.start_of(as_of.minus_days(FADING_DAYS - 1)).0;
    let mut seen: Vec<Seen> = Vec::new();
    for (person, Timestamp(at), kind) in events {
        let told = matches!(kind, EmailEventKind::Sent | EmailEventKind::Opened | EmailEventKind::Clicked);
        if !told || at >= end {
            continue;
        }
        let i = person.0 as usize;
        if i >= seen.len() {
            seen.resize(i + 1, NOTHING);
        }
        let Some(s) = seen.get_mut(i) else { continue };
        s.any = true;
        match kind {
            EmailEventKind::Clicked => s.clicked = s.clicked.max(at),
            EmailEventKind::Opened => s.opened = s.opened.max(at),
            _ => s.sent += u32::from(at >= fading),
        }
    }
    let level = |s: &Seen| {
        if s.clicked >= lively {
            EngagementLevel::Clicks
        } else if s.opened >= lively {
            EngagementLevel::Opens
        } else if s.clicked.max(s.opened) >= fading {
            EngagementLevel::Fading
        } else if s.sent >= ASLEEP_AFTER {
            EngagementLevel::Asleep
        } else if s.any {
            EngagementLevel::SeldomMailed
        } else {
            EngagementLevel::NeverMailed
        }
    };
    Engagement { levels: seen.iter().map(level).collect() }
}

#[cfg(test)]
mod tests {
    use super::EngagementLevel as L;
    use super::*;

    use EmailEventKind::{Bounced, Clicked, Opened, Sent, Unsubscribed};

    /// The level of a person with these events, (days ago, kind), each at noon in Berlin; day 0 is today.
    fn level(events: &[(u32, EmailEventKind)]) -> EngagementLevel {
        let zone = ShopZone::parse("Europe/Berlin").unwrap();
        let as_of: Day = "2026-06-01".parse().unwrap();
        let rows = events.iter().map(|(ago, kind)| (PersonId(3), zone.start_of(as_of.minus_days(*ago)).plus_secs(43_200), *kind));
        engagement(rows, as_of, zone).of(PersonId(3))
    }

    #[test]
    fn the_first_rule_that_holds_gives_the_level() {
        assert_eq!(level(&[(3, Sent), (2, Opened), (1, Clicked), (1, Opened)]), L::Clicks);
        assert_eq!(level(&[(3, Sent), (2, Opened), (120, Clicked)]), L::Opens);
        assert_eq!(level(&[(3, Sent), (2, Sent), (1, Sent), (100, Opened)]), L::Fading);
        assert_eq!(level(&[(3, Sent), (2, Sent), (1, Sent), (200, Clicked)]), L::Asleep);
        assert_eq!(level(&[(3, Sent), (2, Sent), (200, Sent)]), L::SeldomMailed);
        assert_eq!(level(&[(400, Clicked)]), L::SeldomMailed);
        assert_eq!(level(&[(1, Bounced), (1, Unsubscribed)]), L::NeverMailed);
        assert_eq!(level(&[]), L::NeverMailed);
    }

    #[test]
    fn edges_are_the_shops_days() {
        assert_eq!((level(&[(89, Clicked)]), level(&[(90, Clicked)])), (L::Clicks, L::Fading));
        assert_eq!((level(&[(179, Opened)]), level(&[(180, Opened)])), (L::Fading, L::SeldomMailed));
        let zone = ShopZone::parse("Europe/Berlin").unwrap();
        let as_of: Day = "2026-06-01".parse().unwrap();
        // Half past midnight in Berlin is still the day before in London; the clocks changed in between.
        let first = zone.start_of("2026-03-04".parse().unwrap());
        let of = |at| engagement([(PersonId(1), at, Clicked)], as_of, zone).of(PersonId(1));
        assert_eq!((of(first), of(first.plus_secs(-1))), (L::Clicks, L::Fading));
        assert_eq!((of(zone.end_of(as_of).plus_secs(-1)), of(zone.end_of(as_of))), (L::Clicks, L::NeverMailed));
    }

    #[test]
    fn everybody_has_one_level_in_whatever_order_events_come() {
        let mut rows: Vec<(PersonId, Timestamp, EmailEventKind)> = (0..2_000i64)
            .map(|i| {
                (PersonId(u32::try_from(i % 37).unwrap()), Timestamp(1_700_000_000 + i * 9_001), EmailEventKind::ALL[(i % 6) as usize])
            })
            .collect();
        let as_of: Day = "2024-05-01".parse().unwrap();
        let forwards = engagement(rows.iter().copied(), as_of, ShopZone::UTC);
        rows.reverse();
        assert_eq!(engagement(rows, as_of, ShopZone::UTC), forwards);
        assert_eq!(forwards.of(PersonId(1_000)), L::NeverMailed);
    }
}
