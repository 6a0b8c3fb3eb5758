// SPDX-License-Identifier: EUPL-1.2
//! The attestation as an in-toto Statement, for policies that programs hold.

use super::{Attestation, Digest, Item, Sameness, Weight};
use serde_json::{Value, json};

/// The kind of predicate. Source: in-toto attestation framework, predicate `test-result`, v0.1.
pub(super) const PREDICATE: &str = "https://in-toto.io/attestation/test-result/v0.1";

/// The statement; none when the operator declares no build digest, since a statement is about nothing without one.
///
/// The predicate has no word for what could not be told. Such items are in no list of tests, but among the annotations
/// of the attestation. A conclusion of that kind is not PASSED.
pub fn statement(attestation: &Attestation, document: &Digest) -> Option<Value> {
    let digest = attestation.deployed.build_digest.as_deref()?.strip_prefix("sha256:")?;
    let deployed = &attestation.deployed;
    let result = if attestation.conclusion == Sameness::Same { "PASSED" } else { "FAILED" };
    let mut configuration = vec![annotated(attestation, document)];
    configuration.extend(attestation.tested.files.iter().chain([&deployed.file]).map(descriptor));
    Some(json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": format!("{} {}", deployed.name, deployed.version), "digest": { "sha256": digest } }],
        "predicateType": PREDICATE,
        "predicate": {
            "result": result,
            "configuration": configuration,
            "passedTests": ids(attestation, |item| item.finding == Sameness::Same && item.weight != Weight::Own),
            "warnedTests": [],
            "failedTests": ids(attestation, |item| item.finding == Sameness::Different && item.weight != Weight::Own),
        },
    }))
}

/// The ids of some items, in their order.
fn ids(attestation: &Attestation, wanted: impl Fn(&Item) -> bool) -> Vec<&str> {
    attestation.items.iter().filter(|item| wanted(item)).map(|item| item.id.as_str()).collect()
}

/// A file as a resource descriptor.
fn descriptor(file: &Digest) -> Value {
    json!({ "name": file.name, "digest": { "sha256": file.sha256 } })
}

/// The attestation itself, with what the predicate has no field for.
fn annotated(attestation: &Attestation, document: &Digest) -> Value {
    let mut descriptor = descriptor(document);
    descriptor["annotations"] = json!({
        "conclusion": attestation.conclusion,
        "cannotTell": ids(attestation, |item| item.finding == Sameness::CannotTell),
    });
    descriptor
}
