// SPDX-License-Identifier: EUPL-1.2
use aws_lc_rs::digest::{SHA256 as SHA256_DIGEST, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use roxmltree::Node;

use super::Refusal;
use crate::read::{self, text_of};
use crate::{ENVELOPED, EXCLUSIVE_C14N, RSA_SHA256, SHA256, XMLDSIG};

/// What the signer said of the list.
pub(super) struct SignedInfo {
    digest: Vec<u8>,
}

impl SignedInfo {
    /// Reads a canonical `SignedInfo`, accepting the published form alone.
    pub(super) fn read(canonical: &[u8]) -> Result<SignedInfo, Refusal> {
        let document = read::parse(read::decode(canonical)?)?;
        let [c14n, method, reference] =
            children(document.root_element(), ["CanonicalizationMethod", "SignatureMethod", "Reference"])?;
        algorithm(c14n, "canonicalisation", EXCLUSIVE_C14N)?;
        algorithm(method, "signature algorithm", RSA_SHA256)?;
        if reference.attribute("URI") != Some("") {
            return Err(Refusal::SignatureForm("it does not cover the whole document (Reference URI)".into()));
        }
        let [transforms, digest_method, digest_value] =
            children(reference, ["Transforms", "DigestMethod", "DigestValue"])?;
        let [enveloped, canonicalised] = children(transforms, ["Transform", "Transform"])?;
        algorithm(enveloped, "first transform", ENVELOPED)?;
        algorithm(canonicalised, "second transform", EXCLUSIVE_C14N)?;
        algorithm(digest_method, "digest algorithm", SHA256)?;
        let digest =
            decode(&text_of(digest_value)).ok_or_else(|| Refusal::SignatureForm("DigestValue is not base64".into()))?;
        Ok(SignedInfo { digest })
    }
}

pub(super) fn check_digest(signed_info: &SignedInfo, canonical: &[u8]) -> Result<(), Refusal> {
    match digest(&SHA256_DIGEST, canonical).as_ref() == signed_info.digest {
        true => Ok(()),
        false => Err(Refusal::Digest),
    }
}

/// The element children of a node, which must be exactly these.
fn children<'a, 'input, const N: usize>(
    parent: Node<'a, 'input>,
    names: [&str; N],
) -> Result<[Node<'a, 'input>; N], Refusal> {
    let found: Vec<_> = parent.children().filter(Node::is_element).collect();
    let as_expected = found.iter().zip(names).all(|(node, name)| node.has_tag_name((XMLDSIG, name)));
    let refusal = || {
        let expected = names.join(", ");
        Refusal::SignatureForm(format!("{} does not hold exactly {expected}", parent.tag_name().name()))
    };
    match <[Node<'a, 'input>; N]>::try_from(found) {
        Ok(nodes) if as_expected => Ok(nodes),
        _ => Err(refusal()),
    }
}

/// Accepts one algorithm, without parameters.
fn algorithm(node: Node<'_, '_>, role: &'static str, accepted: &str) -> Result<(), Refusal> {
    match node.attribute("Algorithm") {
        Some(found) if found == accepted && !node.children().any(|child| child.is_element()) => Ok(()),
        Some(found) if found == accepted => Err(Refusal::SignatureForm(format!("the {role} has parameters"))),
        found => Err(Refusal::Algorithm { role, found: found.unwrap_or_default().to_owned() }),
    }
}

/// Decodes base64, whatever the line ends: the published list has carriage returns in it.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let compact: String = text.split_ascii_whitespace().collect();
    STANDARD.decode(compact).ok()
}
