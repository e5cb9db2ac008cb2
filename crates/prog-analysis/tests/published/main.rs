//! The schedule against published project networks, which are other people's and no part of the project.
//!
//! They are built only with the feature `published`, for whoever has the folder that `PROG_PUBLIC_DATA` names, or `shared/data` beside the
//! workspace: `cargo test -p prog-analysis --features published`. `.ci/run` does where the folder is. What has to hold everywhere stands
//! in `textbook.rs` and `oracle.rs` of the other tests.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use prog_analysis::{Calendar, Day, Item, Link, LinkKind, Network, schedule};

fn data(name: &str) -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("PROG_PUBLIC_DATA").map_or_else(beside, PathBuf::from).join(name);
    assert!(folder.exists(), "no {name}: set PROG_PUBLIC_DATA to the folder that holds it");
    folder
}

fn rows(path: &Path) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

/// Patterson's format: jobs and resources; capacities; then per job its duration, its use of each resource, the number of
/// its successors and their numbers, counted from 1.
fn patterson(text: &str) -> (Vec<Item>, Vec<Link>) {
    let mut numbers = text.split_whitespace().map(|word| word.parse::<i64>().unwrap());
    let mut next = || numbers.next().unwrap();
    let (jobs, resources) = (next(), next());
    (0..resources).for_each(|_| _ = next());
    let (mut items, mut links) = (Vec::new(), Vec::new());
    for job in 0..jobs as u32 {
        items.push(Item::task(next()));
        (0..resources).for_each(|_| _ = next());
        for _ in 0..next() {
            links.push(Link::after(job, next() as u32 - 1));
        }
    }
    (items, links)
}

#[test]
fn psplib() {
    let folder = data("psplib");
    let mut truth: HashMap<String, Vec<[i64; 7]>> = HashMap::new();
    for row in rows(&folder.join("truth.csv")) {
        let numbers = std::array::from_fn(|i| row[i + 2].parse().unwrap());
        truth.entry(row[0].to_owned()).or_default().push(numbers);
    }
    let published = rows(&folder.join("published.csv"));
    assert!(!published.is_empty());
    let calendar = Calendar::default();
    let mut activities = 0;
    for row in &published {
        let text = std::fs::read_to_string(folder.join(format!("{}.rcp", &row[0]))).unwrap();
        let (items, links) = patterson(&text);
        let network =
            Network { calendar: &calendar, start: 20_465, today: 20_465, items: &items, links: &links };
        let plan = schedule(&network);
        assert_eq!(plan.length.to_string(), row[1], "length of {}", &row[0]);
        assert_eq!(truth[&row[0]].len(), items.len());
        for (number, (placed, truth)) in plan.items.iter().zip(&truth[&row[0]]).enumerate() {
            let ours = [
                placed.ef - placed.es,
                placed.es,
                placed.ef,
                placed.ls,
                placed.lf,
                placed.slack(),
                placed.free_slack,
            ];
            assert_eq!(ours, *truth, "activity {} of {}", number + 1, &row[0]);
            activities += 1;
        }
    }
    eprintln!("{} networks, {activities} activities agree", published.len());
}

/// Days since 1970-01-01 (Howard Hinnant's `days_from_civil`).
fn day(date: &str) -> Day {
    let mut parts = date.split('-').map(|part| part.parse::<Day>().unwrap());
    let (year, month, day) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// A release plan as TaskJuggler scheduled it. Its links are given without their gaps, and the plan works some weekends;
/// so we first see how far the bare links get, and then, with each gap as a lag, want every start to agree.
#[test]
fn fedora() {
    let path = data("fedora20_tasks.csv");
    let all = rows(&path);
    let leaf = |id: &str| !all.iter().any(|row| row[0].starts_with(&format!("{id}.")));
    let tasks: Vec<_> = all.iter().filter(|row| leaf(&row[0])).collect();
    let within = |id: &str| {
        let inside = format!("{id}.");
        (0..tasks.len())
            .filter(|t| &tasks[*t][0] == id || tasks[*t][0].starts_with(&inside))
            .collect::<Vec<_>>()
    };
    let calendar = Calendar::default();
    let (from, to) = (|task: usize| day(&tasks[task][2]), |task: usize| day(&tasks[task][3]));
    let start = (0..tasks.len()).map(from).min().unwrap();
    let at = |day: Day| calendar.between(start, day);
    let (mut bare, mut lagged, mut contradicted) = (Vec::new(), Vec::new(), 0);
    let mut items = Vec::new();
    for (number, task) in tasks.iter().enumerate() {
        let after: Vec<usize> = task[5].split_whitespace().flat_map(within).collect();
        // What starts on a weekend was put there by hand, and works its free days.
        let free = i64::from(calendar.on_or_after(from(number)) - from(number));
        let days = calendar.between(from(number), to(number));
        let item = Item::task(if days > 0 { days + free } else { 0 });
        items.push(if after.is_empty() || free > 0 { item.not_before(from(number)) } else { item });
        for before in after {
            let gap = at(from(number)) - at(to(before));
            contradicted += usize::from(gap < 0);
            bare.push(Link::after(before as u32, number as u32));
            lagged.push(Link::new(before as u32, number as u32, LinkKind::FinishToStart, gap));
        }
    }
    let run = |links: &[Link]| {
        schedule(&Network { calendar: &calendar, start, today: start, items: &items, links })
    };
    let plan = run(&bare);
    let same = |task: &usize| plan.items[*task].es == at(from(*task));
    let bare = (0..tasks.len()).filter(same).count();
    let late = (0..tasks.len()).filter(|task| plan.items[*task].es > at(from(*task))).count();
    assert_eq!((late, contradicted), (0, 0), "no published start contradicts its links");
    let plan = run(&lagged);
    for (task, placed) in plan.items.iter().enumerate() {
        let published = (at(from(task)), at(to(task)));
        assert_eq!((placed.es, placed.ef), published, "with the gaps all agree: {}", &tasks[task][0]);
    }
    eprintln!("{} tasks: {bare} start as published by bare links, all with their gaps as lags", tasks.len());
    // TaskJuggler puts what takes no time on the morning after its predecessor, we put it on the day that one ends.
    for (task, placed) in plan.items.iter().enumerate() {
        let (ours, theirs) = (placed.start, from(task));
        let event = items[task].duration == 0 && ours == calendar.on_or_before(theirs - 1);
        assert!(ours == theirs || event, "{} starts on {ours}, not {theirs}", &tasks[task][0]);
    }
}
