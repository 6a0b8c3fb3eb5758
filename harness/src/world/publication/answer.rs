// SPDX-License-Identifier: EUPL-1.2
//! What is answered to one request, and what is reported of it.

use super::Desk;
use super::body::{Content, HUGE, PACE};
use super::condition::{Watched, outdates};
use super::page::{Page, Served};
use crate::fault::PublicationFault as Fault;
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    AUTHORIZATION, CONTENT_TYPE, COOKIE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED, LOCATION, PROXY_AUTHORIZATION,
    RETRY_AFTER,
};
use hyper::{Method, Request, Response, StatusCode};
use judgement::escaped;
use judgement::fact::{Download, Effect, Fact as Seen, Header, Tls};
use reports::fault::{Family, FaultId};
use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::time::SystemTime;

/// Header fields kept of one request, and octets of each.
const FIELDS_KEPT: usize = 32;
const VALUE_KEPT: usize = 300;
/// Fields whose values are secrets of the asker.
const SECRET: [HeaderName; 3] = [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE];
/// What `unavailable` asks for, in seconds.
const COME_BACK: &str = "3600";
/// Octets that a connection cut short has carried at most: what a socket takes in one go.
const CUT_AT_MOST: usize = 32 << 10;
const WEB_PAGE: &[u8] = b"<!DOCTYPE html>\n<html lang=\"fr\"><head><title>Maintenance</title></head>\
    <body><p>Portail en maintenance.<br></p></body></html>\n";

/// Who asks.
#[derive(Clone)]
pub(super) struct Asker {
    pub(super) from: SocketAddr,
    pub(super) tls: Option<Tls>,
}

pub(super) enum Reply {
    Response(Response<Watched<Content>>),
    /// The request is left without an answer.
    Never,
}

/// Answers a request and reports it.
pub(super) fn to(request: &Request<Incoming>, asker: &Asker, desk: &Desk) -> Reply {
    let served = desk.site.served(request.uri().path());
    // Only the list is published badly; what else is asked for is answered honestly.
    let fault = served.fault.filter(|fault| served.page.is_some() && !fault.is_of_certificate());
    let answer = match fault {
        None => Some(honest(request, served.page.as_ref(), desk)),
        Some(fault) => spoilt(fault, request, served.page.as_ref()),
    };
    let head = answer.as_ref().filter(|_| fault != Some(Fault::Reset)).map(|response| {
        let date = response.headers().get(LAST_MODIFIED).and_then(|date| date.to_str().ok());
        (response.status().as_u16(), date.map(str::to_owned))
    });
    report(request, asker, desk, &served, (head.unwrap_or_default(), fault));
    let Some(response) = answer else { return Reply::Never };
    let leaving = served.page.as_ref().and_then(|page| desk.history.leaving(page));
    Reply::Response(response.map(|content| Watched { content, leaving }))
}

/// The page, or that it is not there, or that it has not changed (RFC 9110 §13).
fn honest(request: &Request<Incoming>, page: Option<&Page>, desk: &Desk) -> Response<Content> {
    let Some(page) = page else { return bare(StatusCode::NOT_FOUND) };
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return bare(StatusCode::METHOD_NOT_ALLOWED);
    }
    let (status, content) = match desk.history.unchanged(request.headers(), page, SystemTime::now()) {
        true => (StatusCode::NOT_MODIFIED, Bytes::new()),
        false => (StatusCode::OK, page.body.clone()),
    };
    validated(full(status, content, page.content_type), request, Some(page))
}

/// With the tag and the date of the edition that the answer carries, or stands for (RFC 9110 §8.8, §15.4.5).
fn validated(response: Response<Content>, request: &Request<Incoming>, page: Option<&Page>) -> Response<Content> {
    let carries = response.status() == StatusCode::OK;
    let dated = page.filter(|page| !(carries && outdates(request.headers(), page)));
    let values = [(ETAG, page.and_then(Page::tag)), (LAST_MODIFIED, dated.and_then(Page::date))];
    values.into_iter().fold(response, |response, (name, value)| match value {
        Some(value) => with(response, name, &value),
        None => response,
    })
}

/// None: no answer leaves.
fn spoilt(fault: Fault, request: &Request<Incoming>, page: Option<&Page>) -> Option<Response<Content>> {
    let list = page.map(|page| page.body.clone()).unwrap_or_default();
    let xml = "application/xml";
    let carried = |response| Some(validated(response, request, page));
    match fault {
        Fault::NotModified => carried(bare(StatusCode::NOT_MODIFIED)),
        Fault::Forbidden => Some(bare(StatusCode::FORBIDDEN)),
        Fault::NotFound => Some(bare(StatusCode::NOT_FOUND)),
        Fault::ServerError => Some(bare(StatusCode::INTERNAL_SERVER_ERROR)),
        Fault::Unavailable => Some(with(bare(StatusCode::SERVICE_UNAVAILABLE), RETRY_AFTER, COME_BACK)),
        Fault::RedirectLoop => Some(with(bare(StatusCode::FOUND), LOCATION, request.uri().path())),
        Fault::WebPage => carried(full(StatusCode::OK, Bytes::from_static(WEB_PAGE), "text/html; charset=utf-8")),
        Fault::Empty => carried(full(StatusCode::OK, Bytes::new(), xml)),
        Fault::Cut => {
            let first = list.slice(..(list.len() / 2).min(CUT_AT_MOST));
            carried(typed(Content::Cut { first, announced: list.len() as u64, flushed: false }, xml))
        }
        Fault::Slow => carried(typed(Content::Slow { rest: list, clock: tokio::time::interval(PACE) }, xml)),
        Fault::Huge => carried(typed(Content::Huge { first: list, blanks: HUGE }, xml)),
        // Nothing of an answer leaves before its content, which here breaks at once.
        Fault::Reset => Some(typed(Content::Cut { first: Bytes::new(), announced: 1, flushed: true }, xml)),
        // The last three are faults of the certificate, and never asked for here.
        Fault::Silent | Fault::CertificateExpired | Fault::CertificateForeign | Fault::CertificateOtherHost => None,
    }
}

fn report(
    request: &Request<Incoming>,
    asker: &Asker,
    desk: &Desk,
    served: &Served,
    ((status, last_modified), fault): ((u16, Option<String>), Option<Fault>),
) {
    let download = Download {
        method: escaped(request.method().as_str().as_bytes(), VALUE_KEPT),
        path: escaped(request.uri().path().as_bytes(), VALUE_KEPT),
        status,
        tls: asker.tls.as_ref().map(|tls| tls.version.clone()),
        certificate: asker.tls.as_ref().and_then(|tls| tls.chain.first().cloned()),
        headers: headers(request.headers()),
        at_once: desk.open.load(Ordering::SeqCst),
        edition: served.page.as_ref().and_then(|page| page.edition),
        last_modified,
        ..Download::of(asker.from.to_string())
    };
    let path = download.path.clone();
    desk.see(served.owner.clone(), Seen::Downloaded(download));
    if let Some(fault) = fault {
        let fault = FaultId::new(Family::Publication, fault.id());
        desk.see(served.owner.clone(), Seen::FaultExercised { fault, how: Effect::RequestAnswered { path }.into() });
    }
}

fn headers(headers: &HeaderMap) -> Vec<Header> {
    let kept = headers.iter().take(FIELDS_KEPT).map(|(name, value)| Header {
        name: name.to_string(),
        value: if SECRET.contains(name) { "(withheld)".to_owned() } else { escaped(value.as_bytes(), VALUE_KEPT) },
    });
    kept.collect()
}

fn bare(status: StatusCode) -> Response<Content> {
    let mut response = Response::new(Content::Whole(Bytes::new()));
    *response.status_mut() = status;
    response
}

fn full(status: StatusCode, content: Bytes, content_type: &'static str) -> Response<Content> {
    let mut response = typed(Content::Whole(content), content_type);
    *response.status_mut() = status;
    response
}

fn typed(content: Content, content_type: &'static str) -> Response<Content> {
    with(Response::new(content), CONTENT_TYPE, content_type)
}

fn with(mut response: Response<Content>, name: HeaderName, value: &str) -> Response<Content> {
    if let Ok(value) = value.parse() {
        response.headers_mut().insert(name, value);
    }
    response
}
