//! A test send to a real mail server on loopback: what arrives, and a sentence for each way in which it can fail.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use mail_parser::{MessageParser, MimeHeaders};
use regulars_core::api::emails::{self, MailSettings};
use regulars_core::api::{App, Parts};
use regulars_core::emails::definition::{BlockContent, Email, EmailBlock};
use regulars_core::host::{Keychain, MailSecurity, MemoryKeychain, Secret, SystemHttp, SystemMail};
use regulars_core::types::records::{ConsentState, Record};
use regulars_core::types::{Code, FixedClock, PersonId, Progress, Timestamp};
use regulars_tests::binaries::cli;
use regulars_tests::shop::{fill, person};
use regulars_tests::smtp::Smtp;

const PASSWORD: &str = "planted-pass-9431";
const NOW: Timestamp = Timestamp(1_795_168_800);

struct Desk {
    app: Arc<App>,
    keychain: Arc<MemoryKeychain>,
    dir: tempfile::TempDir,
}

/// `authority`: the certificates that the owner added.
fn desk(authority: &Path) -> Desk {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shop.db");
    fill(&file, &[Record::Customer(person(1, "ada@example.com", Some(ConsentState::Subscribed)))]);
    let keychain = Arc::new(MemoryKeychain::default());
    let parts = Parts {
        clock: Arc::new(FixedClock(NOW)),
        http: Arc::new(SystemHttp::new().unwrap()),
        keychain: keychain.clone(),
        mail: Arc::new(SystemMail::within(Duration::from_secs(20), Duration::from_secs(40), authority.to_owned())),
        events: Arc::new(|_| {}),
    };
    Desk { app: Arc::new(App::open(&file, parts).unwrap()), keychain, dir }
}

fn settings(server: &Smtp, security: MailSecurity) -> MailSettings {
    MailSettings {
        host: "localhost".into(),
        port: server.port,
        security,
        user: "ada".into(),
        from_address: "shop@shop.example".into(),
        from_name: "Kräuterhaus & Söhne".into(),
        test_addresses: Vec::new(),
        password_kept: false,
    }
}

fn hello() -> Email {
    let text = "<p>Dear {{ person.first_name | default: 'friend' }}, grüße &amp; 🌿.</p>";
    Email::new(
        "Hi {{ person.first_name }} 🌿 – wir haben dich vermisst und etwas Neues für deinen Garten",
        "",
        vec![EmailBlock::new("head", BlockContent::heading("A word")), EmailBlock::new("text", BlockContent::text(text))],
    )
}

fn send(desk: &Desk, to: &str) -> regulars_core::types::Result<emails::TestSent> {
    emails::send_test(&desk.app, &hello(), PersonId(1), &[to.to_owned()], &Progress::silent())
}

#[test]
fn what_arrives_is_what_the_preview_shows_and_says_that_it_is_a_test() {
    let server = Smtp::start("starttls", Some(PASSWORD));
    let desk = desk(&server.authority);
    assert!(send(&desk, "me@shop.example").unwrap_err().message.starts_with("No mail server is set up yet."));
    emails::save_mail_settings(&desk.app, &settings(&server, MailSecurity::Starttls), Some(Secret::new(PASSWORD))).unwrap();
    let sent = send(&desk, " me@shop.example ").unwrap();
    assert_eq!((sent.to.len(), sent.person.as_str()), (1, "First 1 Last 1"));
    assert_eq!(emails::mail_settings(&desk.app).unwrap().unwrap().test_addresses, ["me@shop.example"]);

    let got = server.taken();
    assert_eq!((got.from.as_str(), got.to.join(","), got.secure), ("shop@shop.example", "me@shop.example".to_owned(), true));
    assert_eq!(got.hello, "[127.0.0.1]", "the machine's name is told to nobody");
    let raw = String::from_utf8(got.message.clone()).unwrap();
    assert!(raw.is_ascii() && raw.lines().all(|l| l.len() <= 78), "short plain lines");
    let mail = MessageParser::default().parse(&got.message).unwrap();
    let shown = emails::preview(&desk.app, &hello(), &emails::Sight::of(PersonId(1))).unwrap();
    assert_eq!(mail.subject().unwrap(), format!("[Test] {}", shown.subject));
    assert_eq!(mail.from().unwrap().first().unwrap().name(), Some("Kräuterhaus & Söhne"));
    assert!(mail.header("X-Regulars-Test").is_some() && mail.header("List-Unsubscribe").is_some());
    assert!(mail.message_id().unwrap().ends_with("@shop.example") && mail.date().unwrap().to_timestamp() == NOW.0);
    let html = mail.body_html(0).unwrap().replace("\r\n", "\n");
    let text = mail.body_text(0).unwrap().replace("\r\n", "\n");
    let notice = "A test from Regulars. It shows the data of First 1 Last 1; your customers do not get this line.";
    assert!(html.contains(notice) && html.contains("Dear First 1, grüße"), "{html}");
    assert!(text.starts_with(notice) && text.contains("Dear First 1, grüße & 🌿."), "{text}");
    assert!(!html.contains("*|UNSUB|*") && html.contains("mailto:shop@shop.example?subject=unsubscribe"));
    assert!(mail.part(0).unwrap().content_type().is_some_and(|t| t.subtype() == Some("alternative")));
}

/// A picture that Regulars keeps lies on no server, so it goes along within the mail, as a part that the HTML names; one of
/// the web stays where it is.
#[test]
fn a_kept_picture_goes_along_within_the_mail() {
    let server = Smtp::start("starttls", Some(PASSWORD));
    let desk = desk(&server.authority);
    emails::save_mail_settings(&desk.app, &settings(&server, MailSecurity::Starttls), Some(Secret::new(PASSWORD))).unwrap();
    let file = desk.dir.path().join("pot.png");
    std::fs::write(&file, SMALL_PNG).unwrap();
    let kept = emails::add_picture(&desk.app, &file).unwrap().picture;
    let mut email = hello();
    for (id, src) in [("a", kept.address.as_str()), ("b", "https://shop.example/away.jpg"), ("c", kept.address.as_str())] {
        email.blocks.push(EmailBlock::new(id, BlockContent::image(src, "A pot")));
    }
    emails::send_test(&desk.app, &email, PersonId(1), &["me@shop.example".to_owned()], &Progress::silent()).unwrap();
    let got = server.taken();
    let mail = MessageParser::default().parse(&got.message).unwrap();
    let html = mail.body_html(0).unwrap().into_owned();
    let parts: Vec<_> = mail.attachments().collect();
    assert_eq!(parts.len(), 1, "once, though it is shown twice");
    let id = parts[0].content_id().unwrap();
    assert_eq!(html.matches(&format!("src=\"cid:{id}\"")).count(), 2, "{html}");
    assert!(html.contains("https://shop.example/away.jpg") && !html.contains("picture:"));
    assert_eq!(parts[0].content_type().unwrap().subtype(), Some("png"));
    assert!(parts[0].content_disposition().is_some_and(|d| d.is_inline()));
    assert_eq!(image_size(parts[0].contents()), (2, 1), "the picture itself");
}

/// Two pixels wide, one high.
#[rustfmt::skip]
const SMALL_PNG: [u8; 72] = [137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 2, 0, 0, 0, 1, 8, 2, 0, 0, 0, 123, 64, 232, 221, 0, 0, 0, 15, 73, 68, 65, 84, 120, 156, 99, 56, 193, 197, 197, 117, 130, 11, 0, 6, 201, 1, 185, 20, 191, 187, 142, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130];

fn image_size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn each_refusal_is_a_sentence_with_a_way_out_and_the_password_is_in_none() {
    let server = Smtp::start("starttls", Some(PASSWORD));
    let d = desk(&server.authority);
    let mut told = Vec::new();
    let mut attempt = |desk: &Desk, s: &MailSettings, password: &str, to: &str| {
        emails::save_mail_settings(&desk.app, s, Some(Secret::new(password))).unwrap();
        let e = send(desk, to).unwrap_err();
        told.push(format!("{:?}: {}", e.code, e.message.replace(&server.port.to_string(), "PORT")));
    };
    let good = settings(&server, MailSecurity::Starttls);
    attempt(&d, &good, "wrong-pass-9431", "me@shop.example");
    attempt(&d, &good, PASSWORD, "nobody@shop.example");
    attempt(&d, &good, PASSWORD, "later@shop.example");
    attempt(&d, &MailSettings { from_address: "stranger@shop.example".into(), ..good.clone() }, PASSWORD, "me@shop.example");
    attempt(&d, &MailSettings { user: String::new(), ..good.clone() }, "", "me@shop.example");
    attempt(&d, &MailSettings { security: MailSecurity::Tls, ..good.clone() }, PASSWORD, "me@shop.example");
    attempt(&d, &MailSettings { host: "no-such-host.invalid".into(), ..good.clone() }, PASSWORD, "me@shop.example");
    let nobody_there = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    attempt(&d, &MailSettings { port: nobody_there, ..good.clone() }, PASSWORD, "me@shop.example");
    // Nobody vouches for it without the owner's file.
    attempt(&desk(Path::new("no such file")), &good, PASSWORD, "me@shop.example");
    // It is for localhost, not for this number.
    attempt(&d, &MailSettings { host: "127.0.0.1".into(), ..good }, PASSWORD, "me@shop.example");
    let told = told.join("\n").replace(&nobody_there.to_string(), "PORT");
    assert!(!told.contains("pass-9431"), "{told}");
    insta::assert_snapshot!(told, @"
    Unauthorised: localhost does not accept this name and password. Check both; many providers want a password made for apps instead of your usual one. It says: “no entry for …”.
    Refused: localhost does not take mail for nobody@shop.example. Check the address for a typing mistake, and that your account may send there. It says: “no such user”.
    Busy: localhost asks to come back later, as careful servers do with senders they do not know yet. Wait some minutes and try again. It says: “greylisted”.
    Refused: localhost does not send mail from stranger@shop.example. Use the address of your own mailbox there as the sender. It says: “sender not owned by user”.
    Unauthorised: localhost wants a name and a password before it takes mail from shop@shop.example. Enter them in the settings for mail. It says: “Error: authentication Required”.
    Network: localhost does not speak TLS on port PORT. Try STARTTLS on port 587.
    Network: There is no mail server called no-such-host.invalid, as far as this machine can tell. Check the name, and that this machine is online.
    Network: localhost refused the connection: nothing is listening on port PORT. Usual ports are 587 (STARTTLS) and 465 (TLS).
    Network: localhost shows a certificate that this machine does not trust (nobody this machine knows vouches for it). Check the name of the server. If it is your own server with an authority of its own, add that with `regulars-cli settings --trust FILE`.
    Network: 127.0.0.1 shows a certificate that this machine does not trust (it is for another name). Check the name of the server. If it is your own server with an authority of its own, add that with `regulars-cli settings --trust FILE`.
    ");
}

#[test]
fn without_encryption_no_password_is_said_and_too_large_is_told() {
    let server = Smtp::start("plain", Some(PASSWORD));
    let d = desk(&server.authority);
    emails::save_mail_settings(&d.app, &settings(&server, MailSecurity::Starttls), Some(Secret::new(PASSWORD))).unwrap();
    let e = send(&d, "me@shop.example").unwrap_err();
    assert!(e.message.starts_with("localhost offers no encryption (STARTTLS) on port"), "{}", e.message);
    assert!(server.told().is_empty(), "nobody logged in");
    let away = MailSettings { host: "mail.example".into(), ..settings(&server, MailSecurity::Plain) };
    assert_eq!(emails::save_mail_settings(&d.app, &away, None).unwrap_err().code, Code::BadInput);

    let open = Smtp::start("plain", None);
    let plain = MailSettings { user: String::new(), ..settings(&open, MailSecurity::Plain) };
    emails::save_mail_settings(&d.app, &plain, None).unwrap();
    let mut large = hello();
    large.blocks.extend((0..40).map(|n| EmailBlock::new(format!("b{n}"), BlockContent::text(format!("<p>{}</p>", "ä".repeat(9000))))));
    let e = emails::send_test(&d.app, &large, PersonId(1), &["me@shop.example".to_owned()], &Progress::silent()).unwrap_err();
    assert!(e.code == Code::Refused && e.message.contains("is too large. Use smaller or fewer pictures."), "{}", e.message);
    send(&d, "me@shop.example").unwrap();
    assert!(!open.taken().secure);
}

#[test]
fn it_can_be_stopped_and_a_silent_server_is_left() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let d = desk(Path::new("no such file"));
    let s = MailSettings {
        host: "127.0.0.1".into(),
        port: silent.local_addr().unwrap().port(),
        security: MailSecurity::Plain,
        user: String::new(),
        from_address: "shop@shop.example".into(),
        from_name: String::new(),
        test_addresses: Vec::new(),
        password_kept: false,
    };
    emails::save_mail_settings(&d.app, &s, None).unwrap();
    let progress = Progress::silent();
    let stopper = progress.clone();
    std::thread::spawn(move || {
        let _held = silent.accept();
        stopper.cancel();
        std::thread::sleep(Duration::from_secs(60));
    });
    let e = emails::send_test(&d.app, &hello(), PersonId(1), &["me@shop.example".to_owned()], &progress).unwrap_err();
    assert_eq!(e.code, Code::Cancelled);

    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = regulars_core::host::MailServer {
        host: "127.0.0.1".into(),
        port: silent.local_addr().unwrap().port(),
        security: MailSecurity::Plain,
        login: None,
    };
    let mail = regulars_core::host::mail::Envelope { from: "a@a.example".into(), to: vec!["b@b.example".into()], message: Vec::new() };
    let hasty = SystemMail::within(Duration::from_millis(100), Duration::from_secs(30), "none".into());
    let e = regulars_core::host::Mail::send(&hasty, &server, &mail, &Progress::silent()).unwrap_err();
    assert!(e.message.starts_with("127.0.0.1 did not answer in time."), "{}", e.message);
}

#[test]
fn the_password_lies_in_the_keychain_alone_and_goes_to_no_other_server() {
    let server = Smtp::start("starttls", Some(PASSWORD));
    let d = desk(&server.authority);
    let good = settings(&server, MailSecurity::Starttls);
    assert!(emails::save_mail_settings(&d.app, &good, Some(Secret::new(PASSWORD))).unwrap().password_kept);
    send(&d, "me@shop.example").unwrap();
    assert!(d.keychain.get("mail/ada@localhost").unwrap().is_some());
    for entry in std::fs::read_dir(d.dir.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(PASSWORD.len()).any(|w| w == PASSWORD.as_bytes()), "{} holds the password", path.display());
        }
    }
    assert!(emails::save_mail_settings(&d.app, &good, None).unwrap().password_kept, "it stays with its server");
    let other = MailSettings { host: "mail.example".into(), ..good };
    assert!(!emails::save_mail_settings(&d.app, &other, None).unwrap().password_kept);
    assert!(d.keychain.get("mail/ada@localhost").unwrap().is_none() && d.keychain.get("mail/ada@mail.example").unwrap().is_none());
    assert_eq!(send(&d, "me@shop.example").unwrap_err().code, Code::Keychain);
    let four: Vec<String> = (0..4).map(|n| format!("me{n}@shop.example")).collect();
    let many = emails::send_test(&d.app, &hello(), PersonId(1), &four, &Progress::silent()).unwrap_err();
    assert!(many.message.starts_with("A test goes to at most 3 addresses."));
}

#[test]
fn the_terminal_sends_a_test_with_a_picture_of_its_own() {
    let server = Smtp::start("tls", Some(PASSWORD));
    let d = desk(&server.authority);
    let file = d.dir.path().join("shop.db");
    emails::save(&d.app, None, "Hello", &hello()).unwrap();
    drop(d.app);
    let run = |args: &[&str]| {
        let out = Command::new(cli())
            .env("REGULARS_SECRET_MAIL", PASSWORD)
            .env("REGULARS_CA_FILE", &server.authority)
            .env("REGULARS_LOG", "trace")
            .arg("--db")
            .arg(&file)
            .args(["email"])
            .args(args)
            .output()
            .unwrap();
        let (said, told) = (String::from_utf8_lossy(&out.stdout).into_owned(), String::from_utf8_lossy(&out.stderr).into_owned());
        assert!(!told.contains(PASSWORD) && !said.contains(PASSWORD), "{told}");
        (out.status.code(), said, told)
    };
    let port = server.port.to_string();
    let set = ["mail-server", "--host", "localhost", "--port", &port, "--security", "tls", "--user", "ada", "--from", "shop@shop.example"];
    let (code, out, err) = run(&set);
    assert!(code == Some(0) && out.contains("localhost"), "{out}{err}");
    let (code, out, err) = run(&["send-test", "hello", "--to", "me@shop.example", "--person", "ada@example.com"]);
    assert!(code == Some(0) && out.contains("Sent to me@shop.example as First 1 Last 1"), "{out}{err}");
    assert!(server.taken().secure);
    let (code, _, err) = run(&["send-test", "hello", "--to", "nobody@shop.example"]);
    assert!(code == Some(1) && err.contains("does not take mail for nobody@shop.example"), "{err}");

    let picture = d.dir.path().join("pot.png");
    std::fs::write(&picture, PIXEL).unwrap();
    let (code, out, err) = run(&["picture", "add", picture.to_str().unwrap()]);
    assert!(code == Some(0) && out.contains("picture:1"), "{out}{err}");
    assert!(run(&["picture", "list"]).1.contains("pot.png"));
    assert_eq!(run(&["picture", "remove", "1"]).0, Some(0));
    assert_eq!(run(&["picture", "remove", "1"]).0, Some(1));
}

/// A PNG of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";
