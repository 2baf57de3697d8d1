//! What a check weighs is what readers get: over the demo shop, for every starter and an offer with codes of one's own,
//! the quick way and the whole rendering must come to the same, to the byte.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use super::super::room::{Room, reader};
use super::super::starters;
use crate::api::testing::app;
use crate::demo;
use crate::emails::Email;
use crate::emails::block::{BlockContent, OfferCode};
use crate::emails::check::{Tally, Who};
use crate::emails::definition::EmailBlock;
use crate::emails::render::Rendered;
use crate::store::Area;
use crate::types::{PersonId, Progress};

/// All that a check asks of a rendered email.
fn asked(r: &Rendered) -> String {
    let blocks: Vec<_> = r.blocks.iter().map(|b| (b.shown, &b.variant)).collect();
    format!("{:?}", (r.size, &r.subject, &r.preheader, &r.head, &r.notes, &r.suggested, &r.picks, blocks))
}

#[test]
fn weighing_and_rendering_come_to_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let app = app(dir.path());
    demo::fill(&app.store(), demo::SEED, app.now(), &Progress::silent()).unwrap();
    let store = app.store();
    let (last, pool) = store
        .write(Area::Data, |w| {
            let pool = w.begin_coupon_pool("Ten percent", app.now())?;
            (0..40).try_for_each(|n| w.add_coupon(pool, &format!("TEN-{n:0width$}", width = 1 + n % 5)).map(|_| ()))?;
            let some: Vec<_> = (3..600).step_by(19).map(PersonId).collect();
            w.hand_out_coupons(pool, &some, "email:1", app.now(), true)?;
            Ok((w.number("SELECT max(id) FROM person", &[])?, pool))
        })
        .unwrap();
    let own = BlockContent::Offer {
        title: "Ten percent".into(),
        text: "<p>Hello {{ person.first_name }}, {{ person.city | default: 'you' }}</p>".into(),
        code: OfferCode::Own { pool },
        button: None,
        href: None,
        until: None,
    };
    let mut emails: Vec<Email> = starters(&app).unwrap().into_iter().map(|s| s.sample.unwrap_or(s.email)).collect();
    emails.push(Email::new("{{ person.first_name }}", "{{ person.city }}", vec![EmailBlock::new("offer", own)]));
    let last = u32::try_from(last).unwrap();
    // Always the same people, from all over the shop; the first ones had codes handed out.
    let people: Vec<PersonId> =
        (0..60u32).map(|n| PersonId(1 + (n * 7_919 + n * n * 31) % if n < 20 { 600.min(last) } else { last })).collect();
    let as_of = app.today().unwrap();
    for email in &emails {
        let room = Room::enter(&app, email, as_of).unwrap();
        let (mut quick, mut whole) = (Tally::default(), Tally::default());
        store
            .read(|r| {
                let (many, one) = (room.stock(r).for_many(500), room.stock(r));
                let mut in_order = people.clone();
                in_order.sort_unstable();
                in_order.dedup();
                for person in in_order {
                    let Ok(row) = reader(r, person, &room) else { continue };
                    let (letter, _) = room.letter_for(row.language.as_deref())?;
                    let (weighed, rendered) = (room.weigh(&letter, &row, &many), room.render(&row, &one, false));
                    assert_eq!(rendered.size, rendered.html.len());
                    assert_eq!(asked(&weighed), asked(&rendered), "{} for {person}", email.subject);
                    let who = Who { person, has_address: row.email.is_some(), untranslated: None };
                    quick.add(who, &weighed, &room.letter.unknown, true);
                    whole.add(who, &rendered, &room.letter.unknown, true);
                }
                assert!(quick.people() > 30);
                let report = |tally: &Tally| tally.report(email, &room.letter, &mut |_, _| Ok(None)).unwrap();
                assert_eq!(report(&quick), report(&whole), "{}", email.subject);
                Ok(())
            })
            .unwrap();
    }
}
