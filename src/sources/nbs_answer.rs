//! One answer of the national database's web interface, field by field.
//!
//! In: JSON text. Out: its data nodes and the names of their codes, or what it is instead. Refuses text that breaks off.
//! Fields that are of no concern are passed over without being kept.

use super::finding::Finding;
use crate::messages::{Message, say};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

pub(super) enum Answer {
    Data {
        nodes: Vec<DataNode>,
        dimensions: Vec<Dimension>,
    },
    Error {
        code: String,
        message: String,
    },
    /// JSON of another form; the words say what.
    Other(Message),
}

impl Answer {
    pub fn read(text: &str) -> Result<Answer, Finding> {
        match serde_json::from_str::<Loose<Outer>>(text) {
            Ok(Loose { fields: Some(outer), .. }) => Ok(outer.answer()),
            Ok(Loose { list: true, .. }) => Ok(Answer::Other(say!("source.json-list"))),
            Ok(_) => Ok(Answer::Other(say!("source.json-value"))),
            Err(cause) if cause.is_data() => Ok(Answer::Other(say!("source.json-fields"))),
            Err(cause) => Err(Finding::damaged(say!("source.the-json"), cause)),
        }
    }
}

/// The whole text.
#[derive(Deserialize)]
struct Outer {
    #[serde(default)]
    returncode: Scalar,
    #[serde(default)]
    returndata: Loose<Returned>,
}

#[derive(Deserialize)]
struct Returned {
    datanodes: Option<Vec<Option<DataNode>>>,
    wdnodes: Option<Vec<Option<Dimension>>>,
}

impl Outer {
    fn answer(self) -> Answer {
        let code = self.returncode.text().to_string();
        match self.returndata {
            Loose { fields: Some(Returned { datanodes, wdnodes }), .. } if code == "200" && datanodes.is_some() => {
                let nodes = datanodes.into_iter().flatten().flatten().collect();
                Answer::Data { nodes, dimensions: wdnodes.into_iter().flatten().flatten().collect() }
            }
            returned if !code.is_empty() && code != "200" => {
                let message = returned.text.unwrap_or_else(|| say!("source.no-reason").to_string());
                Answer::Error { code, message }
            }
            _ => Answer::Other(say!("source.no-answer").to_string().into()),
        }
    }
}

/// One figure, with a code in each dimension.
#[derive(Debug, Deserialize)]
pub(super) struct DataNode {
    data: Figure,
    wds: Vec<Place>,
}

#[derive(Debug, Deserialize)]
struct Figure {
    #[serde(default)]
    data: Scalar,
    #[serde(default)]
    hasdata: Scalar,
    #[serde(default)]
    strdata: Scalar,
}

#[derive(Debug, Deserialize)]
struct Place {
    wdcode: String,
    valuecode: String,
}

impl DataNode {
    pub fn dimensions(&self) -> impl Iterator<Item = &str> {
        self.wds.iter().map(|place| place.wdcode.as_str())
    }

    /// The node's code in a dimension.
    pub fn code(&self, dimension: &str) -> Option<&str> {
        self.wds.iter().find(|place| place.wdcode == dimension).map(|place| place.valuecode.as_str())
    }

    pub fn has_data(&self) -> bool {
        self.data.hasdata.text() != "false"
    }

    /// The figure as printed; the stored number where none is printed, and nothing where there is no data.
    pub fn printed(&self) -> String {
        let printed = self.data.strdata.text().trim();
        match (self.has_data(), printed) {
            (false, _) => String::new(),
            (true, "") => self.data.data.text().to_string(),
            (true, printed) => printed.to_string(),
        }
    }

    /// Another number is printed than stored, or a number is printed where there is said to be none.
    pub fn contradicts_itself(&self) -> bool {
        let printed: Option<f64> = self.data.strdata.text().trim().replace(',', "").parse().ok();
        let stored: Option<f64> = self.data.data.text().parse().ok();
        match (printed, stored) {
            _ if !self.has_data() => printed.or(stored).is_some_and(|number| number != 0.0),
            (Some(printed), Some(stored)) => (printed - stored).abs() > 1e-9 * stored.abs().max(1.0),
            _ => false,
        }
    }
}

/// The names of the codes of one dimension.
#[derive(Debug, Deserialize)]
pub(super) struct Dimension {
    wdcode: String,
    #[serde(default)]
    wdname: Scalar,
    #[serde(default)]
    nodes: Option<Vec<Option<Name>>>,
}

impl Dimension {
    pub fn code(&self) -> &str {
        &self.wdcode
    }

    /// The dimension's name, or else its code.
    pub fn title(&self) -> String {
        let name = self.wdname.text().trim();
        if name.is_empty() { self.wdcode.clone() } else { name.to_string() }
    }

    pub fn nodes(&self) -> impl Iterator<Item = &Name> {
        self.nodes.iter().flatten().flatten()
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Name {
    code: String,
    #[serde(default)]
    name: Scalar,
    #[serde(default)]
    cname: Scalar,
    #[serde(default)]
    unit: Scalar,
}

impl Name {
    pub fn code(&self) -> &str {
        &self.code
    }

    pub fn name(&self) -> &str {
        let name = self.name.text().trim();
        if name.is_empty() { self.cname.text().trim() } else { name }
    }

    pub fn unit(&self) -> &str {
        self.unit.text().trim()
    }
}

/// Any value: the fields where it is an object, its text where it is a text, number or truth value.
#[derive(Debug)]
struct Loose<T> {
    fields: Option<T>,
    text: Option<String>,
    list: bool,
}

type Scalar = Loose<IgnoredAny>;

impl<T> Loose<T> {
    fn text(&self) -> &str {
        self.text.as_deref().unwrap_or("")
    }

    fn of_text(text: String) -> Loose<T> {
        Loose { text: Some(text), ..Loose::default() }
    }
}

impl<T> Default for Loose<T> {
    fn default() -> Loose<T> {
        Loose { fields: None, text: None, list: false }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Loose<T>, D::Error> {
        from.deserialize_any(LooseVisitor(PhantomData))
    }
}

struct LooseVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for LooseVisitor<T> {
    type Value = Loose<T>;

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Loose<T>, E> {
        Ok(Loose::of_text(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Loose<T>, E> {
        Ok(Loose::of_text(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Loose<T>, E> {
        Ok(Loose::of_text(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Loose<T>, E> {
        Ok(Loose::of_text(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Loose<T>, E> {
        Ok(Loose::of_text(value.to_string()))
    }

    fn visit_unit<E: Error>(self) -> Result<Loose<T>, E> {
        Ok(Loose::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Loose<T>, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose { list: true, ..Loose::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Loose<T>, A::Error> {
        let fields = T::deserialize(MapAccessDeserializer::new(fields))?;
        Ok(Loose { fields: Some(fields), ..Loose::default() })
    }
}
