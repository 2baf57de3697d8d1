//! The real window, driven by WebDriver: the built app under tauri-driver and WebKitWebDriver.
//!
//! Only what a person could do: look for words, click, type, press keys. `make test` sets REGULARS_WINDOW_TESTS and
//! gives a display; without them `Window::open` says that it was skipped and the test ends. When a step fails,
//! a picture of the window is left in shots/.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::binaries::built;

/// Long, because the machines that run tests are shared; what works does not wait for it.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Window {
    client: Client,
    driver: Driver,
}

/// tauri-driver and the WebKitWebDriver it starts; ended politely, because a killed one leaves the other behind.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg("-TERM").arg(self.0.id().to_string()).status();
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            if matches!(self.0.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Window {
    /// Opens the app on a data folder; `None` (with a sentence) where the window's tests cannot run.
    ///
    /// # Panics
    /// When they were asked for and the driver or the app does not start.
    pub async fn open(data_dir: &Path, arguments: &[&str]) -> Option<Self> {
        Self::open_with(data_dir, arguments, &[]).await
    }

    /// As `open`, with more in the app's environment.
    ///
    /// # Panics
    /// As `open`.
    pub async fn open_with(data_dir: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Option<Self> {
        if std::env::var_os("REGULARS_WINDOW_TESTS").is_none() {
            println!("skipped: the window's tests need a display and tauri-driver; `make test` brings both");
            return None;
        }
        let (port, native) = (free_port(), free_port());
        let driver = Command::new(driver_path())
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .envs(environment.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("tauri-driver starts: `make setup` installs it");
        let driver = Driver(driver);
        let mut words: Vec<String> = vec!["--data-dir".into(), data_dir.display().to_string()];
        words.extend(arguments.iter().map(|a| (*a).to_owned()));
        let capabilities = json!({
            "browserName": "wry",
            "tauri:options": { "application": built("regulars"), "args": words },
        });
        let Value::Object(capabilities) = capabilities else { unreachable!() };
        let url = format!("http://127.0.0.1:{port}/");
        let deadline = Instant::now() + PATIENCE;
        loop {
            match ClientBuilder::new(HttpConnector::new()).capabilities(capabilities.clone()).connect(&url).await {
                Ok(client) => return Some(Self { client, driver }),
                Err(e) if Instant::now() > deadline => panic!("the window did not open: {e}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    pub async fn close(self) {
        let _ = self.client.close().await;
        drop(self.driver);
    }

    /// Ends the app as a crash does: SIGKILL, nothing is told to it. It is known by its data folder.
    pub fn kill(self, data_dir: &Path) {
        let folder = data_dir.to_string_lossy();
        for process in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
            let words = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
            let words = String::from_utf8_lossy(&words);
            if words.split('\0').next().is_some_and(|w| w.ends_with("/regulars")) && words.contains(folder.as_ref()) {
                let _ = Command::new("kill").arg("-KILL").arg(process.file_name()).status();
            }
        }
        drop(self.driver);
    }

    /// Waits until these words stand on the page.
    pub async fn sees(&self, words: &str) {
        let locator = format!("//*[not(self::script) and not(self::style) and contains(normalize-space(.), {})]", quoted(words));
        self.element(&locator, words).await;
    }

    /// The page's visible text.
    pub async fn text(&self) -> String {
        // WebDriver's own text leaves out what a rounded button clips.
        self.run("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the page's visible text passes `test`; the answer is what `test` found.
    pub async fn until<T>(&self, what: &str, test: impl Fn(&str) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let text = self.text().await;
            if let Some(found) = test(&text) {
                return found;
            }
            if Instant::now() > deadline {
                self.give_up(&format!("{what}\n--- the page said ---\n{text}")).await;
            }
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
    }

    /// Clicks the link, button, tab or option that is called so.
    pub async fn click(&self, name: &str) {
        let q = quoted(name);
        let any = "self::a or self::button or self::summary or @role='button' or @role='option' or @role='tab' or @role='menuitem' or @role='link' or @role='radio' or @role='switch'";
        let called = format!("(normalize-space(.)={q} or @aria-label={q} or @title={q})");
        let exact = format!("//*[({any}) and not(@disabled) and {called}] | //label[normalize-space(.)={q}]");
        // One that is called so, but cannot be used yet, is waited for: not another whose name only begins alike.
        let element = match self.quick(&exact, &format!("//*[({any}) and {called}]")).await {
            Some(e) => e,
            None => {
                let loose =
                    format!("//*[({any}) and not(@disabled) and (contains(normalize-space(.), {q}) or contains(@aria-label, {q}))]");
                self.element(&loose, name).await
            }
        };
        self.press_on(element, name).await;
    }

    /// Clicks what this CSS selector finds.
    pub async fn click_css(&self, css: &str) {
        let element = self.css(css).await;
        self.press_on(element, css).await;
    }

    /// Puts text into the field with this label, placeholder or accessible name.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        self.press_on(field.clone(), label).await;
        self.client
            .execute("arguments[0].select && arguments[0].select()", vec![serde_json::to_value(&field).expect("an element is a value")])
            .await
            .expect("the field's text can be selected");
        if text.is_empty() {
            field.send_keys(&String::from(char::from(Key::Delete))).await.expect("a field takes keys");
        } else {
            field.send_keys(text).await.expect("a field takes text");
        }
    }

    pub async fn field(&self, label: &str) -> Element {
        let q = quoted(label);
        let locator = format!(
            "//*[(self::input or self::textarea or @role='combobox' or @role='textbox' or @role='spinbutton') and \
             (@aria-label={q} or @placeholder={q} or @id=//label[contains(normalize-space(.), {q})]/@for \
              or @aria-labelledby=//*[contains(normalize-space(.), {q})]/@id)]"
        );
        self.element(&locator, label).await
    }

    /// Sends keys to whatever has the focus.
    pub async fn keys(&self, keys: &str) {
        self.client.active_element().await.expect("something has the focus").send_keys(keys).await.expect("keys can be sent");
    }

    /// Waits for what this CSS selector finds.
    pub async fn css(&self, css: &str) -> Element {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Ok(e) = self.client.find(Locator::Css(css)).await {
                return e;
            }
            if Instant::now() > deadline {
                self.give_up(&format!("nothing matches {css}")).await;
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.expect("the script runs")
    }

    /// Drags what one CSS selector finds onto the middle of what another finds, as a hand does: in steps. `held` runs
    /// before the button is let go; Escape there cancels.
    pub async fn drag(&self, from: &str, onto: &str, held: impl AsyncFnOnce(&Self)) {
        let (start, end) = (self.middle(from).await, self.middle(onto).await);
        let step = |n: i64| {
            let at = |a: i64, b: i64| (a + (b - a) * n / 6) as f64;
            PointerAction::MoveTo { duration: Some(Duration::from_millis(40)), x: at(start.0, end.0), y: at(start.1, end.1) }
        };
        let mouse = || MouseActions::new("mouse".to_owned());
        let mut down = mouse().then(step(0)).then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        for n in 1..=6 {
            down = down.then(step(n));
        }
        self.client.perform_actions(down).await.expect("the mouse can be moved");
        held(self).await;
        self.client.perform_actions(mouse().then(PointerAction::Up { button: MOUSE_BUTTON_LEFT })).await.expect("the mouse can be let go");
    }

    async fn middle(&self, css: &str) -> (i64, i64) {
        let element = self.css(css).await;
        let (x, y, width, height) = element.rectangle().await.expect("an element has a place");
        ((x + width / 2.0) as i64, (y + height / 2.0) as i64)
    }

    /// Leaves a picture of the window in shots/.
    pub async fn shot(&self, name: &str) -> PathBuf {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shots");
        std::fs::create_dir_all(&dir).expect("shots/ can be made");
        let path = dir.join(format!("{name}.png"));
        let png = self.client.screenshot().await.expect("the window can be pictured");
        std::fs::write(&path, png).expect("the picture can be kept");
        path
    }

    /// Presses what lies still: a click on something that slides away would land beside it.
    async fn press_on(&self, element: Element, name: &str) {
        let deadline = Instant::now() + PATIENCE;
        let mut before = None;
        loop {
            let now = self.place_of(&element).await;
            if now.is_some() && now == before {
                match element.click().await {
                    Ok(()) => return,
                    Err(e) if Instant::now() > deadline => self.give_up(&format!("“{name}” cannot be clicked: {e}")).await,
                    Err(_) => {}
                }
            } else if Instant::now() > deadline {
                self.give_up(&format!("“{name}” never lies still and free to be clicked")).await;
            }
            before = now;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Where it lies; `None` while it cannot be used. What lies over it is WebDriver's to find out.
    async fn place_of(&self, element: &Element) -> Option<Value> {
        const SCRIPT: &str =
            "const e = arguments[0], r = e.getBoundingClientRect(); return e.disabled ? null : [r.x, r.y, r.width, r.height];";
        let found = self.client.execute(SCRIPT, vec![serde_json::to_value(element).ok()?]).await.ok()?;
        Some(found).filter(|v| !v.is_null())
    }

    /// What is called so, soon; `None` when after a while there is not even one that cannot be used yet.
    async fn quick(&self, exact: &str, unusable: &str) -> Option<Element> {
        let start = Instant::now();
        loop {
            if let Some(e) = self.shown(exact).await {
                return Some(e);
            }
            let waited = start.elapsed();
            if waited > PATIENCE || (waited > Duration::from_secs(3) && self.shown(unusable).await.is_none()) {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    async fn element(&self, xpath: &str, what: &str) -> Element {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(e) = self.shown(xpath).await {
                return e;
            }
            if Instant::now() > deadline {
                let text = self.text().await;
                self.give_up(&format!("“{what}” is not on the page\n--- the page said ---\n{text}")).await;
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    /// The innermost visible match.
    async fn shown(&self, xpath: &str) -> Option<Element> {
        let found = self.client.find_all(Locator::XPath(xpath)).await.ok()?;
        for e in found.into_iter().rev() {
            if e.is_displayed().await.unwrap_or(false) {
                return Some(e);
            }
        }
        None
    }

    async fn give_up(&self, why: &str) -> ! {
        let picture = self.shot("failed").await;
        panic!("{why}\n(a picture: {})", picture.file_name().unwrap_or_default().to_string_lossy());
    }
}

/// An XPath string literal, whatever quotes the words hold.
fn quoted(words: &str) -> String {
    if !words.contains('\'') {
        return format!("'{words}'");
    }
    let parts: Vec<String> = words.split('\'').map(|p| format!("'{p}'")).collect();
    format!("concat({})", parts.join(", \"'\", "))
}

fn driver_path() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/bin/tauri-driver");
    if own.exists() { own } else { PathBuf::from("tauri-driver") }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("this machine has a free port").port()
}
