//! The parts that every view is made of for people: texts, tables and bars. What they look like is decided in
//! [`crate::render`]; what they hold, in [`crate::views`].

/// One part of a view.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading within the view.
    Heading(String),
    /// A sentence or two.
    Text(String),
    /// One sentence after the other, each on its own.
    List(Vec<Cell>),
    /// Rows and columns.
    Table(Table),
    /// Bars side by side.
    Bars(Bars),
}

/// How a text is to be taken. Never said by colour alone: the text says it too.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    /// As any other.
    #[default]
    Plain,
    /// Less important.
    Muted,
    /// More important.
    Strong,
    /// Well.
    Good,
    /// Needs a look.
    Watch,
    /// Needs action.
    Bad,
    /// Needs action now.
    Worst,
}

/// The content of one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says; may have several lines.
    pub text: String,
    /// How it is to be taken.
    pub tone: Tone,
}

impl Cell {
    /// A text with its tone.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

impl<T: ToString> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text.to_string(), Tone::Plain)
    }
}

/// Which side a column's texts stand on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Align {
    /// Texts.
    #[default]
    Left,
    /// Numbers.
    Right,
    /// Marks.
    Centre,
}

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading for people.
    pub head: &'static str,
    /// Its heading for machines (CSV).
    pub key: &'static str,
    /// Which side its texts stand on.
    pub align: Align,
    /// Left out where there is no room, the highest first; 0 stays.
    pub give: u8,
    /// For machines only.
    pub hidden: bool,
    /// Its words may be broken before another column is left out: paths of files.
    pub breaks: bool,
}

impl Column {
    /// A column that always stays.
    pub const fn new(head: &'static str, key: &'static str) -> Self {
        Self { head, key, align: Align::Left, give: 0, hidden: false, breaks: false }
    }

    /// The column that says where something stands.
    pub const fn place() -> Self {
        Self::new("Where", "where").breaks()
    }

    /// A column whose words may be broken before another column is left out.
    pub const fn breaks(mut self) -> Self {
        self.breaks = true;
        self
    }

    /// A column of numbers.
    pub const fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    /// A column of marks.
    pub const fn centre(mut self) -> Self {
        self.align = Align::Centre;
        self
    }

    /// A column that is left out where there is no room, the highest first.
    pub const fn give(mut self, give: u8) -> Self {
        self.give = give;
        self
    }

    /// A column for machines only.
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }
}

/// Rows and columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// What to declare so that there is something to show.
    pub empty: String,
    /// The columns' headings where they are not known beforehand, such as the names of options.
    pub heads: Vec<String>,
    /// Every cell is framed: a matrix, not a list.
    pub grid: bool,
    /// Drawn for people only; CSV takes the first table that is not.
    pub picture: bool,
}

impl Table {
    /// A table with these columns; `empty` says what to declare when it has no rows.
    pub fn new(columns: Vec<Column>, empty: impl Into<String>) -> Self {
        Self { columns, empty: empty.into(), ..Self::default() }
    }

    /// The heading of a column for people.
    pub fn head(&self, column: usize) -> &str {
        self.heads.get(column).map_or(self.columns[column].head, |h| h)
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell per column");
        self.rows.push(cells);
    }
}

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What stands before it.
    pub label: String,
    /// Where it starts and ends, 0 to 1.
    pub span: (f64, f64),
    /// What stands after it.
    pub value: String,
    /// How it is to be taken.
    pub tone: Tone,
}

/// Bars side by side.
#[derive(Clone, Debug, Default)]
pub struct Bars {
    /// What they show.
    pub title: String,
    /// The bars.
    pub bars: Vec<Bar>,
}
