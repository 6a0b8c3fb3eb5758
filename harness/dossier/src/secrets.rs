// SPDX-License-Identifier: EUPL-1.2
//! Takes secrets out of a connector file and leaves the rest as it is, comments included.
//!
//! A secret is told by where it stands: a private key in PEM, what follows a name such as `password` or an argument such
//! as `--password`, the password in a URL. References (`$NAME`, `{{ name }}`) hold nothing and stay.

use std::ops::Range;

/// What stands where a secret stood.
const WITHHELD: &str = "withheld";
/// What a name holds, its hyphens and underscores aside, when its value is a secret.
const NAMES: [&str; 10] = [
    "password",
    "passwd",
    "passphrase",
    "motdepasse",
    "secret",
    "apikey",
    "accesskey",
    "privatekey",
    "credential",
    "token",
];
/// Names too short to be looked for inside others.
const SHORT_NAMES: [&str; 5] = ["pass", "pwd", "mdp", "passin", "passout"];
const KEY_BEGINS: &str = "-----BEGIN ";
const KEY_ENDS: &str = "PRIVATE KEY-----";

/// A text without its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleared {
    /// The file without its secrets.
    pub text: String,
    /// What was taken out and where, a sentence each.
    pub removed: Vec<String>,
    /// What must therefore stand nowhere else.
    pub secrets: Vec<String>,
}

/// Where a secret is, and what it is.
struct Found {
    span: Range<usize>,
    what: String,
}

/// Takes every secret out of a text.
pub fn clear_secrets(text: &str) -> Cleared {
    let mut found = private_keys(text);
    found.extend(in_urls(text));
    found.extend(named_values(text));
    found.sort_by_key(|found| (found.span.start, usize::MAX - found.span.end));
    let mut cleared = Cleared { text: String::new(), removed: Vec::new(), secrets: Vec::new() };
    let mut done = 0;
    for Found { span, what } in found {
        if span.start < done {
            continue;
        }
        cleared.text.push_str(&text[done..span.start]);
        cleared.text.push_str(WITHHELD);
        let line = text[..span.start].matches('\n').count() + 1;
        cleared.removed.push(format!("line {line}: {what}"));
        cleared.secrets.extend(text[span.clone()].lines().map(|line| line.trim_matches([' ', '#']).to_owned()));
        done = span.end;
    }
    cleared.text.push_str(&text[done..]);
    cleared
}

/// Private keys in PEM, from the first hyphen to the last; one that does not end takes all that follows.
fn private_keys(text: &str) -> Vec<Found> {
    let begins = text.match_indices(KEY_BEGINS).map(|(at, _)| at);
    let key = |at: usize| {
        let heading = at + text[at..].find(KEY_ENDS)? + KEY_ENDS.len();
        let inside = !text[at..heading].contains('\n');
        let end = text[heading..].find(KEY_ENDS).map_or(text.len(), |length| heading + length + KEY_ENDS.len());
        inside.then(|| Found { span: at..end, what: "a private key".to_owned() })
    };
    begins.filter_map(key).collect()
}

/// Passwords in the form `scheme://user:password@host`.
fn in_urls(text: &str) -> Vec<Found> {
    let found = text.match_indices("://").filter_map(|(at, scheme)| {
        let start = at + scheme.len();
        let authority = text[start..].split(|c: char| c.is_whitespace() || "/'\"<>".contains(c)).next()?;
        let (user, _) = authority.rsplit_once('@')?;
        let password = start + user.find(':')? + 1;
        Some(Found { span: password..start + user.len(), what: "the password in a URL".to_owned() })
    });
    found.filter(|found| !found.span.is_empty()).collect()
}

/// Values that stand behind a telling name.
fn named_values(text: &str) -> Vec<Found> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = text[at..].find(part).map(|from| at + from) {
        let end = text[start..].find(|c| !part(c)).map_or(text.len(), |length| start + length);
        let name = &text[start..end];
        let span = if is_telling(name) { value(text, end, name.starts_with('-')) } else { None };
        at = end;
        if let Some(span) = span.filter(|span| is_secret(&text[span.clone()])) {
            at = span.end;
            found.push(Found { span, what: format!("the value of `{name}`") });
        }
    }
    found
}

fn is_telling(name: &str) -> bool {
    let bare: String = name.chars().filter(|c| !"-_".contains(*c)).collect::<String>().to_ascii_lowercase();
    SHORT_NAMES.contains(&bare.as_str()) || NAMES.iter().any(|known| bare.contains(known))
}

fn is_secret(value: &str) -> bool {
    !value.is_empty() && value != WITHHELD && !value.starts_with('$') && !value.starts_with("{{")
}

/// Where the value of a name stands that ends at an octet; an argument may have its value in the next one.
fn value(text: &str, end: usize, argument: bool) -> Option<Range<usize>> {
    let rest = &text[end..];
    let quoted = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    let spaced = quoted.trim_start_matches([' ', '\t']);
    let (value, assigned) = match (spaced.strip_prefix('='), spaced.strip_prefix(':')) {
        (Some(value), _) => (value, false),
        (_, Some(value)) => (value, true),
        _ if argument => {
            let next = quoted.trim_start_matches([',', ' ', '\t', '\n']);
            (next.strip_prefix("- ").filter(|_| next.len() < quoted.len()).unwrap_or(next), false)
        }
        _ => return None,
    };
    let next_line = assigned && value.trim_start_matches([' ', '\t']).starts_with('\n');
    let value = if next_line { value.trim_start() } else { value.trim_start_matches([' ', '\t']) };
    let start = text.len() - value.len();
    let (before, flow) = (text[..start].rsplit('\n').next().unwrap_or_default(), ['{', '[']);
    if let Some(quote) = value.chars().next().filter(|c| "'\"".contains(*c)) {
        let length = value[1..].find(quote)?;
        return Some(start + 1..start + 1 + length);
    }
    let open = before.matches(flow).count() > before.matches(['}', ']']).count();
    let in_quotes = ['"', '\''].iter().any(|quote| before.matches(*quote).count() % 2 == 1);
    let ends = |(at, c): (usize, char)| match c {
        '\n' | '\r' => true,
        ' ' | '\t' => !assigned || value[at..].trim_start().starts_with('#') || in_quotes,
        '"' | '\'' => true,
        ',' | ']' | '}' => open && !in_quotes,
        _ => false,
    };
    let length = value.char_indices().find(|found| ends(*found)).map_or(value.len(), |(at, _)| at);
    Some(start..start + value[..length].trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_and_all_else_stays() {
        for (with, without) in [
            ("start: [prog, --password, hunter2, -v]", "start: [prog, --password, withheld, -v]"),
            ("start: [prog, \"--password\", \"hunt er2\"]", "start: [prog, \"--password\", \"withheld\"]"),
            ("start: [prog, --api-key=hunter2, x]", "start: [prog, --api-key=withheld, x]"),
            ("start: [sh, -c, 'DB_PASSWORD=hunt,er2 exec prog']", "start: [sh, -c, 'DB_PASSWORD=withheld exec prog']"),
            ("start:\n  - --token\n  - hunter2\n  - x", "start:\n  - --token\n  - withheld\n  - x"),
            ("# mot-de-passe : hunter2, as before", "# mot-de-passe : withheld"),
            ("passphrase: correct horse # ours", "passphrase: withheld # ours"),
            ("x: { client_secret: hunter2, y: 1 }", "x: { client_secret: withheld, y: 1 }"),
            ("- [openssl, -passin, pass:hunter2]", "- [openssl, -passin, withheld]"),
            ("proxy: http://me:hunter2@host:80/", "proxy: http://me:withheld@host:80/"),
            ("password:\n  hunter2\nx: 1", "password:\n  withheld\nx: 1"),
        ] {
            let cleared = clear_secrets(with);
            assert_eq!(cleared.text, without);
            assert_eq!(cleared.removed.len(), 1, "{with}");
            assert!(cleared.secrets[0].contains("hunt") || with.contains("horse"), "{:?}", cleared.secrets);
        }
    }

    #[test]
    fn private_keys_go_whole() {
        let text = "# -----BEGIN PRIVATE KEY-----\n# MIIEvQ\n# -----END PRIVATE KEY-----\nname: x\n";
        let cleared = clear_secrets(text);
        assert_eq!(cleared.text, "# withheld\nname: x\n");
        assert!(cleared.secrets.contains(&"MIIEvQ".to_owned()));
        assert_eq!(clear_secrets("k: |\n  -----BEGIN EC PRIVATE KEY-----\n  abc\n").text, "k: |\n  withheld");
    }

    #[test]
    fn what_is_no_secret_stays() {
        for text in [
            include_str!("../../connectors/init/connector.yaml"),
            include_str!("../../connectors/postfix/connector.yaml"),
            include_str!("../../connectors/reference/connector.yaml"),
            "start: [prog, --password, \"$PASSWORD\", --token={{ run }}/token]",
            "contact: secretariat@hopital.fr",
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
            "url: https://127.77.0.3:8443/liste.xml",
        ] {
            let cleared = clear_secrets(text);
            assert_eq!((cleared.text.as_str(), cleared.removed), (text, vec![]));
        }
    }
}
