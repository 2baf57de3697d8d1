//! One letter for each language: whose it is, what it says by itself, and in which direction it runs.

use super::*;
use crate::emails::compile::language_for;

fn translated() -> Email {
    let mut email = of(vec![heading("Hello"), every_kind("Sale").remove(14)]);
    email.translations.insert("de".into(), BTreeMap::from([("subject".into(), "Betreff".into()), ("b0.text".into(), "Guten Tag".into())]));
    email.translations.insert("he".into(), BTreeMap::new());
    email
}

#[test]
fn a_reader_gets_their_language_if_there_is_one() {
    let email = translated();
    let of = |wanted: Option<&str>| language_for(&email, &brand(), wanted);
    assert_eq!(of(Some("de-AT")), ("de".to_owned(), true));
    assert_eq!(of(Some("DE")), ("de".to_owned(), true));
    assert_eq!(of(Some("en-GB")), ("en".to_owned(), true));
    assert_eq!(of(Some("fr")), ("en".to_owned(), false));
    assert_eq!(of(None), ("en".to_owned(), true));
}

#[test]
fn the_words_of_the_letter_itself_follow() {
    let letter = |l: &str| compile_for(&translated(), &brand(), "Corner Tea", l, &Shared::new()).unwrap();
    let read = |l: &str| filled(&letter(l), &reader(1, None), &Groups::new(), &Teas::all("TEA"), None);
    let german = read("de");
    assert_eq!((german.subject.as_str(), heading_in(&german.html)), ("Betreff", "Guten Tag"));
    assert!(german.html.contains("<html lang=\"de\" dir=\"ltr\"") && german.text.contains("Bis 24. Dezember 2026"), "{}", german.text);
    assert!(german.html.contains(">Abmelden</a>") && german.text.contains("Ihr Code: TEA"));
    assert!(read("he").html.contains("<html lang=\"he\" dir=\"rtl\""));
}
