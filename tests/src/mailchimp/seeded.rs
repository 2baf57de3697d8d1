//! An account with a past, made from a seed, and days on which things happen in it.

use serde_json::json;

use super::state::{Campaign, Field, Mailchimp, Member, Recipient, Status, hash};
use crate::dice::Dice;

const DAY: i64 = 86_400;
const LISTS: [&str; 2] = ["a1b2c3d4e5", "f6a7b8c9d0"];

impl Mailchimp {
    /// Two audiences that share some people, a list with an automation, and a campaign every five days until `now`.
    pub fn seeded(seed: u64, people: u64, campaigns: u64, now: i64) -> Self {
        let mut sim = Self::new();
        (sim.now, sim.still) = (now, true);
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        sim.add_list(LISTS[0], "Newsletter", true);
        sim.add_list(LISTS[1], "Tea club", false);
        for list in &mut sim.lists {
            let more = [("ADDRESS", "Address", "address"), ("PHONE", "Phone", "phone"), ("TEA", "Favourite tea", "text")];
            let of = |(n, (tag, name, kind)): (usize, &(&str, &str, &str))| Field {
                id: 3 + n as i64,
                tag: (*tag).into(),
                name: (*name).into(),
                kind: (*kind).into(),
                required: false,
            };
            list.fields.extend(more.iter().enumerate().map(of));
            list.tags = vec![(501, "Wholesale".to_owned()), (502, "Met at the market".to_owned())];
        }
        for n in 0..people {
            let list = LISTS[usize::from(dice.roll(5) == 0)];
            // Every ninth is in both.
            for list in LISTS.iter().filter(|l| **l == list || n % 9 == 0) {
                // Whoever is in both says the same of themselves in both; who changed it last is nowhere told.
                let mut own = Dice(seed.wrapping_add(n).wrapping_mul(0x2545_f491_4f6c_dd1d) | 1);
                let member = sim.made(&mut own, list, &format!("p{n}@example.com"), now - DAY * 900);
                if let Some(l) = sim.list_mut(list) {
                    l.members.insert(hash(&member.email), member);
                }
            }
        }
        for n in 0..campaigns {
            let sent_at = now - DAY * 5 * (campaigns - n) as i64;
            sim.send(&mut dice, &format!("c{n:04}"), if n % 7 == 6 { "automation-email" } else { "regular" }, sent_at);
        }
        sim
    }

    fn made(&self, dice: &mut Dice, list: &str, email: &str, from: i64) -> Member {
        let status = match dice.roll(20) {
            0..=11 => Status::Subscribed,
            12..=14 => Status::Unsubscribed,
            15 => Status::Cleaned,
            16 => Status::Pending,
            17 => Status::Transactional,
            _ => Status::Archived,
        };
        let joined = from + dice.roll((self.now - from).max(2) as u64 / 2) as i64;
        // A third was brought in at one moment, by an import.
        let changed = if dice.roll(3) == 0 { self.now - DAY * 300 } else { joined + dice.roll((self.now - joined).max(2) as u64) as i64 };
        let mut m = Member::new(list, email, status, changed.max(joined));
        m.signup = (dice.roll(3) > 0).then_some(joined);
        m.opt = matches!(status, Status::Subscribed | Status::Unsubscribed | Status::Cleaned | Status::Archived)
            .then(|| joined + if dice.roll(2) == 0 { 0 } else { 90 });
        m.language = (*dice.pick(&["de", "en", "", "pt_PT"])).to_owned();
        m.country = (*dice.pick(&["DE", "GB", "", "PT"])).to_owned();
        let text = |dice: &mut Dice, from: &[&str]| json!(*dice.pick(from));
        m.fields.insert("FNAME".into(), text(dice, &["Ann", "Ben", "Cleo", ""]));
        m.fields.insert("LNAME".into(), text(dice, &["Ash", "Birch", ""]));
        m.fields.insert("TEA".into(), text(dice, &["green", "black", "none & never"]));
        if dice.roll(4) == 0 {
            let address = json!({ "addr1": "1 Street", "addr2": "", "city": *dice.pick(&["Kiel", "Porto"]), "state": "", "zip": "24103", "country": "DE" });
            m.fields.insert("ADDRESS".into(), address);
        }
        if dice.roll(4) == 0 {
            m.tags.insert(*dice.pick(&[501, 502]));
        }
        m
    }

    fn send(&mut self, dice: &mut Dice, id: &str, kind: &str, sent_at: i64) {
        let list = LISTS[usize::from(dice.roll(6) == 0)];
        let emails: Vec<String> = self.list(list).map(|l| l.members.values().map(|m| m.email.clone()).collect()).unwrap_or_default();
        let recipients = emails.into_iter().filter(|_| dice.roll(4) > 0).map(|email| Recipient { email, activity: Vec::new() }).collect();
        let title = format!("Letter {id}");
        self.campaigns.push(Campaign {
            id: id.into(),
            title,
            list: list.into(),
            kind: kind.into(),
            sent_at,
            recipients,
            ..Campaign::default()
        });
        let last = self.campaigns.len() - 1;
        let until = self.now;
        self.react(dice, last, sent_at, until);
    }

    /// People open, click, bounce, leave and complain.
    fn react(&mut self, dice: &mut Dice, campaign: usize, from: i64, until: i64) {
        let Some(c) = self.campaigns.get_mut(campaign) else { return };
        let span = (until - from).max(2) as u64;
        for r in &mut c.recipients {
            let at = from + dice.roll(span) as i64;
            match dice.roll(12) {
                0..=2 => r.activity.push(("open", at, String::new())),
                3 => {
                    r.activity.push(("open", at, String::new()));
                    // Two links in one second.
                    r.activity.push(("click", at + 1, "https://shop.example/tea".to_owned()));
                    r.activity.push(("click", at + 1, "https://shop.example/mugs?a=1&b=2".to_owned()));
                }
                4 if r.activity.is_empty() => r.activity.push(("bounce", at, (*dice.pick(&["hard", "soft"])).to_owned())),
                5 if dice.roll(4) == 0 && !c.unsubscribed.iter().any(|(e, _)| *e == r.email) => c.unsubscribed.push((r.email.clone(), at)),
                6 if dice.roll(8) == 0 && !c.complaints.iter().any(|(e, _)| *e == r.email) => c.complaints.push((r.email.clone(), at)),
                _ => {}
            }
        }
    }

    /// A day on which people join, change, leave, are archived, come back and are deleted for good; a campaign is sent
    /// and older ones are opened.
    pub fn live(&mut self, day: u64) {
        let mut dice = Dice(day.wrapping_mul(0x2545_f491_4f6c_dd1d) | 77);
        let before = self.now;
        for list in LISTS {
            self.now += 600;
            for n in 0..6 {
                let member = self.made(&mut dice, list, &format!("new{day}x{n}-{}@example.com", &list[..2]), before);
                if let Some(l) = self.list_mut(list) {
                    l.members.insert(hash(&member.email), member);
                }
            }
            let emails: Vec<String> = self.list(list).map(|l| l.members.values().map(|m| m.email.clone()).collect()).unwrap_or_default();
            for email in emails {
                self.now += 1;
                match dice.roll(30) {
                    0 => self.person_becomes(list, &email, Status::Unsubscribed),
                    1 => self.person_becomes(list, &email, Status::Archived),
                    2 if self.member(list, &email).is_some_and(|m| m.signup.is_some()) => {
                        self.person_becomes(list, &email, Status::Subscribed)
                    }
                    3 => self.person_becomes(list, &email, Status::Cleaned),
                    4 => {
                        for list in LISTS {
                            self.edit(list, &email, |m| {
                                m.fields.insert("TEA".into(), json!("white"));
                            });
                        }
                    }
                    5 => self.edit(list, &email, |m| m.tags.extend([501])),
                    6 if dice.roll(4) == 0 => self.delete_for_good(list, &email),
                    _ => {}
                }
            }
        }
        self.now = before + DAY + 3600;
        self.send(&mut dice, &format!("live{day}"), "regular", before + 7200);
        for campaign in 0..self.campaigns.len() {
            if dice.roll(3) == 0 {
                let until = self.now;
                self.react(&mut dice, campaign, before, until);
            }
        }
    }

    /// An edit in Mailchimp's own pages.
    pub fn edit(&mut self, list: &str, email: &str, change: impl FnOnce(&mut Member)) {
        let now = self.now;
        if let Some(m) = self.list_mut(list).and_then(|l| l.members.get_mut(&hash(email))) {
            change(m);
            m.last_changed = now;
        }
    }

    pub fn delete_for_good(&mut self, list: &str, email: &str) {
        if let Some(l) = self.list_mut(list) {
            l.members.remove(&hash(email));
            l.forgotten.insert(hash(email));
        }
    }
}
