// SPDX-License-Identifier: EUPL-1.2
//! Writes the pages that a browser and other foreign readers judge: the report of the tests, plain and hostile.
//! `cargo run -p reports --example pages -- FOLDER`

#[path = "../tests/fixture/mod.rs"]
mod fixture;
#[path = "../tests/fixture/hostile.rs"]
mod hostile;

use reports::model::Report;
use reports::render::RENDERERS;
use reports::text::Lang;
use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    write(&folder.join("fr"), &fixture::report(), Lang::Fr)?;
    write(&folder.join("en"), &fixture::report(), Lang::En)?;
    write(&folder.join("harmless"), &hostile::saying("250 ok"), Lang::Fr)?;
    for (number, words) in (1..).zip(hostile::HOSTILE) {
        write(&folder.join(format!("hostile-{number}")), &hostile::saying(words), Lang::Fr)?;
    }
    Ok(())
}

fn write(folder: &Path, report: &Report, lang: Lang) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    for renderer in RENDERERS {
        std::fs::write(folder.join(renderer.file), (renderer.render)(report, lang)?)?;
    }
    Ok(())
}
