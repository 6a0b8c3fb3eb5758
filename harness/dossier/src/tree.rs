// SPDX-License-Identifier: EUPL-1.2
//! The hash tree under a signature: whoever holds a part of what was signed can prove it, and learns nothing of the rest.
//!
//! Each leaf binds a name to a content under a salt of its own (RFC 9162 §2.1.1 puts the leaves together). A leaf whose
//! salt is not told keeps its place in the tree, and its content cannot be found out by trying: neither a yes nor a no.

use aws_lc_rs::digest::{Context, SHA256};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Contents by the names of their leaves.
pub type Contents = BTreeMap<String, Vec<u8>>;

/// RFC 9162 §2.1.1: a leaf and a node can never be taken for one another.
const LEAF: &[u8] = &[0];
const NODE: &[u8] = &[1];
const SALT_OCTETS: usize = 16;
const HASH_OCTETS: usize = 32;

/// All leaves, in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tree {
    /// The leaves, in the order of their names.
    pub leaves: Vec<Leaf>,
}

/// One content by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// Name of the piece.
    pub name: String,
    /// SHA-256 over salt and content, lower-case hex.
    pub sha256: String,
    /// Sixteen random octets in lower-case hex; none when the content is withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
}

impl Tree {
    /// The tree over some contents, with fresh salts.
    ///
    /// # Errors
    /// The machine gives no random numbers.
    pub fn over(contents: &Contents) -> Result<Tree, Unspecified> {
        let random = SystemRandom::new();
        let leaf = |(name, content): (&String, &Vec<u8>)| -> Result<Leaf, Unspecified> {
            let mut salt = [0; SALT_OCTETS];
            random.fill(&mut salt)?;
            Ok(Leaf {
                name: name.clone(),
                sha256: HEXLOWER.encode(&hash(&[&salt, content])),
                salt: Some(HEXLOWER.encode(&salt)),
            })
        };
        Ok(Tree { leaves: contents.iter().map(leaf).collect::<Result<_, _>>()? })
    }

    /// Reads the one form in which a tree is written: an octet more or less is another form.
    pub fn read(json: &[u8]) -> Option<Tree> {
        let tree: Tree = serde_json::from_slice(json).ok()?;
        let ordered = tree.leaves.is_sorted_by(|one, other| one.name < other.name);
        (ordered && tree.written().as_deref() == Some(json)).then_some(tree)
    }

    /// The tree as it stands in an archive.
    pub fn written(&self) -> Option<Vec<u8>> {
        let mut json = serde_json::to_vec_pretty(self).ok()?;
        json.push(b'\n');
        Some(json)
    }

    /// What is signed for all of it, in lower-case hex; none when a leaf holds no hash.
    pub fn root(&self) -> Option<String> {
        let leaf = |leaf: &Leaf| Some(hash(&[LEAF, leaf.name.as_bytes(), &[0], &octets(&leaf.sha256, HASH_OCTETS)?]));
        let hashes: Vec<_> = self.leaves.iter().map(leaf).collect::<Option<_>>()?;
        Some(HEXLOWER.encode(&node(&hashes)))
    }

    /// Contents that are missing, changed, or without a leaf, a sentence each; what is withheld is not looked for.
    pub fn objections(&self, contents: &Contents) -> Vec<String> {
        let mut found = Vec::new();
        for leaf in &self.leaves {
            let Some(salt) = &leaf.salt else { continue };
            match (contents.get(&leaf.name), octets(salt, SALT_OCTETS)) {
                (None, _) => found.push(format!("{} is missing", leaf.name)),
                (Some(content), Some(salt)) if octets(&leaf.sha256, HASH_OCTETS) == Some(hash(&[&salt, content])) => {}
                _ => found.push(format!("{} was changed", leaf.name)),
            }
        }
        let strangers = contents.keys().filter(|name| self.leaf(name).is_none());
        found.extend(strangers.map(|name| format!("{name} is not in the manifest")));
        found
    }

    fn leaf(&self, name: &str) -> Option<&Leaf> {
        let at = self.leaves.binary_search_by(|leaf| leaf.name.as_str().cmp(name)).ok()?;
        self.leaves.get(at)
    }

    /// Names of the leaves whose contents are withheld.
    pub fn withheld(&self) -> impl Iterator<Item = &str> {
        self.leaves.iter().filter(|leaf| leaf.salt.is_none()).map(|leaf| leaf.name.as_str())
    }

    /// Forgets the salts of some leaves, which cannot be undone.
    pub fn withhold(&mut self, chosen: impl Fn(&str) -> bool) {
        self.leaves.iter_mut().filter(|leaf| chosen(&leaf.name)).for_each(|leaf| leaf.salt = None);
    }
}

fn hash(parts: &[&[u8]]) -> Vec<u8> {
    let mut context = Context::new(&SHA256);
    parts.iter().for_each(|part| context.update(part));
    context.finish().as_ref().to_vec()
}

/// RFC 9162 §2.1.1: split at the largest power of two that leaves something on the right.
fn node(hashes: &[Vec<u8>]) -> Vec<u8> {
    match hashes {
        [] => hash(&[]),
        [one] => one.clone(),
        _ => {
            let (left, right) = hashes.split_at(hashes.len().next_power_of_two() / 2);
            hash(&[NODE, &node(left), &node(right)])
        }
    }
}

/// Lower-case hex of one length, and nothing else: capitals would be a second way to write the same.
fn octets(hex: &str, length: usize) -> Option<Vec<u8>> {
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let pair = |pair: &[u8]| Some((digit(pair[0])? << 4) | digit(pair[1])?);
    (hex.len() == 2 * length).then(|| hex.as_bytes().chunks_exact(2).map(pair).collect())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(names: &[&str]) -> Contents {
        names.iter().map(|name| ((*name).to_owned(), format!("content of {name}").into_bytes())).collect()
    }

    #[test]
    fn the_root_is_that_of_rfc_9162() {
        // The vectors of RFC 9162 are over bare entries: the tree of its hashes is what is compared.
        let entries: [&[u8]; 3] = [b"", b"\x00", b"\x10"];
        let leaves: Vec<_> = entries.iter().map(|entry| hash(&[LEAF, entry])).collect();
        assert_eq!(HEXLOWER.encode(&node(&[])), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(
            HEXLOWER.encode(&node(&leaves[..1])),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
        assert_eq!(
            HEXLOWER.encode(&node(&leaves[..2])),
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
        );
        assert_eq!(HEXLOWER.encode(&node(&leaves)), "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    }

    #[test]
    fn what_is_withheld_keeps_the_root_and_the_rest_is_still_proven() {
        let contents = contents(&["a", "b", "c", "d", "e"]);
        let whole = Tree::over(&contents).expect("random numbers");
        let mut part = whole.clone();
        part.withhold(|name| name == "c");
        assert_eq!(part.root(), whole.root());
        assert_eq!(part.withheld().collect::<Vec<_>>(), ["c"]);
        let mut kept = contents.clone();
        kept.remove("c");
        assert!(part.objections(&kept).is_empty() && !whole.objections(&kept).is_empty());
        kept.insert("d".into(), b"other".to_vec());
        kept.insert("f".into(), b"more".to_vec());
        assert_eq!(part.objections(&kept), ["d was changed", "f is not in the manifest"]);
    }

    #[test]
    fn equal_contents_have_unlike_leaves() {
        let one = Tree::over(&contents(&["a"])).expect("random numbers");
        let other = Tree::over(&contents(&["a"])).expect("random numbers");
        assert_ne!(one.root(), other.root());
    }

    #[test]
    fn a_tree_has_one_form_and_every_name_and_hash_is_under_the_root() {
        let mut tree = Tree::over(&contents(&["a", "b", "c"])).expect("random numbers");
        tree.withhold(|name| name == "b");
        let json = tree.written().expect("JSON");
        assert_eq!(Tree::read(&json), Some(tree.clone()));
        let contents = contents(&["a", "c"]);
        for (at, bit) in (0..json.len()).flat_map(|at| (0..8).map(move |bit| (at, 1 << bit))) {
            let mut changed = json.clone();
            changed[at] ^= bit;
            let accepted = Tree::read(&changed)
                .is_some_and(|read| read.root() == tree.root() && read.objections(&contents).is_empty());
            assert!(!accepted, "octet {at}, bit {bit:#x}");
        }
    }
}
