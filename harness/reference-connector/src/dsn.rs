// SPDX-License-Identifier: EUPL-1.2
//! Delivery status notifications (RFC 3464).

use std::fmt::Write as _;

use crate::{
    config::Config,
    header, message,
    mutation::Mutation,
    smtp::{failure::DeliveryFailure, mailbox::Mailbox},
};

/// The longest diagnostic, in characters; a peer's reply may be longer.
const MAX_DIAGNOSTIC: usize = 800;

/// One recipient that the message has not reached.
#[derive(Debug)]
pub(crate) struct UndeliveredRecipient {
    pub(crate) recipient: Mailbox,
    pub(crate) failure: DeliveryFailure,
}

/// The value of an Action field (RFC 3464 §2.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// No further attempt.
    Failed,
    /// Further attempts to come.
    Delayed,
    /// Success, under a mutation only.
    Delivered,
}

/// The input of one notification.
#[derive(Debug)]
pub(crate) struct Dsn<'a> {
    pub(crate) config: &'a Config,
    pub(crate) sender: &'a Mailbox,
    pub(crate) action: Action,
    pub(crate) undelivered: &'a [UndeliveredRecipient],
    /// The message that was not delivered.
    pub(crate) original: &'a [u8],
}

impl Action {
    fn word(self) -> &'static str {
        match self {
            Action::Failed => "failed",
            Action::Delayed => "delayed",
            Action::Delivered => "delivered",
        }
    }

    fn subject(self) -> &'static str {
        match self {
            Action::Failed => "UndeliveredRecipient Mail Returned to Sender",
            Action::Delayed => "Delayed Mail, still being sent",
            Action::Delivered => "Mail Delivery Report",
        }
    }

    fn explanation(self) -> &'static str {
        match self {
            Action::Failed => "Your message could not be delivered to:",
            Action::Delayed => "Your message has not been delivered yet, and will be tried again, to:",
            Action::Delivered => "Your message was delivered to:",
        }
    }

    /// The status of a failure, with the class that the action requires (RFC 3463 §2).
    fn status(self, failure: &DeliveryFailure) -> String {
        let status = failure.status();
        let detail = status.get(1..).unwrap_or(".0.0");
        match self {
            Action::Failed => format!("5{detail}"),
            Action::Delayed => format!("4{detail}"),
            Action::Delivered => "2.0.0".to_owned(),
        }
    }
}

impl Dsn<'_> {
    /// The message in the form that the mutation, if any, gives it.
    pub(crate) fn compose(&self) -> Vec<u8> {
        let action = match self.config.mutation {
            Some(Mutation::NoticeSaysDelayed) => Action::Delayed,
            Some(Mutation::NoticeSaysDelivered) => Action::Delivered,
            _ => self.action,
        };
        if self.config.breaks(Mutation::TextBounce) { self.text(action) } else { self.report(action) }
    }

    fn report(&self, action: Action) -> Vec<u8> {
        let Config { hostname, .. } = self.config;
        let boundary = message::unique();
        let returned = self.returned();
        let encoding = if returned.is_ascii() { "7bit" } else { "8bit" };
        let kind = match self.config.breaks(Mutation::NoticeWithoutType) {
            true => "multipart/mixed",
            false => "multipart/report; report-type=delivery-status",
        };
        let mut dsn = format!(
            "{header}Content-Type: {kind};\r\n\tboundary=\"{boundary}\"\r\n\
             Content-Transfer-Encoding: {encoding}\r\n\r\n\
             --{boundary}\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\
             {explanation}\r\n\
             --{boundary}\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; {hostname}\r\n{recipient_fields}\r\n",
            header = self.header(action),
            explanation = self.explanation(action),
            recipient_fields = self.recipient_fields(action),
        )
        .into_bytes();
        if !returned.is_empty() {
            let part = format!(
                "--{boundary}\r\nContent-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
            );
            dsn.extend_from_slice(part.as_bytes());
            dsn.extend_from_slice(returned);
            dsn.extend_from_slice(b"\r\n");
        }
        dsn.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        dsn
    }

    /// The notification as plain text, under a mutation.
    fn text(&self, action: Action) -> Vec<u8> {
        let id = header::value(self.original, "Message-ID").unwrap_or_default();
        format!(
            "{}Content-Type: text/plain; charset=us-ascii\r\n\r\n{}\r\nMessage-ID: {}\r\n",
            self.header(action),
            self.explanation(action),
            printable(&id)
        )
        .into_bytes()
    }

    fn header(&self, action: Action) -> String {
        format!(
            "Date: {date}\r\nFrom: Mail Delivery System <postmaster@{domain}>\r\nTo: <{sender}>\r\n\
             Message-ID: <{id}@{hostname}>\r\nSubject: {subject}\r\n\
             Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n",
            date = message::date(),
            domain = self.config.domain(),
            sender = self.sender,
            id = message::unique(),
            hostname = self.config.hostname,
            subject = action.subject(),
        )
    }

    fn explanation(&self, action: Action) -> String {
        let mut text = format!("{}\r\n\r\n", action.explanation());
        for undelivered in self.undelivered {
            // Writing into a String cannot fail.
            let _ = write!(text, "<{}>\r\n    {}\r\n", self.final_recipient(undelivered), self.diagnostic(undelivered));
        }
        text
    }

    /// The per-recipient fields (RFC 3464 §2.3).
    fn recipient_fields(&self, action: Action) -> String {
        let date = message::date();
        let mut fields = String::new();
        for undelivered in self.undelivered {
            // RFC 3464 §2.3.3 and §2.3.4: both fields are required.
            let required = match self.config.breaks(Mutation::SendsMalformedNotices) {
                true => String::new(),
                false => format!("Action: {}\r\nStatus: {}\r\n", action.word(), action.status(&undelivered.failure)),
            };
            let _ = write!(
                fields,
                "\r\nFinal-Recipient: rfc822; {}\r\n{required}Diagnostic-Code: {}\r\nLast-Attempt-Date: {date}\r\n",
                self.final_recipient(undelivered),
                self.diagnostic(undelivered),
            );
        }
        fields
    }

    /// The recipient that the notification names.
    fn final_recipient(&self, undelivered: &UndeliveredRecipient) -> Mailbox {
        match self.config.mutation {
            Some(Mutation::NoticeNamesAnotherRecipient) => Mailbox::new("autre", undelivered.recipient.domain()),
            Some(Mutation::NoticeAboutNothing) => Mailbox::new("personne", "ailleurs.invalid"),
            _ => undelivered.recipient.clone(),
        }
    }

    fn diagnostic(&self, undelivered: &UndeliveredRecipient) -> String {
        match self.config.breaks(Mutation::NoticeAboutNothing) {
            true => "smtp; 550 5.0.0 refused".to_owned(),
            false => printable(&undelivered.failure.to_string()),
        }
    }

    /// The returned part of the message: its header.
    fn returned(&self) -> &[u8] {
        match self.config.breaks(Mutation::NoticeAboutNothing) {
            true => &[],
            false => header::split(self.original).0,
        }
    }
}

fn printable(text: &str) -> String {
    let visible = |letter: char| if letter == ' ' || letter.is_ascii_graphic() { letter } else { '?' };
    text.chars().map(visible).take(MAX_DIAGNOSTIC).collect()
}

#[cfg(test)]
mod tests {
    use mail_parser::{MessageParser, MimeHeaders};

    use super::*;
    use crate::{smtp::reply::Reply, testing::sample_config};

    const ORIGINAL: &[u8] = b"Message-ID: <1@a.test>\r\nSubject: Compte rendu\r\n\r\nsecret body\r\n";

    fn dsn(mutation: Option<Mutation>) -> Vec<u8> {
        let refused = DeliveryFailure::Remote(Reply::new(550, "5.1.1", "no such\u{7} bo\u{ee}te"));
        let expired = DeliveryFailure::local("4.7.5", "certificate expired");
        let undelivered = [("a@b.test", refused), ("c@d.test", expired)]
            .map(|(recipient, failure)| UndeliveredRecipient { recipient: recipient.parse().unwrap(), failure });
        let (config, sender) = (&sample_config(mutation), &"jean@a.test".parse().unwrap());
        Dsn { config, sender, action: Action::Failed, undelivered: &undelivered, original: ORIGINAL }.compose()
    }

    #[test]
    fn the_notification_is_a_multipart_report_that_a_foreign_parser_reads() {
        for mutation in [None, Some(Mutation::SendsMalformedNotices)] {
            assert_report(&dsn(mutation));
        }
    }

    fn assert_report(dsn: &[u8]) {
        let read = MessageParser::default().parse(dsn).unwrap();
        let content_type = read.content_type().unwrap();
        assert_eq!((content_type.ctype(), content_type.subtype()), ("multipart", Some("report")));
        assert_eq!(content_type.attribute("report-type"), Some("delivery-status"));
        assert_eq!(read.header("Auto-Submitted").unwrap().as_text(), Some("auto-replied"));
        let kinds: Vec<_> =
            read.parts[1..].iter().map(|part| part.content_type().unwrap().subtype().unwrap()).collect();
        assert_eq!(kinds, ["plain", "delivery-status", "rfc822-headers"]);
    }

    #[test]
    fn each_recipient_has_its_final_status_and_diagnostic() {
        let text = String::from_utf8(dsn(None)).unwrap();
        assert!(text.contains(
            "\r\nFinal-Recipient: rfc822; a@b.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\
             Diagnostic-Code: smtp; 550 5.1.1 no such? bo?te\r\n"
        ));
        assert!(text.contains(
            "\r\nFinal-Recipient: rfc822; c@d.test\r\nAction: failed\r\nStatus: 5.7.5\r\n\
             Diagnostic-Code: X-MSSante; certificate expired\r\n"
        ));
    }

    #[test]
    fn a_malformed_notification_lacks_action_and_status_and_keeps_the_rest() {
        let text = String::from_utf8(dsn(Some(Mutation::SendsMalformedNotices))).unwrap();
        assert!(text.contains("\r\nFinal-Recipient: rfc822; a@b.test\r\nDiagnostic-Code: smtp; 550 5.1.1"), "{text}");
        assert!(!text.contains("\r\nAction:") && !text.contains("\r\nStatus:"), "{text}");
    }

    #[test]
    fn the_header_is_returned_and_the_body_is_not() {
        let text = String::from_utf8(dsn(None)).unwrap();
        assert!(text.contains("\r\n\r\nMessage-ID: <1@a.test>\r\nSubject: Compte rendu\r\n"));
        assert!(!text.contains("secret"));
    }
}
