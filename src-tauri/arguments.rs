//! The few words the app understands on its command line: `--data-dir DIR` and `--demo`.

use std::path::PathBuf;

pub struct Arguments {
    pub data_dir: Option<PathBuf>,
    /// Open the demo shop, making it when it is not there.
    pub demo: bool,
}

pub fn read(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut out = Arguments { data_dir: None, demo: false };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--data-dir" => out.data_dir = Some(words.next().ok_or("--data-dir needs a folder.")?.into()),
            "--demo" => out.demo = true,
            // The system may add words of its own (a session id, a file to open): they are not for us.
            _ => {}
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn reads_the_folder_and_ignores_the_systems_words() {
        let a = read(["--sm-client-id", "x", "--data-dir", "here", "--demo"].map(String::from).into_iter()).unwrap();
        assert_eq!(a.data_dir.unwrap().to_str(), Some("here"));
        assert!(a.demo);
        assert!(read(["--data-dir".to_owned()].into_iter()).is_err());
    }
}
