/** Asks the service once a second, while somebody can see the page, and shows what it says. */

import "./box.js";
import { showConnections } from "./connections.js";
import { announce, byId, say } from "./dom.js";
import { showRoundTrips, showThroughput } from "./history.js";
import { sentence, stateOf } from "./state.js";
import { bytes, clock, duration, known, mode, printable, times } from "./words.js";

/** All in milliseconds. */
const PERIOD = 1000;
const PATIENCE = 5000;

let timer;
let asking = false;
let path = "";
let answered;
let failing;

/** Asks, shows, and comes again; a page that nobody sees waits until somebody does. */
async function poll() {
  clearTimeout(timer);
  if (document.hidden || asking) {
    return;
  }
  asking = true;
  const begun = performance.now();
  try {
    show(await ask());
    answered = new Date();
    failing = undefined;
    document.body.classList.remove("stale");
  } catch (failure) {
    failing ??= new Date();
    document.body.classList.add("stale");
    showFailure(failure);
  } finally {
    asking = false;
    timer = setTimeout(poll, Math.max(0, PERIOD - (performance.now() - begun)));
  }
}

async function ask() {
  const response = await fetch("q/echo", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) {
    throw new Error(`it answers with status ${response.status}`);
  }
  return response.json();
}

function show(echo) {
  path = printable(echo.socket.path);
  showState(stateOf(echo));
  showSocket(echo);
  showRoundTrips(echo.roundTrip);
  showConnections(echo.connections);
  showThroughput(echo.bytes, echo.upSeconds);
  say(byId("dropped"), known(echo.bytes.dropped, bytes));
  byId("box").hidden = !echo.echoBox;
}

function showSocket({ socket, lost, upSeconds }) {
  say(byId("path"), path);
  say(byId("up"), `up ${known(upSeconds, duration)}`);
  say(byId("role"), known(socket.role));
  say(byId("found"), known(socket.found, printable));
  say(byId("mode"), known(socket.mode, mode, "none"));
  say(byId("owner"), known(socket.owner, printable, "none"));
  say(byId("inode"), known(socket.inode, String, "none"));
  say(byId("lost"), known(lost, times));
}

function showState({ kind, title, headline, detail }) {
  byId("state").dataset.kind = kind;
  if (byId("headline").textContent !== headline) {
    announce(headline);
  }
  say(byId("headline"), headline);
  say(byId("detail"), printable(detail));
  document.title = [title, path, "udsecho"].filter(Boolean).join(" · ");
}

function showFailure(failure) {
  const below = answered ? ` What is below is of ${clock(answered)}.` : "";
  showState({
    kind: "bad",
    title: "Out of reach",
    headline: `Cannot reach the service since ${clock(failing)}`,
    detail: `Asked again each second. The last attempt: ${printable(sentence(failure.message))}${below}`,
  });
}

document.addEventListener("visibilitychange", poll);
poll();
