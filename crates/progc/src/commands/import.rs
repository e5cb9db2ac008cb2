//! `progc import`: reads what people already have, and says what could not be carried over.

use crate::args::{Args, DateOrderArg, ImportArgs, ImportFrom, Rows};
use crate::{check, files, output};
use anyhow::{Result, bail};
use prog_import::{BackstageOptions, CsvOptions, DateOrder, Imported, RowKind};
use std::path::Path;
use std::process::ExitCode;

pub fn run(import: &ImportArgs, args: &Args) -> Result<ExitCode> {
    let texts = import.files.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?;
    let inputs: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let imported = match import.from {
        ImportFrom::Csv => csv(&inputs, &csv_options(import)?)?,
        ImportFrom::Backstage => {
            prog_import::import_backstage(&inputs, &BackstageOptions { stubs: import.stubs })
        }
    };
    if !args.quiet {
        say(&imported);
    }
    if imported.declarations == 0 {
        bail!("nothing could be imported; what was read, and what is missing, is said above");
    }
    output::print_or_write(&imported.text, import.output_file.as_deref())?;
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<(String, String)> {
    if path == Path::new("-") {
        return Ok(("standard input".into(), check::stdin()?));
    }
    match files::read(path) {
        Ok(text) => Ok((path.display().to_string(), text.to_string())),
        Err(unreadable) => bail!("`{}`: {}. {}", path.display(), unreadable.message, unreadable.help),
    }
}

fn csv(inputs: &[(&str, &str)], options: &CsvOptions) -> Result<Imported> {
    let imported = prog_import::import_csv(inputs, options);
    match prog_import::wrongly_told(options, &imported.mappings) {
        Some(what) => bail!("--map: {what}"),
        None => Ok(imported),
    }
}

fn csv_options(import: &ImportArgs) -> Result<CsvOptions> {
    let mut map = Vec::new();
    for pair in &import.map {
        let Some((field, column)) = pair.split_once('=') else {
            bail!("`{pair}` is not a mapping; write `field=Column`, such as `owner=Responsible`");
        };
        map.push((field.trim().to_owned(), column.trim().to_owned()));
    }
    let kind = import.rows.map(|rows| match rows {
        Rows::Risk => RowKind::Risk,
        Rows::Task => RowKind::Task,
        Rows::Milestone => RowKind::Milestone,
        Rows::System => RowKind::System,
        Rows::Link => RowKind::Link,
    });
    let dates = import.dates.map(|order| match order {
        DateOrderArg::Dmy => DateOrder::DayFirst,
        DateOrderArg::Mdy => DateOrder::MonthFirst,
    });
    Ok(CsvOptions { kind, map, dates, stubs: import.stubs })
}

fn say(imported: &Imported) {
    for mapping in &imported.mappings {
        anstream::eprintln!("{mapping}");
    }
    for note in &imported.notes {
        anstream::eprintln!("{}:{}: {}", note.file, note.line, note.message);
    }
    let declarations = output::count(imported.declarations, "declaration");
    anstream::eprintln!("{declarations} written, {}", output::count(imported.notes.len(), "note"));
}
