//! Documents: what other documents of the same area print of a figure.
//!
//! ```text
//!     index  ->  own reading  ->  agreement  ->  copies  ->  told
//!     printed    of the text's    same thing,    one text    a verdict, or
//!     figures    figures, as      where, when,   under two   what others
//!     by place   documents        stage, unit    names       print
//!     and time   are read
//! ```
//!
//! In: verdicts of a text, the text, observations of documents. Out: the verdicts with what documents of the areas below the
//! nation print. Refuses the text itself and copies of it as witnesses, and to call a figure wrong because one other document
//! differs.

mod agreement;
mod copies;
mod index;
mod own;
mod print;
mod tied;
mod told;

pub use copies::Copies;
pub use index::{Documents, is_placed};
pub use own::Own;
pub use told::told;
