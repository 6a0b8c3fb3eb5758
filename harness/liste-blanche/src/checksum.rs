// SPDX-License-Identifier: EUPL-1.2
//! The `checksum` file beside the list: 64 hexadecimal digits of SHA-256 and nothing else, not even a newline.
//!
//! It has no authenticity, and was seen to be wrong: each quirk here was met in the public mirror of the list. A
//! connector may use it to skip a download; it must neither trust a list for it nor lose one for it.

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;

/// Name of the file, in the folder of the list.
pub const FILE_NAME: &str = "checksum";

catalogue::catalogue! {
    /// What the `checksum` file says of the list.
    pub enum Checksum {
        Right {
            en: "The file holds the digest of the list.",
            fr: "Le fichier contient l’empreinte de la liste." },
        Stale {
            en: "The file holds the digest of another edition, as between the publication of the two files.",
            fr: "Le fichier contient l’empreinte d’une autre édition, comme entre la publication des deux fichiers." },
        Overwritten {
            en: "The file holds the number 27 and a newline.",
            fr: "Le fichier contient le nombre 27 et un saut de ligne." },
        Missing {
            en: "There is no checksum file.",
            fr: "Il n’y a pas de fichier checksum." },
    }
}

impl Checksum {
    /// The bytes of the file for a list; `None` when there is no file.
    pub fn content(self, list: &[u8]) -> Option<Vec<u8>> {
        let text = match self {
            Checksum::Right => hexadecimal(list),
            // Any other edition would do.
            Checksum::Stale => hexadecimal(&[list, b"\n"].concat()),
            Checksum::Overwritten => "27\n".to_owned(),
            Checksum::Missing => return None,
        };
        Some(text.into_bytes())
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    HEXLOWER.encode(digest(&SHA256, bytes).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_checksum_is_64_digits_without_newline() {
        let content = Checksum::Right.content(b"abc").expect("a file");
        assert_eq!(content, b"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn every_other_state_differs_from_the_right_one() {
        let right = Checksum::Right.content(b"abc");
        let others: Vec<_> = Checksum::ALL[1..].iter().map(|state| state.content(b"abc")).collect();
        assert!(others.iter().all(|content| *content != right));
        assert_eq!(others[0].as_ref().map(Vec::len), Some(64), "a stale one looks right");
        assert_eq!(others[1].as_deref(), Some(b"27\n".as_slice()));
        assert_eq!(others[2], None);
    }
}
