// SPDX-License-Identifier: EUPL-1.2
//! The mailbox that replies automatically (RFC 3834).

use crate::{
    config::Config,
    dsn::{Action, Dsn, UndeliveredRecipient},
    header, message,
    mutation::Mutation,
    queue::MailObject,
    smtp::{failure::DeliveryFailure, mailbox::Mailbox, path::ReversePath},
};

/// The replies to a message for the automatic mailbox: none where RFC 3834 §2 forbids it.
///
/// There is one at most, with a null reverse path, except under mutations.
pub(crate) fn replies(
    config: &Config,
    mailbox: &Mailbox,
    reverse_path: &ReversePath,
    received: &[u8],
) -> Vec<MailObject> {
    let silent = config.breaks(Mutation::NeverAnswers)
        || (is_automatic(received) && !config.breaks(Mutation::AnswersAutomaticMessages));
    let recipient = match reverse_path {
        ReversePath::Mailbox(_) if config.breaks(Mutation::AutomaticReplyToHeaderFrom) => author(received),
        ReversePath::Mailbox(sender) => Some(sender.clone()),
        ReversePath::Null if config.breaks(Mutation::AnswersNullSender) => author(received),
        ReversePath::Null => None,
    };
    let Some(recipient) = recipient.filter(|recipient| !silent && !recipient.is_same_as(mailbox)) else {
        return vec![];
    };
    let reverse_path = match config.breaks(Mutation::AutomaticReplyWithSender) {
        true => mailbox.clone().into(),
        false => ReversePath::Null,
    };
    let times = if config.breaks(Mutation::AutomaticReplyTwice) { 2 } else { 1 };
    let reply = |_| {
        let message = reply_message(config, mailbox, &recipient, received);
        MailObject::new(reverse_path.clone(), vec![recipient.clone()], message)
    };
    (0..times).map(reply).collect()
}

fn reply_message(config: &Config, mailbox: &Mailbox, recipient: &Mailbox, received: &[u8]) -> Vec<u8> {
    match config.mutation {
        Some(Mutation::EchoesInsteadOfAnswering) => received.to_vec(),
        Some(Mutation::BouncesInsteadOfAnswering) => {
            let failure = DeliveryFailure::local("5.2.1", "the mailbox does not answer");
            let undelivered = &[UndeliveredRecipient { recipient: mailbox.clone(), failure }];
            Dsn { config, sender: recipient, action: Action::Failed, undelivered, original: received }.compose()
        }
        mutation => compose(mailbox, recipient, received, mutation).into_bytes(),
    }
}

/// Whether the header marks the message as automatic, bulk or from a list.
fn is_automatic(message: &[u8]) -> bool {
    let submitted = header::value(message, "Auto-Submitted");
    let keyword = submitted.as_deref().map(|value| value.split([';', ' ', '(']).next().unwrap_or_default());
    let bulk = header::value(message, "Precedence")
        .is_some_and(|value| ["bulk", "list", "junk"].iter().any(|kind| kind.eq_ignore_ascii_case(&value)));
    let (head, _) = header::split(message);
    let from_list = header::fields(head)
        .into_iter()
        .any(|field| header::name(field).get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"List-")));
    keyword.is_some_and(|keyword| !keyword.eq_ignore_ascii_case("no")) || bulk || from_list
}

/// The mailbox of the From field, for the mutations that reply to it.
fn author(message: &[u8]) -> Option<Mailbox> {
    let from = header::value(message, "From")?;
    let address = match from.rsplit_once('<') {
        Some((_, address)) => address.split('>').next()?,
        None => &from,
    };
    address.trim().parse().ok()
}

fn compose(mailbox: &Mailbox, recipient: &Mailbox, received: &[u8], mutation: Option<Mutation>) -> String {
    let subject = header::value(received, "Subject").unwrap_or_default();
    let mut thread = String::new();
    if let Some(id) = header::value(received, "Message-ID") {
        let earlier = header::value(received, "References").or_else(|| header::value(received, "In-Reply-To"));
        // Folded between identifiers, because of the line limit of RFC 5322 §2.1.1.
        let references: Vec<_> = earlier.iter().flat_map(|text| text.split_whitespace()).chain([id.as_str()]).collect();
        if mutation != Some(Mutation::AutomaticReplyWithoutInReplyTo) {
            thread = format!("In-Reply-To: {id}\r\n");
        }
        thread += &format!("References: {}\r\n", references.join("\r\n "));
    }
    let mark = match mutation {
        Some(Mutation::AutomaticReplyWithoutAutoSubmitted) => "",
        _ => "Auto-Submitted: auto-replied\r\n",
    };
    format!(
        "Date: {date}\r\nFrom: <{mailbox}>\r\nTo: <{recipient}>\r\nMessage-ID: <{id}@{domain}>\r\n{thread}\
         Subject: Auto: {subject}\r\n{mark}MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         Votre message est arriv=C3=A9 dans la bo=C3=AEte de r=C3=A9ponse automatique.\r\n",
        date = message::date(),
        id = message::unique(),
        domain = mailbox.domain(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{self, sample_config};

    const MESSAGE: &str =
        "From: Jean <jean@b.test>\r\nMessage-ID: <2@b.test>\r\nReferences: <1@b.test>\r\nSubject: Essai\r\n\r\nx\r\n";

    fn answered(reverse_path: &str, message: &str, mutation: Option<Mutation>) -> Option<MailObject> {
        let mailbox = "auto@a.test".parse().unwrap();
        let config = sample_config(mutation);
        replies(&config, &mailbox, &testing::reverse_path(reverse_path), message.as_bytes()).into_iter().next()
    }

    fn with_field(field: &str) -> String {
        format!("{field}\r\n{MESSAGE}")
    }

    #[test]
    fn the_reply_is_threaded_and_marked_as_automatic() {
        let reply = answered("jean@b.test", MESSAGE, None).unwrap();
        assert_eq!(reply.recipients, ["jean@b.test".parse().unwrap()]);
        let read = mail_parser::MessageParser::default().parse(&reply.message).unwrap();
        assert_eq!(read.in_reply_to().as_text(), Some("2@b.test"));
        assert_eq!(read.references().as_text_list().unwrap(), ["1@b.test", "2@b.test"]);
        assert_eq!(read.subject(), Some("Auto: Essai"));
        assert_eq!(read.header("Auto-Submitted").unwrap().as_text(), Some("auto-replied"));
        assert!(read.body_text(0).unwrap().contains("boîte de réponse automatique"));
        assert!(read.date().is_some() && read.message_id().is_some());
    }

    #[test]
    fn automatic_messages_are_not_answered() {
        for field in [
            "Auto-Submitted: auto-replied",
            "Auto-Submitted: auto-generated (rejected)",
            "Precedence: bulk",
            "List-Id: <l.b.test>",
            "list-unsubscribe: <mailto:l@b.test>",
        ] {
            assert!(answered("jean@b.test", &with_field(field), None).is_none(), "{field}");
            assert!(answered("jean@b.test", &with_field(field), Some(Mutation::AnswersAutomaticMessages)).is_some());
        }
    }

    #[test]
    fn a_message_that_says_it_is_not_automatic_is_answered() {
        assert!(answered("jean@b.test", &with_field("Auto-Submitted: No"), None).is_some());
    }

    #[test]
    fn the_null_reverse_path_is_answered_only_by_its_mutation() {
        assert!(answered("", MESSAGE, None).is_none());
        let reply = answered("", MESSAGE, Some(Mutation::AnswersNullSender)).unwrap();
        assert_eq!(reply.recipients, ["jean@b.test".parse().unwrap()]);
    }

    #[test]
    fn the_mailbox_never_answers_itself() {
        assert!(answered("AUTO@a.test", MESSAGE, None).is_none());
    }

    #[test]
    fn a_mailbox_that_never_answers_does_not() {
        assert!(answered("jean@b.test", MESSAGE, Some(Mutation::NeverAnswers)).is_none());
    }
}
