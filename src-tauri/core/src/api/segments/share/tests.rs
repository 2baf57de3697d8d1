//! From one shop to another: what is found again, what is named as missing, and what a hostile file cannot do.

use serde_json::{Value, json};

use super::*;
use crate::api::App;
use crate::api::documents::{self, DocumentKind};
use crate::api::testing::app;
use crate::segments::definition::VERSION as LANGUAGE;
use crate::types::Progress;

const NAME: &str = "🕯 “Fans” of 'Wick' \u{5e9}\u{5dc}\u{5d5}\u{5dd}";

fn shop(dir: &std::path::Path, seed: u64) -> std::sync::Arc<App> {
    let app = app(dir);
    crate::demo::fill(&app.store(), seed, app.now(), &Progress::silent()).unwrap();
    app
}

fn segment(children: Value) -> Segment {
    Segment::parse(&json!({"version": 1, "root": {"type": "group", "match": "all", "children": children}})).unwrap()
}

fn bought(product: i64) -> Value {
    json!({"type":"orders","measure":{"of":"count","compare":{"op":"at_least","value":1}},"filter":{"products":[product]}})
}

fn refusal(app: &App, file: &Value) -> String {
    parse(app, &file.to_string(), "x").unwrap_err().message
}

fn edited(file: &str, edit: impl FnOnce(&mut Value)) -> Value {
    let mut value = serde_json::from_str(file).unwrap();
    edit(&mut value);
    value
}

#[test]
fn what_is_shared_is_found_again_in_another_shop() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (from, to) = (shop(here.path(), 1), shop(there.path(), 1));
    // The other shop has the same products under other numbers.
    to.store()
        .write(crate::store::Area::Data, |w| {
            w.execute("PRAGMA defer_foreign_keys = ON", &[])?;
            let tables = "SELECT m.name FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE f.\"table\" = 'product'";
            for table in w.rows(tables, &[], |r| r.get::<String>(0))? {
                w.execute(&format!("UPDATE {table} SET product_id = product_id + 1000"), &[])?;
            }
            w.execute("UPDATE product SET id = id + 1000", &[])
        })
        .unwrap();
    let inner = documents::save(&from, DocumentKind::Segment, None, "Inner", &value(&segment(json!([bought(2)]))).unwrap()).unwrap().id;
    let whole = segment(json!([bought(1), {"type":"segment","id":inner}, {"type":"people","ids":[3, 4]}]));
    let text = text(&from, NAME, &whole).unwrap();
    let opened = parse(&to, &text, "").unwrap();
    assert_eq!(opened.name, NAME);
    let children = value(&opened.definition).unwrap()["root"]["children"].clone();
    assert_eq!(children[0]["filter"]["products"], json!([1001]));
    assert_eq!(children[1]["children"][0]["filter"]["products"], json!([1002]), "the inner one stands in its place");
    assert_eq!(children[2]["ids"], json!([3, 4]));
    assert_eq!(opened.notes, ["“Inner” is not in this shop as it is in the file, so its conditions stand in its place."]);

    // Where the shop has the same one, it is used.
    let own = value(&segment(json!([bought(1002)]))).unwrap();
    let own = documents::save(&to, DocumentKind::Segment, None, "inner", &own).unwrap().id;
    let opened = parse(&to, &text, "").unwrap();
    assert_eq!(value(&opened.definition).unwrap()["root"]["children"][1], json!({"type":"segment","id":own}));
    assert!(opened.notes.is_empty());
    // At home it is what it was.
    assert_eq!(parse(&from, &text, "").unwrap().definition, whole);
}

#[test]
fn what_does_not_fit_is_named_by_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let app = shop(dir.path(), 1);
    let whole = segment(json!([bought(1), {"type":"group","match":"any","children":[bought(2), {"type":"people","ids":[3]}]}]));
    let file = text(&app, "Shared", &whole).unwrap();
    let product = |i: usize| {
        move |v: &mut Value| v["products"][i] = json!({"number": i + 1, "source":"shop","external_id":"x","sku":"ZZ-9","title":"Moon dust"})
    };
    let said = [
        refusal(&app, &edited(&file, product(1))),
        refusal(&app, &edited(&file, |v| v["people"][0]["email"] = json!("nobody@nowhere.example"))),
        refusal(&app, &edited(&file, |v| v["version"] = json!(2))),
        refusal(&app, &edited(&file, |v| v["definition"]["version"] = json!(99))).replace(&format!("knows {LANGUAGE}"), "knows less"),
        refusal(&app, &edited(&file, |v| v["definition"]["root"]["children"][0] = json!({"type":"segment","id":77}))),
        refusal(
            &app,
            &edited(&file, |v| {
                v["definition"]["root"]["children"][0] = json!({"type":"profile","field":{"custom":"Shoe size"},"is":{"op":"is_set"}})
            }),
        ),
        refusal(&app, &edited(&file, |v| v["regulars"] = json!("email"))),
        refusal(&app, &edited(&file, |v| v["colour"] = json!("red"))),
        refusal(&app, &json!([1, 2])),
        parse(&app, "<html>", "x").unwrap_err().message,
        parse(&app, "", "x").unwrap_err().message,
        refusal(&app, &json!({"version":1,"root":bought(4000)})),
    ];
    insta::assert_snapshot!(said.join("\n"), @"
    The 1st condition of the 2nd group: the product “Moon dust” (SKU ZZ-9) is not in this shop.
    The 2nd condition of the 2nd group: this shop knows none of the people chosen by hand (nobody@nowhere.example).
    The file was written by a newer Regulars. Update the app to open it.
    This segment was written by a newer Regulars (version 99 of the language; this one knows less).
    The 1st condition: it asks about segment number 77, which is not in the file.
    The 1st condition: nobody in this shop has a field called “Shoe size”. Import it first, or take the condition out.
    The file comes from Regulars, but it holds no segment.
    The file is not a whole segment: unknown field “colour”, expected one of “regulars”, “version”, “name”, “definition”, “products”, “segments”, “people”.
    A segment is a JSON object with “version” and “root”.
    This is not JSON: line 1, column 1 cannot be read.
    The file is empty.
    The whole segment: there is no product with the number 4000.
    ");
}

#[test]
fn a_hostile_file_neither_hangs_nor_grows() {
    let dir = tempfile::tempdir().unwrap();
    let app = shop(dir.path(), 1);
    let empty = json!({"version":1,"root":{"type":"group","match":"all","children":[]}});
    let asks = |n: i64| json!({"version":1,"root":{"type":"group","match":"all","children":vec![json!({"type":"segment","id":n}); 20]}});
    // Each asks twenty times about the next: twenty to the twentieth conditions, if they were all written out.
    let segments: Vec<Value> = (1..=20)
        .map(|n| json!({"number": n, "name": format!("s{n}"), "definition": if n == 20 { empty.clone() } else { asks(n + 1) }}))
        .collect();
    let bomb = json!({"regulars":"segment","version":1,"name":"Bomb","definition":asks(1),"segments":segments});
    let circle = json!({"regulars":"segment","version":1,"name":"Circle","definition":asks(1),"segments":[{"number":1,"name":"Me","definition":asks(1)}]});
    let mut deep = json!({"type":"people","ids":[1]});
    for _ in 0..200 {
        deep = json!({"type":"group","match":"all","children":[deep]});
    }
    let many =
        json!({"version":1,"root":{"type":"group","match":"any","children":vec![json!({"type":"lifecycle","stages":["new"]}); 5_000]}});
    let huge = dir.path().join("huge.json");
    std::fs::File::create(&huge).unwrap().set_len(50 << 20).unwrap();
    let noise = dir.path().join("noise.json");
    std::fs::write(&noise, [0xff, 0xfe, 0x00, 0x9f]).unwrap();
    let said = [
        refusal(&app, &bomb),
        refusal(&app, &circle),
        refusal(&app, &json!({"version":1,"root":deep})),
        refusal(&app, &many),
        open(&app, &huge).unwrap_err().message,
        open(&app, &noise).unwrap_err().message,
        open(&app, dir.path()).unwrap_err().message.split('”').nth(1).unwrap().to_owned(),
    ];
    insta::assert_snapshot!(said.join("\n"), @"
    With the segments inside it, the segment has more than 1000 conditions.
    The 1st condition: the segment “Me” leads back to itself.
    The groups are nested deeper than 50. Nobody could read that; save the inner part as its own segment.
    The segment has more than 1000 conditions, from the 1000th condition on. A list of people is better kept as a tag.
    “huge.json” is 50 MB large. No segment's file is, so this must be another one.
    “noise.json” is not a text file, so it is no segment.
     is a folder. Choose a segment's file.
    ");
    assert!(documents::list(&app, DocumentKind::Segment).unwrap().iter().all(|d| d.name != "Bomb"), "nothing is saved");
}

#[test]
fn a_file_is_written_whole_and_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let app = shop(dir.path(), 1);
    let whole = segment(json!([bought(1)]));
    let path = dir.path().join("shared.json");
    save(&app, NAME, &whole, &path).unwrap();
    let opened = open(&app, &path).unwrap();
    assert_eq!((opened.name.as_str(), &opened.definition), (NAME, &whole));
    assert!(save(&app, NAME, &whole, dir.path()).is_err());
    assert!(save(&app, NAME, &whole, &dir.path().join("no/such/folder.json")).is_err());
    assert_eq!(
        std::fs::read_dir(dir.path()).unwrap().filter(|f| f.as_ref().unwrap().path().to_string_lossy().contains("unfinished")).count(),
        0
    );
}
