// SPDX-License-Identifier: EUPL-1.2
//! Every trait: what it is, what a difference in it means, and how it is read.

use super::dialogue::Visits;
use super::{UNKNOWN_VERB, Visit};
use crate::fact::Certificate;
use Weight::{Decisive, Own, Supporting};
use reports::attestation::Weight;
use reports::text::Text;

/// A command that is said before TLS and again inside it. Its reply is a trait both times.
///
/// Before TLS the trait is decisive. Inside it is supporting, as only a connector that lets us in shows it.
pub struct Command {
    /// Of the trait before TLS; inside it ends in `-in-tls`.
    id: &'static str,
    /// In capitals, as it is sent.
    verb: &'static str,
    /// The label without its last words, in French.
    fr: &'static str,
    /// The same in English.
    en: &'static str,
}

/// A trait that is read in its own way.
pub struct Single {
    id: &'static str,
    weight: Weight,
    /// The label in French.
    fr: &'static str,
    /// The same in English.
    en: &'static str,
    /// The value; none where the visits do not show it.
    read: fn(&Visits<'_>) -> Option<String>,
}

/// One trait.
pub enum Known {
    /// The reply to a command before TLS.
    Before(&'static Command),
    /// The reply to the same command inside TLS.
    Inside(&'static Command),
    /// Any other.
    Single(&'static Single),
}

/// Every trait, in the order in which it is shown.
pub fn all() -> impl Iterator<Item = Known> {
    let greeting = GREETING.iter().map(Known::Single);
    let before = COMMANDS.iter().map(Known::Before);
    let tls = TLS.iter().map(Known::Single);
    let inside = COMMANDS.iter().map(Known::Inside);
    let instance = INSTANCE.iter().map(Known::Single);
    greeting.chain(before).chain(tls).chain(inside).chain(instance)
}

impl Known {
    /// Kebab case; stored in fingerprints and compared between them.
    pub fn id(&self) -> String {
        match self {
            Known::Before(command) => command.id.to_owned(),
            Known::Inside(command) => format!("{}-in-tls", command.id),
            Known::Single(single) => single.id.to_owned(),
        }
    }

    /// What the trait is, for a row of the report.
    pub fn label(&self) -> Text {
        match self {
            Known::Before(Command { fr, en, .. }) => Text::new(format!("{fr} avant TLS"), format!("{en} before TLS")),
            Known::Inside(Command { fr, en, .. }) => Text::new(format!("{fr} dans TLS"), format!("{en} inside TLS")),
            Known::Single(single) => Text::new(single.fr, single.en),
        }
    }

    /// What a difference in it means.
    pub fn weight(&self) -> Weight {
        match self {
            Known::Before(_) => Decisive,
            Known::Inside(_) => Supporting,
            Known::Single(single) => single.weight,
        }
    }

    /// The value; none where the visits do not show it.
    pub fn read(&self, visits: &Visits<'_>) -> Option<String> {
        match self {
            Known::Before(command) => visits.reply_in_clear(command.verb),
            Known::Inside(command) => visits.reply_inside(command.verb),
            Known::Single(single) => (single.read)(visits),
        }
    }
}

/// Commands of the dialogue, in the order in which they are said.
const COMMANDS: [Command; 6] = [
    Command { id: "ehlo", verb: "EHLO", fr: "Mots-clés EHLO", en: "EHLO keywords" },
    Command { id: "noop", verb: "NOOP", fr: "Réponse à NOOP", en: "Reply to NOOP" },
    Command { id: "rset", verb: "RSET", fr: "Réponse à RSET", en: "Reply to RSET" },
    Command { id: "help", verb: "HELP", fr: "Réponse à HELP", en: "Reply to HELP" },
    Command { id: "vrfy", verb: "VRFY", fr: "Réponse à VRFY", en: "Reply to VRFY" },
    Command {
        id: "unknown-verb",
        verb: UNKNOWN_VERB,
        fr: "Réponse à un verbe inconnu",
        en: "Reply to an unknown verb",
    },
];

/// What the connector says first.
const GREETING: [Single; 1] = [Single {
    id: "greeting",
    weight: Decisive,
    fr: "Bannière",
    en: "Greeting",
    read: |visits| visits.reply_in_clear(""),
}];

/// How TLS is entered.
const TLS: [Single; 8] = [
    Single {
        id: "starttls",
        weight: Decisive,
        fr: "Réponse à STARTTLS",
        en: "Reply to STARTTLS",
        read: |visits| visits.reply_in_clear("STARTTLS"),
    },
    Single {
        id: "tls-preferred",
        weight: Decisive,
        fr: "Version de TLS choisie",
        en: "Version of TLS chosen",
        read: |visits| visits.at(Visit::Uncertified)?.tls.map(|tls| tls.version.clone()),
    },
    Single {
        id: "tls-1.2",
        weight: Decisive,
        fr: "TLS 1.2 seul",
        en: "TLS 1.2 alone",
        read: |visits| version_accepted(visits, Visit::Tls12),
    },
    Single {
        id: "tls-1.3",
        weight: Decisive,
        fr: "TLS 1.3 seul",
        en: "TLS 1.3 alone",
        read: |visits| version_accepted(visits, Visit::Tls13),
    },
    Single {
        id: "tls-1.2-suite",
        weight: Supporting,
        fr: "Suite et groupe en TLS 1.2",
        en: "Suite and group in TLS 1.2",
        read: |visits| suite(visits, Visit::Tls12),
    },
    Single {
        id: "tls-1.3-suite",
        weight: Supporting,
        fr: "Suite et groupe en TLS 1.3",
        en: "Suite and group in TLS 1.3",
        read: |visits| suite(visits, Visit::Tls13),
    },
    Single {
        id: "client-certificate",
        weight: Decisive,
        fr: "Certificat client",
        en: "Client certificate",
        read: certificate_requested,
    },
    Single {
        id: "without-certificate",
        weight: Decisive,
        fr: "Réponse à une session sans certificat client",
        en: "Answer to a session without client certificate",
        read: without_certificate,
    },
];

/// The end of the dialogue, then what belongs to one instance.
const INSTANCE: [Single; 7] = [
    Single {
        id: "quit-in-tls",
        weight: Supporting,
        fr: "Réponse à QUIT dans TLS",
        en: "Reply to QUIT inside TLS",
        read: |visits| visits.reply_inside("QUIT"),
    },
    Single {
        id: "certificate-chain",
        weight: Supporting,
        fr: "Certificats présentés",
        en: "Certificates shown",
        read: |visits| visits.tls().map(|tls| tls.chain.len().to_string()),
    },
    Single {
        id: "message-size",
        weight: Own,
        fr: "Taille de message annoncée",
        en: "Message size announced",
        read: |visits| visits.message_size(),
    },
    Single {
        id: "client-authorities",
        weight: Own,
        fr: "Autorités nommées pour le certificat client",
        en: "Authorities named for the client certificate",
        read: |visits| visits.authorities().map(listed),
    },
    Single {
        id: "certificate-issuer",
        weight: Own,
        fr: "Émetteur du certificat",
        en: "Issuer of the certificate",
        read: |visits| Some(visits.leaf()?.issuer.clone()),
    },
    Single {
        id: "certificate-key",
        weight: Own,
        fr: "Clé du certificat",
        en: "Key of the certificate",
        read: |visits| Some(key(visits.leaf()?)),
    },
    Single {
        id: "certificate-names",
        weight: Own,
        fr: "Noms du certificat",
        en: "Names of the certificate",
        read: |visits| Some(names(visits.leaf()?)),
    },
];

/// `accepted` or `refused`; none when the visit ended before the handshake or in silence.
///
/// A server that asks for a certificate has agreed to the version, whatever it says of the certificate afterwards.
fn version_accepted(visits: &Visits<'_>, visit: Visit) -> Option<String> {
    let dialogue = visits.at(visit)?;
    if dialogue.tls.is_some() || dialogue.authorities.is_some() {
        return Some("accepted".to_owned());
    }
    dialogue.was_broken_off().then(|| "refused".to_owned())
}

/// The cipher suite, with the group of the key exchange where there is one.
fn suite(visits: &Visits<'_>, visit: Visit) -> Option<String> {
    let tls = visits.at(visit)?.tls?;
    Some(tls.group.as_ref().map_or_else(|| tls.suite.clone(), |group| format!("{}, {group}", tls.suite)))
}

/// Whether a certificate was asked for in any visit; none when no handshake was completed and none asked.
fn certificate_requested(visits: &Visits<'_>) -> Option<String> {
    match visits.authorities() {
        Some(_) => Some("requested".to_owned()),
        None => visits.tls().map(|_| "not requested".to_owned()),
    }
}

/// The first reply inside TLS to a client without a certificate, or `closed`.
///
/// Alerts, closes and resets are one answer: which of them arrives is a matter of chance.
fn without_certificate(visits: &Visits<'_>) -> Option<String> {
    let dialogue = visits.at(Visit::Uncertified)?;
    visits.first_reply_inside(dialogue).or_else(|| dialogue.was_broken_off().then(|| "closed".to_owned()))
}

/// Distinguished names, in the order in which they were sent; a dash when the request names none.
fn listed(names: &[String]) -> String {
    if names.is_empty() { "–".to_owned() } else { names.join("; ") }
}

/// The algorithm by its usual name, and its length in bits where it is known.
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
