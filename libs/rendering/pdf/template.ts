/**
 * The layout of every printed document, for typst. Words come in as data and are never read as markup. Sizes in
 * points; the fonts are those of the compiler (Libertinus, SIL Open Font License).
 */
export const TEMPLATE = String.raw`
#let d = json(bytes(sys.inputs.data))
#let grey = luma(35%)
#let line-grey = luma(70%)
#let small = if d.paper == "portrait" { 8.5pt } else if d.paper == "landscape" { 8pt } else { 7.5pt }

#set document(
  title: d.title,
  author: d.author,
  date: datetime(year: d.date.at(0), month: d.date.at(1), day: d.date.at(2)),
)
#set page(
  paper: if d.paper == "wide" { "a3" } else { "a4" },
  flipped: d.paper != "portrait",
  margin: (x: 18mm, top: 18mm, bottom: 20mm),
  footer: {
    set text(size: 7.5pt, fill: grey)
    line(length: 100%, stroke: 0.4pt + line-grey)
    v(-6pt)
    grid(
      columns: (1fr, auto),
      gutter: 12pt,
      d.foot,
      context [Page #counter(page).display() sur #counter(page).final().first()],
    )
  },
)
#set text(lang: "fr", region: "FR", font: "Libertinus Serif", size: 10.5pt, number-width: "tabular", hyphenate: auto)
#set par(justify: false, leading: 0.6em)
#show heading: set text(hyphenate: false)
#let broken(word) = word.text.clusters().join(sym.zws)
#show regex("\\S{60,}"): broken
#show heading.where(level: 1): set text(size: 17pt, weight: "bold")
#show heading.where(level: 2): set text(size: 12pt, weight: "bold")
#show heading.where(level: 2): set block(above: 1.5em, below: 0.8em, sticky: true)

#let facts(list, gutter: 6pt) = grid(
  columns: (auto, 1fr),
  column-gutter: 14pt,
  row-gutter: gutter,
  ..list.map(((label, value)) => (text(fill: grey, label), value)).flatten(),
)


#let printed-table(t) = {
  set text(size: small)
  set par(leading: 0.45em)
  set table.cell(breakable: false)
  // A name without a space goes on below.
  show regex("[^\\s-]{25,}"): broken
  table(
    columns: t.weights.map(w => w * 1fr),
    align: t.columns.map(c => if c.align == "right" { right + top } else { left + top }),
    inset: (x: 3.5pt, y: 3pt),
    stroke: none,
    table.header(
      repeat: true,
      table.hline(stroke: 0.8pt),
      ..t.columns.map(c => table.cell(align: if c.align == "right" { right + bottom } else { left + bottom }, strong(c.title))),
      table.hline(stroke: 0.5pt),
    ),
    ..t.rows.map(row => (
      ..if row.kind != "row" { (table.hline(stroke: 0.5pt),) },
      ..if row.kind == "row" { row.cells } else {
        row.cells.enumerate().map(((i, cell)) => if i == 0 { table.cell(colspan: t.span, strong(cell)) } else { strong(cell) })
      },
      ..if row.kind == "row" { (table.hline(stroke: 0.2pt + line-grey),) } else { (table.hline(stroke: 0.8pt),) },
    )).flatten(),
  )
}

#let version(v) = block(width: 100%, stroke: 0.5pt + line-grey, inset: 9pt, {
  strong(v.title)
  set text(size: 9pt)
  block(above: 8pt, facts(v.facts, gutter: 5pt))
})

#let render(b) = if b.type == "heading" { heading(level: 2, b.text)
} else if b.type == "paragraph" { par(b.text)
} else if b.type == "notice" { block(width: 100%, stroke: (left: 2pt + grey), inset: (left: 9pt, y: 4pt), b.text)
} else if b.type == "facts" { block(sticky: b.at("keep", default: false), breakable: not b.at("keep", default: false), facts(b.facts))
} else if b.type == "about" { block(breakable: false, above: 1.8em, { heading(level: 2, b.title); set text(size: 8.5pt); facts(b.facts, gutter: 4.5pt) })
} else if b.type == "table" { printed-table(b)
} else if b.type == "versions" { grid(columns: (1fr, 1fr), gutter: 12pt, version(b.left), version(b.right))
} else if b.type == "picture" { image(bytes(b.svg), format: "svg", alt: b.alt, width: 100%)
} else if b.type == "signature" { v(14pt); align(right, block(width: 50%, breakable: false, { align(left, b.text); v(40pt) }))
} else if b.type == "page_break" { pagebreak(weak: true) }

#heading(level: 1, d.title)
#if d.subtitle != none { text(size: 11.5pt, d.subtitle) }
#v(6pt)
#for b in d.blocks { render(b) }
`;
