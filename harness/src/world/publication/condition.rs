// SPDX-License-Identifier: EUPL-1.2
//! Whether what the asker holds is what lies here (RFC 9110 §13). Dates of HTTP have whole seconds, and two editions may
//! be published within one: a date is trusted only where no other edition could be what was stored under it.

use super::page::Page;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Between the last octet of an answer and its asker's putting it away.
const PUTTING_AWAY: Duration = Duration::from_millis(250);

/// When answers of each edition left.
#[derive(Default)]
pub(super) struct History {
    editions: Mutex<BTreeMap<u32, Answered>>,
}

struct Answered {
    last_modified: Option<u64>,
    first: SystemTime,
    last: SystemTime,
    /// Answers still leaving.
    open: usize,
}

impl History {
    fn editions(&self) -> MutexGuard<'_, BTreeMap<u32, Answered>> {
        self.editions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that an answer of an edition begins to leave, until what is given back is dropped.
    pub(super) fn leaving(self: &Arc<History>, page: &Page) -> Option<Leaving> {
        let edition = page.edition?;
        let now = SystemTime::now();
        let mut editions = self.editions();
        let last_modified = page.last_modified.map(seconds);
        let fresh = Answered { last_modified, first: now, last: now, open: 0 };
        editions.entry(edition).or_insert(fresh).open += 1;
        Some(Leaving { history: self.clone(), edition })
    }

    /// Whether an asker that names this second may hold an answer of another edition: one that bore it as its date, or
    /// one that it was storing then.
    fn may_hold_another(&self, edition: Option<u32>, second: u64) -> bool {
        self.editions().iter().filter(|(other, _)| Some(**other) != edition).any(|(_, answered)| {
            let stored = answered.open > 0 || second <= seconds(answered.last + PUTTING_AWAY);
            answered.last_modified == Some(second) || (seconds(answered.first) <= second && stored)
        })
    }

    /// True for a 304: what the asker names is the page in force. If-None-Match, where given, decides alone (§13.2.2).
    pub(super) fn unchanged(&self, request: &HeaderMap, page: &Page, now: SystemTime) -> bool {
        if request.contains_key(IF_NONE_MATCH) {
            return values(request, IF_NONE_MATCH).any(|value| names(value, page.tag().as_deref()));
        }
        let since = values(request, IF_MODIFIED_SINCE).next().and_then(|value| value.to_str().ok());
        // A date in none of the three forms of §5.6.7 is no condition.
        let since = since.and_then(|text| httpdate::parse_http_date(text.trim()).ok()).map(seconds);
        let (Some(since), Some(modified)) = (since, page.last_modified.map(seconds)) else { return false };
        // A date to come says nothing of what was stored under it.
        modified <= since && since <= seconds(now) && !self.may_hold_another(page.edition, since)
    }
}

fn values(request: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &HeaderValue> {
    request.get_all(name).into_iter()
}

/// Whether a list of entity tags names this one, by the weak comparison of §8.8.3.2.
fn names(value: &HeaderValue, tag: Option<&str>) -> bool {
    let Ok(list) = value.to_str() else { return false };
    if list.trim() == "*" {
        return true;
    }
    let Some(tag) = tag.map(|tag| tag.trim_matches('"')) else { return false };
    // Outside the quotes of a list there are W/, commas and blanks alone: every second piece is a tag.
    list.split('"').skip(1).step_by(2).any(|known| known == tag)
}

/// Whole seconds since 1970, parts of one left out as HTTP leaves them out.
fn seconds(at: SystemTime) -> u64 {
    at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// An answer on its way.
pub(super) struct Leaving {
    history: Arc<History>,
    edition: u32,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        if let Some(answered) = self.history.editions().get_mut(&self.edition) {
            answered.open -= 1;
            answered.last = SystemTime::now();
        }
    }
}

/// A content that is known to be leaving until its last octet has left or its connection is gone.
pub(super) struct Watched<B> {
    pub(super) content: B,
    pub(super) leaving: Option<Leaving>,
}

impl<B: Body<Data = Bytes> + Unpin> Body for Watched<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let frame = std::task::ready!(Pin::new(&mut self.content).poll_frame(context));
        if frame.is_none() {
            self.leaving = None;
        }
        Poll::Ready(frame)
    }

    fn size_hint(&self) -> SizeHint {
        self.content.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: u64, ms: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_796_000_000 + second) + Duration::from_millis(ms)
    }

    fn page(edition: u32, published: SystemTime) -> Page {
        Page { content_type: "", body: Bytes::new(), edition: Some(edition), last_modified: Some(published) }
    }

    fn asked(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().expect("a value"))])
    }

    fn since(history: &History, at_second: SystemTime, page: &Page) -> bool {
        history.unchanged(&asked(IF_MODIFIED_SINCE, &httpdate::fmt_http_date(at_second)), page, at(1_000, 0))
    }

    fn answered(history: &History, page: &Page, (first, last): (SystemTime, SystemTime), open: usize) {
        let answered = Answered { last_modified: page.last_modified.map(seconds), first, last, open };
        history.editions().insert(page.edition.expect("an edition"), answered);
    }

    #[test]
    fn the_three_forms_of_a_date_are_read_and_compared_as_dates() {
        // RFC 9110 §5.6.7 gives these three forms of one instant.
        let forms = ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"];
        let published = UNIX_EPOCH + Duration::from_secs(784_111_777);
        let history = History::default();
        for form in forms {
            let same = history.unchanged(&asked(IF_MODIFIED_SINCE, form), &page(1, published), at(0, 0));
            let later = page(1, published + Duration::from_secs(1));
            assert!(same && !history.unchanged(&asked(IF_MODIFIED_SINCE, form), &later, at(0, 0)), "{form}");
        }
        assert!(!history.unchanged(&asked(IF_MODIFIED_SINCE, "yesterday"), &page(1, published), at(0, 0)));
    }

    #[test]
    fn a_date_after_the_edition_stands_for_it_and_a_date_to_come_for_nothing() {
        let history = History::default();
        let edition = page(1, at(10, 700));
        assert!(!since(&history, at(9, 0), &edition));
        assert!(since(&history, at(10, 0), &edition), "parts of a second are no part of an HTTP date");
        assert!(since(&history, at(11, 0), &edition));
        assert!(!since(&history, at(1_001, 0), &edition));
    }

    #[test]
    fn a_second_in_which_another_edition_left_or_was_published_stands_for_none() {
        let (first, second) = (page(1, at(10, 0)), page(2, at(10, 500)));
        let history = History::default();
        assert!(since(&history, at(10, 0), &second), "nobody was given the first");
        answered(&history, &first, (at(10, 100), at(10, 200)), 0);
        assert!(!since(&history, at(10, 0), &second));
        assert!(since(&history, at(11, 0), &second), "what is stored a second later is the second");
        answered(&history, &first, (at(10, 100), at(14, 900)), 0);
        assert!(!since(&history, at(15, 0), &second), "a slow answer of the first was stored until then");
        answered(&history, &first, (at(10, 100), at(10, 100)), 1);
        assert!(!since(&history, at(900, 0), &second), "it is still leaving");
    }

    #[test]
    fn entity_tags_are_a_list_compared_weakly() {
        let (history, edition) = (History::default(), page(7, at(10, 5)));
        let tag = edition.tag().expect("a tag");
        let told = |value: &str| history.unchanged(&asked(IF_NONE_MATCH, value), &edition, at(20, 0));
        assert!(told(&tag) && told(&format!("W/{tag}")) && told("*"));
        assert!(told(&format!("\"a,b\", W/\"c\" , {tag}")));
        assert!(!told("\"7\"") && !told("\"a\", \"b\"") && !told(""));
        let mut both = asked(IF_NONE_MATCH, "\"other\"");
        both.extend(asked(IF_MODIFIED_SINCE, &httpdate::fmt_http_date(at(15, 0))));
        assert!(!history.unchanged(&both, &edition, at(20, 0)), "If-None-Match decides alone");
    }
}
