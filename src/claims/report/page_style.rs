//! The look and the one small script of a report page.
//!
//! In: nothing. Out: text that stands in the page itself, so that it needs no network. Refuses nothing.

pub const STYLE: &str = r##"
:root { color-scheme: light; --ink: #1c1c1c; --line: #c9ccd1; --soft: #5b6168; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 80rem; color: var(--ink); background: #fff;
  font: 16px/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.3rem; overflow-wrap: anywhere; } h2 { font-size: 1.15rem; overflow-wrap: anywhere; } h3 { font-size: 1rem; color: var(--soft); }
.soft { color: var(--soft); font-size: .9em; }
code { font-size: .8em; overflow-wrap: anywhere; color: var(--soft); }
table.counts { border-collapse: collapse; } table.counts td { padding: .15rem .6rem .15rem 0; vertical-align: top; }
td.n { text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; }
.split { display: grid; grid-template-columns: minmax(0, 1fr) 25rem; gap: 2rem; align-items: start; }
p.text { margin: .5rem 0; overflow-wrap: anywhere; white-space: pre-line; }
.no { display: inline-block; min-width: 2em; margin-right: .5em; color: #767b82; font-size: .7em; text-align: right; user-select: none; }
a.figure, span.figure { color: inherit; text-decoration: none; padding: 0 2px; border-radius: 2px; }
a.figure { cursor: pointer; } a.figure:hover, a.figure:focus-visible, a.figure.chosen { outline: 2px solid #1a56b0; outline-offset: 1px; }
.figure sup { font-size: .65em; font-weight: 700; line-height: 0; margin-left: 1px; }
.reproduced { background: #e0f3de; border-bottom: 2px solid #2e7d32; }
.reproduced-in-vintage { background: #e0f3de; border-bottom: 4px double #2e7d32; }
.reproduced-under-reading { background: #dff0f8; border-bottom: 2px dashed #1f6f8b; }
.within-input-rounding { background: #dff0f8; border-bottom: 2px dotted #1f6f8b; }
.figure.period-misstated { background: #fdeec2; text-decoration: underline wavy #8f5200; text-underline-offset: 3px; }
.inconsistent { background: #f2e0f6; border-bottom: 4px double #7b1fa2; font-weight: 600; }
.figure.contradicted { background: #fbdcd9; text-decoration: underline wavy #b3261e; text-underline-offset: 3px; font-weight: 700; }
.not-checkable { border-bottom: 1px dotted var(--soft); }
.scroll { overflow-x: auto; margin: 1rem 0; } table.paper { border-collapse: collapse; border-top: 2px solid var(--ink);
  border-bottom: 2px solid var(--ink); font-size: .92em; line-height: 1.4; font-variant-numeric: tabular-nums; }
table.paper caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
table.paper td:first-child { min-width: 4.5em; }
table.paper td { padding: .15rem .55rem; border-bottom: 1px solid #e4e6e9; vertical-align: top; }
table.paper td:has(> a.figure) { text-align: right; white-space: nowrap; } table.paper .not-checkable sup { display: none; }
#panel { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow: auto; border: 1px solid var(--line);
  border-radius: 6px; padding: .6rem .9rem; background: #fff; font-size: .92rem; line-height: 1.45; }
#panel:not(.open) { visibility: hidden; } #panel .bar { text-align: right; } #panel button { font: inherit; padding: .1rem .6rem; }
.notes ol { padding-left: 2.6rem; } .notes li { margin: .9rem 0; overflow-wrap: anywhere; }
.notes li li { margin: .15rem 0; } .notes, #panel { line-height: 1.45; }
#evidence p, .notes p { margin: .3rem 0; } #evidence ul, .notes ul { margin: .2rem 0; padding-left: 1.2rem; }
ul.values li { list-style: none; } ul.values li.fits { list-style: "= "; } ul.values li.fits::marker { color: #2e7d32; font-weight: 700; }
#evidence { overflow-wrap: anywhere; } p.file { font-size: .92em; }
@media (max-width: 60rem) {
  body { padding: .7rem; } .split { display: block; }
  #panel { position: fixed; top: auto; left: 0; right: 0; bottom: 0; max-height: 55vh; border-radius: 8px 8px 0 0;
    box-shadow: 0 -4px 18px #0003; z-index: 9; }
  #panel:not(.open) { display: none; } #panel .bar { position: sticky; top: -.6rem; background: #fff; padding: .2rem 0; }
  #panel button { padding: .35rem .8rem; } body.reading { padding-bottom: 56vh; }
  table.counts td:last-child { font-size: .8em; } .notes ol { padding-left: 2rem; }
}
@media print {
  @page { size: A4; margin: 15mm; }
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.45; } .split { display: block; } #panel { display: none; }
  .notes { font-size: 8.5pt; } .notes li { margin: .5rem 0; } p.head { break-after: avoid; } h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; } table.paper { font-size: 7.5pt; } table.paper td { padding: .1rem .25rem; }
  .notes li.short { margin: .2rem 0; } li.short p { display: inline; margin-right: .4em; }
  li.short ul, li.short p.file, li.short p.file + ul, li.short p.soft { display: none; }
  tr, .notes li li { break-inside: avoid; } a.figure.chosen { outline: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"##;

/// Shows the note of a figure beside the text, on a click, with Enter, or by the buttons; without it the link leads there.
pub const SCRIPT: &str = r##"
(function () {
  var panel = document.getElementById('panel'), box = document.getElementById('evidence'), chosen = null;
  var figures = Array.prototype.slice.call(document.querySelectorAll('main a.figure'));
  function close() {
    if (chosen) { chosen.classList.remove('chosen'); }
    chosen = null; panel.classList.remove('open'); document.body.classList.remove('reading');
  }
  function show(figure, follow) {
    var note = document.getElementById(figure.getAttribute('href').slice(1));
    if (!note) { return; }
    if (chosen) { chosen.classList.remove('chosen'); }
    chosen = figure; figure.classList.add('chosen');
    box.textContent = '';
    Array.prototype.forEach.call(note.childNodes, function (node) { box.appendChild(node.cloneNode(true)); });
    panel.classList.add('open'); document.body.classList.add('reading'); panel.scrollTop = 0;
    if (follow) { figure.focus({ preventScroll: true }); figure.scrollIntoView({ block: 'center' }); }
    if (getComputedStyle(panel).position === 'fixed') {
      var below = figure.getBoundingClientRect().bottom + 24 - panel.getBoundingClientRect().top;
      if (below > 0) { window.scrollBy(0, below); }
    }
  }
  function go(by) {
    var at = figures.indexOf(chosen) + by;
    while (figures[at] && figures[at].classList.contains('not-checkable')) { at += by; }
    if (figures[at]) { show(figures[at], true); }
  }
  document.addEventListener('click', function (event) {
    var link = event.target.closest ? event.target.closest('main a.figure, table.counts a.figure') : null;
    var figure = link && (link.id ? link : document.getElementById(link.getAttribute('href').slice(1)));
    if (figure) { event.preventDefault(); show(figure, !link.id); }
    var button = event.target.closest ? event.target.closest('#panel button') : null;
    if (button) { if (button.dataset.go === '0') { close(); } else { go(Number(button.dataset.go)); } }
  });
  document.addEventListener('keydown', function (event) { if (event.key === 'Escape') { close(); } });
  var named = figures.find(function (figure) { return '#' + figure.id === location.hash; });
  if (named) { show(named, true); }
}());
"##;
