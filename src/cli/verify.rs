//! `pipeline verify`: a pack, or other outputs of this program, checked again.
//!
//! In: a folder. Out: what holds in it, and every file and verdict that does not. Refuses folders that this program did not
//! write.

use serde_json::{Value, json};

use super::Answer;
use super::arguments::VerifyArguments;
use crate::claims::verify::{self, Verified};
use crate::error::Result;
use crate::messages::say;
use crate::problem::Problem;
use crate::run;

/// Verifies the folder.
pub fn verify(arguments: &VerifyArguments) -> Result<Answer> {
    let verified = verify::verify(&arguments.folder)?;
    let text = if arguments.json { run::pretty(&to_json(&verified)) } else { to_text(&verified) };
    Ok(Answer::with(text, verified.problems))
}

fn to_text(verified: &Verified) -> String {
    let (changed, own) = (of_code(verified, "changed-file"), env!("CARGO_PKG_VERSION"));
    let version = match verified.version == own {
        true => String::new(),
        false => say!("verify.other-version", own).to_string(),
    };
    let mut out = format!("{}\n", say!("verify.written-by", version = verified.version, own = version));
    out.push_str(&match changed {
        0 => format!("{}\n", say!("verify.files-unchanged", files = verified.files, sha256 = verified.sha256)),
        some => format!("{}\n", say!("verify.files-changed", files = verified.files, some)),
    });
    out.push_str(&match (verified.verdicts, of_code(verified, "verdict-differs"), verified.is_pack) {
        (Some(count), 0, _) => format!("{}\n", say!("verify.verdicts-same", count)),
        (Some(count), some, _) => {
            format!("{}\n", say!("verify.verdicts-differ", count, some))
        }
        (None, _, true) => format!("{}\n", say!("verify.not-again")),
        (None, _, false) => format!("{}\n", say!("verify.no-pack")),
    });
    out
}

fn of_code(verified: &Verified, code: &str) -> usize {
    verified.problems.iter().filter(|problem| problem.code == code).count()
}

fn to_json(verified: &Verified) -> Value {
    json!({
        "version": verified.version,
        "files": verified.files,
        "manifest_sha256": verified.sha256,
        "verdicts": verified.verdicts,
        "problems": verified.problems.iter().map(Problem::to_json).collect::<Vec<Value>>(),
    })
}
