//! A real keychain of a test's own: gnome-keyring on a bus of its own, unlocked, gone with the test. Nothing of the
//! machine's keychain is touched.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub struct Keyring {
    bus: Child,
    daemon: Child,
    environment: Vec<(&'static str, String)>,
}

impl Keyring {
    /// `None` (with a sentence) where dbus or gnome-keyring is not installed.
    ///
    /// # Panics
    /// When they are there and do not start.
    pub fn start(dir: &Path) -> Option<Self> {
        let mut environment = Vec::new();
        for (variable, name) in [("XDG_DATA_HOME", "data"), ("XDG_RUNTIME_DIR", "run"), ("XDG_CACHE_HOME", "cache")] {
            let folder = dir.join(name);
            std::fs::create_dir_all(&folder).expect("a folder can be made");
            #[cfg(unix)]
            std::fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("a folder can be closed");
            environment.push((variable, folder.display().to_string()));
        }
        let command = |program: &str, words: &[&str], environment: &[(&'static str, String)]| {
            let mut c = Command::new(program);
            // With a display it would ask for its password there and wait for an answer.
            c.args(words).envs(environment.iter().map(|(k, v)| (*k, v.as_str()))).env_remove("DISPLAY");
            c.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
        };
        let bus = command("dbus-daemon", &["--session", "--nofork", "--print-address=1"], &environment);
        let Ok(mut bus) = bus else {
            println!("skipped: dbus-daemon and gnome-keyring are needed; `make setup` installs them");
            return None;
        };
        let mut address = String::new();
        BufReader::new(bus.stdout.take().expect("its output is piped")).read_line(&mut address).expect("the bus says its address");
        environment.push(("DBUS_SESSION_BUS_ADDRESS", address.trim().to_owned()));
        let Ok(mut daemon) = command("gnome-keyring-daemon", &["--foreground", "--unlock", "--components=secrets"], &environment) else {
            let _ = bus.kill();
            println!("skipped: gnome-keyring is needed; `make setup` installs it");
            return None;
        };
        daemon.stdin.take().expect("its input is piped").write_all(b"test-pass").expect("it takes a password");
        // It says its own address once it is unlocked.
        let mut line = String::new();
        let _ = BufReader::new(daemon.stdout.take().expect("its output is piped")).read_line(&mut line);
        Some(Self { bus, daemon, environment })
    }

    /// For whatever is to use it.
    pub fn environment(&self) -> Vec<(&str, &str)> {
        self.environment.iter().map(|(k, v)| (*k, v.as_str())).collect()
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        for child in [&mut self.daemon, &mut self.bus] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
