// SPDX-License-Identifier: EUPL-1.2
use super::*;
use base64::Engine;
use judgement::fact::RecipientStatus;

const NOTICE: &str = "From: mailer@x\r\nContent-Type: multipart/report;\r\n\treport-type=delivery-status; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
    Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\nStatus: 5.7.1\r\n\
    --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <essai-0123456789abcdef@x>\r\n--b--\r\n";

const STATUS: &str = "Reporting-MTA: dns; mx.ch.mssante.test\r\nArrival-Date: Mon, 30 Nov 2026 10:00:00 +0000\r\n\r\n\
    Original-Recipient: rfc822;Medecin@clinique-1.mssante.test\r\nFinal-Recipient: rfc822; medecin@clinique-1.mssante.test\r\n\
    Action: delayed\r\nStatus: 4.4.1\r\nDiagnostic-Code: smtp; 451 4.4.1\r\n try\r\n\tagain\r\n\r\n\r\n\
    Final-Recipient: rfc822; dos@clinique-1.mssante.test\r\nAction: failed\r\nStatus: 5.1.1\r\n";

fn base64(octets: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(octets)
}

#[test]
fn a_delivery_report_is_found_with_its_fields_and_its_canary() {
    let facts = facts(NOTICE.as_bytes());
    let notice = facts.notice.expect("a notice");
    assert_eq!(notice.content_type, "multipart/report");
    assert_eq!(notice.report_type.as_deref(), Some("delivery-status"));
    assert_eq!(notice.reporting_mta.as_deref(), Some("dns; mx"));
    assert_eq!(notice.final_recipient.as_deref(), Some("rfc822; a@b"));
    assert_eq!(notice.status.as_deref(), Some("5.7.1"));
    assert_eq!(facts.canary.as_deref(), Some("essai-0123456789abcdef"));
    assert_eq!(facts.mentions, ["essai-0123456789abcdef@x"]);
}

#[test]
fn each_recipient_of_a_report_has_its_group_with_unfolded_fields_encoded_or_not() {
    let encoded = [("8bit", STATUS.to_owned()), ("base64", base64(STATUS.as_bytes()))];
    for kind in ["message/delivery-status", "Message/Global-Delivery-Status"] {
        for (encoding, status) in &encoded {
            let message = format!(
                "Content-Type: multipart/report; report-type=\"Delivery-Status\"; boundary=b\r\n\r\n\
                 --b\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{status}\r\n--b--\r\n"
            );
            let notice = facts(message.as_bytes()).notice.expect("a notice");
            assert_eq!(notice.report_type.as_deref(), Some("delivery-status"));
            assert_eq!(notice.reporting_mta.as_deref(), Some("dns; mx.ch.mssante.test"));
            assert_eq!((notice.action.as_deref(), notice.status.as_deref()), (Some("delayed"), Some("4.4.1")));
            let [delayed, failed] = &notice.recipients[..] else { panic!("{:?}", notice.recipients) };
            let wanted = RecipientStatus {
                original_recipient: Some("rfc822;Medecin@clinique-1.mssante.test".into()),
                final_recipient: Some("rfc822; medecin@clinique-1.mssante.test".into()),
                action: Some("delayed".into()),
                status: Some("4.4.1".into()),
                diagnostic: Some("smtp; 451 4.4.1 try again".into()),
            };
            assert_eq!(delayed, &wanted, "{kind} {encoding}");
            assert_eq!((failed.action.as_deref(), failed.status.as_deref()), (Some("failed"), Some("5.1.1")));
        }
    }
}

#[test]
fn a_report_inside_a_forwarded_message_is_no_report_of_the_message_around_it() {
    let forwarded = format!("Content-Type: message/rfc822\r\n\r\n{NOTICE}");
    assert_eq!(facts(forwarded.as_bytes()).notice, None);
}

#[test]
fn a_plain_text_bounce_names_what_it_speaks_of_in_lower_case_and_once() {
    let words = "Your message <ESSAI-0123456789ABCDEF@CH.mssante.test> to\r\n\
        Medecin@Clinique-1.mssante.test, (medecin@clinique-1.mssante.test.) and jean@example.org\r\nwas not delivered.\r\n";
    let message = format!(
        "From: MAILER-DAEMON@ch.mssante.test\r\nTo: <essai-1@ch.mssante.test>\r\nMessage-ID: <own@ch.mssante.test>\r\n\
         References: <a.b@ch.mssante.test>\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        base64(words.as_bytes())
    );
    let named = facts(message.as_bytes()).mentions;
    let wanted = [
        "essai-1@ch.mssante.test",
        "a.b@ch.mssante.test",
        "essai-0123456789abcdef@ch.mssante.test",
        "medecin@clinique-1.mssante.test",
    ];
    assert_eq!(named, wanted);
}

#[test]
fn what_an_attached_message_or_header_names_is_found_whatever_its_encoding() {
    let original = "From: essai-7@ch.mssante.test\r\nMessage-ID: <essai-0123456789abcdef@ch.mssante.test>\r\n\
        Subject: =?utf-8?Q?un_=C3=A9t=C3=A9?=\r\n\r\ntext\r\n";
    for (kind, encoding, body) in [
        ("message/rfc822", "7bit", original.to_owned()),
        ("message/rfc822", "base64", base64(original.as_bytes())),
        ("message/global-headers", "base64", base64(original.as_bytes())),
        ("text/rfc822-headers", "quoted-printable", original.replace('=', "=3D").replace("essai-0", "essai=\r\n-0")),
    ] {
        let message = format!(
            "Content-Type: multipart/mixed; boundary=\"a b\"\r\n\r\n--a b\r\nContent-Type: {kind}\r\n\
             Content-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n--a b--\r\n"
        );
        let facts = facts(message.as_bytes());
        assert_eq!(facts.mentions, ["essai-7@ch.mssante.test", "essai-0123456789abcdef@ch.mssante.test"], "{kind}");
        assert_eq!(facts.canary.as_deref(), Some("essai-0123456789abcdef"), "{kind} {encoding}");
        assert_eq!(facts.parts.len(), 1, "a message inside is one part of the outer one");
    }
}

#[test]
fn a_canary_is_found_in_an_encoded_word_and_in_an_encoded_attachment() {
    let word = format!("Subject: =?utf-8?B?{}?=\r\n\r\nx\r\n", base64(b"Re: essai-0123456789abcdef"));
    let attached = format!(
        "Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        base64(b"PK\xff\xfe essai-0123456789abcdef")
    );
    for message in [word, attached] {
        assert_eq!(facts(message.as_bytes()).canary.as_deref(), Some("essai-0123456789abcdef"), "{message}");
    }
}

#[test]
fn texts_are_compared_decoded_whatever_their_transfer_encoding() {
    let quoted = facts(b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=A9t=C3=A9\r\n");
    let raw =
        facts("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nété\r\n".as_bytes());
    assert_eq!(quoted.parts[0].sha256, raw.parts[0].sha256);
}

#[test]
fn folded_fields_are_unfolded_and_a_message_without_header_has_none() {
    let facts = facts(b"Subject: a\r\n b\r\n\r\nbody");
    assert_eq!(facts.fields, vec![("Subject".to_owned(), "a b".to_owned())]);
    assert!(super::facts(b"\r\nbody").fields.is_empty());
}

#[test]
fn a_message_nested_forty_thousand_times_is_cut_and_the_cut_is_said() {
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(40_000);
    let inside = format!(
        "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        base64(nested.as_bytes())
    );
    let mut multiparts = String::new();
    for level in 0..5_000 {
        multiparts.push_str(&format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"));
    }
    for message in [&nested, &inside, &multiparts] {
        assert_eq!(facts(message.as_bytes()).cut.as_deref(), Some("more than 20 levels of parts"));
    }
}

#[test]
fn too_many_parts_or_fields_are_cut_and_the_cut_is_said() {
    let parts = format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", "--b\r\n\r\nx\r\n".repeat(100_000));
    let facts = facts(parts.as_bytes());
    assert_eq!((facts.cut.as_deref(), facts.parts.len()), (Some("more than 500 parts"), 499));
    let fields = super::facts("X: y\r\n".repeat(100_000).as_bytes());
    assert_eq!((fields.cut.as_deref(), fields.fields.len()), (Some("more than 1000 header fields"), 1_000));
    let names = (0..1_000).map(|n| format!("essai-{n}@ch.mssante.test\r\n")).collect::<String>();
    assert_eq!(super::facts(format!("To: x\r\n\r\n{names}").as_bytes()).mentions.len(), 64);
}
