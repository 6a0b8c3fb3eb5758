// SPDX-License-Identifier: EUPL-1.2
//! The notice that tells a local sender what could not be delivered (RFC 3464).

use std::fmt::Write as _;

use crate::{
    header, message,
    mutation::Mutation,
    smtp::{client::Failure, mailbox::Mailbox},
};

/// The longest diagnostic kept: a peer's reply may be endless.
const LONGEST_DIAGNOSTIC: usize = 800;

/// One recipient that will not get the message.
#[derive(Debug)]
pub(crate) struct Undelivered {
    pub(crate) recipient: Mailbox,
    pub(crate) failure: Failure,
}

/// Composes the notice; it leaves under a null reverse path.
pub(crate) fn compose(
    hostname: &str,
    sender: &Mailbox,
    undelivered: &[Undelivered],
    original: &[u8],
    mutation: Option<Mutation>,
) -> Vec<u8> {
    let boundary = message::unique();
    let date = message::date();
    let mut explanation = String::new();
    let mut status = String::new();
    for Undelivered { recipient, failure } in undelivered {
        let diagnostic = printable(&failure.to_string());
        // RFC 3464 §2.3.3 and §2.3.4 require both fields.
        let outcome = match mutation {
            Some(Mutation::SendsMalformedNotices) => String::new(),
            _ => format!("Action: failed\r\nStatus: {}\r\n", final_status(failure)),
        };
        // Writing into a String cannot fail.
        let _ = write!(explanation, "<{recipient}>\r\n    {diagnostic}\r\n");
        let _ = write!(
            status,
            "\r\nFinal-Recipient: rfc822; {recipient}\r\n{outcome}\
             Diagnostic-Code: {diagnostic}\r\nLast-Attempt-Date: {date}\r\n",
        );
    }
    let (returned, _) = header::split(original);
    let encoding = if returned.is_ascii() { "7bit" } else { "8bit" };
    let mut notice = format!(
        "Date: {date}\r\nFrom: Mail Delivery System <postmaster@{domain}>\r\nTo: <{sender}>\r\n\
         Message-ID: <{boundary}@{hostname}>\r\nSubject: Undelivered Mail Returned to Sender\r\n\
         Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"{boundary}\"\r\n\r\n\
         --{boundary}\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\
         Your message could not be delivered to:\r\n\r\n{explanation}\r\n\
         --{boundary}\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; {hostname}\r\nArrival-Date: {date}\r\n{status}\r\n\
         --{boundary}\r\nContent-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n",
        domain = sender.domain(),
    )
    .into_bytes();
    notice.extend_from_slice(returned);
    notice.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    notice
}

/// The status of a failure that is now final: what was temporary is no longer.
fn final_status(failure: &Failure) -> String {
    let status = failure.status();
    format!("5{}", status.get(1..).unwrap_or(".0.0"))
}

fn printable(text: &str) -> String {
    let visible = |letter: char| if letter == ' ' || letter.is_ascii_graphic() { letter } else { '?' };
    text.chars().map(visible).take(LONGEST_DIAGNOSTIC).collect()
}

#[cfg(test)]
mod tests {
    use mail_parser::{MessageParser, MimeHeaders};

    use super::*;
    use crate::smtp::reply::Reply;

    const ORIGINAL: &[u8] = b"Message-ID: <1@a.test>\r\nSubject: Compte rendu\r\n\r\nsecret body\r\n";

    fn notice(mutation: Option<Mutation>) -> Vec<u8> {
        let refused = Failure::Refused(Reply::new(550, "5.1.1", "no such\u{7} bo\u{ee}te"));
        let expired = Failure::found("4.7.5", "certificate expired");
        let undelivered = [("a@b.test", refused), ("c@d.test", expired)]
            .map(|(recipient, failure)| Undelivered { recipient: recipient.parse().unwrap(), failure });
        compose("mss.a.test", &"jean@a.test".parse().unwrap(), &undelivered, ORIGINAL, mutation)
    }

    #[test]
    fn the_notice_is_a_multipart_report_that_a_foreign_parser_reads() {
        for mutation in [None, Some(Mutation::SendsMalformedNotices)] {
            read_by_a_foreign_parser(&notice(mutation));
        }
    }

    fn read_by_a_foreign_parser(notice: &[u8]) {
        let read = MessageParser::default().parse(notice).unwrap();
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
        let text = String::from_utf8(notice(None)).unwrap();
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
    fn a_malformed_notice_lacks_action_and_status_and_keeps_the_rest() {
        let text = String::from_utf8(notice(Some(Mutation::SendsMalformedNotices))).unwrap();
        assert!(text.contains("\r\nFinal-Recipient: rfc822; a@b.test\r\nDiagnostic-Code: smtp; 550 5.1.1"), "{text}");
        assert!(!text.contains("\r\nAction:") && !text.contains("\r\nStatus:"), "{text}");
    }

    #[test]
    fn the_header_is_returned_and_the_body_is_not() {
        let text = String::from_utf8(notice(None)).unwrap();
        assert!(text.contains("\r\n\r\nMessage-ID: <1@a.test>\r\nSubject: Compte rendu\r\n"));
        assert!(!text.contains("secret"));
    }
}
