//! Emails, dates and places: who reads, who does not, who has a birthday, who lives near.

use super::facts::Facts;
use super::nodes::subscribed;
use super::standing::people;
use super::{Family, Starter, starter};
use crate::insights::engagement::{ASLEEP_AFTER, EngagementLevel, FADING_DAYS, LIVELY_DAYS};
use crate::segments::condition::{EngagementIs, Field, Profile};
use crate::segments::definition::Node;
use crate::segments::values::Test;

const NO_REACTIONS: &str = "No opened or clicked emails are known yet.";
const BIRTHDAY: u32 = 14;

pub fn starters(f: &Facts) -> Vec<Starter> {
    let family = Family::Mail;
    let level = |levels: &[EngagementLevel]| Node::Engagement(EngagementIs { levels: levels.to_vec() });
    let place = f.place.as_ref();
    let lives = place.map(|(field, name, _)| Node::Profile(Profile { field: field.clone(), is: Test::Is { value: name.clone() } }));
    vec![
        starter(family, "Engaged subscribers", "They open what you send: try new things on them first.")
            .because(format!("A click or an open within {LIVELY_DAYS} days. Clicks say more: mail programs open pictures by themselves."))
            .with(vec![subscribed(), level(&[EngagementLevel::Clicks, EngagementLevel::Opens])])
            .needs(f.has.consent && f.has.reactions, NO_REACTIONS),
        starter(family, "Unengaged subscribers", "They still get your emails and do not look: write less, or ask whether to stop.")
            .because(format!("At least {ASLEEP_AFTER} emails in {FADING_DAYS} days, and neither an open nor a click."))
            .with(vec![subscribed(), level(&[EngagementLevel::Asleep])])
            .needs(f.has.consent && f.has.reactions, NO_REACTIONS),
        starter(family, "Birthday soon", "A line on the day is the one email everybody likes.")
            .because("Two weeks are time enough to write, and to send something.".to_owned())
            .with(vec![Node::Profile(Profile { field: Field::Birthday, is: Test::ComingUp { days: BIRTHDAY } })])
            .needs(f.has.birthdays, "Nobody’s birthday is known yet."),
        starter(family, "Local", "They can come by: invite them to what happens in the shop.")
            .because(place.map_or_else(String::new, |(_, name, n)| format!("{} in {name}, more than anywhere else.", live(*n))))
            .with(lives.into_iter().collect())
            .needs(place.is_some(), "No town or region of your people is known yet."),
    ]
}

fn live(n: i64) -> String {
    format!("{} live", people(n))
}
