//! The shop's own pictures: adding from a file, listing with where each is used, removing what nothing uses.

use std::path::Path;

use base64::Engine;
use serde::Serialize;
use sha2::{Digest, Sha256};
use specta::Type;

use super::super::App;
use super::read_brand;
use crate::emails::kept;
use crate::store::picture::{NewPicture, PictureRow};
use crate::store::{Area, Reader};
use crate::types::{Error, PictureId, Result, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Picture {
    pub id: PictureId,
    /// What an image block's `src` says.
    pub address: String,
    pub name: String,
    pub media_type: String,
    /// Pixels, as kept.
    pub width: u32,
    pub height: u32,
    /// Bytes, as kept.
    pub size: i64,
    pub created_at: Timestamp,
    /// The emails and saved blocks that show it, by name.
    pub used_in: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Type)]
pub struct AddedPicture {
    pub picture: Picture,
    /// Bytes of the file it came from.
    pub before: i64,
    /// The same picture was there already, and is kept once.
    pub already_there: bool,
}

/// Reads the file, makes the picture ready and keeps it.
///
/// # Errors
/// `File` when it cannot be read, `BadInput` when it is no picture that can be kept.
pub fn add_picture(app: &App, file: &Path) -> Result<AddedPicture> {
    let name = file.file_name().map_or_else(|| "picture".to_owned(), |n| n.to_string_lossy().chars().take(120).collect());
    let about = std::fs::metadata(file).map_err(|e| Error::file("read", file, e))?;
    if !about.is_file() {
        return Err(Error::bad_input(format!("{} is not a file.", file.display())));
    }
    // Before a byte of it is in memory.
    kept::too_large(&name, about.len())?;
    let bytes = std::fs::read(file).map_err(|e| Error::file("read", file, e))?;
    let before = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let ready = kept::prepare(&name, &bytes)?;
    let sha256: String = Sha256::digest(&ready.bytes).iter().map(|b| format!("{b:02x}")).collect();
    let now = app.now();
    let (id, already_there) = app.store().write(Area::House, |w| {
        if let Some(same) = w.picture_like(&sha256)? {
            return Ok((same.id, true));
        }
        let new = NewPicture {
            sha256: &sha256,
            name: &name,
            media_type: ready.media_type,
            width: ready.width,
            height: ready.height,
            bytes: ready.bytes,
        };
        Ok((w.add_picture(new, now)?, false))
    })?;
    app.changed();
    Ok(AddedPicture { picture: app.store().read(|r| one(r, id))?, before, already_there })
}

/// The newest first.
pub fn pictures(app: &App) -> Result<Vec<Picture>> {
    app.store().read(|r| {
        let uses = Uses::read(r)?;
        Ok(r.pictures()?.into_iter().map(|row| shaped(row, &uses)).collect())
    })
}

/// A small version as a `data:` address, at most 320 pixels wide and high.
pub fn picture_thumbnail(app: &App, id: PictureId) -> Result<String> {
    const SIDE: u32 = 320;
    let (_, bytes) = app.store().read(|r| r.picture_bytes(id))?.ok_or_else(|| gone(id))?;
    let (kind, small) = kept::thumbnail(&bytes, SIDE).ok_or_else(|| Error::internal("This picture cannot be shown."))?;
    Ok(as_data(kind, &small))
}

/// # Errors
/// `BadInput` while an email, a saved block or the brand shows it, with their names.
pub fn remove_picture(app: &App, id: PictureId) -> Result<()> {
    app.store().write(Area::House, |w| {
        let picture = one(w, id)?;
        if let Some(first) = picture.used_in.first() {
            let others = picture.used_in.len() - 1;
            let more = match others {
                0 => String::new(),
                1 => " and one other".to_owned(),
                n => format!(" and {n} others"),
            };
            return Err(Error::bad_input(format!("“{}” is shown in {first}{more}, so it stays. Take it out there first.", picture.name)));
        }
        w.remove_picture(id).map(|_| ())
    })?;
    app.changed();
    Ok(())
}

fn as_data(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", base64::engine::general_purpose::STANDARD.encode(bytes))
}

fn gone(id: PictureId) -> Error {
    Error::not_found(format!("There is no picture with the number {id} (any more)."))
}

fn one(r: &Reader<'_>, id: PictureId) -> Result<Picture> {
    Ok(shaped(r.picture(id)?.ok_or_else(|| gone(id))?, &Uses::read(r)?))
}

fn shaped(row: PictureRow, uses: &Uses) -> Picture {
    Picture {
        id: row.id,
        address: format!("picture:{}", row.id),
        used_in: uses.of(row.id),
        name: row.name,
        media_type: row.media_type,
        width: row.width,
        height: row.height,
        size: row.size,
        created_at: row.created_at,
    }
}

/// Who shows pictures.
struct Uses {
    bodies: Vec<(String, String)>,
    logo: Option<PictureId>,
}

impl Uses {
    fn read(r: &Reader<'_>) -> Result<Self> {
        Ok(Self { bodies: r.bodies_with_pictures()?, logo: read_brand(r)?.logo })
    }

    fn of(&self, id: PictureId) -> Vec<String> {
        let shows = |body: &str| {
            let mut parts = body.split("picture:").skip(1);
            parts.any(|p| p.chars().take_while(char::is_ascii_digit).collect::<String>() == id.to_string())
        };
        let mut out: Vec<String> = self.bodies.iter().filter(|(_, body)| shows(body)).map(|(name, _)| format!("“{name}”")).collect();
        if self.logo == Some(id) {
            out.push("the head of every email".to_owned());
        }
        out.sort();
        out.dedup();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::documents::{self, DocumentKind};
    use crate::api::emails;
    use crate::api::testing::app;
    use crate::emails::definition::{BlockContent, Email, EmailBlock};

    fn file(dir: &Path, name: &str, shade: u8) -> std::path::PathBuf {
        let path = dir.join(name);
        image::RgbImage::from_pixel(1600, 10, image::Rgb([shade, 9, 9])).save(&path).unwrap();
        path
    }

    #[test]
    fn a_picture_is_kept_once_and_stays_while_something_shows_it() {
        let dir = tempfile::tempdir().unwrap();
        let app = app(dir.path());
        let added = add_picture(&app, &file(dir.path(), "pot.png", 80)).unwrap();
        assert_eq!((added.picture.width, added.picture.used_in.len(), added.already_there), (1200, 0, false));
        assert!(add_picture(&app, &file(dir.path(), "again.png", 80)).unwrap().already_there);
        let other = add_picture(&app, &file(dir.path(), "cup.png", 200)).unwrap().picture;
        assert_eq!(pictures(&app).unwrap().len(), 2);
        assert!(picture_thumbnail(&app, other.id).unwrap().starts_with("data:image/"));

        let block = EmailBlock::new("a", BlockContent::image(added.picture.address.clone(), "A pot"));
        let email = emails::save(&app, None, "Pots", &Email::new("Hi", "", vec![block])).unwrap();
        let refused = remove_picture(&app, added.picture.id).unwrap_err().message;
        assert_eq!(refused, "“pot.png” is shown in “Pots”, so it stays. Take it out there first.");
        documents::delete(&app, DocumentKind::Email, email.id).unwrap();
        assert!(remove_picture(&app, added.picture.id).is_err(), "a deleted email can be brought back");
        remove_picture(&app, other.id).unwrap();
        assert_eq!(remove_picture(&app, other.id).unwrap_err().code, crate::types::Code::NotFound);
        let missing = add_picture(&app, &dir.path().join("none.png")).unwrap_err();
        assert_eq!(missing.code, crate::types::Code::File);
        assert_eq!(pictures(&app).unwrap().len(), 1);
    }
}
