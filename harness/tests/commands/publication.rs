// SPDX-License-Identifier: EUPL-1.2
//! A client that is not ours, curl, meets every fault of the publication point; what it asked is all recorded.

use crate::witness::is_absent;
use fake_pki::{IgcSante, KeyRole, LeafRequest, Profile, Subject};
use harness::evidence::Recorder;
use harness::fault::PublicationFault::{self, *};
use harness::wire::tls::Credentials;
use harness::world::publication::{Listener, Page, Point, PublicationCertificate, Served, Site};
use judgement::fact::{Download, Fact};
use judgement::owner::Owner;
use judgement::place::Place;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::process::Command;

const PATH: &str = "/liste.xml";
/// Tue, 26 Nov 2024 07:00:00 GMT, and a part of a second.
const SINCE: Duration = Duration::from_millis(1_732_604_400_700);
const LIST: &[u8] = &[b'x'; 100_000];

static IGC_SANTE: LazyLock<Arc<IgcSante>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
    Arc::new(IgcSante::open_or_create(&folder, &|_| ()).expect("TEST keys"))
});

/// What is published, which may change while it is asked for.
#[derive(Clone)]
struct Edition {
    number: u32,
    body: Vec<u8>,
    published: SystemTime,
    fault: Option<PublicationFault>,
}

struct Fixture {
    edition: Arc<Mutex<Edition>>,
    certificate: PublicationCertificate,
}

impl Fixture {
    fn edition(&self) -> Edition {
        self.edition.lock().expect("no test panics with it").clone()
    }
}

impl Site for Fixture {
    fn served(&self, path: &str) -> Served {
        let edition = self.edition();
        let page = (path == PATH).then(|| Page {
            content_type: "application/xml",
            body: edition.body.into(),
            edition: Some(edition.number),
            last_modified: Some(edition.published),
        });
        Served { page, fault: edition.fault, owner: Owner::Run }
    }

    fn credentials(&self) -> Option<Result<Credentials, String>> {
        Some(self.certificate.credentials(self.edition().fault))
    }
}

/// A publication point with one fault, and what it records.
struct Bench {
    point: Point,
    recorder: Arc<Recorder>,
    folder: tempfile::TempDir,
    edition: Arc<Mutex<Edition>>,
}

impl Bench {
    async fn open(fault: Option<PublicationFault>) -> Bench {
        let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0);
        let listener = Listener::bind(address, "the list").await.expect("a free port");
        let certificate = PublicationCertificate::new(IGC_SANTE.clone(), Ipv4Addr::LOCALHOST);
        let recorder = Recorder::new();
        let seen = recorder.clone();
        let see = move |owner, fact| seen.see(owner, Place::Publication, fact);
        let edition = Edition { number: 7, body: LIST.to_vec(), published: UNIX_EPOCH + SINCE, fault };
        let edition = Arc::new(Mutex::new(edition));
        let point = listener.serve(Fixture { edition: edition.clone(), certificate }, see);
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("root.pem"), IGC_SANTE.root_pem()).expect("the root is written");
        Bench { point, recorder, folder, edition }
    }

    /// Puts the next edition in place, now.
    fn publish(&self, body: &str, fault: Option<PublicationFault>) {
        let mut edition = self.edition.lock().expect("no test panics with it");
        let number = edition.number + 1;
        *edition = Edition { number, body: body.as_bytes().to_vec(), published: SystemTime::now(), fault };
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs curl; none where there is no such program.
    async fn curl(&self, arguments: &[&str]) -> Option<Output> {
        let url = format!("https://{}{PATH}", self.point.address);
        let mut command = Command::new("curl");
        command.args(["--silent", "--show-error", "--noproxy", "*", "--output"]).arg(self.file("got"));
        command.args(["--write-out", "%{http_code} %{size_download} %{content_type}", "--cacert"]);
        command.arg(self.file("root.pem")).args(arguments).arg(url);
        match command.output().await {
            Ok(output) => Some(output),
            Err(error) => {
                is_absent("curl", &error);
                None
            }
        }
    }

    fn downloads(&self) -> Vec<Download> {
        let downloads = self.recorder.evidence().observations.into_iter().filter_map(|seen| match seen.fact {
            Fact::Downloaded(download) => Some(download),
            _ => None,
        });
        downloads.collect()
    }

    fn edition_tag(&self) -> String {
        format!("\"7-{:x}\"", SINCE.as_millis())
    }

    fn exercised(&self) -> Vec<String> {
        let exercised = self.recorder.evidence().observations.into_iter().filter_map(|seen| match seen.fact {
            Fact::FaultExercised { fault, .. } => Some(fault.to_string()),
            _ => None,
        });
        exercised.collect()
    }
}

/// Exit code of curl and what it says or writes, for one fault.
fn expected(fault: PublicationFault) -> (i32, &'static str) {
    match fault {
        NotModified => (0, "304 0 "),
        Forbidden => (0, "403 0 "),
        NotFound => (0, "404 0 "),
        ServerError => (0, "500 0 "),
        Unavailable => (0, "503 0 "),
        RedirectLoop => (47, "Maximum (5) redirects followed"),
        WebPage => (0, "text/html"),
        Empty => (0, "200 0 application/xml"),
        Cut => (18, "200 32768 application/xml"),
        Slow => (28, "timed out"),
        Silent => (28, "0 bytes received"),
        Reset => (52, "Empty reply from server"),
        Huge => (0, "200 268535456 application/xml"),
        CertificateExpired => (60, "certificate has expired"),
        CertificateForeign => (60, "self-signed certificate in certificate chain"),
        CertificateOtherHost => (60, "no alternative certificate subject name matches"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn curl_meets_every_fault_as_it_is_named_and_each_is_recorded() {
    println!("{:28} {:>4}  what curl says", "fault", "exit");
    for fault in PublicationFault::ALL {
        let bench = Bench::open(Some(*fault)).await;
        // Only an answer that never ends needs to be given up.
        let patience = if matches!(fault, Slow | Silent) { "1" } else { "60" };
        let arguments = ["--max-time", patience, "--location", "--max-redirs", "5"];
        let Some(output) = bench.curl(&arguments).await else { return };
        let said = [String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)].concat();
        let (code, words) = expected(*fault);
        println!("{:28} {:>4}  {}", fault.id(), output.status.code().unwrap_or(-1), said.trim());
        assert_eq!(output.status.code(), Some(code), "{}: {said}", fault.id());
        assert!(said.contains(words), "{}: {said}", fault.id());
        assert!(!bench.exercised().is_empty(), "{} was met in silence", fault.id());
        assert!(bench.exercised().iter().all(|met| *met == format!("publication/{}", fault.id())));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn honest_point_gives_the_list_and_honours_both_conditions() {
    let bench = Bench::open(None).await;
    let Some(plain) = bench.curl(&[]).await else { return };
    assert_eq!(String::from_utf8_lossy(&plain.stdout), "200 100000 application/xml");
    assert_eq!(std::fs::read(bench.file("got")).expect("it came"), LIST);
    let tag = bench.edition_tag();
    for (header, answer) in [
        (format!("If-None-Match: {tag}").as_str(), "304 0 "),
        (&format!("If-None-Match: \"x\", W/{tag}"), "304 0 "),
        ("If-None-Match: *", "304 0 "),
        ("If-None-Match: \"6\"", "200 100000 "),
        ("If-Modified-Since: Tue, 26 Nov 2024 07:00:00 GMT", "304 0 "),
        ("If-Modified-Since: Tuesday, 26-Nov-24 07:00:00 GMT", "304 0 "),
        ("If-Modified-Since: Tue Nov 26 07:00:00 2024", "304 0 "),
        ("If-Modified-Since: Tue, 26 Nov 2024 06:59:59 GMT", "200 100000 "),
    ] {
        let output = bench.curl(&["--header", header]).await.expect("curl ran before");
        assert!(String::from_utf8_lossy(&output.stdout).starts_with(answer), "{header}");
    }
    let downloads = bench.downloads();
    assert!(downloads.iter().skip(1).all(Download::is_conditional) && !downloads[0].is_conditional());
    let dated = |download: &Download| download.last_modified.as_deref() == Some("Tue, 26 Nov 2024 07:00:00 GMT");
    assert!(downloads.iter().all(dated), "every answer bears its date, 304 too");
    assert!(bench.exercised().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn request_is_recorded_with_its_tls_certificate_and_headers_but_not_its_secrets() {
    let bench = Bench::open(None).await;
    let subject = Subject::operateur("mss1.clinique.test", "1990000002", "CLINIQUE EXEMPLE");
    let client = IGC_SANTE.issue(&LeafRequest::new(Profile::SslServeur, subject, KeyRole::Sut)).expect("a leaf");
    let pem = [client.chain_pem(), client.key_pem()].concat();
    std::fs::write(bench.file("client.pem"), pem).expect("the client's certificate is written");
    let shown = bench.file("client.pem").display().to_string();
    let secret = ["--cert", &shown, "--user", "agent:secret", "--user-agent", "essai/1", "--tls-max", "1.2"];
    if bench.curl(&secret).await.is_none() {
        return;
    }
    let [download] = &bench.downloads()[..] else { panic!("one request: {:?}", bench.downloads()) };
    assert_eq!((download.method.as_str(), download.path.as_str(), download.status), ("GET", PATH, 200));
    assert_eq!(download.tls.as_deref(), Some("TLSv1.2"));
    let certificate = download.certificate.as_ref().expect("the certificate shown");
    assert_eq!(certificate.cn.as_deref(), Some("mss1.clinique.test"));
    assert_eq!(download.header("user-agent"), Some("essai/1"));
    assert_eq!(download.header("authorization"), Some("(withheld)"));
    assert_eq!((download.edition, download.at_once), (Some(7), 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn asker_that_turns_away_from_the_certificate_is_recorded() {
    let bench = Bench::open(Some(CertificateExpired)).await;
    if bench.curl(&[]).await.is_none() {
        return;
    }
    let turned_away = |seen: &judgement::evidence::Evidence| {
        seen.any(|fact| matches!(fact, Fact::Downloaded(d) if d.failure.is_some()))
    };
    assert!(bench.recorder.wait(&Owner::Run, std::time::Duration::from_secs(10), turned_away).await);
    let [download] = &bench.downloads()[..] else { panic!("one attempt: {:?}", bench.downloads()) };
    assert_eq!(download.failure.as_deref(), Some("TLS alert certificate_expired"));
}

/// How curl keeps what it knows of a version between two calls.
const MEMORIES: [&[&str]; 3] =
    [&["-z", "{got}"], &["-R", "-z", "{got}"], &["--etag-save", "{tag}", "--etag-compare", "{tag}"]];

#[tokio::test(flavor = "multi_thread")]
async fn every_edition_is_seen_by_whoever_asks_on_condition_however_soon_it_follows_another() {
    for memory in MEMORIES {
        let bench = Bench::open(None).await;
        let (got, tag) = (bench.file("got").display().to_string(), bench.file("tag").display().to_string());
        let arguments: Vec<String> =
            memory.iter().map(|word| word.replace("{got}", &got).replace("{tag}", &tag)).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        // A huge answer in between is stored like any other, later than the edition that follows it may be published.
        for (body, fault) in [("one", None), ("two", None), ("blown up", Some(Huge)), ("three", None)] {
            bench.publish(body, fault);
            let Some(output) = bench.curl(&arguments).await else { return };
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(said.starts_with("200 "), "{memory:?} {body}: {said}");
            let kept = std::fs::read(bench.file("got")).expect("it came");
            assert!(kept.starts_with(body.as_bytes()), "{memory:?}: {body} was not seen");
        }
        let answers = bench.downloads();
        assert!(answers.iter().skip(1).all(Download::is_conditional), "{memory:?}");
        // A date that the asker already named is left out: curl would throw away what bears it.
        let dates = answers.iter().filter_map(|answer| answer.last_modified.as_deref());
        let now = SystemTime::now();
        let dates: Vec<SystemTime> = dates.map(|date| httpdate::parse_http_date(date).expect("a date")).collect();
        assert!(
            !dates.is_empty() && dates.iter().all(|date| *date <= now && now < *date + Duration::from_secs(300)),
            "{dates:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_asker_who_holds_the_edition_in_force_is_told_so_by_date_and_by_tag() {
    let bench = Bench::open(None).await;
    let (got, tag) = (bench.file("got").display().to_string(), bench.file("tag").display().to_string());
    let both = ["-R", "-z", &got, "--etag-save", &tag, "--etag-compare", &tag];
    if bench.curl(&both).await.is_none() {
        return;
    }
    for condition in [&both[..], &both[..3], &both[3..]] {
        let output = bench.curl(condition).await.expect("curl ran before");
        assert!(String::from_utf8_lossy(&output.stdout).starts_with("304 "), "{condition:?}: {output:?}");
    }
}
