// SPDX-License-Identifier: EUPL-1.2
//! The messages that scenarios send, built by lettre from a word of the scenario language.

use crate::scenario::MessageKind;
use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, Message};
use std::time::SystemTime;

/// A message still to be dated and built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub kind: MessageKind,
    pub canary: String,
    /// Addresses without angle brackets.
    pub from: String,
    pub to: String,
}

/// Why a message could not be built; always a fault of the harness.
#[derive(Debug, thiserror::Error)]
#[error("cannot build the message {kind}: {why}")]
pub struct LetterError {
    kind: String,
    why: String,
}

const TEXT: &str =
    "Bonjour,\n\nVeuillez trouver ci-joint le compte rendu fictif du patient TEST.\n\nBien confraternellement.\n";
const ACCENTED: &str = "Chère consœur,\n\nL’évolution de Mme Éléonore TEST-FICTIVE est favorable : 37,2 °C, « apyrétique » – œdème résorbé.\nÀ bientôt, Noël Çà\n";

impl Letter {
    /// The message on the wire, with the canary in its Message-ID and in its text.
    pub fn build(&self, date: SystemTime) -> Result<Vec<u8>, LetterError> {
        self.form(date, ContentTransferEncoding::EightBit)
    }

    /// The message, and where it has octets beyond ASCII the same without them, for a server that does not offer
    /// 8BITMIME (RFC 6152 §3).
    pub fn forms(&self, date: SystemTime) -> Result<(Vec<u8>, Option<Vec<u8>>), LetterError> {
        let message = self.build(date)?;
        let seven_bit = match message.is_ascii() {
            true => None,
            false => Some(self.form(date, ContentTransferEncoding::QuotedPrintable)?),
        };
        Ok((message, seven_bit))
    }

    fn form(&self, date: SystemTime, accents: ContentTransferEncoding) -> Result<Vec<u8>, LetterError> {
        let why =
            |error: &dyn std::fmt::Display| LetterError { kind: format!("{:?}", self.kind), why: error.to_string() };
        let domaine = self.from.rsplit('@').next().unwrap_or("mssante.test");
        let builder = Message::builder()
            .from(self.mailbox(&self.from, "Dr Camille MARTIN").map_err(|e| why(&e))?)
            .to(self.mailbox(&self.to, "Secrétariat").map_err(|e| why(&e))?)
            .subject(self.subject())
            .message_id(Some(format!("<{}@{domaine}>", self.canary)))
            .date(date);
        let builder = self.fields(builder, domaine).map_err(|e| why(&e))?;
        let message = self.body(builder, accents);
        message.map(|m| m.formatted()).map_err(|e| why(&e))
    }

    fn mailbox(&self, address: &str, name: &str) -> Result<Mailbox, lettre::address::AddressError> {
        let name =
            if self.kind == MessageKind::Accents { format!("{name} (É. à l’Hôpital)") } else { name.to_owned() };
        Ok(Mailbox::new(Some(name), address.parse::<Address>()?))
    }

    fn subject(&self) -> String {
        match self.kind {
            MessageKind::Accents => {
                "Compte rendu d’hospitalisation – évolution à J+3 : fièvre, œdème, ça va".to_owned()
            }
            MessageKind::Attachments => "XDM/1.0/DDM+Lettre de liaison TEST FICTIF 2026-11-01".to_owned(),
            _ => "Compte rendu fictif".to_owned(),
        }
    }

    fn fields(&self, builder: MessageBuilder, domaine: &str) -> Result<MessageBuilder, lettre::address::AddressError> {
        Ok(match self.kind {
            MessageKind::MssHeaders => {
                let fields = [
                    ("X-MSS-CODECDA", "11488-4,34133-9"),
                    ("X-MSS-INS", "O"),
                    ("X-MSS-NIL", "HARNAIS-TEST-0001"),
                    ("X-MSS-MES", "FIN"),
                ];
                fields.into_iter().fold(builder, |builder, (name, value)| builder.header(Field(name, value.to_owned())))
            }
            MessageKind::Threaded => builder
                .in_reply_to(format!("<precedent-2@{domaine}>"))
                .references(format!("<precedent-1@{domaine}> <precedent-2@{domaine}>"))
                .reply_to(self.mailbox(&self.from, "Secrétariat médical")?)
                .header(Field("Disposition-Notification-To", format!("<{}>", self.from))),
            MessageKind::Automatic => builder.header(Field("Auto-Submitted", "auto-replied".to_owned())),
            _ => builder,
        })
    }

    fn body(&self, builder: MessageBuilder, accents: ContentTransferEncoding) -> Result<Message, lettre::error::Error> {
        let text = |words: &str| SinglePart::plain(format!("{words}\n{}\n", self.canary));
        match self.kind {
            MessageKind::Accents => builder.singlepart(text(ACCENTED)),
            MessageKind::EightBit => builder.singlepart(encoded(&format!("{ACCENTED}\n{}\n", self.canary), accents)),
            MessageKind::DotLines => builder.singlepart(text(".\n..\n.début\nfin\n.")),
            MessageKind::Attachments => builder.multipart(
                MultiPart::mixed()
                    .singlepart(text(TEXT))
                    .singlepart(attachment("IHE_XDM.zip", "application/zip", zip_like(&self.canary)))
                    .singlepart(attachment("Compte rendu – été à l’hôpital.pdf", "application/pdf", pdf_like())),
            ),
            MessageKind::Alternative => {
                let html = format!("<p>Compte rendu <b>fictif</b></p><p>{}</p>", self.canary);
                builder.multipart(MultiPart::alternative().singlepart(text(TEXT)).singlepart(SinglePart::html(html)))
            }
            _ => builder.singlepart(text(TEXT)),
        }
    }
}

/// A text in UTF-8 in one of the two encodings that a message may have, its lines ended as SMTP wants them.
fn encoded(words: &str, encoding: ContentTransferEncoding) -> SinglePart {
    let octets = words.replace('\n', "\r\n").into_bytes();
    let body = match encoding {
        ContentTransferEncoding::EightBit => Body::dangerous_pre_encoded(octets, encoding),
        _ => Body::new_with_encoding(octets, encoding).unwrap_or_else(Body::new),
    };
    SinglePart::builder().header(ContentType::TEXT_PLAIN).body(body)
}

fn attachment(name: &str, kind: &str, octets: Vec<u8>) -> SinglePart {
    let kind = ContentType::parse(kind).unwrap_or(ContentType::TEXT_PLAIN);
    Attachment::new(name.to_owned()).body(octets, kind)
}

/// An empty ZIP archive (its end record alone) followed by every octet value: nothing may alter it unseen.
fn zip_like(canary: &str) -> Vec<u8> {
    let mut octets = b"PK\x05\x06".to_vec();
    octets.extend([0u8; 18]);
    octets.extend((0..=255u8).cycle().take(4_096));
    octets.extend(canary.as_bytes());
    octets
}

fn pdf_like() -> Vec<u8> {
    let mut octets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    octets.extend((0..=255u8).rev().cycle().take(2_048));
    octets.extend(b"\n%%EOF\n");
    octets
}

/// A header field under a name of ours; lettre fixes names by type, so the name travels in the value.
#[derive(Clone)]
struct Field(&'static str, String);

impl Header for Field {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-MSS")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Err("fields of ours are only written".into())
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(HeaderName::new_from_ascii_str(self.0), self.1.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray;

    fn built(kind: MessageKind) -> String {
        let letter = Letter {
            kind,
            canary: "essai-0123456789abcdef".into(),
            from: "medecin@clinique-a.mssante.test".into(),
            to: "essai-1@ch.mssante.test".into(),
        };
        String::from_utf8(letter.build(SystemTime::UNIX_EPOCH).expect("a message")).expect("UTF-8 on the wire")
    }

    #[test]
    fn every_kind_is_built_with_its_canary_in_the_message_id() {
        for kind in MessageKind::VARIANTS {
            let message = built(*kind);
            assert!(message.contains("Message-ID: <essai-0123456789abcdef@clinique-a.mssante.test>"), "{message}");
        }
    }

    #[test]
    fn a_message_beyond_ascii_has_a_seven_bit_form_with_the_same_parts() {
        for kind in MessageKind::VARIANTS {
            let letter = Letter {
                kind: *kind,
                canary: "essai-0123456789abcdef".into(),
                from: "medecin@clinique-a.mssante.test".into(),
                to: "essai-1@ch.mssante.test".into(),
            };
            let (message, seven_bit) = letter.forms(SystemTime::UNIX_EPOCH).expect("a message");
            assert_eq!(seven_bit.is_some(), *kind == MessageKind::EightBit, "{kind:?}");
            if let Some(seven_bit) = seven_bit {
                assert!(seven_bit.is_ascii());
                let parse = |octets: &[u8]| {
                    let parsed = mail_parser::MessageParser::default().parse(octets).expect("MIME");
                    (parsed.body_text(0).map(|text| text.trim_end().to_owned()), parsed.message_id().map(str::to_owned))
                };
                assert_eq!(parse(&seven_bit), parse(&message));
            }
        }
    }

    #[test]
    fn the_mss_fields_are_on_the_wire_under_their_own_names() {
        let message = built(MessageKind::MssHeaders);
        for field in ["X-MSS-CODECDA: 11488-4,34133-9\r\n", "X-MSS-INS: O\r\n", "X-MSS-NIL:", "X-MSS-MES: FIN\r\n"] {
            assert!(message.contains(field), "{field} in {message}");
        }
    }
}
