// SPDX-License-Identifier: EUPL-1.2
use bergshamra_c14n::{C14nMode, canonicalize_doc};
use bergshamra_xml::NodeSet;
use bergshamra_xml::uppsala::{self, Document, NodeId};

use super::Refusal;
use crate::liste_blanche::XMLDSIG;
use crate::liste_blanche::read::ReadError;

/// The bytes that a signature speaks of, and its value.
pub(super) struct Canonical {
    /// The document without its `Signature` and without comments: what the digest covers.
    pub(super) list: Vec<u8>,
    /// The `SignedInfo`: what the signature covers.
    pub(super) signed_info: Vec<u8>,
    /// The text of `SignatureValue`.
    pub(super) signature_value: String,
}

impl Canonical {
    /// Canonicalises a document that is known to hold exactly one signature (exclusive, without comments).
    pub(super) fn of(text: &str) -> Result<Canonical, Refusal> {
        let document = uppsala::parse(text).map_err(|error| ReadError::NotXml(error.to_string()))?;
        let root = document.document_element().ok_or_else(|| ReadError::NotXml("there is no element".into()))?;
        let signature = child(&document, root, "Signature")?;
        let signed_info = child(&document, signature, "SignedInfo")?;
        let value = child(&document, signature, "SignatureValue")?;
        let covered = NodeSet::all_without_comments(&document).subtract(&subtree(&document, signature));
        Ok(Canonical {
            list: exclusive(&document, &covered)?,
            signed_info: exclusive(&document, &subtree(&document, signed_info))?,
            signature_value: document.text_content_deep(value),
        })
    }
}

fn subtree(document: &Document<'_>, node: NodeId) -> NodeSet {
    NodeSet::tree_with_comments(node, document)
}

fn child(document: &Document<'_>, parent: NodeId, name: &str) -> Result<NodeId, Refusal> {
    let named = |id: &NodeId| document.element(*id).is_some_and(|element| element.matches_name_ns(XMLDSIG, name));
    let found = document.children(parent).into_iter().find(named);
    found.ok_or_else(|| Refusal::SignatureForm(format!("there is no {name}")))
}

fn exclusive(document: &Document<'_>, nodes: &NodeSet) -> Result<Vec<u8>, Refusal> {
    let no_prefix: [&str; 0] = [];
    canonicalize_doc(document, C14nMode::Exclusive, Some(nodes), &no_prefix)
        .map_err(|error| Refusal::SignatureForm(format!("it cannot be canonicalised: {error}")))
}
