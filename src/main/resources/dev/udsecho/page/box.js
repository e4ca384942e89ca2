/** The box: a text goes through the socket, and what came back is shown as it is. */

import { announce, byId, element, say } from "./dom.js";
import { sentence } from "./state.js";
import { count, micros, parts, printable } from "./words.js";

const MOST = 4096;
/** Milliseconds. */
const PATIENCE = 10_000;
/** How much of an answer is read out. */
const READ_OUT = 200;

const text = byId("text");
let sending = false;

/** As the service gets it: a lone half of a surrogate pair has no UTF-8. */
function encoded() {
  return new TextEncoder().encode(text.value);
}

function showSize() {
  const size = encoded().length;
  const over = size > MOST;
  say(byId("size"), `${count(size)} of ${count(MOST)} bytes${over ? ", too many" : ""}`);
  byId("size").classList.toggle("over", over);
  text.setAttribute("aria-invalid", over);
}

async function send() {
  const body = encoded();
  if (body.length === 0) {
    show("bad", "Write something first.");
  } else if (body.length > MOST) {
    show("bad", `Too long: ${count(body.length)} bytes, and ${count(MOST)} at most. Nothing was sent.`);
  } else if (!sending) {
    sending = true;
    byId("form").setAttribute("aria-busy", "true");
    await exchange(body).catch((failure) => show("bad", `The service cannot be reached: ${sentence(failure.message)}`));
    byId("form").removeAttribute("aria-busy");
    sending = false;
  }
}

async function exchange(body) {
  const response = await fetch("q/echo", {
    method: "POST",
    headers: { "Content-Type": "text/plain; charset=utf-8" },
    body,
    signal: AbortSignal.timeout(PATIENCE),
  });
  const told = await response.json().catch(() => ({}));
  if (response.ok && typeof told.answer === "string") {
    showAnswer(new TextDecoder("utf-8", { ignoreBOM: true }).decode(body), body.length, told);
  } else {
    show("bad", told.problem ? sentence(printable(told.problem)) : `The service answered with status ${response.status}.`);
  }
}

function showAnswer(sent, size, { micros: time, bytes: length, answer }) {
  const same = sent === answer;
  const verdict = same
    ? `Came back in ${micros(time)}: the same ${size === 1 ? "byte" : `${count(size)} bytes`}.`
    : `Not what was sent: ${count(size)} bytes went, ${count(length)} came back, in ${micros(time)}.`;
  show(same ? "good" : "bad", verdict, answer);
}

/** Shows the verdict and the answer, and reads both out. */
function show(kind, verdict, answer) {
  byId("result").hidden = false;
  byId("result").dataset.kind = kind;
  say(byId("verdict"), verdict);
  byId("answer").hidden = answer === undefined;
  byId("answer").replaceChildren(...parts(answer ?? "").map((part) => (part.mark ? element("span", part.mark, "mark") : part.text)));
  const readOut = answer === undefined ? "" : ` ${printable(answer.slice(0, READ_OUT))}`;
  announce("");
  setTimeout(() => announce(verdict + readOut), 50); // the same words twice are two answers
}

byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
text.addEventListener("input", showSize);
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
});
showSize();
