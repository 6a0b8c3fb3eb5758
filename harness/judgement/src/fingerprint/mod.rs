// SPDX-License-Identifier: EUPL-1.2
//! How a connector shows itself to a stranger, read from the evidence of an identification.
//!
//! What belongs to one instance alone (host names, addresses, dates, identifiers of a session) is taken out, so that two
//! instances of one build give the same traits.

mod dialogue;
mod words;

use crate::evidence::Evidence;
use crate::fact::{Certificate, Ending};
use crate::place::Place;
use dialogue::Seen;
use reports::attestation::Weight;
use reports::model::Trait;
use reports::text::Text;

/// Calls on the connector, each a session of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visit {
    /// No client certificate, any version of TLS.
    Uncertified,
    /// TLS 1.2 alone, with a client certificate when there is one.
    Tls12,
    /// TLS 1.3 alone, with a client certificate when there is one.
    Tls13,
}

impl Visit {
    pub const ALL: [Visit; 3] = [Visit::Uncertified, Visit::Tls12, Visit::Tls13];

    /// The place under which the ledger keeps what this visit sees.
    pub fn place(self) -> Place {
        Place::Identification(self)
    }
}

/// One trait: what it is, what a difference in it means, and how it is read.
struct Known {
    id: &'static str,
    weight: Weight,
    fr: &'static str,
    en: &'static str,
    read: fn(&Seen<'_>) -> Option<String>,
}

/// Every trait, in the order in which it is shown.
macro_rules! traits {
    ($($id:literal $weight:ident $fr:literal $en:literal $read:expr;)+) => {
        const TRAITS: &[Known] = &[$(Known { id: $id, weight: Weight::$weight, fr: $fr, en: $en, read: $read },)+];
    };
}

traits! {
    "greeting" Decisive "Bannière" "Greeting" |seen| seen.clear("");
    "ehlo" Decisive "Mots-clés EHLO avant TLS" "EHLO keywords before TLS" |seen| seen.clear("EHLO");
    "noop" Decisive "Réponse à NOOP avant TLS" "Reply to NOOP before TLS" |seen| seen.clear("NOOP");
    "rset" Decisive "Réponse à RSET avant TLS" "Reply to RSET before TLS" |seen| seen.clear("RSET");
    "help" Decisive "Réponse à HELP avant TLS" "Reply to HELP before TLS" |seen| seen.clear("HELP");
    "vrfy" Decisive "Réponse à VRFY avant TLS" "Reply to VRFY before TLS" |seen| seen.clear("VRFY");
    "unknown-verb" Decisive "Réponse à un verbe inconnu avant TLS" "Reply to an unknown verb before TLS"
        |seen| seen.clear(UNKNOWN_VERB);
    "starttls" Decisive "Réponse à STARTTLS" "Reply to STARTTLS" |seen| seen.clear("STARTTLS");
    "tls-preferred" Decisive "Version de TLS choisie" "Version of TLS chosen"
        |seen| seen.at(Visit::Uncertified)?.tls.map(|tls| tls.version.clone());
    "tls-1.2" Decisive "TLS 1.2 seul" "TLS 1.2 alone" |seen| accepted(seen, Visit::Tls12);
    "tls-1.3" Decisive "TLS 1.3 seul" "TLS 1.3 alone" |seen| accepted(seen, Visit::Tls13);
    "tls-1.2-suite" Supporting "Suite et groupe en TLS 1.2" "Suite and group in TLS 1.2" |seen| suite(seen, Visit::Tls12);
    "tls-1.3-suite" Supporting "Suite et groupe en TLS 1.3" "Suite and group in TLS 1.3" |seen| suite(seen, Visit::Tls13);
    "client-certificate" Decisive "Certificat client" "Client certificate" requested;
    "without-certificate" Decisive "Réponse à une session sans certificat client"
        "Answer to a session without client certificate" without_certificate;
    "ehlo-in-tls" Supporting "Mots-clés EHLO dans TLS" "EHLO keywords inside TLS" |seen| seen.inside("EHLO");
    "noop-in-tls" Supporting "Réponse à NOOP dans TLS" "Reply to NOOP inside TLS" |seen| seen.inside("NOOP");
    "rset-in-tls" Supporting "Réponse à RSET dans TLS" "Reply to RSET inside TLS" |seen| seen.inside("RSET");
    "help-in-tls" Supporting "Réponse à HELP dans TLS" "Reply to HELP inside TLS" |seen| seen.inside("HELP");
    "vrfy-in-tls" Supporting "Réponse à VRFY dans TLS" "Reply to VRFY inside TLS" |seen| seen.inside("VRFY");
    "unknown-verb-in-tls" Supporting "Réponse à un verbe inconnu dans TLS" "Reply to an unknown verb inside TLS"
        |seen| seen.inside(UNKNOWN_VERB);
    "quit-in-tls" Supporting "Réponse à QUIT dans TLS" "Reply to QUIT inside TLS" |seen| seen.inside("QUIT");
    "certificate-chain" Supporting "Certificats présentés" "Certificates shown"
        |seen| seen.tls().map(|tls| tls.chain.len().to_string());
    "message-size" Own "Taille de message annoncée" "Message size announced" |seen| seen.message_size();
    "client-authorities" Own "Autorités nommées pour le certificat client" "Authorities named for the client certificate"
        |seen| seen.requested().map(listed);
    "certificate-issuer" Own "Émetteur du certificat" "Issuer of the certificate"
        |seen| Some(leaf(seen)?.issuer.clone());
    "certificate-key" Own "Clé du certificat" "Key of the certificate" |seen| Some(key(leaf(seen)?));
    "certificate-names" Own "Noms du certificat" "Names of the certificate" |seen| Some(names(leaf(seen)?));
}

/// A command that no server knows.
pub const UNKNOWN_VERB: &str = "XHARNAIS";

/// All traits, none where the evidence does not show one; empty when there was no identification.
pub fn traits(evidence: &Evidence) -> Vec<Trait> {
    let Some(seen) = Seen::of(evidence) else { return Vec::new() };
    let row = |known: &Known| Trait {
        id: known.id.to_owned(),
        label: Text::new(known.fr, known.en),
        value: (known.read)(&seen),
    };
    TRAITS.iter().map(row).collect()
}

/// What a difference in a trait means; a trait of another version of the harness supports and no more.
pub fn weight(id: &str) -> Weight {
    TRAITS.iter().find(|known| known.id == id).map_or(Weight::Supporting, |known| known.weight)
}

/// The subject of the certificate that the connector showed.
pub fn certificate_dn(evidence: &Evidence) -> Option<String> {
    Some(leaf(&Seen::of(evidence)?)?.subject.clone())
}

fn leaf<'e>(seen: &Seen<'e>) -> Option<&'e Certificate> {
    seen.tls()?.chain.first()
}

/// A server that asks for a certificate has agreed to the version, whatever it says of the certificate afterwards.
fn accepted(seen: &Seen<'_>, visit: Visit) -> Option<String> {
    let dialogue = seen.at(visit)?;
    if dialogue.tls.is_some() || dialogue.requested.is_some() {
        return Some("accepted".to_owned());
    }
    matches!(dialogue.ending, Some(Ending::Alert { .. } | Ending::Closed | Ending::Reset))
        .then(|| "refused".to_owned())
        .filter(|_| dialogue.reached_handshake)
}

fn suite(seen: &Seen<'_>, visit: Visit) -> Option<String> {
    let tls = seen.at(visit)?.tls?;
    Some(tls.group.as_ref().map_or_else(|| tls.suite.clone(), |group| format!("{}, {group}", tls.suite)))
}

fn requested(seen: &Seen<'_>) -> Option<String> {
    match seen.requested() {
        Some(_) => Some("requested".to_owned()),
        None => seen.tls().map(|_| "not requested".to_owned()),
    }
}

/// Alerts, closes and resets are one answer: which of them arrives is a matter of chance.
fn without_certificate(seen: &Seen<'_>) -> Option<String> {
    let dialogue = seen.at(Visit::Uncertified)?;
    if let Some(answer) = seen.answer_inside(dialogue) {
        return Some(answer);
    }
    let closed = matches!(dialogue.ending, Some(Ending::Alert { .. } | Ending::Closed | Ending::Reset));
    (closed && dialogue.reached_handshake).then(|| "closed".to_owned())
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "–".to_owned() } else { names.join("; ") }
}

fn key(leaf: &Certificate) -> String {
    let kind = match leaf.key.as_str() {
        "1.2.840.113549.1.1.1" => "RSA",
        "1.2.840.10045.2.1" => "EC",
        other => other,
    };
    leaf.key_bits.map_or_else(|| kind.to_owned(), |bits| format!("{kind} {bits}"))
}

/// How many names, and whether the CN is one of them: the names themselves are the instance's own.
fn names(leaf: &Certificate) -> String {
    let is_cn =
        |name: &String| leaf.cn.as_ref().is_some_and(|cn| name.to_ascii_lowercase().contains(&cn.to_ascii_lowercase()));
    let cn = if leaf.san.iter().any(is_cn) { ", CN = SAN" } else { "" };
    format!("{} SAN{cn}", leaf.san.len())
}

#[cfg(test)]
mod tests;
