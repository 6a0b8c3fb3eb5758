// SPDX-License-Identifier: EUPL-1.2
//! SMTP commands, read strictly (RFC 5321 §4.1.1).

use crate::smtp::{
    mailbox::{Mailbox, MailboxError},
    path::{ForwardPath, ReversePath},
    reply::Reply,
};

/// One command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Ehlo(String),
    Helo(String),
    StartTls,
    Mail(MailParameters),
    Rcpt(ForwardPath),
    Data,
    Rset,
    Noop,
    Vrfy,
    Quit,
}

/// The arguments of MAIL.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MailParameters {
    pub(crate) reverse_path: ReversePath,
    /// The SIZE that the client declares (RFC 1870).
    pub(crate) size: Option<usize>,
}

impl Command {
    /// Reads a command line without its CRLF.
    ///
    /// # Errors
    /// The negative reply to a line that is no known command, or has a syntax error.
    pub(crate) fn parse(line: &str) -> Result<Command, Reply> {
        let (verb, argument) = match line.split_once(' ') {
            Some((verb, argument)) => (verb, Some(argument)),
            None => (line, None),
        };
        match (verb.to_ascii_uppercase().as_str(), argument) {
            ("EHLO", Some(name)) if is_client_name(name) => Ok(Command::Ehlo(name.to_owned())),
            ("HELO", Some(name)) if is_client_name(name) => Ok(Command::Helo(name.to_owned())),
            ("MAIL", Some(argument)) => mail(argument).map(Command::Mail),
            ("RCPT", Some(argument)) => rcpt(argument).map(Command::Rcpt),
            ("STARTTLS", None) => Ok(Command::StartTls),
            ("DATA", None) => Ok(Command::Data),
            ("RSET", None) => Ok(Command::Rset),
            ("QUIT", None) => Ok(Command::Quit),
            ("NOOP", _) => Ok(Command::Noop),
            ("VRFY", Some(_)) => Ok(Command::Vrfy),
            ("EHLO" | "HELO" | "MAIL" | "RCPT" | "STARTTLS" | "DATA" | "RSET" | "QUIT" | "VRFY", _) => {
                Err(syntax_error())
            }
            ("EXPN" | "HELP" | "TURN", _) => Err(Reply::new(502, "5.5.1", "command not implemented")),
            _ => Err(Reply::new(500, "5.5.2", "command not recognised")),
        }
    }
}

fn syntax_error() -> Reply {
    Reply::new(501, "5.5.4", "syntax error in the arguments")
}

fn is_client_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 255 && name.bytes().all(|octet| octet.is_ascii_graphic())
}

/// Splits `FROM:<path> parameters`; the path is returned without its brackets.
fn path<'a>(argument: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let head = argument.get(..keyword.len())?;
    let rest = argument[keyword.len()..].strip_prefix('<')?;
    // A quoted local part may hold `>`, so its path ends at the last one.
    let end = if rest.starts_with('"') { rest.rfind('>')? } else { rest.find('>')? };
    let parameters = &rest[end + 1..];
    let is_valid = head.eq_ignore_ascii_case(keyword) && (parameters.is_empty() || parameters.starts_with(' '));
    is_valid.then_some((&rest[..end], parameters))
}

fn mailbox(path: &str) -> Result<Mailbox, Reply> {
    // RFC 5321 §4.1.1.3: a source route is accepted and ignored.
    let address = match path.strip_prefix('@').and_then(|route| route.split_once(':')) {
        Some((_, address)) => address,
        None => path,
    };
    address.parse().map_err(|error| match error {
        MailboxError::Syntax => Reply::new(501, "5.1.3", "not a mailbox"),
        MailboxError::NotAscii => Reply::new(553, "5.6.7", "internationalised mailboxes are not supported"),
    })
}

fn mail(argument: &str) -> Result<MailParameters, Reply> {
    let (path, parameters) = path(argument, "FROM:").ok_or_else(syntax_error)?;
    let reverse_path = if path.is_empty() { ReversePath::Null } else { mailbox(path)?.into() };
    let mut size = None;
    for parameter in parameters.split_ascii_whitespace() {
        let (keyword, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match keyword.to_ascii_uppercase().as_str() {
            "SIZE" => size = Some(value.parse().map_err(|_| syntax_error())?),
            "BODY" if ["7BIT", "8BITMIME"].iter().any(|known| known.eq_ignore_ascii_case(value)) => {}
            "BODY" => return Err(syntax_error()),
            _ => return Err(Reply::new(555, "5.5.4", "parameter not supported")),
        }
    }
    Ok(MailParameters { reverse_path, size })
}

fn rcpt(argument: &str) -> Result<ForwardPath, Reply> {
    let (path, parameters) = path(argument, "TO:").ok_or_else(syntax_error)?;
    if !parameters.trim().is_empty() {
        return Err(Reply::new(555, "5.5.4", "parameter not supported"));
    }
    if path.eq_ignore_ascii_case("postmaster") {
        return Ok(ForwardPath::Postmaster);
    }
    mailbox(path).map(ForwardPath::Mailbox)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(line: &str) -> u16 {
        Command::parse(line).unwrap_err().code
    }

    #[test]
    fn verbs_are_read_in_any_case() {
        assert_eq!(Command::parse("ehlo mss.test"), Ok(Command::Ehlo("mss.test".to_owned())));
        assert_eq!(Command::parse("StartTLS"), Ok(Command::StartTls));
        assert_eq!(Command::parse("NOOP whatever"), Ok(Command::Noop));
    }

    #[test]
    fn mail_is_read_with_its_parameters() {
        let mailbox: Mailbox = "a@x.test".parse().unwrap();
        let mail = MailParameters { reverse_path: mailbox.into(), size: Some(42) };
        assert_eq!(Command::parse("MAIL FROM:<a@X.test> SIZE=42 BODY=8bitmime"), Ok(Command::Mail(mail)));
        let null = MailParameters { reverse_path: ReversePath::Null, size: None };
        assert_eq!(Command::parse("mail from:<>"), Ok(Command::Mail(null)));
    }

    #[test]
    fn source_routes_are_ignored() {
        let forward = ForwardPath::Mailbox("a@x.test".parse().unwrap());
        assert_eq!(Command::parse("RCPT TO:<@r1.test,@r2.test:a@x.test>"), Ok(Command::Rcpt(forward)));
    }

    #[test]
    fn postmaster_needs_no_domain() {
        assert_eq!(Command::parse("RCPT TO:<Postmaster>"), Ok(Command::Rcpt(ForwardPath::Postmaster)));
    }

    #[test]
    fn errors_have_the_codes_of_the_rfc() {
        assert_eq!(code("MAIL FROM:a@x.test"), 501);
        assert_eq!(code("MAIL FROM: <a@x.test>"), 501);
        assert_eq!(code("MAIL FROM:<a@x.test>SIZE=1"), 501);
        assert_eq!(code("MAIL FROM:<a@x.test> SIZE=much"), 501);
        assert_eq!(code("MAIL FROM:<a@x.test> SMTPUTF8"), 555);
        assert_eq!(code("MAIL FROM:<é@x.test>"), 553);
        assert_eq!(code("RCPT TO:<>"), 501);
        assert_eq!(code("RCPT TO:<a@x.test> NOTIFY=NEVER"), 555);
        assert_eq!(code("STARTTLS now"), 501);
        assert_eq!(code("EHLO"), 501);
        assert_eq!(code("HELP"), 502);
        assert_eq!(code("BONJOUR"), 500);
        assert_eq!(code(""), 500);
    }
}
