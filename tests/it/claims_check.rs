//! `pipeline check` and `pipeline verify` as a reviewer meets them: exit codes, JSON, page, pack, hostile files, speed.
//!
//! Expected figures: GDP of 2010 in the communiqué of February 2011 is 397983 (亿元), read in the published page; the other
//! editions stand in data/sources with their documents.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

use serde_json::Value;

use crate::support::{bundled, program, project, stderr, stdout};

/// The communiqué's figure, one that no edition ever printed, and one of a thing that nobody counts.
const CLAIMS: &str = "[[claim]]\ntext = \"2010年国内生产总值397983亿元\"\nprinted = \"397983亿元\"\nof = \"gdp_nominal\"\n\
                      area = \"CN\"\nperiod = 2010\n\n[[claim]]\ntext = \"另有<b>4000万</b>人\"\nprinted = \"4000万\"\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program().args(arguments).current_dir(folder).output().expect("the program starts")
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    folder
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&stdout(output))
        .unwrap_or_else(|cause| panic!("{cause}: {}{}", stdout(output), stderr(output)))
}

#[test]
fn figures_built_in_and_figures_here_give_the_same() {
    let folder = folder(&[("claims.toml", CLAIMS.as_bytes())]);
    let file = folder.path().join("claims.toml");
    let elsewhere = run(folder.path(), &["check", "claims.toml", "--date", "2011-05-01", "--json"]);
    let here = run(&project(), &["check", file.to_str().expect("a plain path"), "--date", "2011-05-01", "--json"]);
    assert_eq!(elsewhere.status.code(), Some(0), "{}", stderr(&elsewhere));
    assert_eq!(stdout(&elsewhere), stdout(&here));
    let claims = json(&here)["claims"].clone();
    assert_eq!(claims[0]["verdict"].as_str(), Some("reproduced-in-vintage"));
    let official = &claims[0]["official"][0];
    assert_eq!((official["value"].as_f64(), official["published"].as_str()), (Some(397983.0), Some("2011-02-28")));
    assert_eq!(official["cells"][0]["printed"].as_str(), Some("397983"));
    assert_eq!(claims[1]["verdict"].as_str(), Some("not-checkable"));
}

#[test]
fn observations_of_a_run_serve_as_official_figures() {
    let folder = folder(&[("claims.toml", CLAIMS.as_bytes())]);
    let observations = bundled().join("observations.parquet");
    let arguments = ["check", "claims.toml", "--json", "--observations", observations.to_str().expect("a plain path")];
    let output = run(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), stdout(&run(folder.path(), &["check", "claims.toml", "--json"])));
    let verified = run(folder.path(), &["verify", bundled().to_str().expect("a plain path")]);
    assert_eq!(verified.status.code(), Some(0), "{}", stderr(&verified));
    assert!(stdout(&verified).contains("the sums alone were checked"), "{}", stdout(&verified));
}

#[test]
fn findings_are_told_by_the_exit_code() {
    let claim = |printed: &str| {
        format!("[[claim]]\nprinted = \"{printed}\"\nof = \"gdp_growth_real\"\narea = \"CN\"\nperiod = 2010\n")
    };
    let inner = "本年受理15958件，按时办结14788件，按时办结率100%。\n";
    let folder = folder(&[
        ("target.toml", claim("7.5%").as_bytes()),
        ("outcome.toml", claim("10.3%").as_bytes()),
        ("inner.txt", inner.as_bytes()),
    ]);
    let exit = |arguments: &[&str]| run(folder.path(), &[&["check"], arguments].concat()).status.code();
    assert_eq!(exit(&["outcome.toml", "--date", "2011-05-01"]), Some(0));
    assert_eq!(exit(&["target.toml", "--date", "2011-05-01"]), Some(1), "a plan target is no outcome");
    assert_eq!(exit(&["outcome.toml", "target.toml"]), Some(1), "one of two");
    assert_eq!(exit(&["inner.txt"]), Some(1), "the text denies itself");
}

#[test]
fn a_text_is_read_and_its_figures_are_listed() {
    let text = "行政成本\n\n2010年，国内生产总值为397983亿元。\n";
    let folder = folder(&[("paper.md", text.as_bytes())]);
    let output = run(folder.path(), &["check", "paper.md", "--date", "2011-05-01", "--json"]);
    let json = json(&output);
    assert_eq!(json["texts"][0]["written"]["by"].as_str(), Some("2011-05-01"));
    let claim = &json["claims"][0];
    assert_eq!((claim["printed"].as_str(), claim["unit"].as_str()), (Some("397983亿元"), Some("亿元")));
    assert_eq!(claim["place"]["source"].as_str(), Some("paper.md"));
    let terminal = stdout(&run(folder.path(), &["check", "paper.md"]));
    assert!(terminal.contains("1 figure, held against the sources built in"), "{terminal}");
}

#[test]
fn what_cannot_be_checked_is_refused_and_nothing_is_written() {
    let folder =
        folder(&[("empty.csv", b"\n"), ("claims.toml", CLAIMS.as_bytes()), ("bad.toml", b"[[claim]]\nx = 1\n")]);
    for (arguments, words) in [
        (vec!["check", "nowhere.txt", "claims.toml"], "there is no such file"),
        (vec!["check", "empty.csv", "claims.toml"], "the file is empty"),
        (vec!["check", "bad.toml"], "bad.toml:2"),
        (vec!["check", "claims.toml", "--sources", "."], "holds no figure of a known series"),
    ] {
        let output = run(folder.path(), &[arguments.as_slice(), &["--html", "page.html", "--pack", "pack"]].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", stderr(&output));
        assert!(stderr(&output).contains(words), "{words} in {}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
    let left: Vec<_> =
        fs::read_dir(folder.path()).expect("the folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn nothing_of_the_users_is_written_over() {
    let page = "<html><body><p>2010年国内生产总值397983亿元。</p></body></html>";
    let folder = folder(&[("paper.html", page.as_bytes()), ("claims.toml", CLAIMS.as_bytes())]);
    fs::create_dir(folder.path().join("own")).expect("a folder");
    fs::write(folder.path().join("own/notes.txt"), "mine").expect("a file");
    for arguments in [
        ["check", "paper.html", "--html", "paper.html"],
        ["check", "paper.html", "--write-claims", "claims.toml"],
        ["check", "paper.html", "--pack", "own"],
        ["check", "paper.html", "--html", "claims.toml"],
    ] {
        assert_eq!(run(folder.path(), &arguments).status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("paper.html")).expect("the page"), page);
    assert_eq!(fs::read_to_string(folder.path().join("own/notes.txt")).expect("the notes"), "mine");
}

#[test]
fn claims_found_in_a_text_can_be_written_and_checked_again() {
    let text = "2010年，国内生产总值为397983亿元。2010年，财政收入83080亿元。\n";
    let folder = folder(&[("paper.txt", text.as_bytes())]);
    let first = json(&run(folder.path(), &["check", "paper.txt", "--json", "--write-claims", "claims.toml"]));
    let again = json(&run(folder.path(), &["check", "claims.toml", "--json"]));
    let said = |json: &Value| -> Vec<(String, String)> {
        let claims = json["claims"].as_array().expect("claims");
        claims.iter().map(|claim| (claim["printed"].to_string(), claim["value"].to_string())).collect()
    };
    assert_eq!(said(&first), said(&again));
    assert_eq!(said(&first).len(), 2);
}

// ---- the pack

fn pack() -> (tempfile::TempDir, PathBuf) {
    let text = "<i>行政成本</i>\n\n2010年，国内生产总值为397983亿元。\n";
    let folder = folder(&[("claims.toml", CLAIMS.as_bytes()), ("paper.txt", text.as_bytes())]);
    let output = run(folder.path(), &["check", "claims.toml", "paper.txt", "--date", "2011-05-01", "--pack", "pack"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let pack = folder.path().join("pack");
    (folder, pack)
}

/// Every file below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        match entry.path().is_dir() {
            true => found.extend(below(&entry.path())),
            false => found.push(entry.path()),
        }
    }
    found.sort();
    found
}

#[test]
fn a_pack_is_verified_from_itself_alone() {
    let (folder, pack) = pack();
    let other = tempfile::tempdir().expect("another machine");
    let moved = other.path().join("for the editor");
    fs::rename(&pack, &moved).expect("the pack is sent");
    let output = run(other.path(), &["verify", "for the editor"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stdout(&output).contains("3 verdicts, all the same when made again from the pack alone"),
        "{}",
        stdout(&output)
    );
    assert_eq!(
        fs::read(moved.join("texts/paper.txt")).expect("the text"),
        fs::read(folder.path().join("paper.txt")).expect("the text")
    );
    let cited = fs::read_to_string(moved.join("cited.csv")).expect("the cited cells");
    let cell =
        |line: &&str| line.contains("gdp_nominal,CN,China,,2010,2010,") && line.contains(",397983,397983,0,CNY,8");
    assert!(cited.lines().any(|line| cell(&line)), "{cited}");
    let sums = Command::new("sha256sum").args(["-c", "--quiet", "SHA256SUMS"]).current_dir(&moved).status();
    assert!(sums.is_ok_and(|status| status.success()), "the sums are those of sha256sum");
}

#[test]
fn the_same_check_gives_the_same_pack_and_replaces_its_own() {
    let (folder, pack) = pack();
    let first: Vec<Vec<u8>> = below(&pack).iter().map(|file| fs::read(file).expect("a file")).collect();
    let arguments = ["check", "paper.txt", "claims.toml", "--date", "2011-05-01", "--pack", "pack", "--threads", "1"];
    assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
    let second: Vec<Vec<u8>> = below(&pack).iter().map(|file| fs::read(file).expect("a file")).collect();
    assert_eq!(first, second);
}

#[test]
fn a_changed_byte_is_found_and_named() {
    let (folder, pack) = pack();
    for file in below(&pack) {
        let bytes = fs::read(&file).expect("a file");
        let mut changed = bytes.clone();
        let Some(middle) = changed.len().checked_div(2).and_then(|at| changed.get_mut(at)) else { continue };
        *middle ^= 1;
        fs::write(&file, changed).expect("a changed file");
        let output = run(folder.path(), &["verify", "pack"]);
        assert!(matches!(output.status.code(), Some(1 | 2)), "{}", file.display());
        let name = file.strip_prefix(&pack).expect("inside").to_string_lossy().into_owned();
        // A changed manifest no longer agrees with the sums, or is no manifest at all.
        let named = if name == "manifest.json" { vec!["manifest.json", "SHA256SUMS"] } else { vec![name.as_str()] };
        assert!(named.iter().any(|name| stderr(&output).contains(name)), "{name} in {}", stderr(&output));
        fs::write(&file, bytes).expect("the file as it was");
    }
    fs::write(pack.join("extra.txt"), "x").expect("a file");
    fs::remove_file(pack.join("cited.csv")).expect("a file removed");
    let output = run(folder.path(), &["verify", "pack", "--json"]);
    let problems = json(&output)["problems"].to_string();
    assert!(problems.contains("extra.txt") && problems.contains("cited.csv"), "{problems}");
}

/// Whoever changes a verdict and every sum with it is found out by making the check again.
#[test]
fn a_changed_verdict_with_new_sums_is_found() {
    let (folder, pack) = pack();
    let hash = |name: &str| {
        let output = Command::new("sha256sum").arg(pack.join(name)).output().expect("sha256sum");
        stdout(&output).split(' ').next().unwrap_or_default().to_string()
    };
    let edit = |name: &str, edits: &[(&str, &str)]| {
        let text = fs::read_to_string(pack.join(name)).expect("a file");
        let edited = edits.iter().fold(text, |text, (from, to)| text.replace(from, to));
        fs::write(pack.join(name), edited).expect("an edited file");
    };
    let before = (hash("verdicts.json"), hash("manifest.json"));
    edit("verdicts.json", &[("reproduced-in-vintage\",\n      \"official", "contradicted\",\n      \"official")]);
    let verdicts = hash("verdicts.json");
    assert_ne!(before.0, verdicts);
    edit("manifest.json", &[(&before.0, &verdicts)]);
    edit("SHA256SUMS", &[(&before.0, &verdicts), (&before.1, &hash("manifest.json"))]);
    let output = run(folder.path(), &["verify", "pack"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("contradicted in the pack, reproduced-in-vintage again"), "{}", stderr(&output));
}

#[test]
fn a_manifest_cannot_lead_out_of_its_folder() {
    let manifest = "{\"program\": \"admincost\", \"kind\": \"pack\", \"outputs\": {\"../claims.toml\": \"00\"}}";
    let folder = folder(&[("claims.toml", CLAIMS.as_bytes())]);
    fs::create_dir(folder.path().join("pack")).expect("a folder");
    fs::write(folder.path().join("pack/manifest.json"), manifest).expect("a manifest");
    let output = run(folder.path(), &["verify", "pack"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("leads out of its folder"), "{}", stderr(&output));
    assert_eq!(run(folder.path(), &["verify", "."]).status.code(), Some(2), "no outputs at all");
}

// ---- the page

/// Chromium, where it is; says so where it is not.
fn chromium(test: &str) -> Option<PathBuf> {
    let places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let found = places.iter().map(PathBuf::from).find(|place| place.exists());
    if found.is_none() {
        println!("{test}: no Chromium is here, so a click on the page is not tested");
    }
    found
}

fn dom(chromium: &Path, page: &Path, width: u32) -> String {
    let data = tempfile::tempdir().expect("a folder for the browser");
    let output = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"])
        .args(["--disable-background-networking", "--disable-component-update", "--dump-dom"])
        .arg(format!("--user-data-dir={}", data.path().display()))
        .arg(format!("--window-size={width},900"))
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("Chromium starts");
    stdout(&output)
}

#[test]
fn a_click_on_a_figure_shows_its_evidence() {
    let folder = folder(&[("claims.toml", CLAIMS.as_bytes())]);
    let page = folder.path().join("page.html");
    let output = run(folder.path(), &["check", "claims.toml", "--date", "2011-05-01", "--html", "page.html"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(&page).expect("the page");
    assert!(text.contains("&lt;b&gt;") && !text.contains("<b>4000"), "markup of a text is escaped");
    for foreign in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!text.contains(foreign), "{foreign}");
    }
    let Some(chromium) = chromium("a_click_on_a_figure_shows_its_evidence") else { return };
    let panel = |script: &str| {
        let clicked = folder.path().join("clicked.html");
        fs::write(&clicked, text.replace("</body>", &format!("<script>{script}</script></body>"))).expect("a page");
        let dom = dom(&chromium, &clicked, 1200);
        let panel = dom.split("<aside id=\"panel\"").nth(1).and_then(|rest| rest.split("</aside>").next());
        panel.unwrap_or_default().to_string()
    };
    let figure = "document.getElementById('figure-1')";
    let shown = panel(&format!("{figure}.querySelector('sup').click();"));
    for words in
        ["class=\"open\"", "reproduced-in-vintage", "397983 亿元", "gross-domestic-product.csv", "sha256", "2011-02-28"]
    {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    let closed = panel(&format!("{figure}.click(); document.querySelector('#panel [data-go=\"0\"]').click();"));
    assert!(!closed.contains("class=\"open\""), "{closed}");
    assert!(!panel("").contains("397983"), "nothing before a click");
}

// ---- hostile and large files

fn docx(main: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("word/document.xml", options).expect("a member");
    zip.write_all(main).expect("its bytes");
    zip.finish().expect("an archive").into_inner()
}

fn document(body: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"><w:body>{body}</w:body></w:document>")
}

#[test]
fn hostile_documents_are_refused() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let bomb = document(&paragraph(&" ".repeat(200 << 20)));
    let entity =
        "<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>".to_string() + &document(&paragraph("&e;"));
    let nested =
        document(&format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(50_000), "</w:tc></w:tr></w:tbl>".repeat(50_000)));
    let honest = document(&paragraph("2010年，国内生产总值为397983亿元。"));
    let folder = folder(&[
        ("bomb.docx", &docx(bomb.as_bytes())),
        ("entity.docx", &docx(entity.as_bytes())),
        ("nested.docx", &docx(nested.as_bytes())),
        ("honest.docx", &docx(honest.as_bytes())),
    ]);
    for (file, words) in [("bomb", "unpack to"), ("entity", "entities"), ("nested", "complex")] {
        let started = Instant::now();
        let output = run(folder.path(), &["check", &format!("{file}.docx")]);
        assert_eq!(output.status.code(), Some(2), "{file}: {}", stderr(&output));
        assert!(stderr(&output).contains(words), "{words} in {}", stderr(&output));
        assert!(started.elapsed().as_secs() < 10, "{file}");
    }
    let output = run(folder.path(), &["check", "honest.docx", "--json"]);
    assert_eq!(json(&output)["claims"][0]["printed"].as_str(), Some("397983亿元"));
}

/// A PDF in Helvetica: for each page, its lines.
fn pdf(pages: &[Vec<String>]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 4 + at * 2)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" ")),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_string(),
    ];
    for (at, lines) in pages.iter().enumerate() {
        let font = "/Resources << /Font << /F 3 0 R >> >> /MediaBox [0 0 595 842]";
        objects.push(format!("<< /Type /Page /Parent 2 0 R {font} /Contents {} 0 R >>", 5 + at * 2));
        let line = |(nth, words): (usize, &String)| format!("BT /F 10 Tf 60 {} Td ({words}) Tj ET\n", 780 - 14 * nth);
        let content: String = lines.iter().enumerate().map(line).collect();
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    out.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF", objects.len() + 1).bytes());
    out
}

/// Three hundred pages of 48 lines, with a figure in two lines of four. Counted is the time of the processor, so that a busy
/// machine fails no test; the bound leaves room for a program that was built without optimisation, ten times as slow.
#[test]
fn a_book_of_three_hundred_pages_is_checked_in_bounded_time_and_memory() {
    let line = |page: usize, nth: usize| match nth % 4 {
        0 => format!(
            "In {}, the gross domestic product of China was {},{:03} billion yuan, and the revenue rose by",
            1990 + page % 20,
            10 + nth,
            page
        ),
        1 => format!(
            "{}.{} percent over the year before, as the yearbook reports in its table on public finance.",
            nth,
            page % 10
        ),
        2 => "The offices of the county were merged, and their staff was given other work in the townships nearby,"
            .to_string(),
        _ => "so that the cost of administration could be held where it had been in the years before the reform."
            .to_string(),
    };
    let pages: Vec<Vec<String>> = (0..300).map(|page| (0..48).map(|nth| line(page, nth)).collect()).collect();
    let folder = folder(&[("book.pdf", &pdf(&pages))]);
    let script = "ulimit -v 3000000; TIMEFORMAT=%U; time \"$0\" check book.pdf --json > out.json";
    let output = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_pipeline")])
        .current_dir(folder.path())
        .output()
        .expect("bash");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
    let json: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("out.json")).expect("an answer")).expect("JSON");
    let figures = json["claims"].as_array().map_or(0, Vec::len);
    let seconds: f64 = stderr(&output).lines().last().and_then(|line| line.parse().ok()).expect("seconds");
    println!("300 pages, {figures} figures: {seconds} s");
    assert!(figures >= 5000, "{figures} figures");
    assert_eq!(json["claims"][0]["place"]["sheet"].as_str(), Some("page 1"));
    assert!(seconds < 30.0, "{seconds} s");
}
