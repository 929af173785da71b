// Solves figures with Penrose: a line of JSON in, a line of JSON out, until the input ends.
//
// In:  {"side": [w, h], "gap": g, "boxes": [[w, h], ...], "rules": [{"terms": [[box, axis, c], ...], "constant": k}, ...]}
// Out: {"centres": [[x, y], ...], "worst": by how much the worst constraint is missed} or {"error": text}
//
// Pixels; the origin is the middle of the canvas, both axes as they come. A rule says that the sum of c times the
// centre of a box on an axis (0 or 1), plus k, is at most 0; all boxes stay g apart. The programs are written
// from numbers alone, so nothing needs escaping.
import { createInterface } from "node:readline";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("");
Object.assign(globalThis, { window, document: window.document }); // Penrose typesets labels when it compiles
const { compile, evalFns, optimize, showError } = await import("@penrose/core");

const number = (value) => Number(value).toFixed(6); // the language has no exponents
const name = (index) => `\`b${Number(index)}\``;

function rule({ terms, constant }) {
  const sum = terms.map(([box, axis, c]) => `(${number(c)}) * ${name(box)}.${axis ? "y" : "x"}`).join(" + ");
  return `  ensure lessThan(${sum} + (${number(constant)}), 0.0)`;
}

function style({ side, gap, boxes, rules }) {
  const about = new Map(boxes.map((_, index) => [String(index), []]));
  for (const one of rules) {
    const key = [...new Set(one.terms.map(([box]) => Number(box)))].sort((a, b) => a - b).join(" ");
    about.set(key, [...(about.get(key) ?? []), rule(one)]);
  }
  boxes.forEach(([w, h], index) =>
    about.get(String(index)).unshift(`  ${name(index)}.w = ${number(w)}`, `  ${name(index)}.h = ${number(h)}`));
  const blocks = [...about].map(([key, lines]) => {
    const declared = key.split(" ").map((index) => `Box ${name(index)}`).join("; ");
    return `forall ${declared} {\n${lines.join("\n")}\n}`;
  });
  return `canvas {
  width = ${number(side[0])}
  height = ${number(side[1])}
}
forall Box b {
  b.x = ?
  b.y = ?
  shape b.drawn = Rectangle { center: (b.x, b.y)
    width: 1.0
    height: 1.0
    fillColor: none()
    ensureOnCanvas: false
  }
}
${blocks.join("\n")}
forall Box a; Box b {
  across = (a.w + b.w) / 2
  down = (a.h + b.h) / 2
  ensure lessThan(${number(gap)}, maxList([a.x - b.x - across, b.x - a.x - across, a.y - b.y - down, b.y - a.y - down]))
}
`;
}

async function solve(figure) {
  const compiled = await compile({
    domain: "type Box",
    substance: figure.boxes.map((_, index) => `Box b${index}`).join("\n"),
    style: style(figure),
    variation: "layout",
  });
  if (compiled.isErr()) return { error: showError(compiled.error) };
  const done = optimize(compiled.value);
  if (done.isErr()) return { error: showError(done.error) };
  const centres = [];
  for (const shape of done.value.computeShapes(done.value.varyingValues)) {
    centres[Number(/\d+/.exec(shape.name.contents)[0])] = shape.center.contents;
  }
  return { centres, worst: Math.max(0, ...evalFns(done.value).constrEngs) };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await solve(JSON.parse(line))));
}
