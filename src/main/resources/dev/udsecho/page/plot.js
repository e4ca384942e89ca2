/** A line over the last minute, drawn again into the same element; one unit is one pixel, so the text has its own size. */

const SVG = "http://www.w3.org/2000/svg";
const MINUTE = 60;
const HEIGHT = 150;
const MARGIN = { top: 8, right: 2, bottom: 22, left: 60 };
/** Seconds without a point after which a line is broken. */
const GAP = 5;

export class Plot {
  #canvas;
  #words;
  #least;
  #drawn = () => {};

  /**
   * @param canvas the element to draw into
   * @param words what a value on the axis is called
   * @param least the least that the axis ends at
   */
  constructor(canvas, words, least) {
    this.#canvas = canvas;
    this.#words = words;
    this.#least = least;
    new ResizeObserver(() => this.#drawn()).observe(canvas);
  }

  /**
   * @param series lines, each a class and points {secondsAgo, value} of the last minute, oldest first; one without a value is a failure
   * @param summary the plot in words
   */
  draw(series, summary) {
    this.#drawn = () => this.#render(series, summary);
    this.#drawn();
  }

  #render(series, summary) {
    const width = Math.max(this.#canvas.clientWidth, 200);
    const top = ceiling(Math.max(this.#least, ...series.flatMap((line) => line.points.map((point) => point.value ?? 0))));
    const x = (secondsAgo) => width - MARGIN.right - (secondsAgo / MINUTE) * (width - MARGIN.left - MARGIN.right);
    const y = (value) => HEIGHT - MARGIN.bottom - (value / top) * (HEIGHT - MARGIN.top - MARGIN.bottom);
    const svg = draw("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": summary });
    for (const share of [0, 0.5, 1]) {
      const line = Math.round(y(top * share)) + 0.5;
      svg.append(draw("path", { class: "grid", d: `M${MARGIN.left} ${line}H${width - MARGIN.right}` }));
      svg.append(draw("text", { x: 0, y: line + 4 }, share === 0 ? "0" : this.#words(top * share).replace(".0 ", " ")));
    }
    svg.append(draw("text", { x: MARGIN.left, y: HEIGHT - 4 }, "1 minute ago"));
    svg.append(draw("text", { class: "now", x: width - MARGIN.right, y: HEIGHT - 4 }, "now"));
    for (const { name, points } of series) {
      svg.append(draw("path", { class: `line ${name}`, d: outline(points, x, y) }));
      for (const { secondsAgo } of points.filter((point) => point.value === undefined)) {
        svg.append(draw("path", { class: "failed", d: `M${x(secondsAgo) - 4} ${y(0) - 9}l8 8m-8 0l8 -8` }));
      }
    }
    this.#canvas.replaceChildren(svg);
  }
}

/** The path of a line, broken where a point failed or is missing; a point by itself is a dot. */
function outline(points, x, y) {
  let path = "";
  let before;
  for (const point of points) {
    if (point.value !== undefined) {
      const joined = before?.value !== undefined && before.secondsAgo - point.secondsAgo <= GAP;
      path += `${joined ? "L" : "M"}${x(point.secondsAgo).toFixed(1)} ${y(point.value).toFixed(1)}${joined ? "" : "h0"}`;
    }
    before = point;
  }
  return path;
}

/** The next of 1, 2, 5, 10, 20, … that is not less. */
function ceiling(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= value);
}

function draw(name, attributes, text = "") {
  const node = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.textContent = text;
  return node;
}
