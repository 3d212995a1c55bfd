//! Said: what one printed text says, whatever table prints it. Each reading is worked out when first asked for.
//!
//! In: a text as printed. Out: its key, and the area, period, item, unit, stage and status it may say. Refuses what does
//! not depend on the text and the definitions alone.

use std::sync::{Arc, OnceLock};

use crate::formula::Stage;

use super::area::{self, Mention};
use super::class_label::{self, ClassLabel};
use super::dated_line::{self, LineDate};
use super::item::Item;
use super::label::{bare, has_chinese, key};
use super::period::{self, Dated};
use super::role::{self, Role};
use super::series::Qualifiers;
use super::spoken::{self, Owner, Spoken};
use super::stretch::{self, Reach};
use super::unit::{self, Printed};
use super::{Catalogue, stage, status};

#[derive(Debug)]
pub struct Said {
    pub text: Arc<str>,
    pub key: String,
    pub is_chinese: bool,
    words: OnceLock<Words>,
    as_dimension: OnceLock<Option<Role>>,
    mention: OnceLock<Option<Mention>>,
    looks_like_area: OnceLock<bool>,
    is_named_area: OnceLock<bool>,
    spoken: OnceLock<Option<Spoken>>,
    dated: OnceLock<Dated>,
    beside_span: OnceLock<Option<String>>,
    line: OnceLock<LineDate>,
    item: OnceLock<Arc<Item>>,
    unit: OnceLock<Option<Arc<Printed>>>,
    is_unit: OnceLock<bool>,
    is_rate: OnceLock<bool>,
    status: OnceLock<Option<&'static str>>,
    stage: OnceLock<Option<(Stage, String)>>,
    is_adjusted: OnceLock<bool>,
    class: OnceLock<ClassLabel>,
}

/// The key of a label as far as it qualifies a figure.
#[derive(Debug)]
pub struct Words {
    pub text: String,
    pub qualifiers: Qualifiers,
    pub is_change: bool,
    pub is_per_head: bool,
    pub reach: Option<Reach>,
    pub is_count: bool,
}

impl Said {
    pub fn new(text: &str) -> Said {
        Said {
            text: Arc::from(text),
            key: key(text),
            is_chinese: has_chinese(text),
            words: OnceLock::new(),
            as_dimension: OnceLock::new(),
            mention: OnceLock::new(),
            looks_like_area: OnceLock::new(),
            is_named_area: OnceLock::new(),
            spoken: OnceLock::new(),
            dated: OnceLock::new(),
            beside_span: OnceLock::new(),
            line: OnceLock::new(),
            item: OnceLock::new(),
            unit: OnceLock::new(),
            is_unit: OnceLock::new(),
            is_rate: OnceLock::new(),
            status: OnceLock::new(),
            stage: OnceLock::new(),
            is_adjusted: OnceLock::new(),
            class: OnceLock::new(),
        }
    }

    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| {
            let text = unit::without_groups(&self.key);
            let qualifiers = Qualifiers::of(&text);
            let is_per_head = ["人均", "平均工资", "percapita", "averagewage"].iter().any(|word| text.contains(word));
            let is_change = unit::is_change(&text);
            Words {
                qualifiers,
                is_change,
                is_per_head,
                reach: stretch::reach(&text),
                is_count: unit::is_count(&self.text, &text),
                text,
            }
        })
    }

    /// What the text says of the labels below it, as the name of a dimension.
    pub fn as_dimension(&self) -> Option<Role> {
        *self.as_dimension.get_or_init(|| role::of_dimension(&self.text))
    }

    /// The area it may mean: named in full or in short, or whichever area the table is of (`市本级`).
    pub fn mention(&self, catalogue: &Catalogue) -> Option<&Mention> {
        let read = || {
            let named = catalogue.areas.mention(&self.text);
            named.or_else(|| {
                let spoken = self.spoken(catalogue)?;
                match &spoken.of {
                    Owner::Named(mention) => Some(mention.clone()),
                    Owner::Unknown => None,
                    Owner::Table if spoken.rest.is_empty() => Some(Mention::Whole),
                    Owner::Table => catalogue.areas.of_name(&spoken.rest),
                }
            })
        };
        self.mention.get_or_init(read).as_ref()
    }

    /// Whether it has the form of an area's name, or of a zone's.
    pub fn looks_like_area(&self) -> bool {
        *self.looks_like_area.get_or_init(|| area::looks_like_one(&self.text) || self.is_zone())
    }

    /// Whether it is an area even where nothing says that areas stand there: a city or county in full, or a body of that
    /// form that no list has, unless it names an item.
    pub fn is_named_area(&self, catalogue: &Catalogue) -> bool {
        let read = || {
            let names_owner = |spoken: &Spoken| spoken.of != Owner::Table || area::is_full_name(&spoken.rest);
            if self.spoken(catalogue).is_some_and(|spoken| names_owner(spoken) && self.item(catalogue).hits.is_empty())
            {
                return spoken_area(self, catalogue);
            }
            let named = || area::is_full_name(&key(&bare(&self.text))) && self.mention(catalogue).is_some();
            let has_form = || area::looks_like_one(&self.text) && !self.key.ends_with('区') || self.is_zone();
            self.is_chinese && (named() || has_form()) && self.item(catalogue).hits.is_empty()
        };
        *self.is_named_area.get_or_init(read)
    }

    pub fn is_zone(&self) -> bool {
        area::is_zone(&key(&bare(&self.text)))
    }

    /// The account inside an area that it speaks of.
    pub fn spoken(&self, catalogue: &Catalogue) -> Option<&Spoken> {
        self.spoken.get_or_init(|| spoken::spoken(&self.text, &catalogue.areas)).as_ref()
    }

    /// The period it says.
    pub fn dated(&self) -> &Dated {
        self.dated.get_or_init(|| period::of_label(&self.text))
    }

    /// The words beside its span of years.
    pub fn beside_span(&self) -> Option<&str> {
        self.beside_span.get_or_init(|| period::beside_span(&self.text)).as_deref()
    }

    /// The period it says of what stands below it, as a title or a heading.
    pub fn line(&self) -> &LineDate {
        self.line.get_or_init(|| dated_line::of_line(&self.text))
    }

    /// The item it names.
    pub fn item(&self, catalogue: &Catalogue) -> &Arc<Item> {
        self.item.get_or_init(|| Arc::new(Item::of_label(&self.text, catalogue)))
    }

    /// What it says of the budget classification.
    pub fn class(&self, catalogue: &Catalogue) -> &ClassLabel {
        self.class.get_or_init(|| class_label::read(&self.text, &self.item(catalogue).forms, catalogue))
    }

    /// The unit printed in it.
    pub fn unit(&self, catalogue: &Catalogue) -> Option<&Arc<Printed>> {
        let read = || {
            // `行政运行(项)`: the level of a class of the budget.
            let is_level = class_label::ends_with_level(&self.key) && !self.class(catalogue).classes.is_empty();
            if is_level { None } else { unit::of_label(&self.text, &catalogue.units).map(Arc::new) }
        };
        self.unit.get_or_init(read).as_ref()
    }

    /// Whether it is a unit and nothing else.
    pub fn is_unit(&self, catalogue: &Catalogue) -> bool {
        *self.is_unit.get_or_init(|| unit::is_unit(&self.text, &catalogue.units))
    }

    pub fn is_rate(&self) -> bool {
        *self.is_rate.get_or_init(|| unit::is_rate(&self.text))
    }

    pub fn status(&self) -> Option<&'static str> {
        *self.status.get_or_init(|| status::of_words(&self.text))
    }

    pub fn stage(&self) -> Option<&(Stage, String)> {
        self.stage.get_or_init(|| stage::of_label(&self.text)).as_ref()
    }

    pub fn is_adjusted(&self) -> bool {
        *self.is_adjusted.get_or_init(|| stage::is_adjusted(&self.text))
    }
}

/// Whether what a label says of an account is of an area that it names, known or not.
fn spoken_area(said: &Said, catalogue: &Catalogue) -> bool {
    let is_unknown = said.spoken(catalogue).is_some_and(|spoken| spoken.of == Owner::Unknown);
    is_unknown || said.mention(catalogue).is_some()
}
