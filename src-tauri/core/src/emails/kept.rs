//! A picture made ready to be kept and mailed: right way up, no wider than a letter needs, without anything that a
//! camera wrote into it (place, time, owner).
//!
//! What a file claims is looked at before anything is decoded, so that neither a huge file nor a small one that would
//! unfold into gigabytes can hurt. Pure: bytes in, bytes out. Start with `prepare`.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader};

use crate::types::{Error, Result};

/// Twice the width of a letter, for screens with fine pixels.
pub const WIDEST: u32 = 1200;
/// Bytes of a file that is looked at.
pub const LARGEST_FILE: u64 = 40 * 1024 * 1024;
/// Bytes of a moving picture, which is kept as it is.
pub const LARGEST_MOVING: usize = 1024 * 1024;
const LONGEST_SIDE: u32 = 20_000;
const MOST_PIXELS: u64 = 60_000_000;
const QUALITY: u8 = 84;

/// What is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    pub media_type: &'static str,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// # Errors
/// `BadInput` with a sentence that names the file.
pub fn too_large(name: &str, bytes: u64) -> Result<()> {
    if bytes <= LARGEST_FILE {
        return Ok(());
    }
    let (mb, most) = (bytes / 1024 / 1024, LARGEST_FILE / 1024 / 1024);
    Err(Error::bad_input(format!("“{name}” has {mb} MB; a picture may have at most {most} MB. Save a smaller copy of it and add that.")))
}

/// # Errors
/// `BadInput` when it is no picture, is cut off, or is larger than anybody needs.
pub fn prepare(name: &str, bytes: &[u8]) -> Result<Prepared> {
    too_large(name, bytes.len() as u64)?;
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| damaged(name).caused_by(e))?;
    let format = match reader.format() {
        Some(f @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Gif | ImageFormat::WebP)) => f,
        _ => {
            return Err(Error::bad_input(format!(
                "“{name}” is not a picture that Regulars can read. JPEG, PNG, GIF and WebP are; open it in a picture program and save it as one of these."
            )));
        }
    };
    let mut decoder = reader.into_decoder().map_err(|e| damaged(name).caused_by(e))?;
    let (width, height) = decoder.dimensions();
    if width > LONGEST_SIDE || height > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Error::bad_input(format!(
            "“{name}” measures {width} × {height} pixels, which is more than an email can use. Save a copy at most 5000 pixels wide and add that."
        )));
    }
    if width == 0 || height == 0 || (format == ImageFormat::Jpeg && is_cut_off(bytes)) {
        return Err(damaged(name));
    }
    if format == ImageFormat::Gif && moves(bytes) {
        return moving(name, bytes, width, height);
    }
    let turned = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| damaged(name).caused_by(e))?;
    picture.apply_orientation(turned);
    if picture.width() > WIDEST {
        let height = (u64::from(picture.height()) * u64::from(WIDEST) / u64::from(picture.width())).max(1);
        picture = picture.resize_exact(WIDEST, u32::try_from(height).unwrap_or(u32::MAX), FilterType::CatmullRom);
    }
    encoded(&picture, format).map_err(|e| Error::internal(format!("“{name}” could not be saved in a form for emails.")).caused_by(e))
}

/// A small version for lists, at most `side` pixels wide and high; a moving picture stands still in it.
pub fn thumbnail(bytes: &[u8], side: u32) -> Option<(&'static str, Vec<u8>)> {
    let picture = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?.decode().ok()?;
    let small = if picture.width() > side || picture.height() > side { picture.thumbnail(side, side) } else { picture };
    let kept = encoded(&small, ImageFormat::Jpeg).ok()?;
    Some((kept.media_type, kept.bytes))
}

/// As JPEG what a camera made; as PNG what has see-through parts, or what is smaller so (drawings, logos).
fn encoded(picture: &DynamicImage, came_as: ImageFormat) -> Result<Prepared, image::ImageError> {
    let (width, height) = (picture.width(), picture.height());
    let clear = picture.color().has_alpha() && picture.to_rgba8().pixels().any(|p| p.0[3] < 255);
    let as_png = || -> Result<Vec<u8>, image::ImageError> {
        let mut out = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, PngFilter::Adaptive);
        if clear {
            picture.to_rgba8().write_with_encoder(encoder)?
        } else {
            picture.to_rgb8().write_with_encoder(encoder)?
        }
        Ok(out)
    };
    let as_jpeg = || -> Result<Vec<u8>, image::ImageError> {
        let mut out = Vec::new();
        picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))?;
        Ok(out)
    };
    let drawn = matches!(came_as, ImageFormat::Png | ImageFormat::Gif);
    let (media_type, bytes) = match (clear, drawn) {
        (true, _) => ("image/png", as_png()?),
        (false, false) => ("image/jpeg", as_jpeg()?),
        (false, true) => {
            let (png, jpeg) = (as_png()?, as_jpeg()?);
            if png.len() <= jpeg.len() { ("image/png", png) } else { ("image/jpeg", jpeg) }
        }
    };
    Ok(Prepared { media_type, width, height, bytes })
}

fn moves(bytes: &[u8]) -> bool {
    GifDecoder::new(Cursor::new(bytes)).is_ok_and(|d| d.into_frames().take(2).filter(Result::is_ok).count() > 1)
}

fn moving(name: &str, bytes: &[u8], width: u32, height: u32) -> Result<Prepared> {
    if bytes.len() > LARGEST_MOVING {
        return Err(Error::bad_input(format!(
            "“{name}” is a moving picture of {:.1} MB. Moving pictures are kept as they are and may have at most 1 MB; make it smaller or use one still of it.",
            bytes.len() as f64 / 1_048_576.0
        )));
    }
    Ok(Prepared { media_type: "image/gif", width, height, bytes: bytes.to_vec() })
}

/// Decoders fill up a JPEG whose end is missing with grey; nobody wants to mail that. After the last scan begins there
/// must be an end: within a scan neither mark can stand.
fn is_cut_off(bytes: &[u8]) -> bool {
    let last = |mark: [u8; 2]| bytes.windows(2).rposition(|w| w == mark);
    match (last([0xff, 0xda]), last([0xff, 0xd9])) {
        (Some(scan), Some(end)) => end < scan,
        _ => true,
    }
}

fn damaged(name: &str) -> Error {
    Error::bad_input(format!("“{name}” is damaged or cut off: it cannot be read to its end. Copy or download it once more and try again."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Frame, RgbImage, RgbaImage};

    fn photo(width: u32, height: u32) -> DynamicImage {
        DynamicImage::from(RgbImage::from_fn(width, height, |x, y| {
            let mut mixed = (x * 7919) ^ (y * 104_729);
            for by in [0x2c1b_3c6d_u32, 0x297a_2d39, 0x8512_1aed] {
                mixed = (mixed ^ (mixed >> 15)).wrapping_mul(by);
            }
            let [a, b, c, _] = mixed.to_le_bytes().map(|n| n / 4);
            image::Rgb([(x * 190 / width) as u8 + a, (y * 190 / height) as u8 + b, 60 + c])
        }))
    }

    fn as_bytes(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        picture.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    /// A JPEG as a telephone writes it: lying on its side, with the place where it was taken.
    fn from_a_phone(orientation: u8) -> Vec<u8> {
        let plain = as_bytes(&photo(60, 40), ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
        exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
        exif.extend([0x01, 0x0e, 0, 2, 0, 0, 0, 20, 0, 0, 0, 38]);
        exif.extend([0, 0, 0, 0]);
        exif.extend(b"GPS 52.5200 13.4050\0");
        let mut out = plain[..2].to_vec();
        out.extend([0xff, 0xe1]);
        out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        out.extend(&exif);
        out.extend(&plain[2..]);
        out
    }

    #[test]
    fn a_photo_comes_the_right_way_up_without_the_place_where_it_was_taken() {
        let shot = from_a_phone(6);
        assert!(shot.windows(3).any(|w| w == b"GPS"));
        let kept = prepare("IMG_1.jpg", &shot).unwrap();
        assert_eq!((kept.media_type, kept.width, kept.height), ("image/jpeg", 40, 60), "turned upright");
        assert!(!kept.bytes.windows(4).any(|w| w == b"Exif") && !kept.bytes.windows(3).any(|w| w == b"GPS"));
        let flat = prepare("IMG_2.jpg", &from_a_phone(1)).unwrap();
        assert_eq!((flat.width, flat.height), (60, 40));
    }

    #[test]
    fn wide_pictures_are_made_smaller_and_each_is_kept_in_the_form_that_suits_it() {
        let wide = prepare("a.jpg", &as_bytes(&photo(2400, 300), ImageFormat::Jpeg)).unwrap();
        assert_eq!((wide.width, wide.height, wide.media_type), (1200, 150, "image/jpeg"));
        assert_eq!(prepare("a.webp", &as_bytes(&photo(80, 60), ImageFormat::WebP)).unwrap().media_type, "image/jpeg");
        let clear = DynamicImage::from(RgbaImage::from_pixel(50, 50, image::Rgba([200, 0, 0, 120])));
        assert_eq!(prepare("logo.png", &as_bytes(&clear, ImageFormat::Png)).unwrap().media_type, "image/png");
        let flat = DynamicImage::from(RgbaImage::from_pixel(400, 300, image::Rgba([20, 90, 60, 255])));
        assert_eq!(prepare("flat.png", &as_bytes(&flat, ImageFormat::Png)).unwrap().media_type, "image/png", "smaller so");
        assert_eq!(prepare("shot.png", &as_bytes(&photo(400, 300), ImageFormat::Png)).unwrap().media_type, "image/jpeg", "smaller so");
        let (kind, small) = thumbnail(&wide.bytes, 240).unwrap();
        let small = image::load_from_memory(&small).unwrap();
        assert_eq!((kind, small.width(), small.height()), ("image/jpeg", 240, 30));
    }

    #[test]
    fn a_moving_picture_is_kept_as_it_is_or_refused() {
        let mut gif = Vec::new();
        {
            let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
            let frame = |v: u8| Frame::new(RgbaImage::from_pixel(20, 10, image::Rgba([v, v, v, 255])));
            encoder.encode_frames([frame(0), frame(250)]).unwrap();
        }
        assert_eq!(prepare("dance.gif", &gif).unwrap(), Prepared { media_type: "image/gif", width: 20, height: 10, bytes: gif.clone() });
        let mut heavy = gif.clone();
        heavy.resize(LARGEST_MOVING + 300_000, 0);
        assert!(prepare("dance.gif", &heavy).unwrap_err().message.starts_with("“dance.gif” is a moving picture of 1.3 MB."));
        let still = as_bytes(&photo(20, 20), ImageFormat::Gif);
        assert_ne!(prepare("still.gif", &still).unwrap().media_type, "image/gif");
    }

    #[test]
    fn what_is_no_picture_is_cut_off_or_would_unfold_is_a_sentence() {
        let whole = as_bytes(&photo(300, 200), ImageFormat::Jpeg);
        let png = as_bytes(&photo(300, 200), ImageFormat::Png);
        // A picture of 60,000 × 60,000 by its head, and of a few bytes.
        let mut bomb = as_bytes(&photo(1, 1), ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let mut crc = flate2::Crc::new();
        crc.update(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&crc.sum().to_be_bytes());
        let why = |name: &str, bytes: &[u8]| prepare(name, bytes).unwrap_err().message;
        let told = [
            why("half.jpg", &whole[..whole.len() / 2]),
            why("phone.jpg", &from_a_phone(1)[..300]),
            why("half.png", &png[..png.len() / 2]),
            why("bomb.png", &bomb),
            why("prices.pdf", b"%PDF-1.7 not a picture"),
            why("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            why("empty.png", b""),
            why("head.png", b"\x89PNG\r\n\x1a\n"),
            too_large("film.jpg", 200 * 1024 * 1024).unwrap_err().message,
        ];
        insta::assert_snapshot!(told.join("\n"), @"
        “half.jpg” is damaged or cut off: it cannot be read to its end. Copy or download it once more and try again.
        “phone.jpg” is damaged or cut off: it cannot be read to its end. Copy or download it once more and try again.
        “half.png” is damaged or cut off: it cannot be read to its end. Copy or download it once more and try again.
        “bomb.png” measures 60000 × 60000 pixels, which is more than an email can use. Save a copy at most 5000 pixels wide and add that.
        “prices.pdf” is not a picture that Regulars can read. JPEG, PNG, GIF and WebP are; open it in a picture program and save it as one of these.
        “drawing.svg” is not a picture that Regulars can read. JPEG, PNG, GIF and WebP are; open it in a picture program and save it as one of these.
        “empty.png” is not a picture that Regulars can read. JPEG, PNG, GIF and WebP are; open it in a picture program and save it as one of these.
        “head.png” is damaged or cut off: it cannot be read to its end. Copy or download it once more and try again.
        “film.jpg” has 200 MB; a picture may have at most 40 MB. Save a smaller copy of it and add that.
        ");
    }
}
