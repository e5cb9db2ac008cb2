//! `progc check`: reads the workspace, runs the rules, prints or mends what was found.

mod known;
mod repository;
mod settings;
mod watch;

use crate::args::{Args, CheckArgs, FailOn, Format};
use crate::commands::day;
use crate::discover::{self, Home};
use crate::fixes;
use crate::load::{self, Loaded, Sources};
use crate::output;
use crate::problem;
use crate::unread::{self, Unread};
use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use prog_diagnostics::baseline::Baseline;
use prog_diagnostics::render::{self, HumanOptions};
use prog_diagnostics::{Diagnostic, Level, Report, RuleInfo, Summary};
use prog_model::Workspace;
use prog_model::config::Config;
use prog_model::dates::{Day, iso};
use prog_rules::{Engine, Options, mend};
use repository::InRepository;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs `progc check`.
pub fn run(check: &CheckArgs, args: &Args) -> Result<ExitCode> {
    for rule in check.select.iter().chain(&check.ignore) {
        known_rule(rule)?;
    }
    format(check)?;
    if check.statistics && check.format.is_some_and(|format| format != Format::Human) {
        bail!("`--statistics` prints a table for people; leave out `--format`, or leave out `--statistics`");
    }
    let home = match reads_stdin(&check.paths)? {
        true => home_of_typed(check)?,
        false => discover::home(&check.paths)?,
    };
    if check.show_settings {
        return settings::show(&home.root);
    }
    if check.watch {
        return watch::run(check, args, &home);
    }
    once(check, args, &home)
}

/// The format that was asked for, on the command line or around it. A variable that is set to nothing counts as not set.
fn format(check: &CheckArgs) -> Result<Format> {
    let set = std::env::var("PROGC_FORMAT").unwrap_or_default();
    match (check.format, set.as_str()) {
        (Some(format), _) => Ok(format),
        (None, "") => Ok(Format::Human),
        (None, word) => Format::from_str(word, true).map_err(|_| {
            let all = Format::value_variants().iter().filter_map(Format::to_possible_value);
            let all: Vec<String> = all.map(|v| v.get_name().to_owned()).collect();
            anyhow!("`{word}` in PROGC_FORMAT is not a format; use one of {}", all.join(", "))
        }),
    }
}

/// Rules that are asked for by name have to exist.
pub fn known_rule(name: &str) -> Result<()> {
    if prog_rules::find(name).is_some() {
        return Ok(());
    }
    let near = prog_model::suggest::nearest(name, prog_rules::ALL.iter().map(|r| r.name), 3);
    let help = prog_model::suggest::did_you_mean(&near)
        .unwrap_or_else(|| "Run `progc rules` to see all rules".into());
    bail!("there is no rule called `{name}`. {help}")
}

fn home_of_typed(check: &CheckArgs) -> Result<Home> {
    let beside = check.stdin_filename.as_deref().and_then(existing_folder);
    discover::home(&beside.into_iter().collect::<Vec<_>>())
}

/// Whether standard input is to be read. What stands beside it would go unseen, so nothing may.
pub fn reads_stdin(paths: &[PathBuf]) -> Result<bool> {
    let typed = paths.iter().filter(|p| *p == Path::new("-")).count();
    if typed > 0 && typed < paths.len() {
        bail!("`-` reads standard input and takes no other path beside it; run progc once for each");
    }
    Ok(typed > 0)
}

/// The nearest folder above a path that may not exist.
pub fn existing_folder(path: &Path) -> Option<PathBuf> {
    let full = std::path::absolute(path).ok()?;
    full.ancestors().skip(1).find(|a| a.is_dir()).map(Path::to_owned)
}

/// Standard input as text.
pub fn stdin() -> Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
    match crate::files::text(&bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(unreadable) => bail!("standard input: {}. {}", unreadable.message, unreadable.help),
    }
}

fn once(check: &CheckArgs, args: &Args, home: &Home) -> Result<ExitCode> {
    let root = &*home.root;
    let today = day(check.clock.as_of.as_deref())?;
    let typed = if reads_stdin(&check.paths)? { Some(stdin()?) } else { None };
    let name = check.stdin_filename.as_deref().unwrap_or(Path::new("stdin.prog"));
    let name = discover::name_in(root, name)?;
    let instead = typed.as_deref().map(|text| (name.as_str(), text));
    let options = options(check, today);
    let mut settings = load::settings(root);
    let mut unread = Unread::default().and_settings(&settings);
    let mut done = mend::Done::default();
    if check.fix && typed.is_none() {
        fixes::mend_settings(&mut settings, &options, &mut done);
        if !check.diff {
            unread = Unread::default().and_settings(&settings);
        }
    }
    let Loaded { settings, workspace } = load::load_with(home, settings, instead, args.quiet);
    let scope = Scope::new(check, root, typed.as_ref().map(|_| &*name));
    if !args.quiet {
        scope.note_unread(check, &workspace);
    }
    let unread = unread.and_files(&workspace, |path| scope.holds(path));
    let mut engine = Engine::new(workspace, settings.config.clone(), options);
    if check.fix && typed.is_none() && settings.must_hold().is_err() {
        anstream::eprintln!("note: no spec is mended as long as `progc.toml` does not hold as a whole");
    } else if check.fix {
        mend::mend(&mut engine, check.suggested, |path| scope.holds(path), &mut done);
    }
    let sources = Sources { workspace: engine.workspace(), config: settings.text.as_deref() };
    if check.fix && check.diff {
        let code = fixes::show(&done)?;
        unread.note(&[], &sources, "");
        return Ok(unread.or(code));
    }
    // Where the text itself goes to standard output, what is left to say of it stands aside.
    let aside = check.fix && typed.is_some();
    match aside {
        true => fixes::print(&engine, &name)?,
        false => fixes::write(root, &done, args.quiet)?,
    }
    let mut findings = settings.heard(engine.options());
    findings.extend(engine.all_findings());
    use prog_diagnostics::Files;
    findings.retain(|f| f.place.file == load::CONFIG_FILE || scope.holds(sources.path(f.place.file)));
    let declarations = engine.workspace().files().map(|(_, f)| f.decls.len()).sum();
    let files = engine.workspace().files().count();
    let (config, scope) = (&*settings.config, &scope);
    let seen = Seen { root, config, scope, aside, findings, unread, sources, today, declarations, files };
    let code = seen.finish(check, args);
    if !check.watch {
        // The process ends here: taking a large model apart piece by piece would only cost time.
        std::mem::forget(engine);
    }
    code
}

fn options(check: &CheckArgs, today: Day) -> Options {
    Options { today, no_clock: check.no_clock, select: check.select.clone(), ignore: check.ignore.clone() }
}

/// Which files are reported on.
enum Scope<'a> {
    All,
    /// What was typed into standard input.
    Typed(&'a str),
    /// Files and folders that were named, relative to the workspace.
    Named(Vec<String>),
}

impl<'a> Scope<'a> {
    fn new(check: &CheckArgs, root: &Path, typed: Option<&'a str>) -> Self {
        if let Some(typed) = typed {
            return Self::Typed(typed);
        }
        if check.paths.is_empty() {
            return Self::All;
        }
        let full = |p: &PathBuf| std::fs::canonicalize(p).unwrap_or_else(|_| p.clone());
        Self::Named(check.paths.iter().map(|p| discover::relative(root, &full(p))).collect())
    }

    fn holds(&self, path: &str) -> bool {
        match self {
            Self::All => true,
            Self::Typed(typed) => path == *typed,
            Self::Named(named) => named.iter().any(|n| {
                // The workspace itself is an empty path.
                let rest = path.strip_prefix(n.as_str());
                n.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }),
        }
    }

    /// Whether these are all files of the workspace that is checked without a path.
    fn is_whole(&self, root: &Path) -> bool {
        match self {
            Self::All => true,
            Self::Typed(_) => false,
            Self::Named(named) => {
                named.iter().any(String::is_empty) && discover::here().is_ok_and(|here| here == root)
            }
        }
    }

    /// Files that were named and yet are not checked: nobody should take silence about them for praise.
    fn note_unread(&self, check: &CheckArgs, workspace: &Workspace) {
        let Self::Named(named) = self else { return };
        for (path, name) in check.paths.iter().zip(named) {
            if path.is_file() && workspace.file_id(name).is_none() {
                let why = match path.extension().is_some_and(|e| e == "prog") {
                    true => "git ignores it, or `exclude` in `progc.toml` leaves it out",
                    false => "its name does not end in `.prog`",
                };
                anstream::eprintln!("note: `{}` is not checked: {why}", path.display());
            }
        }
    }
}

/// What one pass found.
struct Seen<'a> {
    root: &'a Path,
    config: &'a Config,
    scope: &'a Scope<'a>,
    /// To standard error.
    aside: bool,
    findings: Vec<Diagnostic>,
    unread: Unread,
    sources: Sources<'a>,
    today: Day,
    declarations: usize,
    files: usize,
}

impl Seen<'_> {
    fn finish(mut self, check: &CheckArgs, args: &Args) -> Result<ExitCode> {
        prog_diagnostics::sort(&mut self.findings, &self.sources);
        if let Some(path) = &check.write_baseline {
            self.findings.retain(|f| !unread::is_about(f.rule));
            let baseline = Baseline::of(&self.findings, &self.sources);
            output::write(path, baseline.to_json().as_bytes())?;
            if !args.quiet {
                let known = output::count(baseline.len(), "known finding");
                anstream::eprintln!("wrote {known} to {}", path.display());
            }
            self.unread.note(&[], &self.sources, "");
            return Ok(self.unread.or(ExitCode::SUCCESS));
        }
        if let Some(path) = &check.baseline {
            known::leave_out(path, &mut self, check, args)?;
        }
        let text = self.render(check, args)?;
        match &check.output_file {
            None if self.aside => anstream::eprint!("{text}"),
            // Who reads no further (`progc check | head`) has no other findings.
            file => match output::print_or_write(&text, file.as_deref()) {
                Err(error) if problem::is_closed_pipe(&error) => {}
                printed => printed?,
            },
        }
        self.unread.note(&self.findings, &self.sources, "");
        Ok(self.unread.or(exit_code(&self.findings, check.fail_on)))
    }

    fn render(&self, check: &CheckArgs, args: &Args) -> Result<String> {
        let format = format(check)?;
        // Only there the whole page of a rule is shown.
        let page = |rule| if format == Format::Sarif { prog_rules::markdown(rule, 3) } else { String::new() };
        let pages: Vec<(String, String)> =
            prog_rules::ALL.iter().map(|r| (page(r), prog_rules::url(r.name))).collect();
        let rules: Vec<RuleInfo<'_>> = prog_rules::ALL
            .iter()
            .zip(&pages)
            .map(|(rule, (page, url))| RuleInfo {
                name: rule.name,
                summary: rule.summary,
                help_markdown: page,
                level: rule.level,
                url,
                question: rule.question,
            })
            .collect();
        let today = iso(self.today);
        let report = Report {
            diagnostics: &self.findings,
            files: &self.sources,
            rules: &rules,
            summary: Summary::of(&self.findings, self.files, self.declarations),
            as_of: Some(&today),
        };
        if check.statistics {
            return Ok(render::statistics(&report));
        }
        let hosts = matches!(format, Format::Sarif | Format::Github | Format::Gitlab);
        let named = if hosts { self.findings.as_slice() } else { &[] };
        let in_repository = InRepository::new(self.root, &self.sources, named);
        let hosted = Report { files: &in_repository, ..report };
        let on_stream = if self.aside { args.color.on_stderr() } else { args.color.on_stdout() };
        let color = check.output_file.is_none() && on_stream;
        Ok(match format {
            Format::Human => render::human(&report, HumanOptions { color, width: output::width() }),
            Format::Concise => render::concise(&report),
            Format::Json => render::json(&report),
            Format::Jsonl => render::jsonl(&report),
            Format::Sarif => render::sarif(
                &hosted,
                render::SarifOptions {
                    version: env!("CARGO_PKG_VERSION"),
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                },
            ),
            Format::Github => render::github(&hosted),
            Format::Gitlab => render::gitlab(&hosted),
            Format::Junit => render::junit(&report, render::JunitOptions { fail_on: least(check.fail_on) }),
        })
    }
}

fn least(fail_on: FailOn) -> Option<Level> {
    match fail_on {
        FailOn::Error => Some(Level::Error),
        FailOn::Warning => Some(Level::Warning),
        FailOn::Info => Some(Level::Info),
        FailOn::Never => None,
    }
}

/// 1 where something is at or above the level, else 0.
fn exit_code(findings: &[Diagnostic], fail_on: FailOn) -> ExitCode {
    let fails = least(fail_on).is_some_and(|least| findings.iter().any(|f| f.level >= least));
    ExitCode::from(u8::from(fails))
}
