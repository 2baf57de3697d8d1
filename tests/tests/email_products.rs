//! Products for each reader and codes of their own, over the whole demo shop and through the public face.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::process::{Command, Output};
use std::sync::Arc;

use regulars_core::api::{App, Parts, coupons, emails, people, recommend};
use regulars_core::demo;
use regulars_core::emails::shelf::{Bought, LeaveOut, ProductRule};
use regulars_core::host::{Http, HttpRequest, HttpResponse, MemoryKeychain, NoMail};
use regulars_core::types::{Code, Error, FixedClock, PersonId, Progress, Result, Timestamp};
use regulars_tests::binaries::cli;

const NOW: Timestamp = Timestamp(1_795_168_800);

struct NoWeb;

impl Http for NoWeb {
    fn send(&self, _: &HttpRequest) -> Result<HttpResponse> {
        Err(Error::internal("nothing here asks the network"))
    }
}

fn demo() -> (tempfile::TempDir, App) {
    let dir = tempfile::tempdir().unwrap();
    let parts = Parts {
        clock: Arc::new(FixedClock(NOW)),
        http: Arc::new(NoWeb),
        keychain: Arc::new(MemoryKeychain::default()),
        mail: Arc::new(NoMail),
        events: Arc::new(|_| {}),
    };
    let app = App::open(&dir.path().join("demo.db"), parts).unwrap();
    demo::fill(&app.store(), demo::SEED, NOW, &Progress::silent()).unwrap();
    (dir, app)
}

fn run(dir: &tempfile::TempDir, args: &[&str]) -> Output {
    Command::new(cli()).arg("--db").arg(dir.path().join("demo.db")).args(args).output().unwrap()
}

fn said(out: &Output) -> String {
    String::from_utf8_lossy(&out.stdout).into_owned()
}

#[test]
fn every_rule_finds_something_for_many_or_says_why_not() {
    let (_dir, app) = demo();
    let as_of = app.today().unwrap();
    let rules = [
        ("for you", ProductRule::ForYou {}, 1_000),
        ("best sellers", ProductRule::BestSellers { days: 90 }, 1_990),
        ("new arrivals", ProductRule::NewArrivals { days: 60 }, 1_990),
        ("again", ProductRule::Again {}, 1_000),
        ("viewed", ProductRule::Viewed { days: 60 }, 100),
        ("left in cart", ProductRule::LeftInCart {}, 100),
        ("category", ProductRule::Category { category: "Tea".into() }, 1_900),
        ("due", ProductRule::ReplenishmentDue {}, 20),
    ];
    for (name, rule, least) in rules {
        let mut found = 0;
        for person in (1..=2_000).map(PersonId) {
            let s = recommend::recommend_by(&app, person, &rule, LeaveOut::default(), None, 3, as_of).unwrap();
            found += usize::from(!s.chosen.is_empty());
            assert!(!s.chosen.is_empty() || s.nothing.is_some() || !s.left_out.is_empty(), "{name} says nothing of {person}");
            assert!(s.chosen.iter().all(|c| !c.why.is_empty()), "{name}");
        }
        assert!(found >= least, "{name} finds something for {found}");
    }
}

#[test]
fn yesterday_knows_nothing_of_today() {
    let (_dir, app) = demo();
    let past = app.today().unwrap().minus_days(200);
    let rule = ProductRule::Again {};
    let no = LeaveOut { bought: Bought::No {}, ..LeaveOut::default() };
    let end = app.shop().unwrap().zone.end_of(past);
    for person in (1..=300).map(PersonId) {
        let then = recommend::recommend_by(&app, person, &rule, no, None, 12, past).unwrap();
        let known: Vec<i64> = app
            .store()
            .read(|r| {
                r.rows(
                    "SELECT DISTINCT l.product_id FROM orders o JOIN order_line l ON l.order_id = o.id
                     WHERE o.person_id = ?1 AND o.counts = 1 AND o.placed_at < ?2",
                    &[person.into(), end.into()],
                    |row| row.get(0),
                )
            })
            .unwrap();
        assert!(then.chosen.iter().all(|c| known.contains(&c.product.0)), "{person}");
        assert_eq!(then, recommend::recommend_by(&app, person, &rule, no, None, 12, past).unwrap());
    }
}

#[test]
fn codes_come_in_go_out_once_and_stand_in_their_owners_copy() {
    let (dir, app) = demo();
    let file = dir.path().join("autumn.csv");
    std::fs::write(&file, "code;note\nA-1;\nA-2;\n a-1 ;\n\n;lost\nA-3;\n").unwrap();
    let report = coupons::import(&app, &file.to_string_lossy(), Some("Autumn")).unwrap();
    assert_eq!((report.added, report.twice, report.known, report.refused), (3, 1, 0, 1), "{report:?}");
    assert_eq!(report.left[0].line, 4);
    let again = coupons::import(&app, &file.to_string_lossy(), Some("Autumn")).unwrap();
    assert_eq!((again.added, again.known, again.pool.free), (0, 3, 3));
    let email = coupons::for_email(emails::find(&app, "We miss you").unwrap().id);
    let two = [PersonId(5), PersonId(9)];
    let out = coupons::hand_out(&app, report.pool.id, &two, &email, false).unwrap();
    assert_eq!((out.new, out.kept, out.pool.free), (2, 0, 1));
    assert_eq!(coupons::hand_out(&app, report.pool.id, &two, &email, false).unwrap().codes, out.codes, "they keep theirs");
    let short = coupons::hand_out(&app, report.pool.id, &[PersonId(5), PersonId(6), PersonId(7)], &email, false).unwrap_err();
    assert_eq!(short.code, Code::Refused);
    assert_eq!(
        short.message,
        "“Autumn” has 1 code left, and 1 is more needed. Nothing was handed out. Bring in more codes, or hand out as far as they go."
    );
    assert_eq!(people::export(&app, PersonId(5)).unwrap()["coupons"][0]["code"], out.codes[0].code.as_str());
    people::erase(&app, PersonId(5)).unwrap();
    let page = coupons::given(&app, report.pool.id, 0, 9).unwrap();
    assert_eq!((page.pool.given, page.pool.free, page.next.as_deref()), (2, 1, Some("A-3")));
    assert!(page.given.iter().any(|g| g.person.is_none() && g.given_for == "We miss you"), "{page:?}");
    coupons::delete(&app, report.pool.id).unwrap();
    assert_eq!(coupons::given(&app, report.pool.id, 0, 9).unwrap_err().code, Code::NotFound);
    assert_eq!(coupons::restore(&app, report.pool.id).unwrap().given, 2);
}

#[test]
fn the_terminal_suggests_and_hands_out() {
    let (dir, app) = demo();
    drop(app);
    let json = run(&dir, &["--json", "insights", "recommend", "--person", "3", "--rule", "category", "--category", "tea", "--count", "2"]);
    let found: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert!(found["chosen"][0]["why"].as_str().unwrap().starts_with("Best seller in Tea"), "{found}");
    assert_eq!(run(&dir, &["insights", "recommend", "3", "--rule", "nonsense"]).status.code(), Some(2));
    let which = run(&dir, &["insights", "recommend", "3", "--rule", "category"]);
    assert_eq!((which.status.code(), String::from_utf8_lossy(&which.stderr).trim()), (Some(1), "Which category? Say --category NAME."));

    let codes = dir.path().join("spring.txt");
    std::fs::write(&codes, "S-1\nS-2\nS-2\n").unwrap();
    let file = codes.to_string_lossy().into_owned();
    assert!(said(&run(&dir, &["coupon", "import", &file])).starts_with("spring: 2 added, 2 left in the pool"));
    let few = run(&dir, &["coupon", "hand-out", "spring", "--for", "We miss you", "--segment", "VIPs"]);
    assert_eq!(few.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&few.stderr).contains("Nothing was handed out"), "{few:?}");
    let one = run(&dir, &["--json", "coupon", "hand-out", "spring", "--for", "We miss you", "--person", "3"]);
    let given: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
    assert_eq!((given["codes"][0]["code"].as_str(), given["new"].as_u64()), (Some("S-1"), Some(1)));
    let shown = said(&run(&dir, &["coupon", "show", "spring"]));
    assert!(shown.contains("2 codes, 1 handed out, 1 left") && shown.contains("We miss you"), "{shown}");
    let part = said(&run(&dir, &["coupon", "hand-out", "spring", "--for", "thanks", "--segment", "VIPs", "--partial"]));
    assert!(part.starts_with("1 handed out, 0 had theirs; 0 left"), "{part}");
    assert!(said(&run(&dir, &["coupon", "list"])).contains("spring"));
    assert_eq!(run(&dir, &["coupon", "show", "winter"]).status.code(), Some(1));
    assert_eq!(run(&dir, &["coupon", "hand-out", "spring", "--for", "x"]).status.code(), Some(2));
    let binary = dir.path().join("noise.bin");
    std::fs::write(&binary, [0u8, 1, 2, 3, 0, 7].repeat(500)).unwrap();
    let noise = run(&dir, &["coupon", "import", &binary.to_string_lossy()]);
    assert_eq!(noise.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&noise.stderr).contains("not a list of codes"), "{noise:?}");
}
