// SPDX-License-Identifier: EUPL-1.2
//! What the tests of whole runs share: the project's own scenarios, TEST keys, one call from connector to report.

use fake_pki::IgcSante;
use harness::connector::Connector;
use harness::evidence::Recorder;
use harness::plan::{Selection, compile};
use harness::report::{ReportInput, build};
use harness::run::{Event, RunRequest, run};
use harness::scenario::Catalogue;
use input::Source;
use reports::model::{Harness, Report};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{OnceCell, watch};

pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub fn scenarios() -> PathBuf {
    project().join("scenarios")
}

/// The connector file of the built-in reference connector.
pub fn reference() -> Connector {
    let file = project().join("harness/connectors/reference/connector.yaml");
    let source = Source::read(&file).expect("the reference connector's file");
    Connector::from_source(&source, None).expect("a right connector file")
}

/// Keys shared by all tests; made by whichever comes first.
pub fn igc_sante() -> IgcSante {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("espace-de-confiance");
    IgcSante::open_or_create(&folder, &|_| ()).expect("TEST keys")
}

/// The report of the whole catalogue against the reference connector, played once for all who read it.
pub async fn whole() -> &'static Report {
    static WHOLE: OnceCell<Report> = OnceCell::const_new();
    WHOLE.get_or_init(|| async { report(&reference(), None, |_| true).await }).await
}

/// Runs the variants that a condition selects and gives back the report.
pub async fn report(connector: &Connector, mutation: Option<&str>, wanted: impl Fn(&str) -> bool) -> Report {
    let (catalogue, mut ids) = Catalogue::read(&[scenarios()]).expect("right scenarios");
    ids.retain(|id| wanted(id));
    let whole = ids.len() == catalogue.variants.len();
    let plan = compile(&catalogue, connector, &Selection { ids: &ids, seed: 7 }).expect("a plan");
    let plan = Arc::new(plan);
    let (_stop, stop) = watch::channel(false);
    let order = RunRequest {
        plan: &plan,
        connector,
        igc_sante: igc_sante(),
        recorder: Recorder::new(),
        jobs: 16,
        mutation: mutation.map(str::to_owned),
        listen: false,
        stop,
    };
    let record = run(order, |_: Event<'_>| ()).await.expect("a run");
    build(ReportInput {
        plan: &plan,
        connector,
        register: &catalogue.register,
        evidence: &record.evidence,
        preflight: Vec::new(),
        harness: Harness {
            version: env!("CARGO_PKG_VERSION").into(),
            catalogue_digest: "test".into(),
            seed: 7,
            command: "test".into(),
        },
        started: "2026-01-01T00:00:00Z".into(),
        finished: "2026-01-01T00:00:00Z".into(),
        issued: "2026-01-01T00:00:00Z".into(),
        id: "test".into(),
        mutation: mutation.map(str::to_owned),
        catalogue: "scenarios".into(),
        whole,
    })
}
