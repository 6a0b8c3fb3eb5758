// SPDX-License-Identifier: EUPL-1.2
//! What is answered to one request, and what is reported of it.

use super::Desk;
use super::body::{Content, HUGE, PACE};
use super::page::{Page, Served};
use crate::fault::PublicationFault as Fault;
use crate::wire::escaped;
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    AUTHORIZATION, CONTENT_TYPE, COOKIE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
    LOCATION, PROXY_AUTHORIZATION, RETRY_AFTER,
};
use hyper::{Method, Request, Response, StatusCode};
use judgement::fact::{Download, Fact as Seen, Header, Tls};
use reports::text;
use std::net::SocketAddr;
use std::sync::atomic::Ordering;

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
    Response(Response<Content>),
    /// The request is left without an answer.
    Never,
}

/// Answers a request and reports it.
pub(super) fn to(request: &Request<Incoming>, asker: &Asker, desk: &Desk) -> Reply {
    let served = desk.site.served(request.uri().path());
    // Only the list is published badly; what else is asked for is answered honestly.
    let fault = served.fault.filter(|fault| served.page.is_some() && !fault.is_of_certificate());
    let reply = match fault {
        None => Reply::Response(honest(request, served.page.as_ref())),
        Some(fault) => spoilt(fault, request, served.page.as_ref()),
    };
    let status = match &reply {
        Reply::Response(response) if fault != Some(Fault::Reset) => response.status().as_u16(),
        _ => 0,
    };
    report(request, asker, desk, &served, (status, fault));
    reply
}

/// The page, or that it is not there, or that it has not changed (RFC 9110 §13).
fn honest(request: &Request<Incoming>, page: Option<&Page>) -> Response<Content> {
    let Some(page) = page else { return bare(StatusCode::NOT_FOUND) };
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return bare(StatusCode::METHOD_NOT_ALLOWED);
    }
    let tag = page.edition.map(|edition| format!("\"{edition}\""));
    let told = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    // If-None-Match, where given, decides alone.
    let unchanged = match told(IF_NONE_MATCH) {
        Some(known) => tag.as_deref() == Some(known),
        None => page.last_modified.is_some() && told(IF_MODIFIED_SINCE) == page.last_modified.as_deref(),
    };
    let (status, content) = match unchanged {
        true => (StatusCode::NOT_MODIFIED, Bytes::new()),
        false => (StatusCode::OK, page.body.clone()),
    };
    let mut response = full(status, content, page.content_type);
    let headers = response.headers_mut();
    for (name, value) in [(ETAG, tag), (LAST_MODIFIED, page.last_modified.clone())] {
        // All of ours are digits and dates, which always are header values.
        if let Some(value) = value.and_then(|value| value.parse().ok()) {
            headers.insert(name, value);
        }
    }
    response
}

fn spoilt(fault: Fault, request: &Request<Incoming>, page: Option<&Page>) -> Reply {
    let list = page.map(|page| page.body.clone()).unwrap_or_default();
    let xml = "application/xml";
    Reply::Response(match fault {
        Fault::NotModified => bare(StatusCode::NOT_MODIFIED),
        Fault::Forbidden => bare(StatusCode::FORBIDDEN),
        Fault::NotFound => bare(StatusCode::NOT_FOUND),
        Fault::ServerError => bare(StatusCode::INTERNAL_SERVER_ERROR),
        Fault::Unavailable => with(bare(StatusCode::SERVICE_UNAVAILABLE), RETRY_AFTER, COME_BACK),
        Fault::RedirectLoop => with(bare(StatusCode::FOUND), LOCATION, request.uri().path()),
        Fault::WebPage => full(StatusCode::OK, Bytes::from_static(WEB_PAGE), "text/html; charset=utf-8"),
        Fault::Empty => full(StatusCode::OK, Bytes::new(), xml),
        Fault::Cut => {
            let first = list.slice(..(list.len() / 2).min(CUT_AT_MOST));
            typed(Content::Cut { first, announced: list.len() as u64, flushed: false }, xml)
        }
        Fault::Slow => typed(Content::Slow { rest: list, clock: tokio::time::interval(PACE) }, xml),
        Fault::Huge => typed(Content::Huge { first: list, blanks: HUGE }, xml),
        // Nothing of an answer leaves before its content, which here breaks at once.
        Fault::Reset => typed(Content::Cut { first: Bytes::new(), announced: 1, flushed: true }, xml),
        Fault::Silent => return Reply::Never,
        Fault::CertificateExpired | Fault::CertificateForeign | Fault::CertificateOtherHost => honest(request, page),
    })
}

fn report(
    request: &Request<Incoming>,
    asker: &Asker,
    desk: &Desk,
    served: &Served,
    (status, fault): (u16, Option<Fault>),
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
        ..Download::of(asker.from.to_string())
    };
    let path = download.path.clone();
    desk.see(served.owner.as_deref(), Seen::Downloaded(download));
    if let Some(fault) = fault {
        let fault = format!("publication/{}", fault.id());
        desk.see(
            served.owner.as_deref(),
            Seen::FaultExercised { fault, how: text!("en réponse à {path}", "in answer to {path}").into() },
        );
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
