//! Who an email is looked at as, over the demo shop: searched, stepped through, and the surprising ones.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::collections::BTreeSet;
use std::sync::Arc;

use regulars_core::api::documents::{self, DocumentKind};
use regulars_core::api::{App, Parts, emails};
use regulars_core::demo;
use regulars_core::host::{Http, HttpRequest, HttpResponse, MemoryKeychain, NoMail};
use regulars_core::types::{Error, FixedClock, Progress, Result, Timestamp};

struct NoWeb;

impl Http for NoWeb {
    fn send(&self, _: &HttpRequest) -> Result<HttpResponse> {
        Err(Error::internal("nothing here needs the web"))
    }
}

const NOW: Timestamp = Timestamp(1_795_168_800);

fn shop() -> (App, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let parts = Parts {
        clock: Arc::new(FixedClock(NOW)),
        http: Arc::new(NoWeb),
        keychain: Arc::new(MemoryKeychain::default()),
        mail: Arc::new(NoMail),
        events: Arc::new(|_| {}),
    };
    let app = App::open(&dir.path().join("demo.db"), parts).unwrap();
    (app, dir)
}

#[test]
fn surprising_readers_differ_are_told_why_and_come_round() {
    let (app, _dir) = shop();
    let email = emails::starter(&app, "We miss you").unwrap().email;
    assert_eq!(emails::surprising(&app, &email, "", None, 0).unwrap(), None, "nobody reads");
    demo::fill(&app.store(), demo::SEED, NOW, &Progress::silent()).unwrap();
    let email = emails::starter(&app, "We miss you").unwrap().email;
    let first = emails::surprising(&app, &email, "", None, 0).unwrap().unwrap();
    assert!(first.of >= 6, "{}", first.of);
    let all: Vec<_> = (0..first.of).map(|n| emails::surprising(&app, &email, "", None, n).unwrap().unwrap()).collect();
    let people: BTreeSet<_> = all.iter().map(|s| s.person).collect();
    let reasons: BTreeSet<_> = all.iter().map(|s| s.reason.as_str()).collect();
    assert_eq!((people.len(), reasons.len()), (all.len(), all.len()));
    assert_eq!(emails::surprising(&app, &email, "", None, first.of).unwrap(), Some(first));
    assert!(reasons.contains("They have never ordered."), "{reasons:#?}");
    assert!(reasons.iter().any(|r| r.starts_with("Hardly anybody has ordered more often: ")), "{reasons:#?}");
    assert!(reasons.iter().any(|r| r.contains("the rarest group that this email asks for: “VIPs”")), "{reasons:#?}");
    // Within a segment, only its people.
    let vips = documents::list(&app, DocumentKind::Segment).unwrap().into_iter().find(|d| d.name == "VIPs").unwrap().id;
    let among = emails::surprising(&app, &email, "", Some(vips), 1).unwrap().unwrap();
    assert!(emails::people(&app, "", Some(vips), Some(among.person)).unwrap().position.is_some());
}

#[test]
fn readers_are_found_by_city_and_address_and_their_card_says_what_is_known() {
    let (app, _dir) = shop();
    demo::fill(&app.store(), demo::SEED, NOW, &Progress::silent()).unwrap();
    let all = emails::people(&app, "", None, None).unwrap();
    let mut at = all.person.unwrap();
    while at.city.is_none() || at.email.is_none() {
        let next = emails::people(&app, "", None, Some(at.id)).unwrap().next.unwrap();
        at = emails::people(&app, "", None, Some(next)).unwrap().person.unwrap();
    }
    let city = at.city.clone().unwrap();
    let there = emails::people(&app, &city.to_uppercase(), None, None).unwrap();
    assert!(there.total >= 1 && there.total < all.total, "{} of {}", there.total, all.total);
    assert!(there.first.iter().all(|p| p.city.as_deref().is_some_and(|c| c.contains(&city))), "{there:?}");
    let by_address = emails::people(&app, at.email.as_deref().unwrap(), None, None).unwrap();
    assert_eq!(by_address.person, Some(at));
    // Somebody has said yes; the card tells it of them and not of the one before.
    let said: BTreeSet<_> = (0..40)
        .scan(all.first.first().map(|p| p.id), |id, _| {
            let step = emails::people(&app, "", None, *id).unwrap();
            *id = step.next;
            Some(format!("{:?}", step.consent))
        })
        .collect();
    assert!(said.len() > 1, "{said:?}");
}
