//! The forecast against closed forms, against the schedule, and against itself on other numbers of threads.

use prog_analysis::forecast::{Influence, Source};
use prog_analysis::{
    Calendar, Day, Forecast, Item, Link, LinkKind, Network, Question, Spread, State, Threat, forecast,
    schedule,
};

const MONDAY: Day = 20_465;
const RUNS: u32 = 200_000;

/// A network with what a forecast adds to it.
#[derive(Default)]
struct Case {
    items: Vec<Item>,
    links: Vec<Link>,
    estimates: Vec<Spread>,
    threats: Vec<Threat>,
    watch: Vec<(u32, Option<Day>)>,
}

impl Case {
    /// One task after the other.
    fn chain(estimates: &[Spread]) -> Self {
        let links = (1..estimates.len() as u32).map(|n| Link::after(n - 1, n)).collect();
        Self { links, ..Self::beside(estimates) }
    }

    /// Tasks beside each other.
    fn beside(estimates: &[Spread]) -> Self {
        let items = estimates.iter().map(|spread| Item::task(spread.mean().round() as i64)).collect();
        Self { items, estimates: estimates.to_vec(), ..Self::default() }
    }

    fn threat(mut self, probability: f64, delay: Spread, hits: &[u32]) -> Self {
        self.threats.push(Threat { probability, delay, hits: hits.to_vec() });
        self
    }

    fn ask(&self, runs: u32, seed: u64, cancelled: &(dyn Fn() -> bool + Sync)) -> Option<Forecast> {
        let calendar = Calendar::default();
        let (items, links) = (&self.items, &self.links);
        let network = Network { calendar: &calendar, start: MONDAY, today: MONDAY + 7, items, links };
        let question = Question {
            network: &network,
            estimates: &self.estimates,
            threats: &self.threats,
            watch: &self.watch,
            runs,
            seed,
        };
        forecast(&question, &schedule(&network), cancelled)
    }

    fn run(&self) -> Forecast {
        self.ask(RUNS, 7, &|| false).unwrap()
    }
}

/// Within five standard errors.
#[track_caller]
fn close(got: f64, wanted: f64, deviation: f64) {
    let error = 5.0 * deviation / f64::from(RUNS).sqrt();
    assert!((got - wanted).abs() <= error, "{got} is not {wanted} ± {error}");
}

#[test]
fn a_chain_of_pert_estimates() {
    let estimates: Vec<Spread> =
        (0..40).map(|n| Spread::Pert(2.0, 3.0 + f64::from(n % 5), 9.0 + f64::from(n))).collect();
    let out = Case::chain(&estimates).run();
    let mean: f64 = estimates.iter().map(Spread::mean).sum();
    let variance: f64 = estimates.iter().map(Spread::variance).sum();
    close(out.finish.mean, mean, variance.sqrt());
    // The variance of a sample variance of something nearly normal is 2σ⁴ ÷ n.
    close(out.finish.deviation.powi(2), variance, 2f64.sqrt() * variance);
    close(out.quantile(0.5), mean, 4.0 * variance.sqrt());
    assert_eq!(out.critical, vec![1.0; 40], "in a chain everything is critical");
    assert_eq!(out.runs, RUNS);
}

#[test]
fn two_parallel_paths() {
    // The later of two uniform ones on [0, 6] lies at 4 on average.
    let out = Case::beside(&[Spread::Uniform(0.0, 6.0), Spread::Uniform(0.0, 6.0)]).run();
    close(out.finish.mean, 4.0, 2f64.sqrt());
    close(out.finish.deviation.powi(2), 2.0, 2.5);
    out.critical.iter().for_each(|critical| close(*critical, 0.5, 0.5));
    // Likely = low makes 10·β(1, 5): the later of two has the mean 10·(2/6 − 1/11).
    let pert = Spread::Pert(0.0, 0.0, 10.0);
    let out = Case::beside(&[pert, pert]).run();
    close(out.finish.mean, 10.0 * (2.0 / 6.0 - 1.0 / 11.0), 1.6);
    // Of two unequal certain ones only the longer matters.
    let out = Case::beside(&[Spread::Certain(3.0), Spread::Certain(4.0)]).run();
    assert_eq!((out.finish.mean, out.critical), (4.0, vec![0.0, 1.0]));
}

#[test]
fn risks() {
    let out = Case::chain(&[Spread::Certain(5.0)]).threat(1.0, Spread::Certain(3.0), &[0]).run();
    assert_eq!((out.finish.mean, out.finish.deviation), (8.0, 0.0));
    assert_eq!((out.finish.p50.at, out.finish.p50.day), (8, MONDAY + 9));
    let mut case = Case::chain(&[Spread::Certain(5.0)]).threat(0.3, Spread::Certain(3.0), &[0]);
    // Due on the Friday on which it ends if nothing happens, on the Wednesday after, and before it can.
    case.watch = vec![(0, Some(MONDAY + 4)), (0, Some(MONDAY + 9)), (0, Some(MONDAY + 3)), (0, None)];
    let out = case.run();
    close(out.finish.mean, 5.9, 3.0 * 0.21f64.sqrt());
    close(out.watched[0].in_time.unwrap(), 0.7, 0.21f64.sqrt());
    let others = [1, 2, 3].map(|watched: usize| out.watched[watched].in_time);
    assert_eq!(others, [Some(1.0), Some(0.0), None]);
    let days = [out.watched[0].outlook.p50, out.watched[0].outlook.p80].map(|q| (q.at, q.day - MONDAY));
    assert_eq!(days, [(5, 4), (8, 9)]);
    // One draw delays both, so that parallel work is not delayed twice over.
    let both = [Spread::Certain(5.0), Spread::Certain(5.0)];
    let out = Case::beside(&both).threat(1.0, Spread::Pert(1.0, 2.0, 9.0), &[0, 1, 99]).run();
    close(out.finish.mean, 5.0 + 3.0, 1.4);
    assert_eq!(out.critical, [1.0, 1.0]);
    let out = Case::beside(&both).threat(0.0, Spread::Certain(9.0), &[0]).run();
    assert_eq!(out.finish.mean, 5.0);
}

#[test]
fn a_delayed_milestone_delays_what_follows() {
    let mut case = Case::chain(&[Spread::Certain(2.0), Spread::Certain(0.0), Spread::Certain(1.0)]);
    case = case.threat(1.0, Spread::Certain(4.0), &[1]);
    assert_eq!(case.run().finish.mean, 7.0);
}

#[test]
fn what_drives_the_finish() {
    let estimates = [Spread::Uniform(10.0, 20.0), Spread::Uniform(5.0, 7.0), Spread::Certain(3.0)];
    let out = Case::chain(&estimates).threat(0.25, Spread::Certain(6.0), &[1, 2]).run();
    let [first, second, third] = out.influences[..] else { panic!("{:?}", out.influences) };
    let check = |influence: Influence, source, swing: f64, share: f64| {
        assert_eq!(influence.source, source);
        assert!((influence.swing - swing).abs() < 0.1, "{influence:?}");
        assert!((influence.correlation.powi(2) - share).abs() < 0.01, "{influence:?}");
    };
    // The threat costs six days twice; variances 27, 100 ÷ 12, 4 ÷ 12 make the whole.
    let whole = 27.0 + 100.0 / 12.0 + 4.0 / 12.0;
    check(first, Source::Threat(0), 12.0, 27.0 / whole);
    check(second, Source::Item(0), 8.0, 100.0 / 12.0 / whole);
    check(third, Source::Item(1), 1.6, 4.0 / 12.0 / whole);
}

#[test]
fn the_same_on_any_number_of_threads() {
    let estimates: Vec<Spread> = (1..30).map(|n| Spread::Pert(1.0, f64::from(n), 60.0)).collect();
    let mut case = Case::chain(&estimates).threat(0.5, Spread::Uniform(0.0, 50.0), &[3, 9]);
    case.links.retain(|link| link.to % 3 != 0);
    case.watch = vec![(4, Some(MONDAY + 60)), (28, None)];
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| case.ask(20_001, 42, &|| false)).unwrap()
    };
    let one = on(1);
    assert_eq!(one.finishes.len(), 20_001);
    assert_eq!(format!("{one:?}"), format!("{:?}", on(2)));
    assert_eq!(format!("{one:?}"), format!("{:?}", on(7)));
    assert_ne!(one.finishes, case.ask(20_001, 43, &|| false).unwrap().finishes);
}

#[test]
fn a_cancelled_forecast_has_no_answer() {
    let case = Case::chain(&[Spread::Uniform(1.0, 2.0)]);
    assert!(case.ask(5_000, 1, &|| true).is_none());
    let asked = std::sync::atomic::AtomicU32::new(0);
    let later = || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 3;
    assert!(case.ask(100_000, 1, &later).is_none());
}

/// Without anything uncertain the forecast says what the schedule says, for every item.
#[test]
fn certain_networks_run_as_scheduled() {
    use LinkKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
    let items = vec![
        Item::task(3).state(State::Done { started: Some(MONDAY - 7), finished: Some(MONDAY + 2) }),
        Item::task(8).state(State::Running { started: Some(MONDAY + 1), progress: Some(60.0) }),
        Item::dependency(Some(MONDAY + 20)),
        Item::task(3).not_before(MONDAY + 12),
        Item::task(4),
        Item::milestone(),
        Item::task(2).not_before(MONDAY + 8),
        Item { role: prog_analysis::schedule::Role::Out, ..Item::task(99) },
        Item::task(5),
        Item::task(1),
    ];
    let links = vec![
        Link::after(0, 1),
        Link::new(1, 4, StartToStart, 9),
        Link::new(2, 5, FinishToStart, -2),
        Link::new(4, 6, FinishToFinish, 1),
        Link::new(3, 8, StartToFinish, 3),
        Link::after(7, 8),
        Link::new(6, 5, StartToStart, 0),
        Link::after(8, 9),
        Link::after(9, 8),
    ];
    let watch = (0..items.len() as u32).map(|item| (item, Some(MONDAY + 11))).collect();
    let case = Case { items, links, watch, ..Case::default() };
    let calendar = Calendar::default();
    let (items, links) = (&case.items, &case.links);
    let plan = schedule(&Network { calendar: &calendar, start: MONDAY, today: MONDAY + 7, items, links });
    let out = case.ask(100, 1, &|| false).unwrap();
    assert_eq!((out.finish.p95.at, out.finish.p95.day), (plan.length, plan.finish));
    for (placed, watched) in plan.items.iter().zip(&out.watched).filter(|(placed, _)| !placed.out) {
        let outlook = &watched.outlook;
        assert_eq!((outlook.p50.at, outlook.p95.day), (placed.ef, placed.finish), "item {}", watched.item);
        assert_eq!(outlook.mean, placed.ef as f64);
        let in_time = f64::from(placed.finish <= MONDAY + 11);
        assert_eq!(watched.in_time, Some(in_time), "item {}", watched.item);
    }
    assert_eq!(out.histogram(10).len(), 1);
}

#[test]
fn histograms_hold_every_run() {
    let out = Case::chain(&[Spread::Uniform(0.01, 100.0)]).run();
    let bars = out.histogram(20);
    assert_eq!((bars.len(), bars[0].first, bars[19].last), (20, 1, 100));
    assert_eq!(bars.iter().map(|bar| bar.runs).sum::<u32>(), RUNS);
    bars.iter().for_each(|bar| close(f64::from(bar.runs) / f64::from(RUNS), 0.05, 0.22));
}

#[test]
fn nothing_to_forecast() {
    let out = Case::default().run();
    assert_eq!((out.finish.mean, out.finish.p95.at, out.histogram(5).len()), (0.0, 0, 1));
    let mut case = Case::chain(&[Spread::Pert(f64::NAN, 1.0, 2.0), Spread::Certain(f64::INFINITY)]);
    case.watch = vec![(55, Some(MONDAY))];
    case = case.threat(f64::NAN, Spread::Uniform(-5.0, -1.0), &[0]);
    assert!(case.run().finish.mean.is_finite());
}
