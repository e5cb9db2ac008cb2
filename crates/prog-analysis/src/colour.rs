//! The computed colour of a program or a part of it, from facts that others have counted. It stands beside the colour
//! that the owner states and never replaces it.

/// Red, amber or green; a later one is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Colour {
    /// Nothing speaks against it.
    #[default]
    Green,
    /// Something needs a look.
    Amber,
    /// Something needs action.
    Red,
}

impl Colour {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

/// How many of each thing that makes a colour there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Due dates that cannot be met.
    pub impossible_dates: usize,
    /// Outcomes off track.
    pub off_track: usize,
    /// Extreme risks without a mitigation.
    pub extreme_unmitigated: usize,
    /// Things past their date.
    pub overdue: usize,
    /// Outcomes at risk.
    pub at_risk: usize,
    /// High risks without a mitigation.
    pub high_unmitigated: usize,
}

impl Facts {
    /// The colour that these facts make.
    pub fn colour(&self) -> Colour {
        if self.impossible_dates + self.off_track + self.extreme_unmitigated > 0 {
            Colour::Red
        } else if self.overdue + self.at_risk + self.high_unmitigated > 0 {
            Colour::Amber
        } else {
            Colour::Green
        }
    }
}

/// The worst of several colours; green if there are none.
pub fn worst(colours: impl IntoIterator<Item = Colour>) -> Colour {
    colours.into_iter().max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_makes_its_colour() {
        assert_eq!(Facts::default().colour(), Colour::Green);
        let red = [
            Facts { impossible_dates: 1, ..Facts::default() },
            Facts { off_track: 1, overdue: 3, ..Facts::default() },
            Facts { extreme_unmitigated: 2, ..Facts::default() },
        ];
        assert_eq!(red.map(|facts| facts.colour()), [Colour::Red; 3]);
        let amber = [
            Facts { overdue: 1, ..Facts::default() },
            Facts { at_risk: 1, ..Facts::default() },
            Facts { high_unmitigated: 1, ..Facts::default() },
        ];
        assert_eq!(amber.map(|facts| facts.colour()), [Colour::Amber; 3]);
    }

    #[test]
    fn the_worst_of_parts() {
        assert_eq!(worst([Colour::Green, Colour::Red, Colour::Amber]), Colour::Red);
        assert_eq!(worst([]), Colour::Green);
    }
}
