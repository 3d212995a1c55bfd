//! What may stand in a place of a message.
//!
//! In: names, numbers, days, paths, messages. Out: a `Message`. Refuses nothing: numbers are the same in every language.

use super::Message;

/// Something that a message can say.
pub trait Said {
    fn said(&self) -> Message;
}

impl Said for Message {
    fn said(&self) -> Message {
        self.clone()
    }
}

impl<T: Said + ?Sized> Said for &T {
    fn said(&self) -> Message {
        (**self).said()
    }
}

macro_rules! said_as_written {
    ($($kind:ty),*) => {
        $(impl Said for $kind {
            fn said(&self) -> Message {
                Message::Verbatim(self.to_string())
            }
        })*
    };
}

said_as_written!(
    str,
    String,
    char,
    u8,
    u16,
    u32,
    u64,
    usize,
    f64,
    i8,
    i16,
    i32,
    i64,
    std::borrow::Cow<'_, str>,
    std::path::Display<'_>,
    std::fmt::Arguments<'_>,
    chrono::NaiveDate,
    std::io::Error
);
