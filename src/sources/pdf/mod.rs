//! PDF documents.

mod canvas;
mod document;
mod font;
mod glyph_names;
mod lattice;
mod rules;
mod table;
mod text;
mod unfold;

pub fn dump(bytes: &[u8]) {
    let document = match document::Document::open(bytes) {
        Ok(document) => document,
        Err(finding) => {
            println!("{finding:?}");
            return;
        }
    };
    document.draw(|number, drawn| {
        let page = text::upright(drawn.paint.glyphs, drawn.paint.strokes, drawn.width, drawn.height);
        println!(
            "== page {number} {}x{} marks {} strokes {} askew {} unknown {} images {} cut {}",
            page.width,
            page.height,
            page.marks.len(),
            page.strokes.len(),
            page.askew,
            page.unknown,
            drawn.images,
            drawn.cut_short
        );
        let marks: Vec<&text::Mark> = page.marks.iter().collect();
        let lattices: Vec<lattice::Lattice> =
            rules::groups(&page.strokes).into_iter().filter_map(lattice::Lattice::new).collect();
        for l in &lattices {
            if let Some(t) = l.table(&marks) {
                println!("-- table {:?} {} merges", t.area, t.merges().len());
                for row in t.rows() {
                    println!("   {}", row.join(" | "));
                }
            }
        }
        let free: Vec<&text::Mark> =
            marks.iter().copied().filter(|m| !lattices.iter().any(|l| l.area().holds(m.middle()))).collect();
        for line in text::lines(&free, 1.5) {
            println!(
                "{:.0}: {}",
                line.top,
                line.segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ¦ ")
            );
        }
    });
}
