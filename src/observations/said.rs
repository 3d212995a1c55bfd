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
use super::label::{has_chinese, key};
use super::period::{self, Dated};
use super::role::{self, Role};
use super::series::Qualifiers;
use super::unit::{self, Printed};
use super::{Catalogue, account, stage, status, stretch};

#[derive(Debug)]
pub struct Said {
    pub text: Arc<str>,
    pub key: String,
    pub is_chinese: bool,
    words: OnceLock<Words>,
    as_dimension: OnceLock<Option<Role>>,
    mention: OnceLock<Option<Mention>>,
    looks_like_area: OnceLock<bool>,
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
    pub is_cumulative: bool,
    pub is_of_years: bool,
    pub is_count: bool,
    pub is_own_level: bool,
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
                is_cumulative: stretch::sums_up(&text),
                is_of_years: stretch::sums_years(&text),
                is_count: unit::is_count(&self.text, &text),
                is_own_level: account::is_own_level(&self.key),
                text,
            }
        })
    }

    /// What the text says of the labels below it, as the name of a dimension.
    pub fn as_dimension(&self) -> Option<Role> {
        *self.as_dimension.get_or_init(|| role::of_dimension(&self.text))
    }

    /// The area it may mean.
    pub fn mention(&self, catalogue: &Catalogue) -> Option<&Mention> {
        self.mention.get_or_init(|| catalogue.areas.mention(&self.text)).as_ref()
    }

    pub fn looks_like_area(&self) -> bool {
        *self.looks_like_area.get_or_init(|| area::looks_like_one(&self.text))
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
        self.unit.get_or_init(|| unit::of_label(&self.text, &catalogue.units).map(Arc::new)).as_ref()
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
