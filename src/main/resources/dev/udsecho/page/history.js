/** The last minute: round trips as the service remembers them, throughput as two polls tell it. */

import { byId, say } from "./dom.js";
import { Plot } from "./plot.js";
import { bytes, count, known, micros, rate } from "./words.js";

const MINUTE = 60;

const roundTripPlot = new Plot(byId("round-trip-plot"), micros, 100);
const throughputPlot = new Plot(byId("throughput-plot"), rate, 1000);
let rates = [];
let before;

export function showRoundTrips({ micros: latest, problem, history = [] }) {
  const shown = history.filter((trip) => trip.secondsAgo <= MINUTE);
  const taken = shown.filter((trip) => trip.micros !== undefined).map((trip) => trip.micros).sort((a, b) => a - b);
  const failed = count(shown.length - taken.length);
  const middle = known(taken[Math.floor(taken.length / 2)], micros, "");
  say(byId("micros"), known(latest, micros, problem ? "failed" : "…"));
  say(byId("median"), middle ? `median ${middle}` : "none has worked in the last minute");
  const summary = middle
    ? `Round trips of the last minute: ${micros(taken[0])} to ${micros(taken.at(-1))}, median ${middle}, ${failed} failed`
    : `Round trips of the last minute: none has worked, ${failed} failed`;
  const points = shown.map((trip) => ({ secondsAgo: trip.secondsAgo, value: trip.micros }));
  roundTripPlot.draw([{ name: "trip", points }], summary);
}

/** Takes in the totals of a poll, and shows what came and went since the poll before, by the service's own clock. */
export function showThroughput(total, upSeconds) {
  const now = { upSeconds, ...total };
  if (before && (upSeconds < before.upSeconds || now.received < before.received || now.sent < before.sent)) {
    before = undefined; // another process than a moment ago
    rates = [];
  }
  const seconds = before && upSeconds - before.upSeconds;
  if (seconds > 0) {
    rates.push({ upSeconds, in: (now.received - before.received) / seconds, out: (now.sent - before.sent) / seconds });
  }
  rates = rates.filter((sample) => upSeconds - sample.upSeconds <= MINUTE);
  before = now;
  showRates(now);
}

function showRates(now) {
  const latest = rates.at(-1);
  say(byId("in"), latest ? rate(latest.in) : "…");
  say(byId("out"), latest ? rate(latest.out) : "…");
  say(byId("received"), `${known(now.received, bytes)} in all`);
  say(byId("sent"), `${known(now.sent, bytes)} in all`);
  const line = (name) => ({ name, points: rates.map((sample) => ({ secondsAgo: now.upSeconds - sample.upSeconds, value: sample[name] })) });
  const most = (name) => rate(Math.max(0, ...rates.map((sample) => sample[name])));
  throughputPlot.draw(
    [line("in"), line("out")],
    `Throughput of the last minute: received at most ${most("in")}, sent at most ${most("out")}`,
  );
}
