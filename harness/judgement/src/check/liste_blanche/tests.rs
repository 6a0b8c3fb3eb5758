// SPDX-License-Identifier: EUPL-1.2
use super::edition;
use super::requests::names_an_edition;
use crate::check::testing::{Example, Examples, case, exercised};
use crate::fact::{Download, Fact, Header};
use reports::verdict::Verdict;

const NOT_FOUND: &str = "publication/not-found";

pub const EDITION_FETCHED: Examples = Examples {
    pass: Example::Of(|| case(None, vec![published(None), fetched(3)])),
    fail: Example::Never("no clause says how often the list must be fetched: not having come yet breaks none"),
    inconclusive: Example::Of(|| case(None, vec![published(None), fetched(2)])),
};

pub const ASKS_CONDITIONALLY: Examples = Examples {
    pass: Example::Of(|| case(None, vec![request(true, 1)])),
    fail: Example::Of(|| case(None, vec![request(true, 1), request(false, 1)])),
    inconclusive: Example::Of(|| case(None, vec![published(None)])),
};

pub const ASKS_ONE_AT_A_TIME: Examples = Examples {
    pass: Example::Of(|| case(None, vec![request(false, 1), request(true, 1)])),
    fail: Example::Of(|| case(None, vec![request(true, 2)])),
    inconclusive: Example::Of(|| case(None, vec![published(None)])),
};

fn published(fault: Option<&str>) -> Fact {
    Fact::Published { edition: 3, fault: fault.map(Into::into) }
}

fn fetched(edition: u32) -> Fact {
    Fact::Downloaded(Download { status: 200, edition: Some(edition), ..Download::default() })
}

/// A request for edition 2 by a connector that holds edition 1.
fn request(conditional: bool, at_once: usize) -> Fact {
    let header = Header { name: "if-none-match".into(), value: "\"1\"".into() };
    let headers = if conditional { vec![header] } else { vec![] };
    Fact::Downloaded(Download { headers, at_once, edition: Some(2), status: 200, ..Download::default() })
}

#[test]
fn a_fault_of_the_publication_must_have_been_met() {
    let verdict = |facts| case(None, facts).verdict(&edition::EDITION_FETCHED);
    let published = || published(Some(NOT_FOUND));
    assert_eq!(verdict(vec![published(), exercised(NOT_FOUND)]), Verdict::Pass);
    assert_eq!(verdict(vec![published(), exercised("publication/cut")]), Verdict::Inconclusive);
    assert_eq!(verdict(vec![published(), fetched(3)]), Verdict::Inconclusive);
    assert_eq!(verdict(vec![fetched(3)]), Verdict::Inconclusive, "nothing was published");
}

#[test]
fn a_condition_that_names_nothing_received_is_none() {
    let asked = |name: &str, value: &str| {
        let headers = vec![Header { name: name.into(), value: value.into() }];
        names_an_edition(&Download { headers, edition: Some(2), ..Download::default() })
    };
    assert!(asked("if-none-match", "W/\"2-1a2b\", \"9-1a2b\""));
    assert!(asked("if-modified-since", "Mon, 30 Nov 2026 13:13:33 GMT"));
    for (name, value) in [("if-none-match", "\"3\""), ("if-none-match", "\"abc\""), ("if-modified-since", "yesterday")]
    {
        assert!(!asked(name, value), "{name}: {value}");
    }
}
