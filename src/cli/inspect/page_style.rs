//! The look and the one small script of an inspection page.
//!
//! In: nothing. Out: text that stands in the page itself, so that it needs no network. Refuses nothing.

pub const STYLE: &str = r#"
:root { color-scheme: light; --ink: #1c1c1c; --line: #c9ccd1; --soft: #5b6168; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 90rem; color: var(--ink); background: #fff;
  font: 15px/1.45 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.25rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; }
.soft { color: var(--soft); }
.wide { overflow-x: auto; border: 1px solid var(--line); max-height: 80vh; overflow-y: auto; }
table.grid { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
table.grid td, table.grid th { border: 1px solid var(--line); padding: 2px 6px; vertical-align: top; max-width: 24rem; }
table.grid thead th { position: sticky; top: 0; background: #f1f2f4; font-weight: 600; z-index: 2; }
table.grid th.row { position: sticky; left: 0; background: #f1f2f4; font-weight: 400; text-align: left; white-space: nowrap; z-index: 1; }
table.grid th.row b { display: inline-block; min-width: 2.2em; text-align: right; margin-right: .5em; }
td.body, td.set-aside { text-align: right; white-space: nowrap; }
td.body { cursor: pointer; } td.body:hover, td.body:focus { outline: 2px solid #1a56b0; outline-offset: -2px; }
.title { background: #d5eef2; font-weight: 600; } .unit { background: #e3f4e1; } .preamble { background: #e8f1f4; }
.header { background: #dde6f7; font-weight: 600; } .h2 { background: #e6edf9; } .h3, .h4 { background: #eff3fb; }
.stub-head { background: #d9efdc; font-weight: 600; } .stub { background: #edf7ee; white-space: pre-wrap; }
.note { background: #f4f1ea; font-style: italic; } .set-aside { background: #fbe3e1; } .not-used { color: var(--soft); background: #f6f6f6; }
.missing { color: var(--soft); } .repaired { background: #fff3c4; } .corrected { background: #f5dcf3; font-weight: 600; }
.doubtful { box-shadow: inset 0 -3px 0 #d9822b; }
sup.sign { color: #8a4b00; font-weight: 700; margin-left: 1px; }
ul.legend { display: flex; flex-wrap: wrap; gap: .4rem .8rem; list-style: none; padding: 0; }
ul.legend span { border: 1px solid var(--line); padding: 0 .4em; }
dl.parts { display: grid; grid-template-columns: 7rem 1fr; gap: .15rem .8rem; margin: .5rem 0; }
dl.parts dt { color: var(--soft); } dl.parts dd { margin: 0; overflow-wrap: anywhere; }
#cell { position: fixed; right: 1rem; bottom: 1rem; width: min(26rem, calc(100vw - 2rem)); max-height: 60vh; overflow: auto;
  background: #fff; border: 1px solid #888; border-radius: 6px; box-shadow: 0 4px 18px #0003; padding: .6rem .8rem; z-index: 9; }
#cell[hidden] { display: none; } #cell button { float: right; font: inherit; }
@media (max-width: 40rem) {
  body { padding: .6rem; } dl.parts { grid-template-columns: 1fr; } dl.parts dt { margin-top: .3rem; }
  table.grid { font-size: 12px; } table.grid td { max-width: 12rem; }
  table.grid th.row .word { display: block; font-size: 10px; } table.grid th.row b { text-align: left; }
}
@media print {
  @page { size: A4 landscape; margin: 10mm; }
  body { max-width: none; padding: 0; font-size: 9pt; } #cell { display: none; }
  .wide { overflow: visible; max-height: none; border: 0; } table.grid { font-size: 6.5pt; width: 100%; }
  table.grid td, table.grid th { padding: 1px 2px; position: static !important; max-width: none; overflow-wrap: anywhere; }
  td.body, td.set-aside, table.grid th.row { white-space: normal; }
  table.grid thead { display: table-header-group; } table.grid tr { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"#;

/// Shows what a body cell resolved to, on a click, with the keyboard, or under the pointer.
pub const SCRIPT: &str = r#"
(function () {
  var data = JSON.parse(document.getElementById('resolved').textContent);
  var box = document.getElementById('cell'), list = box.querySelector('dl'), pinned = false;
  function show(cell) {
    var values = data.cells[cell.dataset.n];
    if (!values) { return; }
    list.textContent = '';
    data.names.forEach(function (name, at) {
      if (values[at] === '') { return; }
      var dt = document.createElement('dt'), dd = document.createElement('dd');
      dt.textContent = name; dd.textContent = values[at]; list.append(dt, dd);
    });
    box.hidden = false;
  }
  function of(event) { return event.target.closest ? event.target.closest('td[data-n]') : null; }
  document.addEventListener('click', function (event) { var cell = of(event); if (cell) { pinned = true; show(cell); } });
  document.addEventListener('mouseover', function (event) { var cell = of(event); if (cell && !pinned) { show(cell); } });
  document.addEventListener('keydown', function (event) {
    var cell = of(event);
    if (cell && (event.key === 'Enter' || event.key === ' ')) { event.preventDefault(); pinned = true; show(cell); }
    if (event.key === 'Escape') { pinned = false; box.hidden = true; }
  });
  box.querySelector('button').addEventListener('click', function () { pinned = false; box.hidden = true; });
}());
"#;
