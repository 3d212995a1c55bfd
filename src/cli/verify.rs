//! `pipeline verify`: a pack, or other outputs of this program, checked again.
//!
//! In: a folder. Out: what holds in it, and every file and verdict that does not. Refuses folders that this program did not
//! write.

use serde_json::{Value, json};

use super::Answer;
use super::arguments::VerifyArguments;
use crate::claims::verify::{self, Verified};
use crate::error::Result;
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
        false => format!(" (this is {own})"),
    };
    let mut out = format!("written by admincost {}{version}\n", verified.version);
    out.push_str(&match changed {
        0 => format!("{} files, each as it was written; manifest sha256 {}\n", verified.files, verified.sha256),
        some => format!("{} files, {some} not as they were written\n", verified.files),
    });
    out.push_str(&match (verified.verdicts, of_code(verified, "verdict-differs"), verified.is_pack) {
        (Some(count), 0, _) => format!("{count} verdicts, all the same when made again from the pack alone\n"),
        (Some(count), some, _) => {
            format!("{count} verdicts, {some} not the same when made again from the pack alone\n")
        }
        (None, _, true) => "the verdicts were not made again\n".to_string(),
        (None, _, false) => "no pack of a check: the sums alone were checked\n".to_string(),
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
